"""What follows from publishing: versions are frozen, translations learn what changed, the catalogue is read again."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import models, transaction
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page, PageViewRestriction, TranslatableMixin
from wagtail.signals import (
    page_published,
    page_unpublished,
    post_page_move,
    published,
    unpublished,
    workflow_approved,
)
from wagtail_localize.models import TranslationSource

from cms import catalogue, changes, keys_apart, untranslated, vocabulary
from cms.models import (
    DirectoryEntry,
    Figure,
    GlossaryTerm,
    InterviewQuestion,
    KpiDefinition,
    Question,
    SampleAdvert,
    Scenario,
    Template,
)
from cms.scenario_versions import record_version as record_scenario
from cms.versions import record_version

SNIPPETS = (
    Question,
    GlossaryTerm,
    Template,
    Scenario,
    Figure,
    DirectoryEntry,
    InterviewQuestion,
    KpiDefinition,
    SampleAdvert,
)


def renew_catalogue(sender: type[models.Model], **kwargs: Any) -> None:
    if issubclass(sender, (Page, PageViewRestriction, *SNIPPETS)):
        transaction.on_commit(_renew)


def _renew() -> None:
    catalogue.renew()
    vocabulary.prepare_soon()


def freeze_question(instance: Question, update_fields: Any = None, **kwargs: Any) -> None:
    if instance.live and not _is_draft(update_fields):
        record_version(instance)
        for translation in _translations(instance):
            record_version(translation)


def freeze_scenario(instance: Scenario, update_fields: Any = None, **kwargs: Any) -> None:
    if instance.live and not _is_draft(update_fields) and record_scenario(instance):
        for translation in _translations(instance):
            record_scenario(translation)


def _is_draft(update_fields: Any) -> bool:
    """Of a live row with a new draft, as it is noted that there is one: what it says then is not published."""
    return "latest_revision" in (update_fields or ())


def _translations(instance: Question | Scenario) -> Any:
    """The live ones of what is French: its key is theirs."""
    if instance.locale.language_code != settings.LANGUAGE_CODE:
        return ()
    return instance.get_translations().filter(live=True).select_related("locale")


def tell_keys_apart(instance: Question | Scenario, **kwargs: Any) -> None:
    if instance.locale.language_code == settings.LANGUAGE_CODE and keys_apart.apart(instance):
        untranslated.tell_at_end(messages.WARNING, keys_apart.words(instance))


def record_change(instance: Page, revision: Any = None, **kwargs: Any) -> None:
    """Whatever the way it was published by; the impact page then says how much it matters."""
    if changes.taught(instance):
        changes.record(instance, revision=revision)


def refresh_translation_source(instance: TranslatableMixin, **kwargs: Any) -> None:
    """The translators' view shows at once what a published change left untranslated."""
    source = TranslationSource.objects.get_for_instance_or_none(instance)
    if source is not None and source.locale_id == instance.locale_id:
        source.update_from_db()


def refresh_snippet_source(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    if isinstance(instance, SNIPPETS) and isinstance(instance, TranslatableMixin):
        refresh_translation_source(instance)


def tell_approved(instance: Any, **kwargs: Any) -> None:
    """Wagtail says of an approved page that it was updated; what its approval did is the news."""
    content = instance.base_content_type.get_object_for_this_type(pk=instance.object_id)  # as it was just published
    if content.live and not content.has_unpublished_changes:
        untranslated.tell_at_end(messages.SUCCESS, _("“%(title)s” is approved and published.") % {"title": content})
    elif planned := content.scheduled_revision:
        day = date_format(timezone.localtime(planned.approved_go_live_at), "DATETIME_FORMAT")
        words = _("“%(title)s” is approved; it is published on %(day)s.") % {"title": content, "day": day}
        untranslated.tell_at_end(messages.SUCCESS, words)


def connect() -> None:
    for signal in (page_published, page_unpublished, post_page_move, published, unpublished, post_delete):
        signal.connect(renew_catalogue, dispatch_uid=f"cms.catalogue.{id(signal)}")
    post_save.connect(renew_catalogue, sender=PageViewRestriction, dispatch_uid="cms.catalogue.restricted")
    post_save.connect(freeze_question, sender=Question, dispatch_uid="cms.freeze")
    published.connect(freeze_question, sender=Question, dispatch_uid="cms.freeze_published")
    post_save.connect(freeze_scenario, sender=Scenario, dispatch_uid="cms.freeze_scenario")
    published.connect(freeze_scenario, sender=Scenario, dispatch_uid="cms.freeze_scenario_published")
    for sender in (Question, Scenario):
        published.connect(tell_keys_apart, sender=sender, dispatch_uid=f"cms.keys_apart.{sender.__name__}")
    page_published.connect(record_change, dispatch_uid="cms.record_change")
    page_published.connect(refresh_translation_source, dispatch_uid="cms.localize_page")
    published.connect(refresh_snippet_source, dispatch_uid="cms.localize_snippet")
    workflow_approved.connect(tell_approved, dispatch_uid="cms.tell_approved")
