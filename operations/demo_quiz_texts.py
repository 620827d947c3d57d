"""What the lesson of the demo for publishers says, in both languages. It says that it is one."""

from collections.abc import Mapping
from dataclasses import dataclass

Both = Mapping[str, str]


@dataclass(frozen=True)
class Asked:
    """A question with one right option; `options`: key → (text, feedback)."""

    code: str
    prompt: Both
    right: str
    options: Mapping[str, tuple[Both, Both]]


LESSON: Mapping[str, Both] = {
    "fr": {
        "title": "Démonstration : un quiz à essais comptés",
        "slug": "demonstration-essais",
        "objective": "Essayer ce que l’équipe de publication peut faire : rejuger des réponses, accorder un essai.",
        "text": (
            "<p>Cette leçon n’est dans aucune liste. Elle sert à essayer, sans toucher à rien d’autre, ce que fait "
            "l’équipe de publication : une personne a utilisé tous ses essais, et la première question a été publiée "
            "exprès avec une mauvaise réponse comptée juste, 30 %, pour montrer comment on rejuge. Elle est corrigée "
            "depuis. Jusqu’à ce que l’équipe de publication rejuge les réponses, qui avait répondu 30 % garde son "
            "point, et qui avait répondu 3 % ne l’a pas.</p>"
        ),
        "quiz": "Quiz : trois essais, douze heures entre deux",
    },
    "en": {
        "title": "Demonstration: a quiz with counted attempts",
        "slug": "demonstration-attempts",
        "objective": "Try what publishers can do: judge answers again, give one more attempt.",
        "text": (
            "<p>No list names this lesson. It is there to try, without touching anything else, what publishers do: "
            "somebody has used every attempt, and the first question was published with a wrong key on purpose, 30%, "
            "to show a regrade. It is corrected since. Until publishers judge the answers again, whoever answered 30% "
            "keeps the point, and whoever answered 3% goes without.</p>"
        ),
        "quiz": "Quiz: three attempts, twelve hours between two",
    },
}

QUESTIONS = (
    Asked(
        code="demo-essais-q1",
        prompt={
            "fr": (
                "Une publication touche 4 000 personnes et reçoit 120 interactions. Quel est son taux d’engagement par "
                "portée ?"
            ),
            "en": "A post reaches 4,000 people and gets 120 interactions. What is its engagement rate by reach?",
        },
        right="right",
        options={
            "right": (
                {"fr": "3 %", "en": "3%"},
                {"fr": "Oui : 120 sur 4 000.", "en": "Yes: 120 over 4,000."},
            ),
            "tenfold": (
                {"fr": "30 %", "en": "30%"},
                {"fr": "Dix fois trop : 30 % de 4 000 font 1 200.", "en": "Ten times too much: 30% of 4,000 is 1,200."},
            ),
            "tenth": (
                {"fr": "0,3 %", "en": "0.3%"},
                {"fr": "Dix fois trop peu : ce serait 12 interactions.", "en": "Ten times too little: that is 12."},
            ),
        },
    ),
    Asked(
        code="demo-essais-q2",
        prompt={"fr": "Que compte la portée ?", "en": "What does reach count?"},
        right="people",
        options={
            "people": (
                {"fr": "Des personnes", "en": "People"},
                {"fr": "Oui, chacune une fois.", "en": "Yes, each of them once."},
            ),
            "views": (
                {"fr": "Des affichages", "en": "Views"},
                {"fr": "Ce sont les impressions.", "en": "Those are impressions."},
            ),
            "clicks": (
                {"fr": "Des clics", "en": "Clicks"},
                {"fr": "Un clic vient après.", "en": "A click comes later."},
            ),
        },
    ),
)
