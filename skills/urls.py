from django.urls import path
from django.utils.translation import gettext_lazy as _

from skills.views import desk, ladder, tracker, version, why

app_name = "skills"
urlpatterns = [
    path("me/skills/", tracker.tracker, name="tracker"),
    path("me/skills/declare/", tracker.declare, name="declare"),
    path("me/ladder/", version.version, name="version"),
    path("me/target/", ladder.target, name="target"),
    path("me/why/tier/<slug:slug>/", why.why_tier, name="why_tier"),
    path("desk/", desk.queue, name="desk"),
    path("desk/<uuid:review>/", desk.review, name="review"),
    path("desk/<uuid:review>/claim/", desk.claim, name="review_claim"),
    path("desk/<uuid:review>/release/", desk.release, name="review_release"),
    path(_("ladder/"), ladder.ladder, name="ladder"),
]
