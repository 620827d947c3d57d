"""Wagtail's own actions: whatever publishes, copies, aliases or translates, in the forms or past them, ends here.

Forms say no in words before; here is the floor under them, under wagtail's admin API and under commands.
"""

from functools import partial
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.actions.copy_page import CopyPageAction, CopyPageIntegrityError
from wagtail.actions.create_alias import CreatePageAliasAction, CreatePageAliasIntegrityError
from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.models import Page, Revision
from wagtail_localize.models import TranslationSource

from cms.french import texts_left
from cms.text_limits import faults

_publish_planned = Revision.publish
_publish = PublishRevisionAction._publish_revision
_check_copy = CopyPageAction.check
_copy = CopyPageAction._copy_page
_check_alias = CreatePageAliasAction.check
_alias = CreatePageAliasAction._create_alias
_translate = TranslationSource.create_or_update_translation


def close() -> None:
    """Once, as the site starts."""
    Revision.publish = publish_planned
    PublishRevisionAction._publish_revision = publish_whole
    CopyPageAction.check = check_copy
    CopyPageAction._copy_page = copy_anew
    CreatePageAliasAction.check = check_alias
    CreatePageAliasAction._create_alias = alias_in_its_language
    TranslationSource.create_or_update_translation = translate_what_fits


def publish_planned(self: Any, *given: Any, **named: Any) -> None:
    """What cannot be published on its day is held back, and those behind it are published."""
    from cms.planned import PLANNED, publish_on_its_day

    publish = partial(_publish_planned, self, *given, **named)
    if named.get("log_action") == PLANNED:
        publish_on_its_day(publish, self)
    else:
        publish()


def publish_whole(self: Any, revision: Any, *given: Any, **named: Any) -> None:
    """A draft that still has French texts is kept, and is not published."""
    from cms.untranslated import holds_back

    if not holds_back(revision, by=self.user):
        _publish(self, revision, *given, **named)


def in_french(page: Page, *, below: bool) -> list[str]:
    """What a copy of this page would have of French texts, in English, with no way to know them any more."""
    pages = [page, *page.get_descendants()] if below else [page]
    found: dict[str, None] = {}
    for row in pages:
        if row.locale.language_code != settings.LANGUAGE_CODE:
            found |= dict.fromkeys(texts_left(row.specific))
    return list(found)


def check_copy(self: Any, skip_permission_checks: bool = False) -> None:
    _check_copy(self, skip_permission_checks=skip_permission_checks)
    language = (self.update_attrs or {}).get("locale") or self.page.locale
    if _elsewhere(self.to or self.page.get_parent(), language):
        raise CopyPageIntegrityError("A copy stays in the language of its page.")
    if language.pk != self.page.locale_id:
        if self.keep_live:
            raise CopyPageIntegrityError("A translation begins as a draft.")
    elif in_french(self.page, below=self.recursive):
        raise CopyPageIntegrityError("This draft has French texts: translate it before it is copied.")


def copy_anew(self: Any, page: Page, *given: Any, **named: Any) -> Page:
    """A copy in English begins its own history: the former drafts of its page were French."""
    made: Page = _copy(self, page, *given, **named)
    if made.locale.language_code != settings.LANGUAGE_CODE:
        made.revisions.exclude(pk=made.latest_revision_id).delete()
    return made


def check_alias(self: Any, skip_permission_checks: bool = False) -> None:
    _check_alias(self, skip_permission_checks=skip_permission_checks)
    if _elsewhere(self.parent or self.page.get_parent(), self.update_locale or self.page.locale):
        raise CreatePageAliasIntegrityError("An alias stays in the language of its page.")
    if not self.update_locale and in_french(self.page, below=self.recursive):
        raise CreatePageAliasIntegrityError("This draft has French texts: translate it before it is aliased.")


@transaction.atomic
def alias_in_its_language(self: Any, page: Page, **named: Any) -> Page:
    """Wagtail makes one in another language where a translation has no parent yet, or a language is filled from another
    one: it is a draft until somebody translates it.
    """
    made: Page = _alias(self, page, **named)
    if made.locale_id != page.locale_id and made.live:
        made.live, made.has_unpublished_changes = False, True
        made.save(clean=False, update_fields=["live", "has_unpublished_changes"])
    return made


def translate_what_fits(self: Any, locale: Any, *given: Any, **named: Any) -> Any:
    """A translation that its field does not take is written nowhere: PostgreSQL would refuse it by an error."""
    found = faults(self, locale)
    if found:
        raise ValidationError(found)
    return _translate(self, locale, *given, **named)


def _elsewhere(parent: Page, language: Any) -> bool:
    return bool(parent.depth > 1 and parent.locale_id != language.pk)
