"""Tasks that Wagtail hands over, such as updates of its indexes: run at once, or each a single time after `once()`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django_tasks import TaskResult, TaskResultStatus
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.utils import get_random_id

Waiting = dict[tuple[str, str], Callable[[], object]]
_waiting: ContextVar[Waiting | None] = ContextVar("waiting", default=None)


@contextmanager
def once() -> Iterator[None]:
    """Keep the tasks asked for inside, and run each of them once when the block ends; none of them when it raises.

    Whoever saves an object several times in one transaction has it indexed once, as it is at the end.
    """
    waiting: Waiting = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for run in waiting.values():
        run()


class OnceBackend(ImmediateBackend):
    """What `TASKS` names: runs a task when it is asked for, except inside `once()`."""

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> TaskResult[Any]:
        waiting = _waiting.get()
        if waiting is None:
            return super().enqueue(task, args, kwargs)
        self.validate_task(task)
        key = (task.module_path, repr((args, sorted(kwargs.items()))))
        # The last one counts: what it indexes may point at what was saved before it.
        waiting.pop(key, None)
        waiting[key] = lambda: super(OnceBackend, self).enqueue(task, args, kwargs)
        return TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=None,
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=args,
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
