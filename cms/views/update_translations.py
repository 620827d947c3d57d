"""Bringing translations up to date with French: what is not whole, or not one's own to publish, stays a draft."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.views.update_translations import UpdateTranslationsView

from cms import untranslated


class UpdateWholeView(UpdateTranslationsView):
    """wagtail-localize publishes from here whatever is missing, for whoever may translate."""

    held = False

    def form_valid(self, form: Any) -> HttpResponse:
        if form.cleaned_data["publish_translations"]:
            self.object.update_from_db()
            targets = [row.get_target_instance() for row in self.object.translations.filter(enabled=True)]
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
    if isinstance(target, Page):
        may = target.permissions_for_user(request.user).can_publish()
    else:
        meta = target._meta
        may = request.user.has_perm(f"{meta.app_label}.publish_{meta.model_name}")
    if not may:
        if target.live:
            told = _("“%(title)s” stays as it is published until a publisher publishes the update.")
        else:
            told = _("“%(title)s” stays a draft: publishers publish it.")
        messages.warning(request, told % {"title": str(target)})
    return not may or untranslated.tell(request, target)
