"""Copying questions, scenarios, templates, terms: nothing that is still French, and nothing but a form to fill in."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import quote
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.models import Locale, TranslatableMixin
from wagtail.snippets.views.snippets import CopyView

from cms.copy_form import refused_words
from cms.french import texts_left


class CopyOnceEnglishView(CopyView):
    """Its form is sent to where objects are added. Wagtail's own takes it here as well, and then saves the original."""

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        original = self.get_object()
        # A copy is an object of its own, of which nobody knows any more what was French.
        if texts := texts_left(original):
            messages.error(request, refused_words(texts))
            return redirect(self.edit_url_name, quote(original.pk))
        answer: HttpResponse = super().get(request, *args, **kwargs)
        return answer

    def get_locale(self) -> Locale | None:
        """That of the original, whatever the address asks for."""
        if issubclass(self.model, TranslatableMixin):
            return self.get_object().locale
        locale: Locale | None = super().get_locale()
        return locale
