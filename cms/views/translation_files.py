"""Uploading translations as a PO file: a file that is none is refused in words."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail_localize.views.edit_translation import upload_pofile

# In the head of every file that was downloaded here: wagtail-localize takes it for granted.
OURS = b"X-WagtailLocalize-TranslationID:"


@require_POST
def upload_file(request: HttpRequest, translation_id: int) -> HttpResponse:
    """wagtail-localize's own, which fails where no file was chosen, or one from elsewhere."""
    file: Any = request.FILES.get("file")
    if file is not None and OURS in file.read():
        file.seek(0)
        try:
            answer: HttpResponse = upload_pofile(request, translation_id)
        except KeyError:  # it stands somewhere else than in the head
            pass
        else:
            return answer
    messages.error(request, _("Please upload a valid PO file."))
    return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")
