"""Questions on a sheet, of a quiz or of a placement test: shown, kept as they are answered, handed in once."""

import uuid
from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar, Generic

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from learning.domain import drafts, forged, grading
from learning.domain.attempts import Unanswered, Unreadable
from learning.domain.people import person_of
from learning.domain.quiz_rules import unexpected
from learning.domain.showing import public_payload
from learning.forms import read_response
from learning.models import Answer, PlacementAnswer
from learning.views import drafting
from learning.wording import problem_text

Typed = Mapping[uuid.UUID, Any]  # question key → response


class Sheet(ABC, Generic[drafts.Open]):
    """One person's open attempt, or one handed in. What differs between its kinds is said at the end."""

    template: ClassVar[str]

    def __init__(self, request: HttpRequest, row: drafts.Open, asked: Sequence[Answer | PlacementAnswer]) -> None:
        self.request, self.asked = request, asked
        self.row: drafts.Open = row
        self.person = person_of(request)

    def answer(self) -> HttpResponse:
        posted = self.request.method == "POST"
        if self.row.submitted_at is None:
            return self._posted() if posted else self._shown(drafts.typed(self.row))
        if posted and "auto" in self.request.POST:
            return drafting.handed_in(self.request, self.row)
        if posted and not drafting.asked(self.request):
            self.noted("replayed")
        return redirect(self.result)

    def _posted(self) -> HttpResponse:
        post, payloads = self.request.POST, {str(a.question_key): a.version.payload for a in self.asked}
        typed = {uuid.UUID(name): read_response(post, payload, name) for name, payload in payloads.items()}
        if names := unexpected(post, payloads):
            self.unknown(names)
            return self._shown(typed, changed=True)
        if drafting.asked(self.request) or not self.may_hand_in:
            again = partial(self._shown, typed, stale=True)
            return drafting.keep(self.request, self.row, typed, away=self.away, again=again)
        try:
            if not self.submit(typed, ask="anyway" not in post):
                self.noted("replayed")
        except Unanswered as left:
            stale = drafting.keep_refused(self.request, self.row, typed)
            return self._shown(typed, blank=left.keys, stale=stale)
        except Unreadable as refused:
            return self._refused(typed, refused.problems)
        return redirect(self.result)

    def _refused(self, typed: Typed, problems: Mapping[uuid.UUID, grading.Unreadable]) -> HttpResponse:
        stale = False
        if any(problem.expected in forged.FORGED_CHOICES for problem in problems.values()):
            self.noted("unknown_choice")
        else:
            stale = drafting.keep_refused(self.request, self.row, typed)
        blank = [key for key, response in typed.items() if key not in problems and grading.empty(response)]
        told = {key: problem_text(problem) for key, problem in problems.items()}
        return self._shown(typed, told, blank=blank, stale=stale)

    def _shown(
        self,
        typed: Typed,
        problems: Mapping[uuid.UUID, str] | None = None,
        *,
        changed: bool = False,
        stale: bool = False,
        blank: Collection[uuid.UUID] = (),
    ) -> HttpResponse:
        """The questions; `learning/parts/not_handed_in.html` lists those with a problem and those left blank."""
        problems = problems or {}
        questions = [
            {
                "name": str(answer.question_key),
                "payload": public_payload(answer.version.payload, self.row.seed, number=self.number),
                "response": typed.get(answer.question_key),
                "problem": problems.get(answer.question_key, ""),
                "number": number,
                "blank": answer.question_key in blank,
                **self.beside(answer),
            }
            for number, answer in enumerate(self.asked, 1)
        ]
        context = {
            "questions": questions,
            "wrong": [question for question in questions if question["problem"]],
            "blank": [question for question in questions if question["blank"]],
            "unready": [question for question in questions if question["problem"] or question["blank"]],
            "changed": changed,
            "stale": stale,
            "version": drafts.version(self.row),
            **self.context(),
        }
        status = 422 if problems or changed or blank else 409 if stale else 200
        return render(self.request, self.template, context, status=status)

    # What differs between a quiz and a placement test:

    number = 1  # which try this is: hints come from the second on

    @property
    def may_hand_in(self) -> bool:
        """Else it is kept until it may be."""
        return True

    @property
    @abstractmethod
    def result(self) -> str:
        """The address of what it said once handed in."""

    @property
    @abstractmethod
    def away(self) -> str:
        """Where "Go on later" leads."""

    def beside(self, answer: Any) -> dict[str, Any]:
        """What the template needs of one question besides it."""
        return {}

    @abstractmethod
    def context(self) -> dict[str, Any]:
        """What the template needs besides the questions."""

    @abstractmethod
    def submit(self, typed: Typed, *, ask: bool) -> bool:
        """Hand in; False when it was before. Raises Unreadable, and Unanswered while `ask`."""

    @abstractmethod
    def noted(self, event: str) -> None:
        """An audit line: something that the page no longer offers, or never did, was sent."""

    @abstractmethod
    def unknown(self, names: Collection[str]) -> None:
        """The same for fields that the form does not have."""
