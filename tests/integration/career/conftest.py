import pytest


@pytest.fixture
def bank(catalogue_pack: None) -> None:
    """The interview bank of the test pack: `reseaux` for all tiers, `reussite` at one."""
