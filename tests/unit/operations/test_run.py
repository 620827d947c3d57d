"""What `make run` says last."""

from operations.demo_quiz import LEARNERS, SIGNS_IN
from operations.management.commands.seed_demo import PEOPLE
from operations.run import accounts


def test_every_demo_account_is_named_those_to_look_around_first() -> None:
    *named, further = accounts("secret")
    assert [line.split() for line in named] == [[f"{name}@demo.test", "secret"] for name, _, _ in PEOPLE]
    assert [name for name in LEARNERS if f"{name}@" not in further] == []
    assert f"{SIGNS_IN}@demo.test, same password" in further
