"""What is said about files of questions: code → (French, English). Braces that are meant are doubled."""

from __future__ import annotations

from typing import Final

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
    "not_text": ("Ce fichier n’est pas du texte.", "This file is not text."),
    "cp1252": (
        "Ce fichier n’est pas en UTF-8 et ne dit pas son encodage : lu comme du Windows-1252. Vérifiez les accents.",
        "This file is not UTF-8 and does not say its encoding: read as Windows-1252. Check the accents.",
    ),
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
        "Le type de question « {kind} » n’est pas pris en charge.",
        "Questions of the type “{kind}” are not supported.",
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
    "partial_dropped": (
        "Le commentaire d’une réponse à moitié juste n’est pas repris.",
        "The feedback on a partly right answer is not taken over.",
    ),
    "true_or_false": ("« true » ou « false » est attendu.", "“true” or “false” is expected."),
}
_BANK: Table = {
    "bank_description": (
        "Un texte sans réponse n’est pas une question : écrivez-le dans une leçon.",
        "A text without answers is no question: write it in a lesson.",
    ),
    "bank_kind": (
        "La banque de questions ne connaît pas ce type : {kind}.",
        "The question bank has no such kind: {kind}.",
    ),
    "bank_part": ("Non repris : {part}.", "Not taken over: {part}."),
    "bank_html": (
        "La mise en forme et les images ne sont pas reprises : il reste du texte simple.",
        "Formatting and images are not taken over: plain text remains.",
    ),
    "bank_weights": (
        "Les poids {weights} % ne sont pas repris : seules les réponses à 100 % sont justes.",
        "The weights {weights}% are not taken over: only answers at 100% are right.",
    ),
    "bank_even": (
        "Les poids {weights} % ne sont pas repris : chaque bonne réponse compte autant, une mauvaise en retire une.",
        "The weights {weights}% are not taken over: right answers count the same, a wrong one takes one away.",
    ),
    "bank_several_right": (
        "Plusieurs réponses entièrement justes : repris comme question à plusieurs réponses.",
        "Several fully right answers: taken over as a question with several answers.",
    ),
    "bank_one_number": (
        "Plusieurs nombres justes : seul {kept} (± {tolerance}) est repris.",
        "Several right numbers: only {kept} (± {tolerance}) is taken over.",
    ),
    "bank_partial_number": (
        "{value} vaut {weight} % : repris comme valeur fausse avec son commentaire.",
        "{value} is worth {weight}%: taken over as a wrong value with its feedback.",
    ),
    "bank_number_catch": (
        "Tout nombre vaut {weight} % : non repris.",
        "Any number is worth {weight}%: not taken over.",
    ),
    "bank_number_inside": (
        "La valeur {value} est déjà juste d’après la tolérance : non reprise.",
        "The value {value} is already right by the tolerance: not taken over.",
    ),
    "bank_number_answer": (
        "Un nombre juste à 100 % est attendu, de 15 chiffres et 10 décimales au plus.",
        "A number right at 100% is expected, with at most 15 digits and 10 decimals.",
    ),
    "bank_unit": ("Les unités {units} ne sont pas reprises.", "The units {units} are not taken over."),
    "bank_short_partial": (
        "« {text} » vaut {weight} % : non repris.",
        "“{text}” is worth {weight}%: not taken over.",
    ),
    "bank_short_stars": (
        "« {text} » : une étoile dans une réponse n’est pas reprise.",
        "“{text}”: a star in an answer is not taken over.",
    ),
    "bank_short_none": ("Aucune réponse juste à 100 % à reprendre.", "No answer right at 100% to take over."),
    "bank_short_case": (
        "Les majuscules ne comptent pas ici, ni les accents.",
        "Capitals do not count here, nor do accents.",
    ),
    "bank_short_feedback": (
        "Les commentaires de chaque réponse ne sont pas repris : le premier sert à toutes.",
        "Feedback on each answer is not taken over: the first one serves them all.",
    ),
    "bank_too_long": (
        "Un texte de {length} caractères : {limit} au plus.",
        "A text of {length} characters: at most {limit} fit.",
    ),
    "code_twice": (
        "Le code « {code} » vient deux fois : donnez un autre identifiant ou un autre titre.",
        "The code “{code}” comes twice: give another id or title.",
    ),
    "code_shared": (
        "Plusieurs questions ont ce titre : le code devient « {code} ».",
        "Several questions have this title: the code becomes “{code}”.",
    ),
    "code_taken": (
        "Le code « {code} » est celui d’une tout autre question de la banque : changez le titre ou l’identifiant.",
        "The code “{code}” belongs to quite another question of the bank: change the title or the id.",
    ),
    "code_translated": (
        "« {code} » existe en français : sa version anglaise se fait dans l’éditeur de traduction.",
        "“{code}” exists in French: its English is written in the translation editor.",
    ),
    "tags_dropped": ("Les mots-clés ne sont pas repris : {tags}.", "Tags are not taken over: {tags}."),
    "unfinished": ("À compléter avant de publier : {what}", "To complete before publishing: {what}"),
    "publish_unfinished": ("Ne peut pas être publiée : {what}", "Cannot be published: {what}"),
}
MESSAGES: Final[Table] = {**_SOURCE, **_GIFT, **_WRITING, **_XML, **_BANK}
# Parts and kinds that remarks name by their code.
NAMES: Final[Table] = {
    "general": ("le commentaire général", "the general feedback"),
    "hints": ("les indices", "the hints"),
    "verdict": ("les commentaires « juste » et « faux »", "the feedback when right and when wrong"),
    "pairs": ("les commentaires de chaque paire", "the feedback on each pair"),
    "unit": ("l’unité", "the unit"),
    "criteria": ("les critères de correction", "the criteria"),
    "graderinfo": ("les informations pour le correcteur", "the information for graders"),
    "truefalse": ("vrai ou faux", "true or false"),
    "essay": ("réponse longue", "essay"),
    "ordering": ("remise en ordre", "ordering"),
}
