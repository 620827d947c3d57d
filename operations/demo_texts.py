"""What the demo learner hands in for tasks of the social media pack: plausible work of a beginner, true to each brief.

Brands and figures are invented, and the texts say so.
"""

from dataclasses import dataclass, field
from typing import Literal

State = Literal["waiting", "returned"]


@dataclass(frozen=True)
class Written:
    """One task done. `fields`: the id of a field of the task's template → what is typed; a table's cells have tabs."""

    lesson: str
    task: str
    state: State
    locale: str
    note: str
    fields: dict[str, str] = field(default_factory=dict)
    link: str = ""
    reasons: str = ""


def _table(*rows: tuple[str, ...]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def _cells(*rows: str) -> str:
    return _table(*(tuple(row.split(" | ")) for row in rows))


VOICE = Written(
    lesson="communiquer-ton-voix",
    task="quatre-versions",
    state="waiting",
    locale="fr",
    note=(
        "La Boulangerie Lune est inventée. J’ai hésité sur la version LinkedIn : les restaurants la lisent le matin, "
        "j’ai donc mis l’heure de commande en premier. À la relecture, Sami n’a pas reconnu la première version "
        "Instagram ; je l’ai récrite et je la donne telle qu’elle est maintenant."
    ),
    fields={
        "organisation": "Boulangerie Lune (marque inventée), pour les gens du quartier et quatre restaurants",
        "traits": _table(
            ("Parle de l’heure qu’il est", "Le four s’allume à 3 h 40.", "Nos équipes sont passionnées."),
            (
                "Montre les mains, jamais le logo",
                "Nora façonne, il en reste douze.",
                "Lune, artisan de confiance.",
            ),
            ("Dit ce qui a raté", "La fournée de 7 h est trop cuite : -30 %.", "Suite à un incident technique…"),
        ),
        "tons": _table(
            ("Instagram", "Le quartier, le soir", "Deux phrases, tutoiement, une image de nuit"),
            ("Facebook", "Les familles, le mercredi", "Un paragraphe, vous, l’horaire en premier"),
            ("LinkedIn", "Les restaurants, avant 9 h", "Un texte long, vous, l’heure de commande"),
            ("X", "Les habitués, dans le bus", "Une seule phrase, vous, le chiffre du jour"),
        ),
        "grave": "L’heure et le tutoiement s’arrêtent en premier. Restent le fait, qui appeler, une signature.",
        "message": (
            "X, 100 caractères : « Dès lundi, le pain de seigle sort à 6 h 30. Commandez la veille avant 18 h. Lune, "
            "12 rue des Fours. »\n"
            "Instagram : « 6 h 30, il fait nuit, le seigle sort. Dès lundi. Pour en garder un, dis-le-nous la veille "
            "avant 18 h, au 12 rue des Fours. »\n"
            "Facebook : « Dès lundi, le pain de seigle sort à 6 h 30. Pour en trouver un à coup sûr, commandez la "
            "veille avant 18 h, au comptoir du 12 rue des Fours. Nora le façonne à 4 heures : pas de commande par "
            "message après 18 h. »\n"
            "LinkedIn, 233 mots : « Restaurateurs, votre pain de seigle peut arriver avant votre premier "
            "café. Dès lundi, la Boulangerie Lune en cuit chaque nuit, et la fournée sort à 6 h 30. Si vous "
            "commandez la veille avant 18 h, vos pains sont comptés à part, posés sur l’échelle du fond avec "
            "le nom de votre maison, et vous les prenez au 12 rue des Fours sans passer par la file. "
            "Pourquoi 18 h ? Parce que Nora rafraîchit le levain à 19 h et qu’elle règle la quantité de "
            "farine à ce moment-là. Après, nous ne pouvons plus ajouter de pains sans en retirer à "
            "quelqu’un, et nous préférons vous le dire que vous décevoir à l’aube. Nous avons essayé ce "
            "seigle trois semaines avec un restaurant du quai, qui le sert avec ses huîtres. Il nous a "
            "demandé une croûte moins dure : nous avons baissé le four en fin de cuisson, et c’est cette "
            "recette que vous goûterez. Le pain se garde trois jours, il se tranche mieux le deuxième. Nous "
            "ne livrons pas encore. Si quatre maisons du centre nous le demandent, nous ferons une tournée à "
            "vélo à 7 h, à partir de novembre ; répondez ici avec le nombre de pains qu’il vous faudrait, et "
            "nous vous rappelons dans la journée. Pour commander dès ce soir : passez au comptoir ou "
            "téléphonez avant 18 h. Votre premier seigle vous attendra lundi, à 6 h 30. »"
        ),
        "reponse": (
            "« 6 h 30, et à 7 h il n’y en a plus ! » Réponse : « Vous êtes venue pour rien, et il faisait froid. "
            "Nous en cuisons vingt-quatre ; demain il y en a un à votre nom. Nora »"
        ),
        "preuve": (
            "3 lecteurs, 4 textes sans signature : 10 reconnus sur 12. Sami a pris la version Instagram pour un "
            "café. J’y ai ajouté l’heure en tête, il l’a reconnue ensuite."
        ),
    },
)

MONTH = Written(
    lesson="tester-rendre-compte",
    task="rapport-relu",
    state="returned",
    locale="fr",
    note=(
        "Rapport d’avril pour la Boulangerie Lune (marque inventée). J’ai laissé de côté les stories : trop peu de "
        "données. Pour la gérante, en trois lignes : 157 500 personnes touchées hors publicité, 31 % de mieux. "
        "La vidéo du soir fait 65 % des interactions. Je vous demande de garder le rendez-vous de 21 heures."
    ),
    fields={
        "compte": "Boulangerie Lune (marque inventée), Instagram et Facebook, avril 2026",
        "lecteurs": "La gérante : elle décide du budget de mai",
        "objectif": "Faire passer les commandes d’avant 9 heures de 131 à 150 par semaine avant le 30 avril.",
        "indicateurs": _cells(
            "Taux d’engagement par portée, hors publicité | 7,10 % | 8,50 % | +1,40 point",
            "Portée, hors publicité | 120 400 | 157 500 | +31 %",
            "Abonnés, fin de mois | 4 210 | 4 388 | +4 %",
        ),
        "meilleur": "La vidéo « Demain, 6 heures » : 65 % des interactions du mois. Elle montre Nora.",
        "moins-bon": "Les liens seuls : 2 % des interactions pour un cinquième des publications.",
        "lecture": (
            "Établi : la série du soir précède la hausse des commandes. Probable : elle y est pour quelque chose. "
            "Ignoré : l’effet des beaux jours, arrivés le 12 avril."
        ),
        "essai": "Deux titres pour la même vidéo, une semaine chacun, même heure.",
        "action": "Garder le rendez-vous de 21 heures et arrêter les liens seuls : quatre heures par semaine.",
        "revue": "2026-06-01",
    },
    reasons=(
        "La décision se lit tout de suite, et vos trois lignes pour la gérante tiennent debout. Deux manques avant "
        "d’accepter : aucune valeur visée ne figure à côté des indicateurs, et le taux de 8,50 % ne se recalcule pas. "
        "Donnez le nombre d’interactions, écrivez la valeur que vous attendiez, puis remettez le rapport."
    ),
)

REPLIES = Written(
    lesson="repondre-plainte",
    task="dix-reponses",
    state="waiting",
    locale="en",
    note=(
        "Ten replies for Lune Bakery (invented), written in English for the tourists who comment in summer. Messages 4 "
        "and 9 fit no template: a wedding cake that arrived blue, and a man whose late wife used to buy our rye. I "
        "kept message 7, which is bait, without an answer and say why on page two. The long thread is number 2: five "
        "exchanges over the queue, closed in public on the Tuesday."
    ),
    link="https://example.org/lune-ten-replies",
)

WRITTEN = (VOICE, MONTH, REPLIES)
