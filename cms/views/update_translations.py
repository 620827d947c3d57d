"""Bringing translations up to date with French: what is not whole, or not one's own to publish, stays a draft."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail_localize.views.update_translations import UpdateTranslationsView

from cms import untranslated
from cms.handing_in import fill_address, may_publish


class UpdateWholeView(UpdateTranslationsView):
    """wagtail-localize publishes from here whatever is missing, for whoever may translate."""

    held = False

    def form_valid(self, form: Any) -> HttpResponse:
        if form.cleaned_data["publish_translations"]:
            self.object.update_from_db()
            rows = list(self.object.translations.filter(enabled=True))
            targets = [row.get_target_instance() for row in rows]
            for row, target in zip(rows, targets, strict=True):
                fill_address(row, target, by=self.request.user)
            held = [_held_back(self.request, target) for target in targets]
            self.held = any(held)
            form.cleaned_data["publish_translations"] = not self.held
        answer: HttpResponse = super().form_valid(form)
        return answer

    def get_success_message(self) -> str:
        if self.held:
            return _("The French changes of “%(title)s” wait in the translation editor.") % {
                "title": self.object.object_repr
            }
        return str(super().get_success_message())


def _held_back(request: HttpRequest, target: Any) -> bool:
    """Whether this translation is not published; says why."""
    may = may_publish(request.user, target)
    if not may:
        if target.live:
            told = _("“%(title)s” stays as it is published until a publisher publishes the update.")
        else:
            told = _("“%(title)s” stays a draft: publishers publish it.")
        messages.warning(request, told % {"title": str(target)})
    return not may or untranslated.tell(request, target)
