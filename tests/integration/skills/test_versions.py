"""A new version of the ladder: told once, shown in words, and nobody's standing moves before they accept it."""

import re
from decimal import Decimal

import pytest
from django.core import mail

from accounts.models import Notification
from skills.domain.joining import join_ladder
from skills.domain.outline import forget_outlines, outline_of
from skills.domain.rebuild import differences
from skills.domain.versions import NotThatVersion, accept_version, announce_version, version_change
from skills.models import Ladder, LearnerLadder, TierStanding

from .conftest import cells, requirement, tier
from .test_pages import earn, meet

PAGE = "/en/me/ladder/"


@pytest.fixture
def next_version(ladder, ada):
    """Version 2, after ada holds `low` on version 1: kpi 3 instead of 2, extra asked, no module; `top` is new."""
    join_ladder(ada.pk, "low")
    earn(ada, "kpi", 2, key="a")
    earn(ada, "copy", 1, key="b")
    meet(ada, "module_passed:kpi", key="m")

    def load():
        Ladder.objects.update(current=False)
        found = Ladder.objects.create(pack="test", version=2)
        low = tier(found, "low", "tier", height="1", order=0)
        high = tier(found, "high", "tier", height="3", order=1, presupposes=[["low"]])
        top = tier(found, "top", "tier", height="5", order=2, presupposes=[["high"]])
        cells(low, kpi=3, extra=1)
        cells(high, kpi=3, copy=2)
        cells(top, kpi=4)
        requirement(high, "campaigns", "campaign_reviewed", "", count=3)
        forget_outlines()
        return found

    return load


def standing(user):
    return {
        (t.tier.ladder.version, t.tier.code): (t.met, t.total, t.held) for t in TierStanding.objects.filter(user=user)
    }


def text(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_who_did_something_between_loading_and_telling_stays_on_the_version_they_had(ada, ladder):
    """A learner who never chose a tower: the row recorded meanwhile was judged on the new version alone."""
    earn(ada, "kpi", 1, key="a")
    Ladder.objects.update(current=False)
    low = tier(Ladder.objects.create(pack="test", version=2), "low", "tier", height="1", order=0)
    cells(low, kpi=3, extra=1)
    forget_outlines()
    earn(ada, "copy", 1, key="b")
    announce_version()
    assert LearnerLadder.objects.get(user=ada).ladder == ladder
    assert differences(ada.pk) == []
    earn(ada, "extra", 1, key="c")
    assert differences(ada.pk) == []


def test_nothing_moves_before_the_learner_accepts(ada, next_version):
    before = standing(ada)
    next_version()
    assert announce_version() == 1
    earn(ada, "extra", 1, key="later")
    assert outline_of(ada.pk)[0].version == 1
    assert standing(ada) == before
    assert before[1, "low"] == (4, 4, True)
    assert differences(ada.pk) == []


def test_told_once(ada, ben, next_version, django_capture_on_commit_callbacks):
    next_version()
    with django_capture_on_commit_callbacks(execute=True):
        assert (announce_version(), announce_version()) == (1, 0)
    row = Notification.objects.get(kind="ladder_version")
    assert (row.user, row.key, row.params, row.url) == (ada, "ladder:test:2", {"version": 2}, "/fr/me/ladder/")
    assert [message.to for message in mail.outbox if "/fr/me/ladder/" in message.body] == [["ada@example.test"]]


def test_whoever_never_chose_a_target_is_kept_too(ada, ben, next_version):
    earn(ben, "kpi", 1, key="z")
    assert not LearnerLadder.objects.filter(user=ben).exists()
    next_version()
    assert announce_version() == 2
    row = LearnerLadder.objects.get(user=ben)
    assert (row.ladder.version, row.target_code) == (1, "")
    earn(ben, "copy", 1, key="y")
    assert {version for version, _ in standing(ben)} == {1}


def test_the_difference_in_words(client, ada, next_version):
    next_version()
    client.force_login(ada)
    page = text(client.get(PAGE))
    for words in (
        "From version 1 of the ladder to version 2",
        "kpi en is asked at level 3 instead of 2",
        "extra en is asked now, at level 1",
        "copy en is not asked any more (level 1 before)",
        "module-kpi en is not asked any more",
        "campaigns en is asked 3 times instead of 2",
        "You hold a tier that the new version asks more of: low tier.",
        "top tier new",
        "side tier taken away",
        "low tier 100% now, 50% on the new version",
    ):
        assert words in page, words
    change = version_change(ada.pk)
    assert [c.tier.code for c in change.tiers] == ["low", "high", "top", "side"]
    assert client.get("/en/ladder/").content.decode().count("/en/me/ladder/") == 1


def test_accepting_recomputes_and_keeps_the_target(client, ada, next_version):
    next_version()
    client.force_login(ada)
    assert client.post(PAGE, {"version": "2"})["Location"] == "/en/me/skills/"
    row = LearnerLadder.objects.get(user=ada)
    assert (row.ladder.version, row.target_code) == (2, "low")
    assert standing(ada) == {(2, "low"): (2, 4, False), (2, "high"): (3, 8, False), (2, "top"): (2, 4, False)}
    assert differences(ada.pk) == []
    assert version_change(ada.pk) is None
    assert "You are on version 2, the current one." in text(client.get(PAGE))


def test_a_tier_held_on_both_is_not_reached_again(ada, next_version):
    found = next_version()
    low = found.tiers.get(code="low")
    low.cells.all().delete()
    cells(low, kpi=1)
    forget_outlines()
    Notification.objects.all().delete()
    accept_version(ada.pk, version=2)
    assert standing(ada)[2, "low"] == (1, 1, True)
    assert not Notification.objects.filter(kind="tier_reached").exists()


def test_a_target_that_is_gone_is_given_up(ada, next_version):
    join_ladder(ada.pk, "side")
    next_version()
    assert version_change(ada.pk).target.new is None
    accept_version(ada.pk, version=2)
    assert LearnerLadder.objects.get(user=ada).target_code == ""


@pytest.mark.parametrize("version", ["1", "3", "", "x", "2\0", "9" * 6000, "²", "-2"])
def test_only_the_current_version_can_be_accepted(client, ada, next_version, version):
    next_version()
    client.force_login(ada)
    assert client.post(PAGE, {"version": version}).status_code == 200
    assert LearnerLadder.objects.get(user=ada).ladder.version == 1


def test_twice_is_once_and_nobody_without_a_version(client, ada, ben, next_version):
    next_version()
    accept_version(ada.pk, version=2)
    accept_version(ada.pk, version=2)
    with pytest.raises(NotThatVersion):
        accept_version(ben.pk, version=2)
    assert client.get(PAGE).status_code == 302
    client.force_login(ben)
    assert "You are on version 2" in text(client.get(PAGE))
    assert client.post(PAGE, {"version": "2"}).status_code == 200
    assert LearnerLadder.objects.get(user=ada).ladder.version == 2


def test_wordings_alone_change_nothing(client, ada, ladder):
    join_ladder(ada.pk, "low")
    Ladder.objects.update(current=False)
    found = Ladder.objects.create(pack="test", version=2)
    for old in ladder.tiers.all():
        new = tier(found, old.code, old.kind, height=old.height, order=old.order, presupposes=old.presupposes)
        cells(new, **dict(old.cells.values_list("skill_code", "level")))
        for asked in old.requirements.all():
            requirement(new, f"{asked.code}-2", asked.kind, asked.target, count=asked.count)
    forget_outlines()
    client.force_login(ada)
    assert "Only wordings change" in text(client.get(PAGE))
    assert Decimal("1") == found.tiers.get(code="low").height
