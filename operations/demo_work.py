"""Work of the demo learner: tasks that wait at the desk, one that came back with reasons. Idempotent."""

import contextlib
import uuid
from collections.abc import Iterator
from typing import Any

from django.db import models, transaction

from accounts.models import NotificationPreference, User
from cms.catalogue import get_catalogue
from cms.models import LessonPage
from cms.packs.schema import block_id
from learning.domain import papers, submissions
from learning.domain.blocks import Stale
from learning.domain.documents import save_paper
from learning.domain.people import Person
from learning.models import Submission
from operations.demo_texts import WRITTEN, State, Written
from skills.domain import review as reviewing
from skills.models import Review, ReviewDecision

STATES: tuple[State, ...] = ("waiting", "returned")
LINK = "https://example.org/rapport-avril"
REPORT = "rapport-mensuel"
NOTE = (
    "Rapport d’avril pour la Boulangerie Lune (marque inventée). J’ai laissé de côté les stories : trop peu de données."
)
REASONS = (
    "La structure est claire et la décision se lit tout de suite. Il manque le dénominateur du taux d’engagement : "
    "écrivez s’il s’agit de la portée ou des abonnés, puis remettez le travail."
)

SHORT = ("Boulangerie Lune, avril 2026", "La gérante : elle décide du budget de mai")
LONG = (
    "Faire passer les commandes d’avant 9 heures de 131 à 150 par semaine avant le 30 avril.",
    "La vidéo « Demain, 6 heures » : 65 % des interactions du mois. Elle montre une personne, non un produit.",
    "Les liens seuls : 2 % des interactions pour un cinquième des publications.",
    "Établi : la série du soir précède la hausse des commandes. Probable : elle y est pour quelque chose. "
    "Ignoré : l’effet des beaux jours, arrivés le 12 avril.",
    "Deux titres pour la même vidéo, une semaine chacun, même heure.",
    "Garder le rendez-vous de 21 heures et arrêter les liens seuls : quatre heures par semaine, aucun budget.",
)
ROWS = (
    ("Taux d’engagement par portée, hors publicité", "7,10 %", "8,50 %", "+1,40 point"),
    ("Portée, hors publicité", "120 400", "157 500", "+31 %"),
    ("Abonnés, fin de mois", "4 210", "4 388", "+4 %"),
)


def hand_in_work(learner: User, mentor: User) -> int:
    """How many tasks are handed in: those that texts were written for; in another pack, its first two."""
    # Nobody reads the mail of demo.test; the list on the site tells as well.
    NotificationPreference.objects.get_or_create(user=learner, kind="review_decided", defaults={"email": False})
    works = list(_works())
    for lesson_key, block, written in works:
        own = {"user": learner, "lesson_key": lesson_key, "block_id": uuid.UUID(block.id)}
        if Submission.objects.filter(**own).exclude(review=None).exists():
            continue
        with transaction.atomic():
            review = _submit(learner, lesson_key, block, written)
            if written.state == "returned":
                reviewing.decide(
                    review,
                    reviewer=mentor,
                    round=review.round,
                    state=Review.State.WAITING,
                    outcome=ReviewDecision.Outcome.RETURNED,
                    levels={},
                    reasons=written.reasons,
                )
    return len(works)


def _works() -> Iterator[tuple[uuid.UUID, Any, Written]]:
    """(lesson key, block, what is handed in for it)."""
    tasks = [(page, block) for page in _lessons() for block in page.body if block.block_type == "task"]
    known = [
        (page.translation_key, block, written)
        for written in WRITTEN
        for page, block in tasks
        if page.code == written.lesson and uuid.UUID(block.id) == block_id(page.translation_key, written.task)
    ]
    generic = zip(tasks, STATES, strict=False)
    yield from known or (
        (page.translation_key, block, Written("", "", state, "fr", NOTE, link=LINK, reasons=REASONS))
        for (page, block), state in generic
    )


def _lessons() -> models.QuerySet[LessonPage]:
    known = get_catalogue().lessons
    french = LessonPage.objects.filter(live=True, locale__language_code="fr", translation_key__in=known)
    ordered: models.QuerySet[LessonPage] = french.order_by("path")
    return ordered


def _submit(learner: User, lesson_key: uuid.UUID, block: Any, written: Written) -> Review:
    """As a link where one is written, else as a document where the task takes one."""
    person, accepts = Person(user_id=learner.pk), block.value["accepts"]
    draft = {
        "kind": "link" if "link" in accepts else accepts[0],
        "link": written.link,
        "note": written.note,
        "practice": "1",
        "document": "",
        "campaign": "",
        "file": "",
    }
    as_document = "document" in accepts and (written.fields or not written.task)
    if as_document and _write_documents(person, block.value["template"], written):
        draft["kind"] = "document"
        draft["document"] = submissions.offered(learner.pk, block, "fr")["document"][0][0]
    submissions.save_draft(person, lesson_key=lesson_key, block_id=uuid.UUID(block.id), draft=draft, version=0)
    row = submissions.submit(learner.pk, lesson_key=lesson_key, block=block, draft=draft, locale=written.locale)
    return Review.objects.get(subject=str(row.submission.uuid))


def _write_documents(person: Person, template: Any, written: Written) -> bool:
    """Fill in the template asked for; where any will do, the report that the texts above are written for."""
    found = [
        (page.translation_key, block)
        for page in _lessons()
        for block in page.body
        if block.block_type == "template" and block.value["template"] is not None
    ]
    if template is not None:
        found = [pair for pair in found if pair[1].value["template"].code == template.code]
    found.sort(key=lambda pair: pair[1].value["template"].code != REPORT)
    return bool(found) and _fill_in(person, *found[0], written)


def _fill_in(person: Person, lesson_key: uuid.UUID, block: Any, written: Written) -> bool:
    texts = {"text": iter(SHORT), "long": iter(LONG)}
    own = {str(block_id(block.value["template"].translation_key, name)): text for name, text in written.fields.items()}
    typed = {field.key: own.get(field.key) or _text(field, texts) for field in papers.fields_of(block)}
    # Written already: what stands there is handed in.
    with contextlib.suppress(Stale):
        save_paper(
            person,
            lesson_key=lesson_key,
            block_id=uuid.UUID(block.id),
            kind="template",
            state={"fields": typed},
            done=True,
            version=0,
        )
    return True


def _text(field: papers.Field, texts: dict[str, Iterator[str]]) -> str:
    if field.columns:
        return "\n".join("\t".join(row[: len(field.columns)]) for row in ROWS)
    if field.choices:
        return field.choices[0][0]
    fixed = {"date": "2026-06-01", "number": "8,5", "url": LINK}
    return fixed.get(field.kind) or next(texts.get(field.kind, iter(())), LONG[0])
