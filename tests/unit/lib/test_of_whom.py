"""A name after "de": elided before a vowel and a mute h, in French alone."""

import pytest
from django.utils import translation

from lib.lang_tags import of_whom


@pytest.mark.parametrize(
    ("name", "french"),
    [
        ("Inès Morel", "d’Inès Morel"), ("Élodie", "d’Élodie"), ("Marc", "de Marc"), ("Œdipe", "d’Œdipe"),
        ("Yves", "d’Yves"), ("Yasmine", "de Yasmine"), ("Hélène", "d’Hélène"), ("Hakim", "de Hakim"), ("", "de "),
    ],
)  # fmt: skip
def test_a_name_after_de(name, french):
    assert of_whom(name) == french
    with translation.override("en"):
        assert of_whom(name) == name
