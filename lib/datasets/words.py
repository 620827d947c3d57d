"""What questions, mistakes and figures are called, French and English: for editors, and beside a worked answer."""

from __future__ import annotations

from typing import Final

Pair = tuple[str, str]

NETWORK_NAMES: Final[dict[str, Pair]] = {
    "facebook-posts": ("Export des publications Facebook", "Facebook post export"),
    "generic-daily": ("Résultats quotidiens", "Daily results"),
}
ANOMALY_NAMES: Final[dict[str, Pair]] = {
    "tracking_gap": ("Mesure interrompue\u00a0: cellules vides", "Tracking gap: empty cells"),
    "viral_outlier": ("Une ligne très au-dessus des autres", "One line far above the others"),
    "paid_spike": ("Quelques jours de portée payée", "A few days of paid reach"),
    "bot_followers": (
        "Faux abonnés (résultats quotidiens seulement)",
        "Bot followers (daily results only)",
    ),
}
QUESTION_NAMES: Final[dict[str, Pair]] = {
    "gap-start": ("Premier jour sans mesure", "First day without figures"),
    "gap-count": ("Nombre de lignes sans mesure", "Number of lines without figures"),
    "outlier": ("La ligne hors norme", "The outlier"),
    "engagement-all": ("Engagement sur la portée, tout compris", "Engagement rate by reach, everything included"),
    "engagement-usual": ("Engagement sur la portée, sans la ligne hors norme", "Engagement rate by reach, no outlier"),
    "paid-share": ("Part de la portée payée", "Share of paid reach"),
    "ctr-organic": ("Taux de clics hors publicité", "Click-through rate, organic only"),
    "bots-day": ("Jour des faux abonnés", "Day of the bot followers"),
    "growth-real": ("Croissance sans les faux abonnés", "Follower growth without the bots"),
}
MISTAKE_NAMES: Final[dict[str, Pair]] = {
    "gap-end": ("dernier jour au lieu du premier", "last day for the first"),
    "day-before": ("la veille de la coupure", "the day before the gap"),
    "one-short": ("écart entre deux dates, sans compter les deux bouts", "one short: a difference of dates"),
    "paid-taken": ("une ligne payée prise pour la ligne hors norme", "a paid line taken for the outlier"),
    "mean-of-ratios": ("moyenne des taux", "mean of the rates"),
    "missing-as-zero": ("cellule vide comptée comme zéro", "empty cell counted as zero"),
    "outlier-kept": ("ligne hors norme gardée", "outlier kept"),
    "outlier-left-out": ("ligne hors norme retirée", "outlier left out"),
    "over-organic": ("divisé par la portée organique", "divided by organic reach"),
    "lines-counted": ("part des lignes au lieu de la portée", "share of lines, not of reach"),
    "paid-mixed": ("publicité mêlée au reste", "paid mixed in"),
    "reach-used": ("divisé par la portée", "divided by reach"),
    "all-clicks": ("tous les clics au lieu des clics sur un lien", "all clicks, not link clicks"),
    "viral-day": ("jour du succès pris pour celui des robots", "the viral day taken for the bots"),
    "bots-counted": ("faux abonnés comptés", "bots counted"),
    "divided-by-end": ("divisé par l’arrivée", "divided by the end"),
}
FACT_NAMES: Final[dict[str, Pair]] = {
    "interactions": ("Interactions", "Interactions"),
    "reach": ("Portée", "Reach"),
    "paid-reach": ("Portée payée", "Paid reach"),
    "all-reach": ("Portée totale", "All reach"),
    "link-clicks": ("Clics sur un lien", "Link clicks"),
    "clicks": ("Clics", "Clicks"),
    "impressions": ("Impressions", "Impressions"),
    "gained": ("Abonnés gagnés, hors journée suspecte", "Followers gained, without the suspect day"),
    "followers-start": ("Abonnés le premier jour", "Followers on the first day"),
    "followers-end": ("Abonnés le dernier jour", "Followers on the last day"),
    "left-out": ("Gain de la journée suspecte", "Gain of the suspect day"),
    "best-other-day": ("Meilleur gain des autres jours", "Best gain of any other day"),
    "reach-that-day": ("Portée ce jour-là", "Reach that day"),
    "usual-reach": ("Portée médiane", "Median reach"),
    "first-empty": ("Première ligne vide", "First empty line"),
    "last-empty": ("Dernière ligne vide", "Last empty line"),
    "lines-empty": ("Lignes vides", "Empty lines"),
    "lines-all": ("Lignes du fichier", "Lines in the file"),
    "lines-used": ("Lignes utilisées", "Lines used"),
    "its-interactions": ("Ses interactions", "Its interactions"),
    "usual-interactions": ("Interactions de la ligne médiane", "Interactions of the median line"),
}
SHARE_FORMULA: Final[Pair] = ("Portée payée ÷ portée totale × 100", "Paid reach ÷ all reach × 100")


def word(names: dict[str, Pair], code: str, locale: str) -> str:
    """The name of a code in French or English; the code itself when it has none any more."""
    pair = names.get(code, (code, code))
    return pair[0] if locale.lower().startswith("fr") else pair[1]
