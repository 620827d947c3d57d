"""Generated questions: any text that a question may hold, special characters, weights and lines included."""

from decimal import Decimal

from hypothesis import strategies as st

from cms.formats.exchange import (
    FORMATS,
    NONE,
    RIGHT,
    TRIMMED,
    WEIGHTS,
    Choice,
    Description,
    Essay,
    Exchanged,
    Matching,
    MultipleChoice,
    NumberAnswer,
    Numerical,
    Ordering,
    Pair,
    ShortAnswer,
    Text,
    TrueFalse,
    Unit,
)

# Signs of both formats far more often than chance would bring them.
SIGNS = [*"\\~=#{}:%[]<>&\"'-*/$T\n ", "->", "####", "::", "//", "[html]", "%50%", "\\n", "]]>", "é", "🙂", "$CATEGORY:", "&amp;", "=%100%"]  # fmt: skip
CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
PIECES = st.lists(st.one_of(st.sampled_from(SIGNS), CHARACTERS), max_size=8).map("".join)
WORDS = PIECES.map(lambda text: text.strip(TRIMMED)).filter(bool)
LABELS = WORDS.map(lambda text: " ".join(text.replace("\\", "").split())).filter(bool)
WEIGHT = st.sampled_from([*WEIGHTS, *(-weight for weight in WEIGHTS if weight)])
NUMBERS = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=4)
WIDTHS = st.decimals(0, 1000, places=3)


@st.composite
def exchanged(draw, *, xml: bool) -> Exchanged:
    mark = draw(st.sampled_from(FORMATS))
    texts = st.builds(Text, WORDS, st.one_of(st.just(mark), st.sampled_from(FORMATS)))
    maybe = st.one_of(st.none(), texts)
    choice = st.builds(Choice, texts, WEIGHT, maybe)
    right = st.builds(Choice, texts, st.just(RIGHT), maybe)
    single = st.tuples(right, st.lists(choice, min_size=1, max_size=4)).map(lambda found: (*found[1], found[0]))
    several = st.lists(choice, min_size=2, max_size=4).map(tuple)
    number = st.builds(NumberAnswer, NUMBERS, WIDTHS, WEIGHT, maybe)
    catch = st.builds(NumberAnswer, st.none(), st.just(NONE), st.one_of(st.just(NONE), WEIGHT), maybe)
    numbers = st.lists(st.one_of(number, catch), min_size=1, max_size=3).map(tuple)
    pair = st.builds(Pair, st.one_of(texts, st.just(Text("", mark))), WORDS)
    units = st.lists(st.builds(Unit, LABELS, NUMBERS), max_size=2).map(tuple) if xml else st.just(())
    bodies = [
        st.builds(Description),
        st.builds(TrueFalse, st.booleans(), maybe, maybe),
        st.builds(MultipleChoice, st.just(True), single),
        st.builds(MultipleChoice, st.just(False), several),
        st.builds(ShortAnswer, st.lists(choice, min_size=1, max_size=3).map(tuple), st.booleans() if xml else st.just(False)),
        st.builds(Numerical, numbers, units),
        st.builds(Matching, st.lists(pair, min_size=2, max_size=4).map(tuple)),
        st.builds(Essay, maybe if xml else st.none()),
    ]  # fmt: skip
    if xml:
        bodies.append(st.builds(Ordering, st.lists(texts, min_size=2, max_size=4).map(tuple)))
    body = draw(st.one_of(bodies))
    tags = LABELS.filter(lambda text: not set(text) & set("<>`")) if not xml else LABELS
    return Exchanged(
        Text(draw(WORDS), mark),
        body,
        draw(LABELS) if xml else draw(st.one_of(st.just(""), WORDS)),
        None if isinstance(body, Description) and not xml else draw(maybe),
        draw(maybe) if xml else None,
        draw(maybe) if xml else None,
        tuple(draw(st.lists(texts, max_size=2))) if xml else (),
        "",
        draw(st.one_of(st.just(""), LABELS)),
        tuple(dict.fromkeys(draw(st.lists(tags, max_size=2)))),
    )


def exact(text: str) -> Decimal:
    return Decimal(text)
