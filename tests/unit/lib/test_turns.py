"""Requests of one process take turns, whatever becomes of them."""

from collections.abc import Callable, Iterable
from threading import Barrier, Event, Thread
from typing import Any

import pytest
from django.core.mail import send_mail

from lib.turns import OneAtATime, outside


def test_two_threads_are_never_inside_together() -> None:
    inside, most, start = 0, 0, Barrier(4)

    def work(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        nonlocal inside, most
        for _ in range(200):
            inside += 1
            most = max(most, inside)
            inside -= 1
        return [b"done"]

    application, answers = OneAtATime(work), []

    def ask() -> None:
        start.wait()
        answers.extend(answer for _ in range(50) for answer in application({}, lambda *_: None))

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (most, answers) == (1, [b"done"] * 200)


def test_whoever_waits_outside_lets_others_in_and_comes_back() -> None:
    waiting, answered = Event(), Event()

    def work(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["waits"]:
            with outside():
                waiting.set()
                assert answered.wait(10)
        return [b"done"]

    application = OneAtATime(work)
    slow = Thread(target=lambda: application({"waits": True}, lambda *_: None))
    slow.start()
    assert waiting.wait(10)
    assert application({"waits": False}, lambda *_: None) == [b"done"]
    answered.set()
    slow.join(10)
    assert not slow.is_alive()
    assert application({"waits": False}, lambda *_: None) == [b"done"]


def test_waiting_within_waiting_gives_the_turn_up_once() -> None:
    waiting, answered = Event(), Event()
    outer: list[Iterable[bytes]] = []

    def work(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["waits"]:
            with outside():
                with outside():
                    waiting.set()
                    assert answered.wait(10)
                with outside():
                    pass
            with outside():  # the turn is back, and may be given up again
                pass
        return [b"done"]

    application = OneAtATime(work)
    slow = Thread(target=lambda: outer.append(application({"waits": True}, lambda *_: None)))
    slow.start()
    assert waiting.wait(10)
    assert application({"waits": False}, lambda *_: None) == [b"done"]
    answered.set()
    slow.join(10)
    assert outer == [[b"done"]]
    assert application({"waits": True}, lambda *_: None) == [b"done"]


def test_outside_of_any_request_there_is_no_turn_to_give_up() -> None:
    with outside():
        pass
    with pytest.raises(KeyError), outside():
        raise KeyError


def test_mail_is_sent_by_the_backend_of_the_address(settings: Any, mailoutbox: list[Any]) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_SENT_BY = "lib.mail.EmailBackend", settings.EMAIL_BACKEND
    assert send_mail("Subject", "Text", "a@example.org", ["b@example.org"]) == 1
    assert [mail.subject for mail in mailoutbox] == ["Subject"]


def test_a_request_that_fails_gives_its_turn_back() -> None:
    def fail(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        raise ValueError("no")

    application = OneAtATime(fail)
    for _ in range(2):
        with pytest.raises(ValueError, match="no"):
            application({}, lambda *_: None)
