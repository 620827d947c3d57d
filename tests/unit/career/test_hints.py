"""Hints: the same rules in both languages, each with the words that triggered it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from career.domain.hints import CODES, Point, flat, read, sentences, stems

STORY = ["structure", "evidence"]
GOOD = {
    "fr": "En mai, à l'orchestre, j'étais chargée de remplir 300 places en quatre semaines. J'ai acheté un billet sur mon "
    "téléphone et vu que le tarif enfant était caché. J'ai remonté ce tarif et réécrit trois publications. Je l'ai "
    "fait vérifier par la billetterie, puis j'ai suivi le taux d'achat chaque matin pendant dix jours. Les deux "
    "dernières semaines, 56 achats sur 1 400 visites, soit 4 %, contre 2 % avant. Nous avons vendu 258 places : le but "
    "est manqué, et depuis j'achète toujours un billet avant d'ouvrir une vente.",
    "en": "In May I was in charge of filling 300 seats for the orchestra in four weeks. I bought a ticket on my own phone "
    "and saw that the child price was hidden. I moved it up and rewrote three posts. I asked the box office to check "
    "it, then I followed the purchase rate every morning for ten days. Over the last two weeks, 56 purchases out of "
    "1,400 visits, so 4%, up from 2%. We sold 258 seats: we missed the goal, and since then I always buy a ticket "
    "before a sale opens.",
}


def codes(text, language="fr", minutes=2, rubric=STORY, points=(), parts=None):
    found = read(text, language=language, minutes=minutes, rubric=rubric, points=points, parts=parts)
    return [hint.code for hint in found.hints]


def one(code, text, language="fr", **options):
    options = {"minutes": 2, "rubric": STORY, "points": ()} | options
    found = read(text, language=language, **options)
    return next(hint for hint in found.hints if hint.code == code)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_good_answer_has_no_hint(language):
    assert codes(GOOD[language], language) == []


@pytest.mark.parametrize(
    ("language", "text", "quote"),
    [
        ("fr", "Alors, j'ai repris le compte.", "Alors"),
        ("fr", "« Du coup, en fait, j'ai repris le compte. »", "Du coup, en fait"),
        ("fr", "Euh… bonne question. J'ai repris le compte.", "Euh… bonne question"),
        ("fr", "Il faut savoir que l'orchestre est ancien.", "Il faut savoir que"),
        ("fr", "IL FAUT SAVOIR qu’on était deux.", "IL FAUT SAVOIR qu’"),
        ("en", "So, I took over the account.", "So"),
        ("en", "Well, honestly, that's a great question. I ran it.", "Well, honestly, that's a great question"),
        ("en", "Um, I ran it.", "Um"),
    ],
)
def test_openings_that_say_nothing(language, text, quote):
    hint = one("opening", text, language)
    assert hint.quote == quote
    assert text[hint.start : hint.end] == quote


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Alors que j'étais en stage, j'ai repris le compte."),
        ("fr", "Bon nombre de clients partaient."),
        ("fr", "J'ai donc repris le compte."),
        ("en", "So far I have run two accounts."),
        ("en", "Well-known brands came to us."),
        ("en", "I like video."),
    ],
)
def test_words_that_only_look_like_an_opening(language, text):
    assert "opening" not in codes(text, language)


@pytest.mark.parametrize(
    ("language", "text", "quote", "ours", "mine"),
    [
        (
            "fr",
            "J'ai lancé. On a posté, nous avons corrigé, notre équipe a suivi.",
            "On a posté, nous avons corrigé, notre équipe",
            3,
            1,
        ),
        ("en", "I began. We posted, we fixed, our team followed.", "We posted, we fixed, our team followed", 3, 1),
    ],
)
def test_we_far_above_i(language, text, quote, ours, mine):
    hint = one("ours", text, language)
    assert (hint.quote, dict(hint.values)) == (quote, {"ours": ours, "mine": mine})
    assert text[hint.start : hint.end] == quote


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "On a posté et on a corrigé."),  # twice only
        ("fr", "On a posté, on a corrigé, on a vendu ; j'ai écrit et je relisais."),  # not above twice as often
        ("fr", "Mon oncle Léon et son ongle."),
        ("en", "In the US, the US and the US, I posted."),
        ("en", "We posted, we fixed, we sold; I wrote and I checked."),
    ],
)
def test_we_in_its_place(language, text):
    assert "ours" not in codes(text, language)


@pytest.mark.parametrize(
    ("language", "text", "quote", "vague"),
    [
        ("fr", "J'ai posté. Les ventes ont ÉNORMÉMENT augmenté.", "ÉNORMÉMENT", 1),
        ("fr", "J'ai posté en 2024. Les ventes ont augmenté.", "augmenté", 0),
        ("fr", "J'ai posté en 2024. Nous étions prêts.", "Nous étions prêts", 0),
        ("en", "I posted. Sales grew significantly.", "significantly", 1),
        ("en", "I posted in 2024. Sales grew.", "grew", 0),
        ("en", "I posted in 2024. We were ready.", "We were ready", 0),
    ],
)
def test_no_figure_quotes_the_vague_word_the_change_or_the_last_sentence(language, text, quote, vague):
    hint = one("no_figure", text, language)
    assert (hint.quote, hint.values["vague"]) == (quote, vague)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "J'ai doublé les ventes."),
        ("fr", "J'ai gagné trente abonnés."),
        ("fr", "Le taux est passé à 4 %."),
        ("en", "I doubled sales."),
        ("en", "I gained thirty followers."),
        ("en", "The rate went up to 4.5%."),
    ],
)
def test_figures_in_digits_or_letters(language, text):
    assert set(codes(text, language)) <= {"too_short"}


@pytest.mark.parametrize(
    ("language", "text", "quote"),
    [
        ("fr", "En mars j'ai posté 12 fois. J'ai aussi écrit à la presse.", "J'ai aussi écrit à la presse"),
        ("en", "In March I posted 12 times. I also wrote to the press.", "I also wrote to the press"),
    ],
)
def test_no_result_quotes_where_the_answer_stops(language, text, quote):
    assert one("no_result", text, language).quote == quote


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "J'ai posté. Le résultat : moins d'appels."),
        ("fr", "J'ai posté. 64 rendez-vous, pour 40 places."),
        ("fr", "J'ai posté. Nous avons manqué le but."),
        ("en", "I posted. As a result, fewer calls."),
        ("en", "I posted. 64 appointments for 40 places."),
        ("en", "I posted. We missed the goal."),
    ],
)
def test_a_result_is_a_word_or_a_figure_at_the_end(language, text):
    assert "no_result" not in codes(text, language)


def test_questions_of_method_ask_for_no_result_nor_story():
    text = "Je lis les commentaires et je classe les demandes avec l'équipe. " * 9
    assert codes(text, rubric=["depth", "clarity"]) == []
    assert codes(text, rubric=["structure"]) == ["part", "no_result", "no_figure"]


@pytest.mark.parametrize(
    ("words", "minutes", "expected"),
    [
        (79, 2, ["too_short"]), (80, 2, []), (300, 2, []), (301, 2, ["too_long"]),
        (39, 1, ["too_short"]), (40, 1, []), (150, 1, []), (151, 1, ["too_long"]),
        (79, 0, ["too_short"]), (301, 0, ["too_long"]), (750, 5, []), (1, 5, ["too_short"]),
    ],
)  # fmt: skip
def test_length_against_the_time(words, minutes, expected):
    assert codes("mot " * words, minutes=minutes, rubric=["depth"]) == expected


def test_too_long_quotes_where_the_time_ends():
    text = " ".join(f"mot{n}" for n in range(320))
    hint = one("too_long", text, rubric=["depth"])
    assert hint.quote.startswith("mot300 mot301 ")
    assert dict(hint.values) == {"words": 320, "over": 20, "minutes": 2}


def test_empty_steps_are_named_when_they_are_written_apart():
    parts = {"situation": "En mars", "task": " ", "action": "J'ai posté", "result": ""}
    found = read("En mars\n\nJ'ai posté", language="fr", minutes=2, rubric=["depth"], points=(), parts=parts)
    assert [dict(h.values) for h in found.hints if h.code == "part"] == [
        {"part": "task", "written": 1}, {"part": "result", "written": 1}
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "missing"),
    [
        (
            "fr",
            "Des publications sont parties, puis des corrections ont suivi partout avec soin. " * 6,
            ["situation", "task", "action"],
        ),
        (
            "en",
            "Posts went out and corrections followed everywhere with great care and patience. " * 6,
            ["situation", "task", "action"],
        ),
    ],
)
def test_steps_nothing_speaks_of(language, text, missing):
    found = read(text, language=language, minutes=2, rubric=["structure"], points=())
    assert [hint.values["part"] for hint in found.hints if hint.code == "part"] == missing
    # What is not there is nowhere in the answer: its beginning is not to blame.
    assert {(hint.start, hint.quote) for hint in found.hints if hint.code == "part"} == {(-1, "")}


@pytest.mark.parametrize(
    ("language", "point", "echoes", "text", "words"),
    [
        (
            "fr",
            "La relecture humaine : qui, et ce qu’elle cherche",
            (),
            "Une relecture par un humain.",
            ["relecture", "humain"],
        ),
        ("fr", "Un chiffre, et sa période", (), "4 % en mars.", ["4", "mars"]),
        ("fr", "Un taux de croissance", (), "En 2024, 12 % de croissance.", ["12", "croissance"]),
        ("fr", "Un délai ferme", ("promesse de date",), "Ma promesse de date a été tenue.", ["promesse", "date"]),
        ("fr", "Des mesures régulières", (), "Mesurer régulièrement, c'est tout.", ["Mesurer", "régulièrement"]),
        ("en", "A human check: who does it", (), "Humans check it.", ["Humans", "check"]),
        ("en", "The numbers, both dated", (), "In March, 1,240.", ["March", "1,240"]),
        ("en", "A deadline kept", ("promised day",), "The day I promised.", ["day", "promised"]),
    ],
)
def test_points_touched_name_the_words(language, point, echoes, text, words):
    found = read(text, language=language, minutes=0, rubric=["depth"], points=[Point(point, echoes)])
    assert [text[start:end] for start, end in found.points[0]] == words
    assert "points" not in [hint.code for hint in found.hints]


def test_accents_do_not_matter():
    points = [Point("Un résultat mesuré")]
    for text in ("Un resultat mesure.", "UN RÉSULTAT MESURÉ.", "Des résultats mesurés."):
        assert all(read(text, language="fr", minutes=0, rubric=["depth"], points=points).points)


def test_points_not_touched_are_told_once():
    points = [Point("Une promesse tenue"), Point("Le budget"), Point("Un chiffre")]
    hint = one("points", "J'ai dépensé le budget.", points=points)
    assert dict(hint.values) == {"missing": [0, 2], "total": 3}
    assert (hint.start, hint.quote) == (-1, "")


@pytest.mark.parametrize("text", ["", "  \n ", "… !", "\u200b"])
def test_nothing_written_gives_no_hint(text):
    assert codes(text, points=[Point("Le but")]) == []


def test_sentences_do_not_end_inside_a_number():
    text = "At 6.10 pm, 1.5 more. Then « 18 h 10. » Done…"
    assert [text[a:b] for a, b in sentences(text)] == ["At 6.10 pm, 1.5 more.", "Then « 18 h 10.", "Done…"]


def test_stems_meet_across_forms():
    assert stems("mesurer", "french") & stems("mesuré", "french")
    assert stems("publications", "french") & stems("publication", "french")
    assert stems("checked", "english") & stems("checking", "english")


@given(
    st.text(max_size=400),
    st.sampled_from(["fr", "en", "de"]),
    st.integers(0, 5),
    st.lists(st.text(max_size=30), max_size=4),
)
def test_any_text_is_read_without_fault_and_quotes_what_stands_there(text, language, minutes, points):
    options = {"language": language, "minutes": minutes, "rubric": STORY, "points": [Point(p) for p in points]}
    found = read(text, **options)
    assert found == read(text, **options)
    assert len(found.points) == len(points)
    for hint in found.hints:
        assert hint.code in CODES
        assert (hint.start, hint.end) == (-1, -1) or text[hint.start : hint.end] == hint.quote
    assert all(0 <= start < end <= len(text) for spans in found.points for start, end in spans)


@given(st.text(max_size=300))
def test_folding_keeps_every_place(text):
    assert len(flat(text)) == len(text)
