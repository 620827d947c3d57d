"""Two guards for views: fields that no form of ours has, and objects of somebody else. Each leaves one audit line."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from lib.audit import audit

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

# Names that only somebody who aims at our tables would send: written as they are, all others are counted.
AIMED = frozenset(
    """answered_at attempt attempts block_id claimed_by completed_at cool_down decision difficulty done done_at
    draft due evidence finished_at grade is_staff is_superuser late learner learner_id lesson_key level
    levels locale max_attempts max_score number outcome owner pass_mark passed percent points question_key rating
    response retake_of review reviewer reviewer_id reviewer_key reviews right role score seed stability started_at
    state status submitted_at time_limit total user user_id uuid version visitor withdrawn_at""".split()  # noqa: SIM905
)


class Rows(Protocol):
    """A query that can be asked whether it finds anything."""

    def exists(self) -> bool: ...


def aimed_at(names: Iterable[str], own: Iterable[str] = ()) -> list[str]:
    """The names among them that aim at our tables: a column, or "column-something"; `own` are fields of the form."""
    return sorted({head for name in names if (head := name.split("-", 1)[0]) in AIMED} - set(own))


def guarded(surface: str, *own: str) -> Callable[[View[P]], View[P]]:
    """Refuse a POST (400) whose fields aim at our tables. `own`: those that the form of this view has itself.

    It stands under the decorators that say who may come in, so that nobody is told more than without it.
    """

    def around(view: View[P]) -> View[P]:
        @wraps(view)
        def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method == "POST" and (aimed := aimed_at(request.POST, own)):
                audit(f"{surface}.fields", user_id=request.user.pk, fields=aimed)
                raise BadRequest
            return view(request, *args, **kwargs)

        return inner

    return around


def foreign(event: str, rows: Rows, *, user_id: int | None, **named: Any) -> None:
    """What was asked for and not given: one line when it is somebody's, none when it never was."""
    if rows.exists():
        audit(event, user_id=user_id, **{name: str(value) for name, value in named.items()})
