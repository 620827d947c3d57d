from django.urls import path
from django.utils.translation import gettext_lazy as _

from learning.views import dashboard, lesson, quiz, simulation, start

app_name = "learning"
urlpatterns = [
    path("me/", dashboard.dashboard, name="dashboard"),
    path("me/path/", dashboard.my_path, name="path"),
    path("me/path/follow/", dashboard.follow, name="follow"),
    path("me/why/path/<slug:code>/", dashboard.why_path, name="why_path"),
    path("me/why/module/<slug:code>/", dashboard.why_module, name="why_module"),
    path("me/lesson/<uuid:lesson_key>/position/", lesson.position, name="position"),
    path("me/lesson/<uuid:lesson_key>/complete/", lesson.complete, name="complete"),
    path("me/lesson/<uuid:lesson_key>/undo/", lesson.undo, name="undo"),
    path("me/lesson/<uuid:lesson_key>/<uuid:block_id>/", lesson.activity, name="activity"),
    path("me/lesson/<uuid:lesson_key>/<uuid:block_id>/begin/", quiz.begin, name="begin"),
    path("me/lesson/<uuid:lesson_key>/<uuid:block_id>/play/", simulation.play, name="play"),
    path("me/scenario/<uuid:run_uuid>/", simulation.run, name="run"),
    path("me/scenario/<uuid:run_uuid>/<int:turn>/", simulation.turn, name="turn"),
    path("me/scenario/<uuid:run_uuid>/debrief/", simulation.debrief, name="debrief"),
    path("me/quiz/<uuid:attempt_uuid>/", quiz.attempt, name="attempt"),
    path("me/quiz/<uuid:attempt_uuid>/result/", quiz.result, name="result"),
    path(_("go/paths/"), dashboard.path_index, name="path_index"),
    path(_("start/"), start.start, name="start"),
]
