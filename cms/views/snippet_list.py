"""Lists of snippets: what each row tells of its day and of its translations is asked for all rows at once."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import DraftStateMixin, Locale, Revision, TranslatableMixin
from wagtail.snippets.views.snippets import IndexView
from wagtail_localize.models import TranslationSource
from wagtail_localize.wagtail_hooks import register_snippet_listing_buttons as asked_for_each_row

ICON = "wagtail-localize-language"
Held = tuple[UUID, int]  # the key of an object and one of its languages


class SnippetListView(IndexView):
    """Wagtail's list, in a number of statements that does not grow with its rows."""

    def get_table(self, object_list: Any) -> Any:
        rows = list(object_list)
        if issubclass(self.model, DraftStateMixin):
            _note_days(rows)
        translates = self.request.user.has_perm("wagtail_localize.submit_translation")
        self._translates = translates and issubclass(self.model, TranslatableMixin)
        self._lacking, self._sources = _translations(rows) if self._translates else (set(), {})
        return super().get_table(rows)

    def get_list_buttons(self, instance: Any) -> list[Any]:
        # Past the one for snippets, which asks every hook by itself: `get_list_more_buttons` does here.
        return list(super(IndexView, self).get_list_buttons(instance))

    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        buttons = [*super().get_list_more_buttons(instance), *self._translating(instance)]
        for hook in hooks.get_hooks("register_snippet_listing_buttons"):
            if hook is not asked_for_each_row:
                buttons += hook(instance, self.request.user, self.request.path)
        return buttons

    def _translating(self, instance: Any) -> Iterator[Button]:
        """The buttons of wagtail-localize, under its own words."""
        if not self._translates:
            return
        names = {"title": str(instance)}
        if instance.translation_key in self._lacking:
            model = instance._meta
            where = [model.app_label, model.model_name, quote(instance.pk)]
            yield Button(
                _("Translate"),
                reverse("wagtail_localize:submit_snippet_translation", args=where),
                attrs={"aria-label": _("Translate '%(title)s'") % names},
                icon_name=ICON,
                priority=100,
            )
        source = self._sources.get((instance.translation_key, instance.locale_id))
        if source:
            url = reverse("wagtail_localize:update_translations", args=[source])
            yield Button(
                _("Sync translated snippets"),
                f"{url}?{urlencode({'next': self.request.path})}",
                attrs={"aria-label": _("Sync translations of '%(title)s'") % names},
                icon_name="resubmit",
                priority=106,
            )


def _note_days(rows: list[Any]) -> None:
    """Which of them are planned, where `approved_schedule` looks for it."""
    planned: dict[str, Revision] = {}
    if rows:
        found = Revision.objects.filter(
            base_content_type=rows[0].get_base_content_type(),
            object_id__in=[str(row.pk) for row in rows],
            approved_go_live_at__isnull=False,
        )
        for revision in found.order_by("-pk"):
            planned[revision.object_id] = revision
    for row in rows:
        row.scheduled_revision = planned.get(str(row.pk))


def _translations(rows: list[Any]) -> tuple[set[UUID], dict[Held, int]]:
    """Keys of what lacks a language, and of what is the source of a translation: the number of that source."""
    if not rows:
        return set(), {}
    keys = {row.translation_key for row in rows}
    languages = set(Locale.objects.values_list("pk", flat=True))
    held: dict[UUID, set[int]] = {}
    model: Any = type(rows[0])
    for key, locale_id in model._default_manager.filter(translation_key__in=keys).values_list(
        "translation_key", "locale_id"
    ):
        held.setdefault(key, set()).add(locale_id)
    sources = TranslationSource.objects.filter(object_id__in=keys, translations__enabled=True)
    found = sources.values_list("object_id", "locale_id", "pk").distinct()
    lacking = {key for key in keys if languages - held.get(key, set())}
    return lacking, {(key, locale_id): pk for key, locale_id, pk in found}
