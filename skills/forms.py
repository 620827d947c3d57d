from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from lib.forms import Asking, LinesField
from skills.domain import review as reviewing
from skills.domain.desk import Opened
from skills.domain.matrix import Wish
from skills.domain.tracker import Tracker
from skills.models import Review, ReviewDecision
from skills.models.taxonomy import LEVELS
from skills.wording import level_meaning

MOST_RAISED = 100


class DeclareForm(Asking, forms.Form):
    """Where one says one stands; choices come from the tracker, so that they cost no query."""

    skill = forms.ChoiceField(label=_("Skill"), error_messages={"required": _("Choose a skill.")})
    level = forms.TypedChoiceField(
        label=_("Your level, in your own eyes"), coerce=int, error_messages={"required": _("Choose a level.")}
    )

    def __init__(self, *args: object, tracker: Tracker, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["skill"].choices = [  # type: ignore[attr-defined]
            (group.group.name, [(row.skill.code, row.skill.name) for row in group.skills if not row.skill.archived])
            for group in tracker.groups
        ]
        self.fields["level"].choices = [(level, level_meaning(level)) for level in LEVELS]  # type: ignore[attr-defined]


def read_wish(query: QueryDict) -> Wish:
    """What the address of the ladder page asks for; whatever cannot be read counts as not asked."""
    level = query.get("to", "")
    return Wish(
        tier=query.get("tier", ""),
        other=query.get("with", ""),
        raised=frozenset(query.getlist("raise")[:MOST_RAISED]),
        level=int(level) if level in {str(step) for step in LEVELS[1:]} else 0,
    )


class Offered(Asking, forms.Form):
    """A form whose buttons are all there is to choose from."""

    @property
    def forged(self) -> bool:
        """Whether it came with a choice that it never offered, or with levels or points that it does not ask for."""
        codes = {error.code for errors in self.errors.as_data().values() for error in errors}
        return not codes.isdisjoint(("invalid_choice", "added"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        judging = {name for name in self.data if name == "points" or name.startswith("level-")}
        if judging - set(self.fields):
            self.add_error(None, forms.ValidationError(_("Choose among what this page offers."), code="added"))
        return data


class ReviewForm(Offered):
    """A decision: levels shown, or reasons. `round` and `state` are those of the page that was read."""

    template = "skills/parts/review_form.html"
    outcome = forms.ChoiceField(
        label=_("Your decision"),
        widget=forms.RadioSelect,
        choices=[
            (ReviewDecision.Outcome.ACCEPTED, _("Accept, at the levels chosen")),
            (ReviewDecision.Outcome.RETURNED, _("Return with reasons")),
        ],
        error_messages={"required": _("Choose: accept the work, or return it with reasons.")},
    )
    reasons = LinesField(
        label=_("Reasons, or a word to the learner"),
        help_text=_("Say what is there, what is missing, and how to get it. Needed when you return the work."),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    round = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=32767)
    state = forms.CharField(widget=forms.HiddenInput, max_length=12)

    def __init__(self, *args: Any, opened: Opened, **kwargs: Any) -> None:
        review = opened.review
        kwargs["initial"] = {"round": review.round, "state": review.state}
        super().__init__(*args, **kwargs)
        self.criteria, self.aspects = opened.criteria, opened.aspects
        if not opened.criteria:
            choices = self.fields["outcome"].choices  # type: ignore[attr-defined]
            self.fields["outcome"].choices = [(choices[0][0], _("Accept")), choices[1]]  # type: ignore[attr-defined]
        for code, name in opened.aspects.items():
            self.fields[f"on-{code}"] = LinesField(
                label=capfirst(name), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
            )
        if review.state == review.State.SECOND:
            outcome = self.fields["outcome"]
            outcome.choices, outcome.initial = outcome.choices[:1], ReviewDecision.Outcome.ACCEPTED  # type: ignore[attr-defined]
        for criterion in opened.criteria:
            steps = [
                (level, _("Level %(level)s: %(text)s") % {"level": level, "text": lines[0] if lines else ""})
                for level, lines in criterion.behaviours
            ]
            self.fields[f"level-{criterion.skill.code}"] = forms.TypedChoiceField(
                label=criterion.skill.name,
                coerce=int,
                empty_value=0,  # type: ignore[arg-type]
                required=False,
                widget=forms.RadioSelect,
                choices=[(0, _("Not shown by this work")), *steps],
                initial=0,
            )

    @property
    def rubrics(self) -> list[tuple[Any, forms.BoundField, list[tuple[Any, tuple[str, ...]]]]]:
        """Each skill with its choice of levels, each beside the other behaviours to look for."""
        found = []
        for criterion in self.criteria:
            field = self[f"level-{criterion.skill.code}"]
            more = [(), *(lines[1:] for _level, lines in criterion.behaviours)]
            found.append((criterion, field, list(zip(field, more, strict=True))))
        return found

    def send(self, review: Review, reviewer: User) -> None:
        """Decide. Raises `Refused`."""
        reviewing.decide(review, reviewer=reviewer, **self.decision)

    @property
    def remarks(self) -> list[forms.BoundField]:
        """One field for each aspect that may be commented on."""
        return [self[f"on-{code}"] for code in self.aspects]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("outcome") == ReviewDecision.Outcome.RETURNED and not data.get("reasons"):
            self.add_error("reasons", _("Give your reasons: the work comes back with them."))
        accepted = data.get("outcome") == ReviewDecision.Outcome.ACCEPTED
        if accepted and self.criteria and not any(self._levels(data).values()):
            first = f"level-{self.criteria[0].skill.code}"
            self.add_error(first, _("Choose a level for at least one skill, or return the work with reasons."))
        return data

    @property
    def decision(self) -> dict[str, Any]:
        """What `domain.review.decide` takes."""
        data = self.cleaned_data
        return {
            "round": data["round"],
            "state": data["state"],
            "outcome": ReviewDecision.Outcome(data["outcome"]),
            "reasons": data["reasons"],
            "levels": self._levels(data),
            "comments": {code: text for code in self.aspects if (text := data.get(f"on-{code}"))},
        }

    def _levels(self, data: dict[str, Any]) -> dict[str, int]:
        return {criterion.skill.code: data.get(f"level-{criterion.skill.code}") or 0 for criterion in self.criteria}


class GradeForm(Offered):
    """Points for an answer, with the reason that its writer reads."""

    template = "skills/parts/grade_form.html"
    points = forms.TypedChoiceField(
        label=_("What the answer earns"),
        coerce=Decimal,
        widget=forms.RadioSelect,
        choices=[
            ("1", _("All the points: every criterion is met")),
            ("0.5", _("Half the points: the main thing is there, something is missing")),
            ("0", _("No point yet: the criteria are not met")),
        ],
        error_messages={"required": _("Choose what the answer earns.")},
    )
    reasons = LinesField(
        label=_("Your reason, for the learner"),
        help_text=_("Say which criteria you see in the answer, which one is missing, and what would show it."),
        max_length=4000,
        error_messages={"required": _("Give your reason: the learner reads it with the points.")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    round = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=32767)
    state = forms.CharField(widget=forms.HiddenInput, max_length=12)

    def __init__(self, *args: Any, opened: Opened, **kwargs: Any) -> None:
        kwargs["initial"] = {"round": opened.review.round, "state": opened.review.state}
        super().__init__(*args, **kwargs)

    def send(self, review: Review, reviewer: User) -> None:
        """Decide. Raises `Refused`."""
        reviewing.grade(review, reviewer=reviewer, **self.cleaned_data)
