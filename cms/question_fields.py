"""Which fields of a question belong to its kind: the form shows these, `js/admin/question-form.js` hides the others."""

import json
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

# The fields that are not for every kind.
FIELDS = {
    "answer": ("numeric", "truefalse"),
    "tolerance": ("numeric",),
    "unit": ("numeric",),
    "reviewed": ("short",),
    "kpi": ("numeric",),
}


class KindFields:
    """A form that tells its script what each kind needs. Without the script every field is shown, as it is stored."""

    class Media:
        js = ("js/admin/question-form.js",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from cms.question_form import HINT, PARTS

        fields = self.fields  # type: ignore[attr-defined]
        if "kind" not in fields or "content" not in fields:
            return
        blocks = fields["content"].block.child_blocks
        made_of = {}
        for kind, parts in PARTS.items():
            names = [str(capfirst(block.label)) for name, block in blocks.items() if name in {*parts, HINT}]
            made_of[kind] = _("For this kind: %(parts)s.") % {"parts": ", ".join(names)}
        fields["kind"].widget.attrs |= {"data-belongs": json.dumps(FIELDS), "data-made-of": json.dumps(made_of)}
