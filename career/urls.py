from django.urls import path

from career.views import asking, comparing, rehearsals, session

app_name = "career"
REHEARSAL = "me/career/rehearsals/<uuid:rehearsal>/"
urlpatterns = [
    path("me/career/", rehearsals.career, name="career"),
    path("me/career/rehearsals/", rehearsals.index, name="rehearsals"),
    path("me/career/rehearsals/compare/", comparing.compare, name="compare"),
    path("me/career/rehearsals/questions/<slug:code>/", comparing.question, name="question"),
    path(REHEARSAL, rehearsals.rehearsal, name="rehearsal"),
    path(f"{REHEARSAL}finish/", rehearsals.finish, name="finish"),
    path(f"{REHEARSAL}delete/", rehearsals.delete, name="rehearsal_delete"),
    path(f"{REHEARSAL}ask/", asking.ask, name="ask"),
    path(f"{REHEARSAL}withdraw/", asking.withdraw, name="withdraw"),
    path(f"{REHEARSAL}<int:number>/", session.answer, name="answer"),
    path(f"{REHEARSAL}<int:number>/review/", session.self_review, name="self_review"),
]
