"""From posted fields to a response that the graders read. Field names carry the question's key."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from learning.domain.work_files import MAX_BYTES
from lib.forms import Asking, LimitedFileField, LinesField, unix_lines

NOTE_LENGTH = 4000


def read_response(post: QueryDict, payload: Mapping[str, Any], name: str) -> Any:
    """The response to one question: an option id, ids, a text, or {pair id: target id}; None when left empty."""
    kind = payload["kind"]
    if kind == "multiple":
        # One more than there are: what no honest form sends is still seen, and never large.
        chosen = post.getlist(name)[: len(payload["options"]) + 1]
        return [value.replace("\0", "")[:80] for value in chosen] or None
    if kind == "match":
        return read_places(post, [pair["id"] for pair in payload["pairs"]], name)
    if kind == "order":
        return _read_order(post, [item["id"] for item in payload["items"]], name)
    length = 8000 if kind == "long" else 2000
    return text_of(post, name, length).strip() or None


def text_of(post: QueryDict, name: str, length: int) -> str:
    """A typed text, cut. PostgreSQL keeps no NUL, and no keyboard types one."""
    return unix_lines(post.get(name, "").replace("\0", ""))[:length]


def read_places(post: QueryDict, ids: list[str], name: str) -> dict[str, str] | None:
    """{item id: target id} from one select per item; None when nothing was placed."""
    chosen = {item: text_of(post, f"{name}-{item}", 80) for item in ids}
    return {item: target for item, target in chosen.items() if target} or None


def _read_order(post: QueryDict, ids: list[str], name: str) -> list[str] | dict[str, str] | None:
    """Ids by the place chosen beside each. When a place is missing or twice there, {id: place} as typed: the grader
    refuses it, as any order made up for the rest would be ours (the ids stand in the right one).
    """
    typed = {item: text_of(post, f"{name}-{item}", 4).strip() for item in ids}
    if not any(typed.values()):
        return None
    at = {place: item for item, place in typed.items()}
    places = [str(place) for place in range(1, len(ids) + 1)]
    return [at[place] for place in places] if set(at) == set(places) else typed


class PaceForm(Asking, forms.Form):
    """How many cards a day."""

    per_day = forms.IntegerField(label=_("Cards a day, at most"), min_value=1, max_value=200)
    new_per_day = forms.IntegerField(label=_("New ones among them, at most"), min_value=0, max_value=200)


class TaskForm(Asking, forms.Form):
    """What is handed in for a portfolio task. A draft keeps whatever is typed; handing in checks it."""

    kind = forms.ChoiceField(label=_("You hand in"), widget=forms.RadioSelect, required=False)
    document = forms.ChoiceField(label=_("Your document"), required=False)
    file = LimitedFileField(max_bytes=MAX_BYTES, label=_("Your file"), required=False)
    link = forms.CharField(label=_("Its address"), required=False, max_length=500)
    campaign = forms.ChoiceField(label=_("Your campaign"), required=False)
    note = LinesField(
        label=_("A word to the reviewer"),
        help_text=_("What it was for, what you decided, what you would do differently."),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    practice = forms.BooleanField(
        label=_("This is practice work, for an invented or school brand"),
        help_text=_("Ticked to begin with: most tasks are done for an invented brand. Untick it for a real one."),
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, accepts: list[str], offered: dict[str, list[tuple[str, str]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        names = {
            "document": _("one of my documents"),
            "file": _("a file"),
            "link": _("a link"),
            "campaign": _("one of my campaigns"),
        }
        self.fields["kind"].choices = [(kind, names[kind]) for kind in accepts]  # type: ignore[attr-defined]
        for name in ("document", "campaign"):
            self.fields[name].choices = [("", _("Choose…")), *offered.get(name, [])]  # type: ignore[attr-defined]
        self.fields["file"].widget.attrs["accept"] = ".pdf,.jpg,.jpeg,.png,.webp"
        self.fields["link"].widget.attrs |= {"placeholder": "https://", "inputmode": "url", "autocomplete": "off"}
        self.accepts, self.offered = accepts, offered

    @property
    def ways(self) -> list[tuple[Any, forms.BoundField, bool]]:
        """Each way of handing in: its radio button, its own field, whether there is anything to choose from."""
        return [
            (option, self[kind], kind not in ("document", "campaign") or bool(self.offered.get(kind)))
            for option, kind in zip(self["kind"], self.accepts, strict=True)
        ]


def read_draft(post: QueryDict, accepts: list[str]) -> dict[str, str]:
    """What was typed for a task, as it is kept. The file is kept apart."""
    draft = {name: text_of(post, name, 500).strip() for name in ("document", "link", "campaign")}
    kind = text_of(post, "kind", 20)
    draft["kind"] = kind if kind in accepts else (accepts[0] if len(accepts) == 1 else "")
    # Two drafts may have been joined at sign-in.
    draft["note"] = text_of(post, "note", 2 * NOTE_LENGTH)
    draft["practice"] = "1" if post.get("practice") else ""
    return draft
