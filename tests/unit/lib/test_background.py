"""Work beside requests: once however often it is asked for, again when it was asked for meanwhile."""

from threading import Barrier, Event, Thread

import pytest
from structlog.testing import capture_logs

from lib.background import TRIES, Background


@pytest.fixture
def beside() -> Background:
    found = Background(pause=0)
    found.serving = True
    return found


def finished(thread: Thread | None) -> bool:
    assert thread is not None
    thread.join(10)
    return not thread.is_alive()


def test_without_requests_nothing_is_done() -> None:
    assert Background().soon("words", lambda: pytest.fail("done")) is None


def test_asked_for_while_it_runs_it_runs_once_more(beside: Background) -> None:
    begun, go, done = Event(), Event(), []

    def work() -> None:
        begun.set()
        go.wait(10)
        done.append(1)

    thread = beside.soon("words", work)
    assert begun.wait(10)
    assert [beside.soon("words", work) for _ in range(5)] == [thread] * 5
    go.set()
    assert finished(thread)
    assert done == [1, 1]
    assert finished(beside.soon("words", work))
    assert done == [1, 1, 1]


def test_other_names_do_not_wait(beside: Background) -> None:
    both = Barrier(2)
    threads = [beside.soon(name, lambda: both.wait(10)) for name in ("words", "drawings")]
    assert [finished(thread) for thread in threads] == [True, True]


def test_work_that_fails_is_told_and_tried_again(beside: Background) -> None:
    done: list[int] = []

    def fails_once() -> None:
        done.append(len(done))
        if len(done) == 1:
            raise OSError("no room")

    with capture_logs() as logs:
        assert finished(beside.soon("words", fails_once))
    assert done == [0, 1]
    assert [(line["event"], line["work"], line["log_level"]) for line in logs] == [("failed", "words", "error")]


def test_work_that_goes_on_failing_is_given_up_until_it_is_asked_for(beside: Background) -> None:
    tried: list[int] = []

    def fails() -> None:
        tried.append(1)
        raise OSError("no room")

    assert finished(beside.soon("words", fails))
    assert len(tried) == TRIES
    assert finished(beside.soon("words", lambda: tried.append(2)))
    assert tried[TRIES:] == [2]


def test_asked_for_while_it_failed_for_the_last_time_it_is_tried_anew(beside: Background) -> None:
    tried: list[int] = []

    def fails() -> None:
        tried.append(1)
        if len(tried) == TRIES:
            beside.soon("words", fails)
        if len(tried) <= TRIES:
            raise OSError("no room")

    assert finished(beside.soon("words", fails))
    assert len(tried) == TRIES + 1


def test_a_machine_without_threads_is_asked_again(beside: Background, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(thread: Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patch:
        patch.setattr(Thread, "start", full)
        assert beside.soon("words", lambda: None) is None
    assert finished(beside.soon("words", lambda: None))
