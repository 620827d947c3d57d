from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from skills.domain.matrix import Wish
from skills.domain.tracker import Tracker
from skills.models.taxonomy import LEVELS
from skills.wording import level_meaning

MOST_RAISED = 100


class DeclareForm(forms.Form):
    """Where one says one stands; choices come from the tracker, so that they cost no query."""

    skill = forms.ChoiceField(label=_("Skill"))
    level = forms.TypedChoiceField(label=_("Your level, in your own eyes"), coerce=int)

    def __init__(self, *args: object, tracker: Tracker, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["skill"].choices = [  # type: ignore[attr-defined]
            (group.group.name, [(row.skill.code, row.skill.name) for row in group.skills if not row.skill.archived])
            for group in tracker.groups
        ]
        self.fields["level"].choices = [(level, level_meaning(level)) for level in LEVELS]  # type: ignore[attr-defined]

    @property
    def kept_key(self) -> object:
        """What an empty form shows; None once something was typed (see config.templatetags.kept)."""
        choices = self.fields["skill"].choices  # type: ignore[attr-defined]
        return None if self.is_bound else tuple((group, tuple(skills)) for group, skills in choices)


def read_wish(query: QueryDict) -> Wish:
    """What the address of the ladder page asks for; whatever cannot be read counts as not asked."""
    level = query.get("to", "")
    return Wish(
        tier=query.get("tier", ""),
        other=query.get("with", ""),
        raised=frozenset(query.getlist("raise")[:MOST_RAISED]),
        level=int(level) if level in {str(step) for step in LEVELS[1:]} else 0,
    )
