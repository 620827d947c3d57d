"""Three questions, no account: a provisional place on the tower and a first lesson."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from cms.catalogue import get_catalogue
from learning.domain.next_step import path_state
from learning.domain.people import person_of
from learning.domain.placing import PLACES, place
from learning.domain.trail import trail_of
from learning.models import Onboarding
from learning.views.lookup import language
from lib.forged import guarded
from lib.forms import Asking
from skills.models import Tier

GOALS = [
    ("job", _("Get a first job in social media")),
    ("grow", _("Grow in the job I already have")),
    ("business", _("Run the accounts of my own business")),
    ("look", _("See whether this work suits me")),
]
EXPERIENCE = [
    ("none", _("None, or only for myself")),
    ("some", _("I have published for an organisation")),
    ("year", _("At least one year in the job")),
    ("lead", _("I lead a team or a strategy")),
]
HOURS = [("2", _("About 2 hours")), ("4", _("About 4 hours")), ("8", _("8 hours or more"))]


class StartForm(Asking, forms.Form):
    goal = forms.ChoiceField(label=_("What do you want?"), choices=GOALS, widget=forms.RadioSelect)
    experience = forms.ChoiceField(
        label=_("What experience do you have?"), choices=EXPERIENCE, widget=forms.RadioSelect
    )
    hours = forms.ChoiceField(label=_("How much time a week?"), choices=HOURS, widget=forms.RadioSelect)


@guarded("start")
def start(request: HttpRequest) -> HttpResponse:
    """The form; once answered, the place on the tower, the first lesson and how many weeks it would take."""
    form = StartForm(request.POST or None, initial=_answered(request))
    if request.method != "POST" or not form.is_valid():
        return render(request, "learning/start.html", {"form": form}, status=422 if form.is_bound else 200)
    person = person_of(request, create=True)
    answers = form.cleaned_data
    Onboarding.objects.update_or_create(
        **person.owner,
        defaults={
            "goal": answers["goal"],
            "experience": answers["experience"],
            "hours_per_week": int(answers["hours"]),
        },
    )
    state = path_state(trail_of(person), get_catalogue())
    minutes = sum(line.lesson.minutes for line in state.share.lines) if state else 0
    result = place(answers["experience"], minutes=minutes, hours_per_week=int(answers["hours"]))
    tiers = {tier.code: tier for tier in Tier.objects.filter(ladder__current=True, code__in=PLACES.values())}
    context = {
        "form": form,
        "place": result,
        "tier": tiers.get(result.tier_code),
        "step": state.step if state else None,
        "language": language(),
        "signed_in": request.user.is_authenticated,
    }
    return render(request, "learning/start_result.html", context)


def _answered(request: HttpRequest) -> dict[str, str]:
    """What this reader answered before: whoever comes back changes one answer, not three."""
    person = person_of(request)
    row = Onboarding.objects.filter(**person.owner).first() if person.known else None
    return {"goal": row.goal, "experience": row.experience, "hours": str(row.hours_per_week)} if row else {}
