"""No English page with French sentences in it: what is not wholly translated, or uses what is not, is not published.

The hooks refuse before anything is published and say why. Whatever passes by them (a workflow, a planned publishing, a
command) ends at wagtail's own action (`cms.doors`), which asks `holds_back`.
"""

from contextvars import ContextVar
from typing import Any

import structlog
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.utils import quote
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.log_actions import log
from wagtail.log_actions import registry as log_registry
from wagtail.models import Page, Revision, TranslatableMixin

from cms import unfinished, uses
from cms.french import french_texts, key, missing_texts, translation_of
from cms.text_limits import faults

SHOWN = 5
HELD_BACK = "cms.held_back"  # the action in the history of a page or snippet
logger = structlog.stdlib.get_logger("tremplin.cms")
# What the request that publishes is told at its end, with its level; None where nobody asked, as in a command.
told: ContextVar[list[tuple[int, str]] | None] = ContextVar("cms.untranslated.told", default=None)


def holds_back(revision: Revision, *, by: Any = None) -> bool:
    """Whether this revision is not published, now or on its day: it is no longer planned, and the history says why."""
    draft = revision.as_object()
    if not isinstance(draft, TranslatableMixin):
        return False
    texts = french_texts(draft)
    missing = _also_missing(draft, texts)
    waiting = uses.snippets_waiting(draft, draft.locale)
    blocks = unfinished.unfinished_blocks(draft) if by is not None else []
    # A code or an address that is taken could not be stored, whoever publishes.
    flaws = [*unfinished.taken(draft), *(unfinished.flaws(draft) if by is not None else [])]
    if not (texts or missing or waiting or blocks or flaws):
        return False
    data = {"count": len(texts), "texts": texts[:SHOWN], "uses": uses.names(waiting), "blocks": blocks}
    data |= {"flaws": flaws, "missing": missing[:SHOWN], "missing_count": len(missing)}
    hold_back(revision, draft, by=by, data=data)
    return True


def hold_back(revision: Revision, draft: Any, *, data: dict[str, Any], by: Any = None) -> None:
    """It is no longer planned; the history says why, and so is whoever publishes told."""
    if revision.approved_go_live_at:
        revision.approved_go_live_at = None
        # Its own `save` would note, too, that somebody took the day back.
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    log(draft, HELD_BACK, user=by, revision=revision, data=data)
    logger.warning("publishing.held_back", title=str(draft), pk=draft.pk, revision=revision.pk, **data)
    tell_at_end(messages.ERROR, held_words(str(draft), data))


def tell_at_end(level: int, words: str) -> None:
    to_tell = told.get()
    if to_tell is not None:
        to_tell.append((level, words))


def held_words(title: str, data: dict[str, Any]) -> str:
    """All that held it back, from what its history keeps."""
    said = [draft_words(title, data["count"], data["texts"])] if data.get("texts") else []
    said += [missing_words(title, data["missing_count"], data["missing"])] if data.get("missing") else []
    said += [uses.words(title, data["uses"])] if data.get("uses") else []
    said += [unfinished.words(title, data["blocks"])] if data.get("blocks") else []
    refused = [*data.get("flaws", ()), *data.get("errors", ())]
    said += [unfinished.flaw_words(title, refused)] if refused else []
    return " ".join(said)


def _also_missing(draft: Any, told: list[str]) -> list[str]:
    """What is not translated, beside what its draft says in French: the French went on since the draft was made."""
    if draft.locale.language_code == settings.LANGUAGE_CODE:
        return []
    known = {key(text) for text in told}
    return [text for text in missing_texts(draft) if key(text) not in known]


def refuse(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """The hook before a translation is edited: "publish" is refused, with the texts that are missing."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    if not tell(request, instance):
        return None
    return redirect(request.get_full_path())


def refuse_draft(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The hook before a page is published by its ordinary form; the draft is saved already."""
    return redirect("wagtailadmin_pages:edit", page.pk) if tell_draft(request, page.specific) else None


def refuse_snippet(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """The same for a snippet."""
    if not tell_draft(request, instance):
        return None
    return redirect(instance.snippet_viewset.get_url_name("edit"), quote(instance.pk))


def warn_on_opening(request: HttpRequest, instance: Any) -> None:
    """The hook when an editor opens it: a publishing that nobody watched, a planned one for example, was held back."""
    entry = _held_back(instance) if request.method == "GET" else None
    if entry is None:
        return
    tell_draft(request, instance)
    if entry.data.get("errors"):
        messages.error(request, unfinished.flaw_words(str(instance), entry.data["errors"]))


def _held_back(instance: Any) -> Any:
    """The last entry in the history that says so of the newest draft."""
    revision = getattr(instance, "latest_revision_id", None)
    entries = log_registry.get_logs_for_instance(instance).filter(action=HELD_BACK, revision_id=revision)
    return entries.order_by("-timestamp", "-pk").first() if revision else None


def refuse_bulk(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    """The hook before many pages are published, with the drafts below them where these are asked for."""
    if action_type != "publish":
        return None
    pages = {page.pk: page for page in objects}
    if request.POST.get("include_descendants"):
        pages |= {below.pk: below for page in objects for below in page.get_descendants().not_live()}
    told = [tell(request, page.specific) or tell_draft(request, page.specific) for page in pages.values()]
    if any(told):
        return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_explore_root")
    return None


def tell(request: HttpRequest, instance: Any) -> bool:
    """Whether texts are missing, or what it uses is not published in its language; says which."""
    texts = missing_texts(instance)
    if texts:
        messages.error(request, missing_words(str(instance), len(texts), texts))
    translation = translation_of(instance)
    if translation and not translation.enabled:
        translation = None  # an ordinary page
    too_long = faults(translation.source, translation.target_locale) if translation else []
    if too_long:
        messages.error(request, unfinished.flaw_words(str(instance), too_long[:SHOWN]))
    # What it is going to show is what the French shows; what no language says, as a day or a number, is the French's.
    french = made = None
    if translation:
        french = made = translation.source.as_instance()
        if not isinstance(instance, Page):
            made = translation.source.get_ephemeral_translated_instance(instance.locale, fallback=True)
    refused = [_tell_uses(request, instance, french), _tell_flaws(request, instance, made)]
    return any(refused) or bool(texts or too_long)


def tell_draft(request: HttpRequest, instance: Any) -> bool:
    """The same of the newest draft as it stands, and whether it is finished."""
    draft = instance.get_latest_revision_as_object()
    texts, blocks = french_texts(draft), unfinished.unfinished_blocks(draft)
    missing = _also_missing(draft, texts)
    if texts:
        messages.error(request, draft_words(str(instance), len(texts), texts))
    if missing:
        messages.error(request, missing_words(str(instance), len(missing), missing))
    if blocks:
        messages.error(request, unfinished.words(str(instance), blocks))
    refused = [_tell_uses(request, instance, draft), _tell_flaws(request, instance, draft)]
    return any(refused) or bool(texts or missing or blocks)


def _tell_flaws(request: HttpRequest, instance: Any, content: Any) -> bool:
    flaws = [*unfinished.taken(content), *unfinished.flaws(content)] if content is not None else []
    if flaws:
        messages.error(request, unfinished.flaw_words(str(instance), flaws))
    return bool(flaws)


def _tell_uses(request: HttpRequest, instance: Any, content: Any) -> bool:
    waiting = uses.snippets_waiting(content, instance.locale) if content is not None else []
    if waiting:
        messages.error(request, uses.linked(str(instance), waiting))
    return bool(waiting)


def missing_words(title: str, count: int, texts: list[str]) -> str:
    """`texts`: the first ones at least."""
    words = ngettext(
        "“%(title)s” is not published: %(count)s text has no translation. %(texts)s",
        "“%(title)s” is not published: %(count)s texts have no translation. %(texts)s",
        count,
    )
    return words % {"title": title, **_counted(texts, count)}


def draft_words(title: str, count: int, texts: list[str]) -> str:
    """`texts`: the first ones at least."""
    words = ngettext(
        "“%(title)s” is not published: %(count)s text of its draft is the French one. %(texts)s",
        "“%(title)s” is not published: %(count)s texts of its draft are the French ones. %(texts)s",
        count,
    )
    return words % {"title": title, **_counted(texts, count)}


def _counted(texts: list[str], count: int) -> dict[str, Any]:
    listed = "; ".join(_("“%(text)s”") % {"text": Truncator(text).chars(80)} for text in texts[:SHOWN])
    more = _(" and %(count)s more") % {"count": count - SHOWN} if count > SHOWN else ""
    return {"count": count, "texts": listed + more}
