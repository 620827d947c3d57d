"""The data set block in the editor: what cannot be answered from the file is refused in words."""

from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.blocks import StructBlockValidationError

from cms.blocks.dataset import DatasetBlock

BLOCK = DatasetBlock()
ASKED = {"prompt": "Combien ?", "right": "Oui.", "wrong": "Non."}


def value(*codes: str, mistakes: tuple[str, ...] = ("one-short",), **more: Any) -> Any:
    told = {
        "title": "Votre export",
        "required": False,
        "brand": "Café Imaginaire",
        "network": "facebook-posts",
        "days": 35,
        "anomalies": ["tracking_gap"],
        "text": "<p>Répondez.</p>",
        "asked": [{"code": code, **ASKED} for code in codes or ("gap-count",)],
        "mistakes": [{"code": code, "text": "Presque."} for code in mistakes],
    }
    return BLOCK.to_python(told | more)


def refused(wrong: Any) -> dict[str, Any]:
    with pytest.raises(StructBlockValidationError) as caught:
        BLOCK.clean(wrong)
    return caught.value.block_errors


def test_what_can_be_answered_is_taken() -> None:
    assert BLOCK.clean(value())["days"] == 35


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (value("gap-count", "gap-count"), "asked"),
        (value("outlier"), "asked"),
        (value("growth-real"), "asked"),
        (value(mistakes=()), "mistakes"),
        (value(anomalies=["bot_followers"]), "anomalies"),
        (value(days=7), "days"),
        (value(network="elsewhere"), "network"),
        (value("no-such-question"), "asked"),
    ],
)
def test_what_cannot_be_answered_is_refused_at_its_field(wrong: Any, field: str) -> None:
    assert list(refused(wrong)) == [field]


def test_a_question_without_its_anomaly_is_named() -> None:
    wrong = value("gap-count", "outlier", "growth-real")
    with translation.override("en-us"):
        [error] = refused(wrong)["asked"].messages
        told = _("“%(question)s” asks for what is not in the file: %(names)s.")
    assert error == " ".join(
        (
            told % {"question": "The outlier", "names": "One line far above the others"},
            told
            % {
                "question": "Follower growth without the bots",
                "names": "Bot followers (daily results only), Daily results",
            },
        )
    )


def test_answers_stay_out_of_the_search_index() -> None:
    texts = " ".join(BLOCK.get_searchable_content(value()))
    assert "Combien ?" in texts
    assert "Oui." not in texts
    assert "Presque." not in texts
