import pytest
from django.core.exceptions import ValidationError

from accounts import personal_data
from accounts.models import User
from portfolio.domain import publishing
from portfolio.models import Visibility


@pytest.mark.parametrize(
    "handle", ["ab", "a" * 41, "Ada", "ada_l", "-ada", "ada-", "ada l", "été", "../x", "admin", "me", "image", "fr"]
)
def test_bad_and_reserved_addresses_are_refused(db, handle):
    with pytest.raises(ValidationError):
        publishing.check_handle(handle)


def test_suggestions_come_from_the_name_and_are_free(ada, portfolio):
    other = User(email="secret.person@example.test", display_name="Ada")
    assert publishing.suggest_handle(other) == "ada-2"
    assert publishing.suggest_handle(User(email="secret@example.test")) == "my-work"


def test_renaming_redirects_and_the_old_address_is_never_given_again(client, portfolio, ben):
    publishing.set_visibility(portfolio, visibility=Visibility.PUBLIC)
    publishing.rename(portfolio, handle="ada-new")
    moved = client.get("/p/ada/?lang=en")
    assert (moved.status_code, moved.url) == (302, "/p/ada-new/?lang=en")
    with pytest.raises(ValidationError):
        publishing.create_portfolio(ben, handle="ada", language="fr")
    publishing.rename(portfolio, handle="ada")
    assert client.get("/p/ada/").status_code == 200


def test_a_renamed_private_portfolio_is_not_betrayed(client, portfolio):
    publishing.rename(portfolio, handle="ada-new")
    assert client.get("/p/ada/").status_code == 404


def test_erasing_the_account_keeps_its_address_from_everybody(
    ada, ben, portfolio, campaign, django_capture_on_commit_callbacks
):
    publishing.rename(portfolio, handle="ada-new")
    personal_data.erase(ada)
    for handle in ("ada", "ada-new"):
        with pytest.raises(ValidationError):
            publishing.check_handle(handle)
