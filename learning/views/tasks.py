"""Portfolio tasks: the draft, handing in, and what became of it."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from cms.catalogue import get_catalogue
from learning.domain import documents, papers, submissions, work_files
from learning.domain.blocks import Absent, Stale
from learning.domain.people import Person, account_of, person_of
from learning.forms import TaskForm, read_draft
from learning.models import BlockProgress, Submission, WorkFile
from learning.views.documents import private
from learning.views.lookup import block_or_404, language, lesson_or_404
from learning.wording import file_problem, not_ready
from lib import files
from lib.audit import audit
from lib.forged import foreign, guarded
from lib.posting import at, posted_from
from skills.models import Review

CHOSEN = ("document", "campaign")  # kinds of work chosen from what the page offered


def _own_or_404(request: HttpRequest, submission: uuid.UUID) -> Submission:
    row = submissions.visible(account_of(request), submission)
    if row is None:
        asked = Submission.objects.filter(uuid=submission)
        foreign("task.foreign_work", asked, user_id=account_of(request), work=submission)
        raise Http404
    return row


@private
@require_http_methods(["GET", "HEAD", "POST"])
@guarded("task", "version")
def task(request: HttpRequest, lesson_key: uuid.UUID, block_id: uuid.UUID) -> HttpResponse:
    """The draft of one task. Visitors may write it; handing in asks them to sign in, and keeps the text."""
    lesson_or_404(lesson_key)
    block = block_or_404(lesson_key, block_id, "task")
    person = person_of(request, create=request.method == "POST")
    submission = _submission(person, lesson_key, block_id)
    if submission is not None and not submissions.editable(submission):
        if request.method == "POST":
            return _handed_in_meanwhile(request, lesson_key, block, person, submission)
        return redirect("learning:work", submission.uuid)
    if request.method == "POST":
        return _post(request, lesson_key, block, person, submission)
    row = submissions.draft_of(person, lesson_key=lesson_key, block_id=block_id)
    return _page(request, lesson_key, block, person, submission, row)


def _handed_in_meanwhile(
    request: HttpRequest, lesson_key: uuid.UUID, block: Any, person: Person, submission: Submission
) -> HttpResponse:
    """Another window handed the work in: what differs here is shown again, not stored."""
    accepts = list(block.value["accepts"])
    row = submissions.draft_of(person, lesson_key=lesson_key, block_id=uuid.UUID(block.id))
    draft = read_draft(request.POST, accepts)
    draft["file"] = _kept_file(request, person, row)
    problems = _take_file(request, person, draft) if "file" in request.FILES and "file" in accepts else {}
    if draft == (row.state.get("fields") if row else None):  # pressed twice
        open_yet = submission.review is not None and submission.review.open
        messages.info(request, not_ready("waiting" if open_yet else "accepted"))
        return redirect("learning:work", submission.uuid)
    return _page(
        request, lesson_key, block, person, submission, row, draft=draft, problems=problems, late=True, status=409
    )


def _post(
    request: HttpRequest, lesson_key: uuid.UUID, block: Any, person: Person, submission: Submission | None
) -> HttpResponse:
    block_id, accepts = uuid.UUID(block.id), list(block.value["accepts"])
    before = submissions.draft_of(person, lesson_key=lesson_key, block_id=block_id)
    draft = read_draft(request.POST, accepts)
    draft["file"] = _kept_file(request, person, before)
    if request.POST.get("kind", "") not in ("", *accepts):  # forged, or the task takes something else since
        audit("task.unknown_kind", user_id=person.user_id, lesson=str(lesson_key), block=block.id)
        refused = {"kind": not_ready("kind")}
        return _page(request, lesson_key, block, person, submission, before, draft=draft, problems=refused, status=422)
    problems: dict[str, str] = {}
    if "file" in request.FILES and "file" in accepts:
        problems = _take_file(request, person, draft)
    version = request.POST.get("version", "")[:9]
    try:
        row = submissions.save_draft(
            person,
            lesson_key=lesson_key,
            block_id=block_id,
            draft=draft,
            version=int(version) if version.isdecimal() else 0,
        )
    except Stale as stale:
        row = stale.current
        if row.state.get("fields") != draft:
            return _page(request, lesson_key, block, person, submission, row, draft=draft, stale=True, status=409)
    except Absent:
        return _page(request, lesson_key, block, person, submission, None, draft=draft, absent=True, status=403)
    replaced = before.state.get("fields", {}).get("file", "") if before else ""
    if person.user_id and replaced and replaced != row.state.get("fields", {}).get("file", ""):
        work_files.discard(person.user_id, replaced)  # only now: a stale window must not lose the file of the draft
    sending = request.POST.get("do") == "submit"
    if sending and person.user_id is None:
        return _page(request, lesson_key, block, person, submission, row, problems=problems, sign_in=True)
    if sending and person.user_id and not problems:
        try:
            version_row = submissions.submit(
                person.user_id, lesson_key=lesson_key, block=block, draft=draft, locale=language()
            )
        except submissions.NotReady as missing:
            if missing.code in ("waiting", "accepted"):
                messages.info(request, not_ready(missing.code))
                return redirect("learning:task", lesson_key, block_id)
            if draft.get(missing.code) and missing.code in CHOSEN:
                audit("task.not_offered", user_id=person.user_id, kind=missing.code, block=block.id)
            problems = {missing.code: not_ready(missing.code)}
        else:
            messages.success(request, _("Handed in. You will be told when a reviewer has decided."))
            return redirect("learning:work", version_row.submission.uuid)
    if problems:
        return _page(request, lesson_key, block, person, submission, row, problems=problems, status=422)
    messages.success(request, _("Draft kept."))
    return redirect("learning:task", lesson_key, block_id)


@private
@login_required
@require_safe
def work(request: HttpRequest, submission: uuid.UUID) -> HttpResponse:
    """Every version handed in, and what was decided on each."""
    row = _own_or_404(request, submission)
    decisions = list(row.review.decisions.select_related("reviewer")) if row.review else []
    rounds = [
        {"version": version, "decisions": [one for one in decisions if one.round == version.number]}
        for version in row.versions.select_related("file")
    ]
    context = {
        "submission": row,
        "review": row.review,
        "rounds": rounds,
        "lesson": get_catalogue().lessons.get(row.lesson_key),
    }
    return render(request, "learning/work.html", context)


@private
@login_required
@posted_from(at("learning:work", "submission"), _own_or_404)
@guarded("task")
def withdraw(request: HttpRequest, submission: uuid.UUID) -> HttpResponse:
    """Take the work back while nobody reads it."""
    row = _own_or_404(request, submission)
    if submissions.withdraw(row):
        messages.success(request, _("Taken back. Your draft is as you left it."))
    else:
        messages.warning(request, _("A reviewer has taken it on or decided: it cannot be taken back now."))
    return redirect("learning:work", row.uuid)


@private
@login_required
@require_safe
def file(request: HttpRequest, file: uuid.UUID) -> HttpResponse:
    """A file handed in: its owner's, and its reviewers'. A PDF is only ever downloaded."""
    assert isinstance(request.user, User)
    row = work_files.openable(request.user, file)
    if row is None:
        foreign("task.foreign_file", WorkFile.objects.filter(uuid=file), user_id=request.user.pk, file=file)
        raise Http404
    try:
        data = files.load(row.path)
    except FileNotFoundError as error:
        raise Http404 from error
    download = row.content_type == work_files.PDF
    response = HttpResponse(data, content_type=row.content_type)
    disposition = content_disposition_header(as_attachment=download, filename=row.name)
    response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _take_file(request: HttpRequest, person: Person, draft: submissions.Draft) -> dict[str, str]:
    """Keep the file that came with the draft; what it replaces is forgotten unless it was handed in."""
    if person.user_id is None:
        return {"file": file_problem("visitor")}
    upload: Any = request.FILES["file"]
    try:
        kept = work_files.keep(person.user_id, file=upload.file, name=upload.name or "")
    except work_files.FileRefused as refused:
        return {"file": file_problem(refused.code)}
    draft["file"] = str(kept.uuid)
    return {}


def _kept_file(request: HttpRequest, person: Person, before: BlockProgress | None) -> str:
    """The file that the page showed, if it is theirs: one kept beside a stale draft is not lost."""
    named = request.POST.get("kept_file", "")[:36]
    if person.user_id and named and work_files.own_file(person.user_id, named):
        return named
    if work_files.somebody_elses(person.user_id, named):
        audit("task.foreign_file", user_id=person.user_id)
    return str(before.state.get("fields", {}).get("file", "")) if before else ""


def _page(
    request: HttpRequest,
    lesson_key: uuid.UUID,
    block: Any,
    person: Person,
    submission: Submission | None,
    row: BlockProgress | None,
    *,
    draft: submissions.Draft | None = None,
    problems: dict[str, str] | None = None,
    stale: bool = False,
    absent: bool = False,
    sign_in: bool = False,
    late: bool = False,
    status: int = 200,
) -> HttpResponse:
    kept = row.state.get("fields", {}) if row else {}
    shown = draft or kept or {"practice": "1", "kind": ""}
    accepts = list(block.value["accepts"])
    offered = submissions.offered(person.user_id, block, language()) if person.user_id else {}
    data = {
        **shown,
        "kind": shown.get("kind") or (accepts[0] if len(accepts) == 1 else ""),
        "version": row.version if row else 0,
    }
    form = TaskForm(data, accepts=accepts, offered=offered)
    form.errors.clear()  # a draft may hold anything; what handing in needs is said below
    for name, problem in (problems or {}).items():
        form.add_error(name, problem)
    review = submission.review if submission else None
    context = {
        "lesson": lesson_or_404(lesson_key),
        "task": block,
        "form": form,
        "file": work_files.own_file(person.user_id, shown.get("file", "")) if person.user_id else None,
        "kept": kept if stale else None,
        "absent": absent,
        "late": late,
        "sign_in": sign_in,
        "visitor": person.user_id is None,
        "submission": submission,
        "review": review,
        "begun": row is not None,
        "last": review.decisions.select_related("reviewer").last() if review else None,
        "skills": submissions.skills_of(block),
        "paper": _returned(person, review, shown),
    }
    return render(request, "learning/task.html", context, status=status)


def _returned(person: Person, review: Review | None, draft: Mapping[str, Any]) -> BlockProgress | None:
    """The document that came back, to be corrected where it was written."""
    if person.user_id is None or review is None or review.state != Review.State.RETURNED:
        return None
    asked = draft.get("document") if draft.get("kind") == "document" else None
    own = documents.own_papers(person.user_id) if asked else []
    return next((row for row in own if papers.document_key(row.lesson_key, row.block_id) == asked), None)


def _submission(person: Person, lesson_key: uuid.UUID, block_id: uuid.UUID) -> Submission | None:
    if person.user_id is None:
        return None
    return submissions.submission_of(person.user_id, lesson_key=lesson_key, block_id=block_id)
