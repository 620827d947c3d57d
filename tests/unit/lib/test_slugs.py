"""Addresses made from titles keep every letter."""

import pytest

from lib.slugs import slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Cœur de cible", "coeur-de-cible"),
        ("Œuvres & manœuvres", "oeuvres-manoeuvres"),
        ("Curriculum vitæ", "curriculum-vitae"),
        ("Élan, été : à l’œil", "elan-ete-a-loeil"),
        ("Straße", "strasse"),
        ("???", ""),
    ],
)
def test_a_slug_keeps_ligatures(title: str, slug: str) -> None:
    assert slug_of(title) == slug
