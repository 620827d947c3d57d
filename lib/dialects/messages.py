"""What a reading says, in French and English: one table, code -> (French, English). Written for the person who holds
the file.
"""

from __future__ import annotations

from typing import Final

from lib.wording import Table

# What a column holds, where no KPI has a name for it already.
NAMES: Final[Table] = {
    "date": ("Date", "Date"),
    "campaign": ("Campagne", "Campaign"),
    "currency": ("Devise", "Currency"),
    "link_clicks": ("Clics sur un lien", "Link clicks"),
    "reactions": ("Réactions", "Reactions"),
    "comments": ("Commentaires", "Comments"),
    "shares": ("Partages", "Shares"),
    "video_3s": ("Vues de la vidéo, 3 secondes au moins", "Video views, 3 seconds at least"),
    "video_1min": ("Vues de la vidéo, 1 minute au moins", "Video views, 1 minute at least"),
    "avg_watch_s": ("Durée moyenne de visionnage (secondes)", "Average watch time (seconds)"),
    "watch_time_s": ("Durée de visionnage (secondes)", "Watch time (seconds)"),
    "earnings": ("Gains estimés", "Estimated earnings"),
}

MESSAGES: Final[Table] = {
    # errors: the whole file
    "no_header": (
        "Aucune ligne d’en-tête n’a été trouvée dans les premières lignes.",
        "No header row was found in the first lines.",
    ),
    "unknown_columns": (
        "Ces colonnes ne correspondent à aucun export connu : dites ce que chacune contient.",
        "These columns match no known export: say what each of them holds.",
    ),
    "missing_column": ("Il manque la colonne « {column_fr} »{also_fr}.", "The column “{column}” is missing{also}."),
    "duplicate_column": ("La colonne « {column} » est présente deux fois.", "The column “{column}” appears twice."),
    "no_rows": ("Le fichier ne contient aucune ligne de données.", "The file holds no data row."),
    "bad_mapping": (
        "« {text} » n’est pas une donnée connue, ou la colonne n’existe pas.",
        "“{text}” is not a known metric, or the column does not exist.",
    ),
    "bad_answer": (
        "La réponse « {text} » n’est pas l’un des choix proposés.",
        "The answer “{text}” is not one of the choices.",
    ),
    "more_warnings": ("Autres remarques : {count}.", "More warnings: {count}."),
    "more_errors": ("Autres erreurs : {count}.", "More errors: {count}."),
    "mixed_currencies": (
        "Deux devises dans une même colonne ({first} et {second}) : elles ne s’additionnent pas.",
        "Two currencies in one column ({first} and {second}): they cannot be added up.",
    ),
    # errors: one line
    "row_length": (
        "Cette ligne a {found} cellules, l’en-tête en a {expected}.",
        "This row has {found} cells, the header has {expected}.",
    ),
    "missing_value": ("Cette cellule est vide et ne peut pas l’être.", "This cell is empty and must not be."),
    "not_a_number": ("« {text} » n’est pas un nombre.", "“{text}” is not a number."),
    "too_long": ("« {text} » est trop long pour un nombre.", "“{text}” is too long for a number."),
    "conflicting_marks": (
        "« {text} » n’a pas la même marque décimale que le reste de la colonne.",
        "“{text}” has another decimal mark than the rest of the column.",
    ),
    "fraction": ("« {text} » devrait être un nombre entier.", "“{text}” should be a whole number."),
    "negative": ("« {text} » ne peut pas être négatif.", "“{text}” cannot be negative."),
    "too_large": ("« {text} » dépasse 10^15.", "“{text}” is larger than 10^15."),
    "unit_in_count": (
        "« {text} » porte une devise ou un pourcentage.",
        "“{text}” carries a currency or a percent sign.",
    ),
    "bad_currency": ("« {text} » n’est pas un code de devise connu.", "“{text}” is not a known currency code."),
    "not_a_date": ("« {text} » n’est pas une date lisible.", "“{text}” is not a readable date."),
    "impossible_date": ("La date « {text} » n’existe pas.", "The date “{text}” does not exist."),
    "future_date": ("La date « {text} » est dans le futur.", "The date “{text}” is in the future."),
    "damaged_id": (
        "L’identifiant « {text} » a été abîmé par un tableur et la ligne n’a pas de lien.",
        "The identifier “{text}” was damaged by a spreadsheet and the row has no link.",
    ),
    # warnings
    "damaged_id_link": (
        "L’identifiant « {text} » a été abîmé par un tableur : le lien de la publication sert à la reconnaître.",
        "The identifier “{text}” was damaged by a spreadsheet: the link of the post identifies it instead.",
    ),
    "unsafe_link": (
        "Ce lien n’est pas une adresse http(s) : il est ignoré.",
        "This link is not an http(s) address: it is ignored.",
    ),
    "unused_column": ("La colonne « {column} » n’est pas utilisée.", "The column “{column}” is not used."),
    "missing_cells": (
        "Cellules vides : {count}. Ces valeurs sont inconnues, et non nulles.",
        "Empty cells: {count}. These values are unknown, not zero.",
    ),
    "total_mismatch": (
        "La ligne de total dit {stated}, la somme des lignes fait {computed}.",
        "The total row says {stated}, the rows add up to {computed}.",
    ),
    "total_unread": ("Le total « {text} » est illisible.", "The total “{text}” cannot be read."),
    "repaired_text": (
        "Les accents du fichier étaient abîmés (UTF-8 lu deux fois) : ils ont été réparés.",
        "The accents of the file were damaged (UTF-8 decoded twice): they were repaired.",
    ),
    "other_sheets": (
        "Seule la première feuille est lue ; non lues : {names}.",
        "Only the first sheet is read; not read: {names}.",
    ),
    "duplicates_sum": (
        "Cette ligne porte {key_fr} que la ligne {first} : elles sont additionnées, comme vous l’avez demandé.",
        "This row has {key} as line {first}: they are added up, as you asked.",
    ),
    "duplicates_first": (
        "Cette ligne porte {key_fr} que la ligne {first} : la première est gardée, comme vous l’avez demandé.",
        "This row has {key} as line {first}: the first is kept, as you asked.",
    ),
    "duplicates_last": (
        "Cette ligne porte {key_fr} que la ligne {first} : la dernière est gardée, comme vous l’avez demandé.",
        "This row has {key} as line {first}: the last is kept, as you asked.",
    ),
    "currencies_differ": (
        "Les montants n’ont pas tous la même devise : {names}.",
        "The amounts are not all in one currency: {names}.",
    ),
    # assumptions
    "no_currency": (
        "{column} : aucune devise n’est indiquée ; les montants sont gardés sans devise (XXX).",
        "{column}: no currency is given; amounts are kept without one (XXX).",
    ),
    "lifetime": (
        "Les chiffres sont cumulés depuis la publication : un nouvel import remplace l’ancien.",
        "Figures are lifetime totals since publication: a newer import replaces the older one.",
    ),
    "encoding": ("Texte lu en {encoding}.", "Text read as {encoding}."),
    "order_inferred": (
        "{column} : dates lues {order_fr}, d’après « {text} ».",
        "{column}: dates read as {order}, because of “{text}”.",
    ),
    "order_standard": (
        "{column} : dates lues {order_fr}, comme toujours dans cet export.",
        "{column}: dates read as {order}, as always in this export.",
    ),
    "order_answered": (
        "{column} : dates lues {order_fr}, comme confirmé.",
        "{column}: dates read as {order}, as confirmed.",
    ),
    "mark_from_file": (
        "{column} : marque décimale « {mark} », comme dans les autres colonnes.",
        "{column}: decimal mark “{mark}”, as in the other columns.",
    ),
    "mark_standard": (
        "{column} : marque décimale « {mark} », comme toujours dans cet export.",
        "{column}: decimal mark “{mark}”, as always in this export.",
    ),
    "mark_answered": (
        "{column} : marque décimale « {mark} », comme confirmé.",
        "{column}: decimal mark “{mark}”, as confirmed.",
    ),
    "grouping": (
        "{column} : « {text} » est lu avec un séparateur de milliers (un compte est entier).",
        "{column}: “{text}” is read with a thousands separator (a count is whole).",
    ),
    "total_row": (
        "La ligne {line} est une ligne de total : non enregistrée, elle sert à vérifier les sommes.",
        "Line {line} is a total row: not stored, used to check the sums.",
    ),
    "reach_sum": (
        "{column} : la somme compte une personne autant de fois que de lignes où elle apparaît.",
        "{column}: the sum counts a person once for every row in which they appear.",
    ),
    # questions
    "ask_date_order": (
        "« {text} » se lit de deux façons : jour/mois ou mois/jour ?",
        "“{text}” reads in two ways: day/month or month/day?",
    ),
    "ask_decimal_mark": (
        "« {text} » se lit de deux façons : quelle est la marque décimale ?",
        "“{text}” reads in two ways: which is the decimal mark?",
    ),
    "ask_duplicates": (
        "Cette ligne porte {key_fr} que la ligne {first} (« {text} ») : que faire de ces lignes ?",
        "This row has {key} as line {first} (“{text}”): what should be done with these rows?",
    ),
    "ask_duplicates_all": (
        "Des lignes portent {key_fr} que d’autres : que faire de ces lignes ?",
        "Some rows have {key} as others: what should be done with them?",
    ),
    "ask_mapping": ("Que contient chaque colonne ?", "What does each column hold?"),
}
