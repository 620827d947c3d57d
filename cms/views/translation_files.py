"""Uploading translations as a PO file: a file that is none, or holds what no field takes, is refused in words."""

from tempfile import NamedTemporaryFile
from typing import Any

import polib
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail_localize.models import Translation
from wagtail_localize.views.edit_translation import upload_pofile, user_can_edit_instance

from cms.text_limits import fault, labelled

# In the head of every file that was downloaded here: wagtail-localize takes it for granted.
OURS = "X-WagtailLocalize-TranslationID"
SHOWN = 5


@require_POST
def upload_file(request: HttpRequest, translation_id: int) -> HttpResponse:
    """wagtail-localize's own, which fails where no file was chosen, or one from elsewhere, or the database refuses."""
    translation = get_object_or_404(Translation.objects.select_related("source"), pk=translation_id)
    if not user_can_edit_instance(request.user, translation.get_target_instance()):
        raise PermissionDenied
    file: Any = request.FILES.get("file")
    entries = _entries(file.read()) if file is not None else None
    if entries is None:
        messages.error(request, _("Please upload a valid PO file."))
    elif found := _faults(translation, entries):
        said = " ".join(found[:SHOWN])
        messages.error(request, _("Nothing of the file was imported. %(errors)s") % {"errors": said})
    else:
        file.seek(0)
        answer: HttpResponse = upload_pofile(request, translation_id)
        return answer
    return redirect(get_valid_next_url_from_request(request) or "wagtailadmin_home")


def _entries(content: bytes) -> list[polib.POEntry] | None:
    """What the file holds; None of one that was not downloaded here."""
    with NamedTemporaryFile() as copy:  # of a text, polib would read the file that it names
        copy.write(content)
        copy.flush()
        try:
            read = polib.pofile(copy.name)
        except (OSError, ValueError, LookupError):  # not its form, not its characters, characters that do not exist
            return None
    return list(read) if OURS in read.metadata else None


def _faults(translation: Translation, entries: list[polib.POEntry]) -> list[str]:
    """A sentence for each text that its field does not take."""
    model = translation.source.specific_content_type.model_class()
    found: dict[str, None] = {}
    for entry in entries:
        path = entry.msgctxt or ""
        words = fault(model, path, entry.msgstr) or fault(model, "", path + entry.msgid)
        if words:
            found[labelled(model, path, words)] = None
    return list(found)
