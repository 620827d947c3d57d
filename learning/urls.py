from django.urls import path
from django.utils.translation import gettext_lazy as _

from learning.views import dashboard, documents, lesson, notebook, notes, placement, quiz, simulation, start, tasks

app_name = "learning"
DOCUMENT = "me/documents/<uuid:lesson_key>/<uuid:block_id>/"
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
    path("me/placement/<slug:code>/", placement.intro, name="placement"),
    path("me/placement/test/<uuid:placement_uuid>/", placement.test, name="placement_test"),
    path("me/placement/test/<uuid:placement_uuid>/result/", placement.result, name="placement_result"),
    path("me/tasks/<uuid:lesson_key>/<uuid:block_id>/", tasks.task, name="task"),
    path("me/documents/", documents.index, name="documents"),
    path("me/documents/work/<uuid:submission>/", tasks.work, name="work"),
    path("me/documents/work/<uuid:submission>/withdraw/", tasks.withdraw, name="work_withdraw"),
    path("me/documents/file/<uuid:file>/", tasks.file, name="work_file"),
    path(DOCUMENT, documents.document, name="document"),
    path(f"{DOCUMENT}restore/", documents.restore, name="document_restore"),
    path(f"{DOCUMENT}export.md", documents.export, {"form": "md"}, name="document_md"),
    path(f"{DOCUMENT}export.csv", documents.export, {"form": "csv"}, name="document_csv"),
    path("me/notes/", notebook.index, name="notes"),
    path("me/notes/new/", notes.new, name="note_new"),
    path("me/notes/star/", notes.star, name="star"),
    path("me/notes/export.md", notebook.export, {"form": "md"}, name="notes_md"),
    path("me/notes/export.csv", notebook.export, {"form": "csv"}, name="notes_csv"),
    path("me/notes/<uuid:note_uuid>/", notes.note, name="note"),
    path("me/notes/<uuid:note_uuid>/delete/", notes.delete, name="note_delete"),
    path("me/notes/<uuid:note_uuid>/restore/", notes.restore, name="note_restore"),
    path("me/rhythm/", notebook.rhythm, name="rhythm"),
    path(_("go/paths/"), dashboard.path_index, name="path_index"),
    path(_("start/"), start.start, name="start"),
]
