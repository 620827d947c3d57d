import pytest


@pytest.fixture(autouse=True)
def _pack(mini_pack: None) -> None:
    """Every test here has the mini pack."""
