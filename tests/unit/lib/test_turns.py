"""Requests of one process take turns, whatever becomes of them."""

from collections.abc import Callable, Iterable
from io import BytesIO
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


class Slow:
    """A body whose second half comes when it is let go."""

    def __init__(self) -> None:
        self.pieces, self.begun, self.go = [b"ab", b"cd"], Event(), Event()

    def read(self, size: int) -> bytes:
        if len(self.pieces) == 1:
            self.begun.set()
            assert self.go.wait(10)
        return self.pieces.pop(0) if self.pieces else b""


def test_a_body_that_is_slow_to_come_keeps_nobody_else_waiting() -> None:
    def work(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        return [environ["wsgi.input"].read()]

    application, slow, answers = OneAtATime(work, largest=4), Slow(), list[bytes]()
    asked = {"CONTENT_LENGTH": "4", "wsgi.input": slow}
    thread = Thread(target=lambda: answers.extend(application(asked, lambda *_: None)))
    thread.start()
    assert slow.begun.wait(10)
    other = {"CONTENT_LENGTH": "2", "wsgi.input": BytesIO(b"xy and what follows")}
    assert application(other, lambda *_: None) == [b"xy"]
    slow.go.set()
    thread.join(10)
    assert answers == [b"abcd"]


@pytest.mark.parametrize("length", ["5", "", "0", "-1", "x"])
def test_what_no_form_sends_is_left_to_the_application(length: str) -> None:
    def work(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        return [environ["wsgi.input"].read()]

    body = BytesIO(b"abcde")
    asked = {"CONTENT_LENGTH": length, "wsgi.input": body}
    assert OneAtATime(work, largest=4)(asked, lambda *_: None) == [b"abcde"]
    assert asked["wsgi.input"] is body


def test_half_of_a_body_is_no_form() -> None:
    def work(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        pytest.fail("half of a body was taken for the whole")

    told: list[str] = []
    asked = {"CONTENT_LENGTH": "4", "wsgi.input": BytesIO(b"abc")}
    assert OneAtATime(work, largest=4)(asked, lambda status, headers: told.append(status)) == []
    assert told == ["400 Bad Request"]
