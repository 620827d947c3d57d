"""My documents: what was written, its versions, and the same as files."""

import uuid
from collections import Counter
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts.models import User
from cms.catalogue import get_catalogue, lesson_block, lesson_blocks
from learning.domain import documents, papers, submissions, writing_out
from learning.domain.blocks import Absent, Stale
from learning.domain.paper_words import in_words
from learning.domain.people import account_of
from learning.models import BlockProgress, DocumentVersion
from learning.views.lookup import language
from learning.wording import paper_kind
from lib.forged import foreign, guarded
from lib.pdf import Busy, NotDrawn, TooLong, Unavailable, draw
from lib.posting import at, posted_from
from lib.slugs import slug_of

private = cache_control(private=True, no_store=True)
NOT_DRAWN = {
    TooLong: gettext_lazy("This document is too long for a PDF made here: print it, or take it as Markdown."),
    Unavailable: gettext_lazy("This site cannot make PDF files yet: print the page, or take it as Markdown."),
    Busy: gettext_lazy("Other PDF files are being made right now: try again in a few seconds."),
}


def _paper_or_404(request: HttpRequest, lesson_key: uuid.UUID, block_id: uuid.UUID) -> BlockProgress:
    """One's own paper: the same address names nothing in anybody else's account."""
    own = BlockProgress.objects.filter(user_id=account_of(request), kind__in=papers.KINDS)
    paper = own.filter(lesson_key=lesson_key, block_id=block_id).first()
    if paper is None:
        raise Http404
    return paper


@private
@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Documents, texts for oneself, and work handed in, each with where it stands."""
    user_id = account_of(request)
    mine = documents.own_papers(user_id)
    drafts = submissions.open_drafts(user_id)
    blocks = lesson_blocks([(row.lesson_key, row.block_id) for row in (*mine, *drafts)], language())
    rows = [_row(paper, blocks.get((paper.lesson_key, paper.block_id))) for paper in mine]
    written = any(row["paper"].kind == "template" for row in rows)
    context = {
        # Where the first document may be begun; nobody who has one needs the list.
        "templates": [] if written else [lesson for lesson in get_catalogue().listed if lesson.templates],
        "documents": [row for row in rows if row["paper"].kind == "template"],
        "notes": [row for row in rows if row["paper"].kind != "template"],
        "works": submissions.states(user_id),
        "drafts": [
            {"row": row, "title": block.value["title"], "lesson": get_catalogue().lessons.get(row.lesson_key)}
            for row in drafts
            if (block := blocks.get((row.lesson_key, row.block_id)))
        ],
    }
    return render(request, "learning/documents.html", context)


@private
@login_required
@require_safe
def document(request: HttpRequest, lesson_key: uuid.UUID, block_id: uuid.UUID) -> HttpResponse:
    """One document to read, as it is or as it was."""
    paper = _paper_or_404(request, lesson_key, block_id)
    block = lesson_block(lesson_key, block_id, language())
    versions, old = _versions(request, paper)
    parts = papers.parts(block, old.state if old else paper.state)
    context = {
        **_row(paper, block),
        "parts": [in_words(part) for part in parts],
        "tables": [number for number, part in enumerate(parts) if part.tabular],
        "versions": versions,
        "twins": _twins(versions),
        "old": old,
        # Several versions may hold the same; none does what saved itself since the last one.
        "current": next((row.pk for row in versions if row.state == paper.state), None),
    }
    return render(request, "learning/document.html", context)


@private
@login_required
@posted_from(at("learning:document", "lesson_key", "block_id"), _paper_or_404)
@guarded("document", "version")
def restore(request: HttpRequest, lesson_key: uuid.UUID, block_id: uuid.UUID) -> HttpResponse:
    """Bring a version back; what stood meanwhile is a version too."""
    paper = _paper_or_404(request, lesson_key, block_id)
    asked, version = request.POST.get("restore", ""), request.POST.get("version", "")
    try:
        documents.restore(paper, key=asked, version=int(version[:9]))
    except DocumentVersion.DoesNotExist as error:
        others = DocumentVersion.objects.filter(uuid=asked)
        foreign("document.foreign_version", others, user_id=account_of(request))
        raise Http404 from error
    except ValueError as error:
        raise Http404 from error
    except (Stale, Absent):
        messages.warning(
            request, _("This document was saved in another window meanwhile: look again before restoring.")
        )
    else:
        messages.success(request, _("That version is back. What stood before is among the versions."))
    return redirect("learning:document", lesson_key, block_id)


@private
@login_required
@require_safe
def pdf(request: HttpRequest, lesson_key: uuid.UUID, block_id: uuid.UUID) -> HttpResponse:
    """The document as it is read, on paper; what cannot be drawn says so beside the other ways to keep it."""
    paper = _paper_or_404(request, lesson_key, block_id)
    block, (_all, old) = lesson_block(lesson_key, block_id, language()), _versions(request, paper)
    parts = [in_words(part) for part in papers.parts(block, old.state if old else paper.state)]
    author = User.objects.get(pk=account_of(request)).display_name
    row = _row(paper, block)
    drawn = [(part, writing_out.shares(part), writing_out.tall(part)) for part in parts]
    context = {**row, "author": author, "parts": drawn, "saved_at": old.written_at if old else paper.updated_at}
    try:
        content = draw(render_to_string("learning/document_pdf.html", context, request))
    except NotDrawn as reason:
        messages.warning(request, NOT_DRAWN[type(reason)])
        page = reverse("learning:document", args=[lesson_key, block_id])
        return redirect(f"{page}?version={old.uuid}" if old else page)
    return _file(content, "application/pdf", f"{_stem(row['title'], old)}.pdf")


@private
@login_required
@require_safe
def export(request: HttpRequest, lesson_key: uuid.UUID, block_id: uuid.UUID, form: str) -> HttpResponse:
    """The document as Markdown, or one of its tables as CSV: as it is stored, for other programs to read."""
    paper = _paper_or_404(request, lesson_key, block_id)
    block, (_all, old) = lesson_block(lesson_key, block_id, language()), _versions(request, paper)
    title, parts = _title(paper, block), papers.parts(block, old.state if old else paper.state)
    if form == "md":
        content, kind = writing_out.markdown(title, parts).encode(), "text/markdown"
    else:
        number, table = _table(parts, request.GET.get("table", ""))
        content, kind = writing_out.csv(table, language()), "text/csv"
        title = f"{title} {number}" if number else title
    return _file(content, f"{kind}; charset=utf-8", f"{_stem(title, old)}.{form}")


def _versions(request: HttpRequest, paper: BlockProgress) -> tuple[list[DocumentVersion], DocumentVersion | None]:
    """The versions of a document, newest first, and the one asked for; None: the document as it is."""
    versions = list(DocumentVersion.objects.filter(paper=paper)[:100])
    asked = request.GET.get("version", "")
    old = next((row for row in versions if str(row.uuid) == asked), None)
    if asked and old is None:
        raise Http404
    return versions, old


def _stem(title: str, old: DocumentVersion | None) -> str:
    name = slug_of(title) or "document"
    return f"{name}-{timezone.localtime(old.written_at):%Y-%m-%d-%Hh%M-%S}" if old else name


def _twins(versions: list[DocumentVersion]) -> set[int]:
    """Those whose minute another one has too: their seconds tell them apart."""
    minutes = Counter(row.written_at.replace(second=0, microsecond=0) for row in versions)
    return {row.pk for row in versions if minutes[row.written_at.replace(second=0, microsecond=0)] > 1}


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return response


def _table(parts: list[papers.Part], asked: str) -> tuple[int, papers.Part]:
    """The table at the place asked for, or the first one, with its number; 0 for the only one."""
    tables = [(place, part) for place, part in enumerate(parts) if part.tabular]
    for number, (place, part) in enumerate(tables, 1):
        if asked in ("", str(place)):
            return number if len(tables) > 1 else 0, part
    raise Http404


def _row(paper: BlockProgress, block: Any) -> dict[str, Any]:
    lesson = get_catalogue().lessons.get(paper.lesson_key)
    return {
        "paper": paper,
        "title": _title(paper, block),
        "kind": paper_kind(paper.kind),
        "lesson": lesson,
        "edit": f"{lesson.href}#{paper.block_id}" if lesson and block else "",
    }


def _title(paper: BlockProgress, block: Any) -> str:
    return papers.title_of(block) if block else paper_kind(paper.kind)
