"""Portfolio tasks: a draft that is never lost, what is handed in frozen, and the way to review and back."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from cms.catalogue import lesson_block, lesson_blocks
from learning.domain import papers, work_files
from learning.domain.blocks import mark_done
from learning.domain.documents import TASK, own_papers, save_paper
from learning.domain.ladder_tasks import task_requirements
from learning.domain.people import Person
from learning.domain.progress import UNDONE
from learning.models import BlockProgress, Submission, SubmissionVersion
from learning.registry import works
from skills.domain import review as reviewing
from skills.domain.asked import asked
from skills.domain.evidence import Claim, record
from skills.domain.evidence import withdraw as withdraw_evidence
from skills.domain.outline import outline
from skills.domain.standing import requirement_key
from skills.models import ClaimKind, Grade, Review

KIND = "task"
LINK_LENGTH = 500
LANGUAGES = ("fr", "en")
# Handing in a task shows a first piece of work as publishing a campaign does: one requirement, no target.
SHOWN = requirement_key("campaign_published", "")

Draft = dict[str, str]


class NotReady(Exception):
    """What keeps the work from being handed in; `code`: kind, document, file, link, campaign, waiting, accepted."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Handed:
    """A piece of work, frozen: what the reviewer reads and what acceptance may prove."""

    content: dict[str, Any]
    work_key: str
    practice: bool
    requirements: tuple[reviewing.Requirement, ...] = ()
    file: Any = None


def draft_of(person: Person, *, lesson_key: uuid.UUID, block_id: uuid.UUID) -> BlockProgress | None:
    if not person.known:
        return None
    return BlockProgress.objects.filter(**person.owner, lesson_key=lesson_key, block_id=block_id, kind=TASK).first()


def submission_of(user_id: int, *, lesson_key: uuid.UUID, block_id: uuid.UUID) -> Submission | None:
    rows = Submission.objects.select_related("review").filter(user_id=user_id)
    return rows.filter(lesson_key=lesson_key, block_id=block_id).first()


def save_draft(
    person: Person, *, lesson_key: uuid.UUID, block_id: uuid.UUID, draft: Draft, version: int
) -> BlockProgress:
    """Keep what is typed. Raises `blocks.Stale` and `blocks.Absent`."""
    return save_paper(
        person,
        lesson_key=lesson_key,
        block_id=block_id,
        kind=TASK,
        state={"fields": draft},
        done=False,
        version=version,
    )


def submit(user_id: int, *, lesson_key: uuid.UUID, block: Any, draft: Draft, locale: str) -> SubmissionVersion:
    """Hand in what the draft says; the block is done. Raises `NotReady`; twice the same click hands in once."""
    block_id = uuid.UUID(block.id)
    with transaction.atomic():
        submission, _ = Submission.objects.get_or_create(user_id=user_id, lesson_key=lesson_key, block_id=block_id)
        submission = Submission.objects.select_for_update(of=("self",)).select_related("review").get(pk=submission.pk)
        handed = _freeze(user_id, block, draft, locale)
        task = task_of(lesson_key, block)
        asked = reviewing.Asked(
            kind=KIND,
            subject=str(submission.uuid),
            work_key=handed.work_key or str(submission.uuid),
            title=task["title"],
            skills=task["skills"],
            requirements=(*handed.requirements, *task_requirements(lesson_key, block_id)),
            practice=handed.practice,
        )
        review = reviewing.request(user_id, asked)
        if review is None:
            open_ = submission.review is not None and submission.review.open
            raise NotReady("waiting" if open_ else "accepted")
        Submission.objects.filter(pk=submission.pk).update(review=review)
        record(
            user_id,
            claims=[Claim(ClaimKind.REQUIREMENT, SHOWN)],
            grade=Grade.EARNED,
            source_kind=KIND,
            source_key=str(submission.uuid),
            # A campaign handed in and published is one work.
            work_key=handed.work_key if handed.content["kind"] == "campaign" else str(submission.uuid),
            practice=handed.practice,
        )
        mark = {"fields": draft}
        mark_done(Person(user_id=user_id), lesson_key=lesson_key, block_id=block_id, kind=TASK, state=mark)
        return SubmissionVersion.objects.create(
            submission=submission,
            number=review.round,
            locale=locale,
            content=handed.content,
            task=task,
            file=handed.file,
        )


def withdraw(submission: Submission) -> bool:
    """Take the work back while no reviewer has taken it on; a first hand-in that nobody read is not done any more."""
    with transaction.atomic():
        review = submission.review
        if review is None or not reviewing.withdraw_request(review):
            return False
        submission.versions.filter(number=review.round).update(withdrawn_at=timezone.now())
        if not review.decisions.exists():
            withdraw_evidence(submission.user_id, source_kind=KIND, source_key=str(submission.uuid), reason=UNDONE)
            BlockProgress.objects.filter(
                user_id=submission.user_id, lesson_key=submission.lesson_key, block_id=submission.block_id
            ).update(done_at=None)
        return True


def task_of(lesson_key: uuid.UUID, block: Any) -> dict[str, Any]:
    """What the work is judged by, in both languages: frozen with every hand-in."""
    blocks = {language: lesson_block(lesson_key, uuid.UUID(block.id), language) or block for language in LANGUAGES}
    return {
        "title": {language: one.value["title"] for language, one in blocks.items()},
        "brief": {language: str(one.value["text"].source) for language, one in blocks.items()},
        "criteria": {language: [c["text"] for c in one.value["criteria"]] for language, one in blocks.items()},
        "skills": [(skill["code"], skill["level"]) for skill in block.value["skills"]],
    }


def skills_of(block: Any) -> list[tuple[str, int]]:
    """The names of the skills that accepted work proves, with the level asked."""
    asked = {skill["code"]: skill["level"] for skill in block.value["skills"]}
    known = outline()
    return [(known.skill(code).name if known else code, level) for code, level in asked.items()]


def offered(user_id: int, block: Any, locale: str) -> dict[str, list[tuple[str, str]]]:
    """What may be chosen, by kind of work: documents of one's own, and what other rooms offer."""
    found: dict[str, list[tuple[str, str]]] = {}
    for kind in block.value["accepts"]:
        if kind == "document":
            found[kind] = [(key, title) for key, title, _, _ in _documents(user_id, block, locale)]
        elif kind in works:
            found[kind] = works[kind].offered(user_id, locale)
    return found


def _documents(user_id: int, block: Any, locale: str) -> list[tuple[str, str, BlockProgress, Any]]:
    """Filled templates only (reflections are nobody else's); of the task's template when it names one."""
    wanted = block.value["template"].code if block.value["template"] else ""
    mine = own_papers(user_id, ("template",))
    blocks = lesson_blocks([(paper.lesson_key, paper.block_id) for paper in mine], locale)
    found = []
    for paper in mine:
        document = blocks.get((paper.lesson_key, paper.block_id))
        if document is None or document.block_type != "template" or document.value["template"] is None:
            continue
        if not wanted or document.value["template"].code == wanted:
            key = papers.document_key(paper.lesson_key, paper.block_id)
            found.append((key, papers.title_of(document), paper, document))
    return found


def _freeze(user_id: int, block: Any, draft: Draft, locale: str) -> Handed:
    kind = draft.get("kind", "")
    if kind not in block.value["accepts"]:
        raise NotReady("kind")
    note: dict[str, Any] = {"note": draft.get("note", "")}
    practice = bool(draft.get("practice"))
    if kind == "document":
        return _document(user_id, block, draft, locale, note, practice)
    if kind == "file":
        file = work_files.own_file(user_id, draft.get("file", ""))
        if file is None:
            raise NotReady("file")
        content = {"kind": kind, "file": str(file.uuid), "name": file.name, "type": file.content_type, **note}
        return Handed(content, "", practice, file=file)
    if kind == "link":
        if not is_link(draft.get("link", "")):
            raise NotReady("link")
        return Handed({"kind": kind, "link": draft["link"], **note}, "", practice)
    frozen = works[kind].freeze(user_id, draft.get(kind, ""), locale) if kind in works else None
    if frozen is None:
        raise NotReady(kind)
    content = {"kind": kind, "title": frozen.title, "work": frozen.content, **note}
    return Handed(content, frozen.work_key, frozen.practice, _known(frozen.requirements))


def _document(user_id: int, block: Any, draft: Draft, locale: str, note: dict[str, Any], practice: bool) -> Handed:
    chosen = draft.get("document", "")
    found = next((row for row in _documents(user_id, block, locale) if row[0] == chosen), None)
    if found is None:
        raise NotReady("document")
    key, title, paper, document = found
    parts = [part.values for part in papers.parts(document, paper.state)]
    template = document.value["template"].code
    content = {"kind": "document", "title": title, "template": template, "parts": parts, **note}
    return Handed(content, key, practice, (requirement_key("document_reviewed", template),))


def _known(requirements: Iterable[tuple[str, ...]]) -> tuple[reviewing.Requirement, ...]:
    """The claims that some ladder asks for: a campaign shows many figures, few of them are anybody's condition."""
    found: list[reviewing.Requirement] = []
    for kind, target, *work_key in requirements:
        if not target or any(one.key == target for one in asked(kind)):
            code = requirement_key(kind, target)
            found.append((code, work_key[0]) if work_key else code)
    return tuple(found)


def is_link(text: str) -> bool:
    """An https address with a host, and nothing that hides where it leads."""
    if len(text) > LINK_LENGTH or not text.isascii() or any(ord(sign) <= 32 or sign in '\\"<>' for sign in text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme == "https" and "." in (parts.hostname or "") and not parts.username and not parts.password
    except ValueError:
        return False


def open_drafts(user_id: int) -> list[BlockProgress]:
    """Tasks begun and never handed in."""
    sent = Submission.objects.filter(user_id=user_id).exclude(review=None).values_list("lesson_key", "block_id")
    known = set(sent)
    return [row for row in own_papers(user_id, (TASK,)) if (row.lesson_key, row.block_id) not in known]


def states(user_id: int) -> list[Submission]:
    """Every task handed in, latest first."""
    rows = Submission.objects.filter(user_id=user_id).exclude(review=None).select_related("review")
    return list(rows.order_by("-review__waiting_since"))


def visible(user_id: int, key: uuid.UUID) -> Submission | None:
    """One's own submission: nobody else's exists."""
    return Submission.objects.select_related("review").filter(user_id=user_id, uuid=key).first()


def editable(submission: Submission | None) -> bool:
    """Whether something may be handed in now."""
    review = submission.review if submission else None
    return review is None or review.state in (Review.State.RETURNED, Review.State.WITHDRAWN)
