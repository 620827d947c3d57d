"""Texts kept in memory: the latest ones, never more than a total length."""

from threading import Thread

from lib.recent import RecentTexts


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    texts = RecentTexts(most=10)
    texts.keep("a", b"aaaa")
    texts.keep("b", b"bbbb")
    assert texts.get("a") == b"aaaa"
    texts.keep("c", b"cccc")
    assert texts.items() == [("a", b"aaaa"), ("c", b"cccc")]
    assert (texts.get("b"), texts.length) == (None, 8)


def test_replacing_counts_once_and_what_is_too_long_is_not_kept() -> None:
    texts = RecentTexts(most=10)
    texts.keep("a", b"aaaa")
    texts.keep("a", b"aaaaaaa")
    assert texts.length == 7
    texts.keep("b", b"b" * 11)
    assert texts.items() == [("a", b"aaaaaaa")]
    texts.keep("c", b"")
    assert texts.get("c") == b""
    texts.clear()
    assert (texts.items(), texts.length) == ([], 0)


def test_threads_leave_the_length_right() -> None:
    texts = RecentTexts(most=500)

    def work(name: int) -> None:
        for number in range(500):
            texts.keep((name, number % 40), b"x" * (number % 30))
            texts.get((name, (number * 7) % 40))

    threads = [Thread(target=work, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts.length == sum(len(text) for _, text in texts.items()) <= 500
