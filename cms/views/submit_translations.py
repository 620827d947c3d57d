"""Sending to translation: what has its English already keeps it as it is."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.operations import TranslationCreator
from wagtail_localize.views import submit_translations as theirs

from cms import unfinished


class CodeTaken(Exception):
    """Its translation would have a code that something else has; the message says so."""


class NewTranslations(TranslationCreator):
    """wagtail-localize writes English anew, as a draft, of whatever the page uses: live questions would go offline."""

    def create_translations(self, instance: Any, include_related_objects: bool = True) -> None:
        there = instance.get_translations()
        if isinstance(instance, Page):
            there = there.filter(alias_of=None)
        if not there.exists():
            if taken := unfinished.taken_code(instance):
                text = _("“%(title)s” is not sent to translation. %(flaws)s")
                raise CodeTaken(text % {"title": str(instance), "flaws": " ".join(taken)})
            super().create_translations(instance, include_related_objects)


class _SubmitNew:
    def get_form(self: Any) -> Any:
        """The only language that there is to choose is chosen."""
        form = super().get_form()  # type: ignore[misc]
        form.fields["locales"].label = _("Languages")
        locales = list(form.fields["locales"].queryset)
        if len(locales) == 1:
            form.initial.setdefault("locales", locales)
        return form

    def form_valid(self: Any, form: Any) -> HttpResponse:
        try:
            answer: HttpResponse = self._sent(form)
        except CodeTaken as taken:
            messages.error(self.request, str(taken))
            return redirect(self.get_success_url() or self.get_default_success_url())
        return answer

    @transaction.atomic
    def _sent(self: Any, form: Any) -> HttpResponse:
        locales = form.cleaned_data["locales"]
        creator = NewTranslations(self.request.user, locales)
        creator.create_translations(self.object)
        if isinstance(self.object, Page) and form.cleaned_data["include_subtree"]:
            for page in self.object.get_descendants().specific():
                creator.create_translations(page)
        names = ", ".join(str(locale.get_display_name()) for locale in locales)
        messages.success(self.request, self.get_success_message(names))
        made = self.object.get_translation(locales[0])
        return redirect(self.get_success_url() or self.get_default_success_url(made))


class SubmitNewPageView(_SubmitNew, theirs.SubmitPageTranslationView):
    """A page, and those below it."""


class SubmitNewSnippetView(_SubmitNew, theirs.SubmitSnippetTranslationView):
    """A question, a scenario, a template, a term."""
