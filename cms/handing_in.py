"""An editor's way in the translation editor, whose button publishes: what is translated is handed in to publishers."""

from itertools import chain, count
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from cms import unfinished
from cms.french import ADDRESS, plain, translation_of
from lib.slugs import slug_of

MADE = "Tremplin"  # what translated an address that nobody wrote: told in the editor, and gone once somebody writes one
LONGEST = 240  # characters of an address, with room for a number


def hand_in(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """The hook before a translation is edited, behind those that refuse: nothing is missing. For publishers
    wagtail-localize publishes; for editors the draft is written and sent to publishers. Nothing live changes.
    """
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    translation = translation_of(instance)
    if translation is None or not translation.enabled or not _may_edit(request.user, instance):
        return None
    publishes, refused = may_publish(request.user, instance), _locked(request.user, instance)
    if publishes:
        if not refused:
            fill_address(translation, instance, by=request.user)
        return None
    try:
        told = refused or _submitted(request.user, translation, instance)
    except ValidationError as error:
        refused = told = unfinished.flaw_words(str(instance), error.messages)
    messages.add_message(request, messages.ERROR if refused else messages.SUCCESS, told)
    return redirect(request.get_full_path())


@transaction.atomic
def _submitted(user: Any, translation: Translation, instance: Any) -> str:
    """The draft written and with publishers; what is said of it. Raises ValidationError."""
    fill_address(translation, instance, by=user)
    made = translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
    made.save_revision(user=user, log_action=True)
    return _sent(user, type(instance).objects.get(pk=instance.pk)) % {"title": str(made)}


def may_publish(user: Any, instance: Any) -> bool:
    """Whether this person publishes it without anybody else."""
    if isinstance(instance, Page):
        return bool(instance.permissions_for_user(user).can_publish())
    return bool(user.has_perm(f"{instance._meta.app_label}.publish_{instance._meta.model_name}"))


def _may_edit(user: Any, instance: Any) -> bool:
    if isinstance(instance, Page):
        return bool(instance.permissions_for_user(user).can_edit())
    return bool(user.has_perm(f"{instance._meta.app_label}.change_{instance._meta.model_name}"))


def _locked(user: Any, instance: Any) -> str:
    """Why this person may not change the page now; "" where nothing keeps them from it."""
    lock = instance.get_lock() if isinstance(instance, Page) else None
    if lock is None or not lock.for_user(user):
        return ""
    if instance.workflow_in_progress:
        text = _("“%(title)s” is with the publishers already. Ask them to send it back, then submit what you changed.")
        return text % {"title": str(instance)}
    return str(lock.get_message(user))


def _sent(user: Any, instance: Any) -> str:
    """What is said of a draft that was just written, once publishers have it."""
    workflow = instance.get_workflow() if isinstance(instance, Page) else None
    if workflow is None:
        return _("“%(title)s”: the translation is complete and its draft saved. Tell a publisher that it is ready.")
    state = instance.current_workflow_state
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
    elif not instance.workflow_in_progress:
        workflow.start(instance, user)
    return _("“%(title)s”: the translation is complete and was submitted. A publisher reads and publishes it.")


def fill_address(translation: Translation, instance: Any, *, by: Any) -> None:
    """An address that nobody wrote is made of the English title, again with each title until the page is live."""
    address = _segment(translation, ADDRESS) if isinstance(instance, Page) else None
    if address is None:
        return
    held = _translated(translation, address)
    if held and (held.tool_name != MADE or instance.first_published_at):
        return
    title = _segment(translation, "title")
    written = _translated(translation, title) if title else None
    made = slug_of(plain(written.data)) if written and not instance.first_published_at else ""
    StringTranslation.objects.update_or_create(
        translation_of_id=address.string_id,
        context_id=address.context_id,
        locale_id=translation.target_locale_id,
        defaults={
            "data": _free(made, translation, instance) if made else instance.slug,
            "translation_type": StringTranslation.TRANSLATION_TYPE_MACHINE,
            "tool_name": MADE,
            "last_translated_by": by,
        },
    )


def _free(slug: str, translation: Translation, page: Page) -> str:
    """The address, numbered where another page has it, a draft beside it will have it, or the program does."""
    beside = page.get_siblings(inclusive=False)
    drafts = StringTranslation.objects.filter(
        context__path=ADDRESS,
        context__object_id__in=beside.values("translation_key"),
        locale_id=translation.target_locale_id,
    )
    taken = {*beside.values_list("slug", flat=True), *drafts.values_list("data", flat=True)}
    taken |= getattr(page, "reserved_slugs", frozenset())
    numbered = (f"{slug[:LONGEST]}-{number}" for number in count(1))
    return next(found for found in chain([slug[:LONGEST]], numbered) if found not in taken)


def _segment(translation: Translation, path: str) -> StringSegment | None:
    return StringSegment.objects.filter(source_id=translation.source_id, context__path=path).first()


def _translated(translation: Translation, segment: StringSegment) -> StringTranslation | None:
    return StringTranslation.objects.filter(
        translation_of_id=segment.string_id, context_id=segment.context_id, locale_id=translation.target_locale_id
    ).first()
