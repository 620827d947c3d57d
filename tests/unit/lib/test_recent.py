"""Texts kept in memory: the latest ones, never more than a total size, keys included."""

import tracemalloc
from threading import Thread

from lib.recent import PLACE, RecentTexts, size_of


def entry(key: object, length: int) -> int:
    return length + size_of(key) + PLACE


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    texts = RecentTexts(most=2 * entry("a", 4))
    texts.keep("a", b"aaaa")
    texts.keep("b", b"bbbb")
    assert texts.get("a") == b"aaaa"
    texts.keep("c", b"cccc")
    assert texts.items() == [("a", b"aaaa"), ("c", b"cccc")]
    assert (texts.get("b"), texts.size) == (None, 2 * entry("a", 4))


def test_replacing_counts_once_and_what_is_too_large_is_not_kept() -> None:
    texts = RecentTexts(most=entry("a", 10))
    texts.keep("a", b"aaaa")
    texts.keep("a", b"aaaaaaa")
    assert texts.size == entry("a", 7)
    texts.keep("b", b"b" * 11)
    assert texts.items() == [("a", b"aaaaaaa")]
    texts.keep("c", b"")
    assert texts.get("c") == b""
    texts.clear()
    assert (texts.items(), texts.size) == ([], 0)


def test_keys_count_in_all_their_parts() -> None:
    assert size_of(("x" * 1000,)) == size_of(("",)) + 1000
    assert size_of((("x" * 500, frozenset({"y" * 500})),)) > 1000
    texts = RecentTexts(most=10_000)
    for number in range(1000):
        texts.keep((number, "k" * 1000), b"")
    assert len(texts.items()) == 10_000 // entry((0, "k" * 1000), 0)


def test_the_memory_taken_is_what_was_allowed() -> None:
    """Also by thousands of texts that are shorter than their keys, or empty."""
    texts = RecentTexts(most=500_000)
    tracemalloc.start()
    for number in range(20_000):
        texts.keep(("block", f"{number:05}", (("fr", "light"), frozenset({f"choice-{number}"}))), b"x" * (number % 40))
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 250_000 < taken < 600_000


def test_threads_leave_the_size_right() -> None:
    texts = RecentTexts(most=20_000)

    def work(name: int) -> None:
        for number in range(500):
            texts.keep((name, number % 40), b"x" * (number % 30))
            texts.get((name, (number * 7) % 40))

    threads = [Thread(target=work, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert texts.size == sum(entry(key, len(text)) for key, text in texts.items()) <= 20_000
