from django.urls import path
from django.utils.translation import gettext_lazy as _

from skills.views import ladder, tracker, version, why

app_name = "skills"
urlpatterns = [
    path("me/skills/", tracker.tracker, name="tracker"),
    path("me/skills/declare/", tracker.declare, name="declare"),
    path("me/ladder/", version.version, name="version"),
    path("me/target/", ladder.target, name="target"),
    path("me/why/tier/<slug:slug>/", why.why_tier, name="why_tier"),
    path(_("ladder/"), ladder.ladder, name="ladder"),
]
