"""What is said about files of questions: code → (French, English). Braces that are meant are doubled."""

from __future__ import annotations

from typing import Final

from cms.formats.messages_bank import BANK
from lib.wording import Table

_SOURCE: Table = {
    "empty": ("Il n’y a rien à lire ici.", "There is nothing to read here."),
    "too_big": (
        "Ce texte dépasse {limit} Mo : partagez-le en plusieurs fichiers.",
        "This text is larger than {limit} MB: split it into several files.",
    ),
    "too_many": (
        "Plus de {limit} questions d’un coup : partagez le fichier.",
        "More than {limit} questions at once: split the file.",
    ),
    "too_many_options": (
        "Plus de {limit} réponses dans une question : gardez-en moins, ou faites-en plusieurs questions.",
        "More than {limit} answers in one question: keep fewer, or make several questions of it.",
    ),
    "not_text": ("Ce fichier n’est pas du texte.", "This file is not text."),
    "cp1252": (
        "Ce fichier n’est pas en UTF-8 et ne dit pas son encodage : lu comme du Windows-1252. Vérifiez les accents.",
        "This file is not UTF-8 and does not say its encoding: read as Windows-1252. Check the accents.",
    ),
    "categories_dropped": ("Les catégories ne sont pas reprises : {names}.", "Categories are not taken over: {names}."),
    "nul": ("Caractère nul : ce n’est pas du texte.", "A NUL character: this is not text."),
    "question_too_long": (
        "Cette question dépasse {limit} caractères.",
        "This question is longer than {limit} characters.",
    ),
}
_GIFT: Table = {
    "blank_after_category": (
        "Une ligne vide est attendue après $CATEGORY.",
        "An empty line is expected after $CATEGORY.",
    ),
    "stem_missing": ("Le texte de la question est attendu.", "The text of the question is expected."),
    "name_open": (
        "« :: » est attendu à la fin du titre, avant les réponses.",
        "“::” is expected at the end of the title, before the answers.",
    ),
    "brace_unopened": (
        "« {{ » est attendu avant cette accolade ; si c’est du texte, écrivez \\}}.",
        "“{{” is expected before this brace; if it is text, write \\}}.",
    ),
    "brace_open": (
        "« }} » est attendu avant la ligne vide qui suit ; si l’accolade est du texte, écrivez \\{{.",
        "“}}” is expected before the next empty line; if the brace is text, write \\{{.",
    ),
    "brace_second": (
        "Une seconde accolade : écrivez \\{brace} si c’est du texte, ou une ligne vide entre deux questions.",
        "A second brace: write \\{brace} if it is text, or an empty line between two questions.",
    ),
    "true_lower": (
        "« {word} » est lu comme vrai ou faux ; Moodle attend des majuscules.",
        "“{word}” is read as true or false; Moodle expects capitals.",
    ),
    "word_is_text": (
        "« {word} » est lu comme un texte à écrire, comme dans Moodle : pour vrai ou faux, écrivez TRUE ou FALSE.",
        "“{word}” is read as a text to write, as in Moodle: for true or false, write TRUE or FALSE.",
    ),
    "two_options": ("Deux choix au moins sont attendus.", "Two options or more are expected."),
    "weight_is_text": (
        "Un poids après « = » est du texte dans une question à choix.",
        "A weight after “=” is text in a question with options.",
    ),
    "sign_expected": ("Un de ces signes est attendu ici : {signs}", "One of these signs is expected here: {signs}"),
    "arrow_missing": ("« -> » est attendu dans cette paire.", "“->” is expected in this pair."),
    "answer_missing": ("Une réponse est attendue après « -> ».", "An answer is expected after “->”."),
    "pair_feedback": (
        "Une paire n’a pas de commentaire : « # » reste dans le texte.",
        "A pair has no feedback: “#” stays in the text.",
    ),
    "two_pairs": ("Deux paires au moins sont attendues.", "Two pairs or more are expected."),
    "number_expected": ("Un nombre est attendu ici, pas « {found} ».", "A number is expected here, not “{found}”."),
    "wrong_last": (
        "Le commentaire « ~# » est attendu après toutes les réponses.",
        "The feedback “~#” is expected after all answers.",
    ),
    "wrong_text": (
        "« # » est attendu après « ~ » dans une question numérique.",
        "“#” is expected after “~” in a numerical question.",
    ),
    "range_reversed": (
        "L’intervalle va de {low} à {high} : le plus petit est attendu d’abord.",
        "The range goes from {low} to {high}: the smaller one is expected first.",
    ),
    "tolerance_negative": (
        "Une tolérance qui n’est pas négative est attendue.",
        "A tolerance that is not negative is expected.",
    ),
    "comma_doubt": (
        "« {found} » se lit de deux façons : écrivez un point décimal, ou aucun séparateur.",
        "“{found}” reads in two ways: write a decimal point, or no separator.",
    ),
    "comma": (
        "« {found} » : la virgule est lue comme un point décimal.",
        "“{found}”: the comma is read as a decimal point.",
    ),
    "option_empty": ("Le texte d’une réponse est attendu.", "The text of an answer is expected."),
    "option_hash": (
        "« # » annonce le commentaire d’une réponse qui manque ; si c’est du texte, écrivez \\#.",
        "“#” begins the feedback on an answer that is missing; if it is text, write \\#.",
    ),
    "weight_unread": (
        "Le poids « {weight} » ne se lit pas : écrivez un point décimal et aucun espace, comme %33.33333%.",
        "The weight “{weight}” cannot be read: write a decimal point and no space, as in %33.33333%.",
    ),
    "weight_range": (
        "Un poids entre -100 et 100 est attendu, pas {weight}.",
        "A weight between -100 and 100 is expected, not {weight}.",
    ),
    "weight_rounded": (
        "Le poids {weight} devient {near}, le plus proche que Moodle connaisse.",
        "The weight {weight} becomes {near}, the nearest that Moodle knows.",
    ),
}
_WRITING: Table = {
    "description_general": (
        "Un texte sans réponse n’a pas de commentaire général en GIFT.",
        "A text without answers has no general feedback in GIFT.",
    ),
    "essay_grader": (
        "GIFT ne sait pas écrire les critères de correction.",
        "GIFT cannot write the criteria of an essay.",
    ),
    "kind_not_in_gift": ("GIFT ne connaît pas ce type de question : {kind}.", "GIFT has no such question: {kind}."),
    "no_right_option": (
        "Il faut deux choix au moins, dont un juste à 100 %.",
        "Two options or more are needed, one of them right at 100%.",
    ),
    "no_answer": ("Aucune réponse n’est donnée.", "No answer is given."),
    "case_not_in_gift": (
        "GIFT ne distingue pas les majuscules d’une réponse.",
        "GIFT cannot tell capitals in an answer.",
    ),
    "arrow_in_text": (
        "GIFT ne sait pas écrire « -> » dans un texte ici.",
        "GIFT cannot write “->” inside a text here.",
    ),
    "units_not_in_gift": ("GIFT ne connaît pas les unités.", "GIFT has no units."),
    "weight_unknown": ("Le poids {weight} n’est pas de ceux de Moodle.", "The weight {weight} is none of Moodle’s."),
    "lost_in_file": ("Ce format ne garde pas : {part}.", "This format does not keep: {part}."),
}
_XML: Table = {
    "xml_broken": ("Le XML est mal formé ici ({found}).", "The XML is not well formed here ({found})."),
    "xml_dtd": (
        "Les entités et les DTD ne sont pas lues : elles pourraient cacher autre chose.",
        "Entities and DTDs are not read: they could hide something else.",
    ),
    "xml_deep": (
        "Plus de {limit} éléments l’un dans l’autre : ce n’est pas du Moodle XML.",
        "More than {limit} elements inside one another: this is not Moodle XML.",
    ),
    "xml_large": (
        "Plus de {limit} éléments : partagez le fichier.",
        "More than {limit} elements: split the file.",
    ),
    "xml_not_quiz": (
        "L’élément <quiz> de Moodle XML est attendu, pas <{found}>.",
        "The element <quiz> of Moodle XML is expected, not <{found}>.",
    ),
    "xml_unknown": (
        "L’élément <question> est attendu ici, pas <{found}>.",
        "The element <question> is expected here, not <{found}>.",
    ),
    "xml_markup": (
        "Balises dans un texte : du CDATA ou des &lt; sont attendus.",
        "Markup inside a text: CDATA or &lt; is expected.",
    ),
    "type_unsupported": (
        "Le type de question « {kind} » n’est pas pris en charge : écrivez-la avec un autre type, ou laissez-la.",
        "Questions of the type “{kind}” are not supported: write it as another type, or leave it out.",
    ),
    "file_dropped": ("Le fichier « {name} » n’est pas repris.", "The file “{name}” is not taken over."),
    "penalty_dropped": (
        "La pénalité de {value} par essai n’est pas reprise.",
        "The penalty of {value} for each try is not taken over.",
    ),
    "grade_dropped": (
        "La note {value} n’est pas reprise : chaque question compte autant.",
        "The mark {value} is not taken over: every question counts the same.",
    ),
    "setting_dropped": (
        "Le réglage « {name} » ({value}) n’est pas repris.",
        "The setting “{name}” ({value}) is not taken over.",
    ),
    "partial_dropped": (
        "Le commentaire d’une réponse à moitié juste n’est pas repris.",
        "The feedback on a partly right answer is not taken over.",
    ),
    "true_or_false": ("« true » ou « false » est attendu.", "“true” or “false” is expected."),
    "true_word": ("« {word} » est lu comme « {read} ».", "“{word}” is read as “{read}”."),
    "true_both": (
        "Vrai et faux valent tous deux 100 % : un seul peut être juste.",
        "True and false are both worth 100%: only one can be right.",
    ),
    "template_dropped": (
        "Le début de réponse proposé n’est pas repris.",
        "The template of the answer is not taken over.",
    ),
    "instructions_dropped": (
        "Les consignes sur l’unité ne sont pas reprises.",
        "The instructions on the unit are not taken over.",
    ),
    "item_feedback_dropped": (
        "Le commentaire d’un élément à ordonner n’est pas repris.",
        "The feedback on an item to order is not taken over.",
    ),
    "order_of_file": (
        "L’ordre juste est celui du fichier, comme pour Moodle ; les numéros (fraction) disent autre chose. Vérifiez.",
        "The right order is the one of the file, as for Moodle; its numbers (fraction) say otherwise. Check it.",
    ),
    "info_dropped": (
        "La description d’une catégorie n’est pas reprise.",
        "The description of a category is not taken over.",
    ),
}
MESSAGES: Final[Table] = {**_SOURCE, **_GIFT, **_WRITING, **_XML, **BANK}
# Parts and kinds that remarks name by their code.
NAMES: Final[Table] = {
    "general": ("le commentaire général", "the general feedback"),
    "hints": ("les indices", "the hints"),
    "verdict": ("les commentaires « juste » et « faux »", "the feedback when right and when wrong"),
    "skills": ("les compétences", "the skills"),
    "covers": ("ce qui est couvert du plan du pack", "what is covered of the plan of the pack"),
    "kpi": ("le calcul derrière un nombre", "the calculation behind a number"),
    "reviewed": ("la lecture par une personne", "the reading by a person"),
    "pairs": ("les commentaires de chaque paire", "the feedback on each pair"),
    "unit": ("l’unité", "the unit"),
    "criteria": ("les critères de correction", "the criteria"),
    "graderinfo": ("les informations pour le correcteur", "the information for graders"),
    "truefalse": ("vrai ou faux", "true or false"),
    "essay": ("réponse longue", "essay"),
    "ordering": ("remise en ordre", "ordering"),
}
