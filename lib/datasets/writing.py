"""The data set as the file that its network would give: the headers that `lib.dialects` reads, in either language."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from lib.datasets.model import DataSet, Line
from lib.datasets.words import Pair
from lib.sheets import write_csv

_TOPICS: Final[tuple[Pair, ...]] = (
    ("La nouveauté de la semaine", "New this week"),
    ("Dans les coulisses, un lundi matin", "Behind the scenes on a Monday"),
    ("Vous préférez lequel des deux ?", "Which of the two do you prefer?"),
    ("L’avis d’une cliente, mot pour mot", "What a customer told us, word for word"),
    ("Mode d’emploi en quatre images", "How it works, in four pictures"),
    ("Rappel : nos horaires de la semaine", "Reminder: our hours this week"),
    ("Portrait : qui répond à vos messages", "Meet who answers your messages"),
    ("Trois gestes pour le faire durer", "Three ways to make it last"),
    ("Ce que nous avons raté, et corrigé", "What we got wrong, and put right"),
    ("La question que vous posez le plus", "The question you ask most"),
    ("Avant, après", "Before and after"),
    ("Une photo envoyée par vous", "A picture you sent us"),
    ("Samedi, on vous accueille", "Come and see us on Saturday"),
    ("Le détail que personne ne remarque", "The detail nobody notices"),
    ("Un an déjà", "One year on"),
    ("Réponse aux commentaires d’hier", "Answers to yesterday’s comments"),
)
_FORMATS: Final[tuple[Pair, ...]] = (("Photos", "Photos"), ("Reels", "Reels"), ("Liens", "Links"))
# Header in French, in English, and what stands under it: a column of the dialect, or a text of the writer.
_POST_COLUMNS: Final[tuple[tuple[str, str, str], ...]] = (
    ("Identifiant de la publication", "Post ID", "@key"),
    ("ID de la Page", "Page ID", "@page"),
    ("Nom de la page", "Page name", "@brand"),
    ("Titre", "Title", "@title"),
    ("Description", "Description", "@none"),
    ("Durée (en secondes)", "Duration (sec)", "@duration"),
    ("Heure de publication", "Publish time", "@time"),
    ("Permalien", "Permalink", "@none"),
    ("Type de publication", "Post type", "@format"),
    ("Date", "Date", "@lifetime"),
    ("Impressions", "Impressions", "impressions"),
    ("Couverture", "Reach", "reach"),
    ("Réactions, commentaires et partages", "Reactions, Comments and Shares", "interactions"),
    ("Réactions", "Reactions", "reactions"),
    ("Commentaires", "Comments", "comments"),
    ("Partages", "Shares", "shares"),
    ("Total des clics", "Total clicks", "clicks"),
    ("Clics sur un lien", "Link Clicks", "link_clicks"),
    ("Couverture de Publications organiques", "Reach from Organic posts", "reach_organic"),
    ("Couverture de Publications boostées", "Reach from Boosted posts", "reach_paid"),
)
_DAY_COLUMNS: Final[tuple[tuple[str, str, str], ...]] = (
    ("Date", "Date", "@day"),
    ("Campagne", "Campaign", "@campaign"),
    ("Impressions", "Impressions", "impressions"),
    ("Portée", "Reach", "reach"),
    ("Interactions", "Interactions", "interactions"),
    ("Clics", "Clicks", "clicks"),
    ("Coût (EUR)", "Cost (EUR)", "spend"),
    ("Conversions", "Conversions", "conversions"),
    ("Chiffre d’affaires (EUR)", "Revenue (EUR)", "revenue"),
    ("Abonnés", "Followers", "followers"),
)


def write(data: DataSet, locale: str) -> bytes:
    """The file. Numbers as the network writes them: plain in a post export; decimal comma in French daily results."""
    french = locale.lower().startswith("fr")
    columns = _POST_COLUMNS if data.by_post else _DAY_COLUMNS
    rows: list[list[str]] = [[french_name if french else english for french_name, english, _ in columns]]
    for line in data.lines:
        rows.append([_cell(data, line, source, french) for _, _, source in columns])
    return write_csv(rows, delimiter=";" if french and not data.by_post else ",")


def filename(data: DataSet, locale: str) -> str:
    """As the network names it."""
    if data.by_post:
        return f"{data.plan.start:%b-%d-%Y}_{data.plan.end:%b-%d-%Y}_{data.page_id}.csv"
    name = "resultats-quotidiens" if locale.lower().startswith("fr") else "daily-results"
    return f"{name}_{data.plan.start.isoformat()}_{data.plan.end.isoformat()}.csv"


def title(line: Line, locale: str) -> str:
    """What a post says."""
    return _side(_TOPICS[line.topic % len(_TOPICS)], locale.lower().startswith("fr"))


def _side(pair: Pair, french: bool) -> str:
    return pair[0] if french else pair[1]


def _cell(data: DataSet, line: Line, source: str, french: bool) -> str:
    if not source.startswith("@"):
        return _number(line.values[source], french and not data.by_post)
    video = line.topic % len(_FORMATS) == 1
    told = {
        "@key": line.key,
        "@page": data.page_id,
        "@brand": data.plan.brand,
        "@title": title(line, "fr" if french else "en"),
        "@none": "",
        "@duration": str(15 + line.topic) if video else "0",
        "@time": f"{line.day:%m/%d/%Y} {line.hour:02d}:{line.topic * 3:02d}",
        "@format": _side(_FORMATS[line.topic % len(_FORMATS)], french),
        "@lifetime": "À vie" if french else "Lifetime",
        "@day": line.day.isoformat(),
        "@campaign": _side(("Sponsorisé", "Sponsored") if line.paid else ("Organique", "Organic"), french),
    }
    return told[source]


def _number(value: Decimal | None, comma: bool) -> str:
    """Missing is an empty cell."""
    text = "" if value is None else f"{value:f}"
    return text.replace(".", ",") if comma else text
