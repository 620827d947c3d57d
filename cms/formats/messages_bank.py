"""What is said about a question beside the bank: code → (French, English). Braces that are meant are doubled."""

from __future__ import annotations

from typing import Final

from lib.wording import Table

BANK: Final[Table] = {
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
        "Plusieurs nombres justes ({numbers}), ici un seul : écrivez un intervalle (min..max) ou deux questions.",
        "Several right numbers ({numbers}), here only one: write a range (min..max) or two questions.",
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
        "{value} (± {tolerance}) à {weight} % n’est pas repris : la valeur est déjà juste d’après la tolérance.",
        "{value} (± {tolerance}) at {weight}% is not taken over: the value is already right by the tolerance.",
    ),
    "bank_number_answer": ("Un nombre juste à 100 % est attendu.", "A number right at 100% is expected."),
    "bank_number_long": (
        "{number} est trop long : 15 chiffres et 10 décimales au plus.",
        "{number} is too long: at most 15 digits and 10 decimals.",
    ),
    "bank_unit": ("Les unités {units} ne sont pas reprises.", "The units {units} are not taken over."),
    "bank_short_partial": (
        "« {text} » vaut {weight} % : non repris.",
        "“{text}” is worth {weight}%: not taken over.",
    ),
    "bank_short_stars": (
        "« {text} » n’est pas reprise : ici, une étoile au milieu d’une réponse ne remplace rien.",
        "“{text}” is not taken over: here a star inside an answer stands for nothing.",
    ),
    "bank_short_around": (
        "« {text} » est reprise sans étoile : elle est juste dès que la réponse contient ces mots, entiers.",
        "“{text}” is taken over without a star: an answer is right as soon as it holds these words, whole.",
    ),
    "bank_short_markup": (
        "« {text} » : les balises d’une réponse attendue restent du texte, comme dans Moodle.",
        "“{text}”: markup in an accepted answer stays text, as in Moodle.",
    ),
    "bank_short_inner": (
        "« {text} » : écrivez les réponses acceptées en entier, sans étoile à l’intérieur.",
        "“{text}”: write the accepted answers in full, without a star inside them.",
    ),
    "bank_markup_only": (
        "« {text} » ne serait qu’une balise ou une image : écrivez &lt; pour « < », ou du texte.",
        "“{text}” would be markup or an image only: write &lt; for “<”, or some text.",
    ),
    "bank_short_none": ("Aucune réponse juste à 100 % à reprendre.", "No answer right at 100% to take over."),
    "bank_short_case": (
        "Les majuscules ne comptent pas ici, ni les accents.",
        "Capitals do not count here, nor do accents.",
    ),
    "bank_short_feedback": (
        "Les commentaires de chaque réponse ne sont pas repris : un seul sert à toutes.",
        "Feedback on each answer is not taken over: one serves them all.",
    ),
    "bank_too_long": (
        "Un texte de {length} caractères : {limit} au plus.",
        "A text of {length} characters: at most {limit} fit.",
    ),
    "code_twice": (
        "Le code « {code} » vient deux fois : donnez un autre identifiant ou un autre titre.",
        "The code “{code}” comes twice: give another id or title.",
    ),
    "question_twice": (
        "La même question est déjà à la ligne {line} : retirez l’une des deux.",
        "The same question stands at line {line}: remove one of them.",
    ),
    "code_shared": (
        "Plusieurs questions ont ce titre ou ce texte : le code devient « {code} ».",
        "Several questions have this title or this text: the code becomes “{code}”.",
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
