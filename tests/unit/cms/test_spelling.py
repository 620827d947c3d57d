"""Misspelt words against the words of the whole pack, each language apart."""

import re
import time
import tomllib
from functools import cache

import pytest

from cms.packs.schema import LANGUAGES
from cms.spelling import Vocabulary, distance, vocabulary
from tests.factories.whole import PACK


@cache
def words_of(language: str) -> Vocabulary:
    titles, texts = [], []
    for file in sorted(PACK.glob(f"modules/**/{language}.md")):
        _, head, body = file.read_text(encoding="utf8").split("+++\n", 2)
        titles.append(tomllib.loads(head)["title"])
        texts.append(re.sub(r"\{#[^}]*\}|\]\([^)]*\)|:::.*", " ", body))
    for file in sorted(PACK.glob("glossary/*.toml")):
        told = tomllib.loads(file.read_text(encoding="utf8"))[language]
        titles.append(told["term"])
        texts.append(told["definition"])
    return vocabulary(titles, texts)


FRENCH = [
    ("algorythme", "algorithme"),
    ("abonées", "abonnés"),
    ("audiance", "audience"),
    ("budjet", "budget"),
    ("calandrier", "calendrier"),
    ("campange", "campagne"),
    ("comentaire", "commentaire"),
    ("comunauté", "communauté"),
    ("CONVERTION", "conversion"),
    ("crize", "crise"),
    ("enguagement", "engagement"),
    ("entonoir", "entonnoir"),
    ("entretein", "entretien"),
    ("facebok", "Facebook"),
    ("indicatteur", "indicateur"),
    ("influanceur", "influenceur"),
    ("kip", "KPI"),
    ("linkdin", "LinkedIn"),
    ("modérassion", "modération"),
    ("portfollio", "portfolio"),
    ("publicté", "publicité"),
    ("référancement", "référencement"),
    ("rézeaux", "réseaux"),
    ("statistque", "statistique"),
    ("stratégei", "stratégie"),
    ("tauw d'engagment", "taux d'engagement"),
    ("taux de convertion", "taux de conversion"),
    ("jestion de criise", "gestion de crise"),
    ("xyzzy campange", "campagne"),
]
ENGLISH = [
    ("algorithim", "algorithm"),
    ("anayltics", "analytics"),
    ("audeince", "audience"),
    ("budgit", "budget"),
    ("calender", "calendar"),
    ("campain", "campaign"),
    ("comunity", "community"),
    ("conversoin rate", "conversion rate"),
    ("crisis mangement", "crisis management"),
    ("engagment", "engagement"),
    ("folowers", "followers"),
    ("influencor", "influencer"),
    ("interveiw", "interview"),
    ("metircs", "metrics"),
    ("portfoilo", "portfolio"),
    ("reasearch", "research"),
    ("reech", "reach"),
    ("salry", "salary"),
    ("schedual", "schedule"),
    ("stratagy", "strategy"),
]


@pytest.mark.parametrize(("typed", "meant"), FRENCH)
def test_french(typed: str, meant: str) -> None:
    assert words_of("fr").corrected(typed).lower() == meant.lower()


@pytest.mark.parametrize(("typed", "meant"), ENGLISH)
def test_english(typed: str, meant: str) -> None:
    assert words_of("en").corrected(typed).lower() == meant.lower()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", ["", "xyzzy", "python", "ab", "engagement", "zq jj", "12345", "<>", "x" * 200])
def test_what_is_right_short_or_near_nothing_is_left_alone(language: str, typed: str) -> None:
    assert words_of(language).corrected(typed) == ""


def test_languages_stay_apart() -> None:
    assert words_of("fr").corrected("salry") != "salary"
    assert words_of("en").corrected("abonées") != "abonnés"


@pytest.mark.parametrize(
    ("typed", "word", "far"),
    [
        ("taux", "taux", 0),
        ("tauw", "taux", 1),
        ("campange", "campagne", 1),  # neighbours exchanged
        ("comunaute", "communaute", 1),
        ("kip", "kpi", 1),
        ("ca", "abc", 3),  # restricted: what was exchanged is not changed again
        ("", "ab", 2),
        ("abcdef", "ghijkl", 3),  # more than two: no need to know how many
    ],
)
def test_distance(typed: str, word: str, far: int) -> None:
    assert distance(typed, word, 2) == distance(word, typed, 2) == far


def test_the_heaviest_of_the_nearest_and_titles_before_texts() -> None:
    few = vocabulary(["Porte"], ["porta porta porta", "Portu"])
    assert few.nearest("porti") == "Porte"
    assert vocabulary([], ["porta porta", "portu"]).nearest("porti") == "porta"
    assert vocabulary([], ["porta portu"]).nearest("porti") == "porta"  # equals: by the alphabet


def test_words_are_written_as_inside_a_sentence() -> None:
    written = vocabulary(["Métier", "LinkedIn"], ["un métier sur LinkedIn"])
    assert (written.nearest("metjer"), written.nearest("linkedjn")) == ("métier", "LinkedIn")
    assert written.corrected("Me\u0301tjer") == "métier"


def test_many_long_words_cost_little() -> None:
    known = words_of("fr")
    typed = " ".join(f"{word[:-2]}zzz" for word in sorted(known.words) if len(word) == 9)[:200_000]
    begun = time.process_time()
    known.corrected(typed)
    assert time.process_time() - begun < 2
