"""Tasks inside `once()` run a single time, in the order in which they were last asked for."""

import pytest
from django_tasks import TaskResultStatus, task

from lib.tasks import once

done: list[tuple[str, bool]] = []


@task()
def note(name: str, loud: bool = False) -> None:
    done.append((name, loud))


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    done.clear()


def test_outside_a_task_runs_when_it_is_asked_for() -> None:
    assert note.enqueue("a").status == TaskResultStatus.SUCCESSFUL
    note.enqueue("a")
    assert done == [("a", False), ("a", False)]


def test_inside_each_runs_once_at_the_end_the_last_one_counts() -> None:
    with once():
        assert note.enqueue("a").status == TaskResultStatus.READY
        note.enqueue("b")
        note.enqueue("a")
        note.enqueue("a", loud=True)
        assert done == []
    assert done == [("b", False), ("a", False), ("a", True)]
    note.enqueue("c")
    assert done[3:] == [("c", False)]


def test_nothing_runs_when_the_block_raises() -> None:
    with pytest.raises(ValueError, match="undone"), once():
        note.enqueue("a")
        raise ValueError("undone")
    note.enqueue("b")
    assert done == [("b", False)]


def test_an_inner_block_keeps_its_own() -> None:
    with once():
        note.enqueue("a")
        with once():
            note.enqueue("b")
        assert done == [("b", False)]
    assert done == [("b", False), ("a", False)]
