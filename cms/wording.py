"""Words of the closed lists that catalogues use: code → name, in the order in which pages show them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Names = dict[str, Any]

MARKET_STATUS: Names = {"active": _("active"), "renamed": _("renamed"), "discontinued": _("discontinued")}
FAMILIES: Names = {
    "management": _("Schedule and follow"),
    "design": _("Design"),
    "analytics": _("Analyse"),
    "curation": _("Curate"),
    "teamwork": _("Work together"),
}
FREE_PLANS: Names = {"yes": _("yes"), "trial": _("trial only"), "no": _("no"), "unknown": _("to check")}
ROLE_KINDS: Names = {
    "entry": _("Ways in"),
    "tier": _("The five tiers"),
    "branch": _("The three branches"),
    "specialised": _("The eight specialised roles"),
}
SALARY_KINDS: Names = {"average": _("average"), "low": _("lowest reported"), "high": _("highest reported")}
CASE_KINDS: Names = {"study": _("Case studies"), "exercise": _("Small cases to work on")}
DIRECTORY_KINDS: Names = {
    "degree": _("Degrees"),
    "course": _("Course platforms"),
    "event": _("Events"),
    "association": _("Associations"),
    "source": _("Sources to follow trends"),
    "pay-source": _("Where to look up pay"),
    "survey": _("Surveys quoted in the lessons"),
}
CATEGORIES: Names = {
    "experience": _("Experience"),
    "measurement": _("Measurement"),
    "learning": _("Learning"),
    "content": _("Content"),
    "community": _("Community"),
    "crisis": pgettext_lazy("interview", "Crisis"),
    "strategy": _("Strategy"),
    "tools": _("Tools"),
    "team": _("Team"),
    "trends": _("Trends and ethics"),
    "motivation": _("Motivation and offer"),
}
RUBRIC: Names = {
    "structure": _("structure: situation, task, action, result"),
    "evidence": _("evidence: figures and sources"),
    "depth": _("depth of skill"),
    "fit": _("fit to the brand and its audience"),
    "reflection": _("reflection and learning"),
    "honesty": _("honesty and ethics"),
    "clarity": _("clarity"),
}
ADVERT_LEVELS: Names = {"junior": _("junior"), "senior": _("senior")}
# One object of each catalogue, as a search says what it found.
KIND_NAMES: Names = {
    "tool": _("tool"),
    "platform": _("social network"),
    "role": _("role profile"),
    "certification": _("certification"),
    "case": _("case study"),
    "entry": _("directory entry"),
    "interview": _("interview question"),
    "kpi": _("KPI definition"),
    "advert": _("sample advert"),
    "skill": _("skill"),
}
REFERENCE_PAGES: Names = {
    "hub": _("hub"),
    "skill": _("skills"),
    "interview": _("interview questions"),
    "kpi": _("KPI definitions"),
    "term": _("glossary"),
    "entry": _("directory"),
    "advert": _("sample adverts"),
}


def choices(names: Names) -> list[tuple[str, Any]]:
    return list(names.items())
