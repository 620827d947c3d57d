"""Which fields of a question belong to its kind: the form shows these, `js/admin/question-form.js` hides the others."""

import json
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.blocks.stream_block import StreamBlockAdapter

# The fields that are not for every kind.
FIELDS = {
    "answer": ("numeric",),
    "truth": ("truefalse",),
    "tolerance": ("numeric",),
    "unit": ("numeric",),
    "reviewed": ("short",),
    "kpi": ("numeric",),
}


class PartsAdapter(StreamBlockAdapter):
    """The content of a question, whose menus offer the parts of the kind chosen."""

    js_constructor = "cms.QuestionContent"

    @cached_property
    def media(self) -> forms.Media:
        theirs: forms.Media = super().media
        return theirs + forms.Media(js=["js/admin/question-parts.js"])


class KindFields:
    """A form that tells its scripts what each kind needs. Without them every field is shown, and every part offered."""

    class Media:
        js = ("js/admin/question-form.js",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from cms.question_form import HINT, PARTS

        fields = self.fields  # type: ignore[attr-defined]
        if "kind" not in fields or "content" not in fields:
            return
        blocks = fields["content"].block.child_blocks
        made_of, offered = {}, {}
        for kind, parts in PARTS.items():
            offered[kind] = [name for name in blocks if name in {*parts, HINT}]
            names = [str(capfirst(blocks[name].label)) for name in offered[kind]]
            made_of[kind] = _("For this kind: %(parts)s.") % {"parts": ", ".join(names)}
        told = {"data-belongs": FIELDS, "data-made-of": made_of, "data-offered": offered}
        fields["kind"].widget.attrs |= {name: json.dumps(value) for name, value in told.items()}
