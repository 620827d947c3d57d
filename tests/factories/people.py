"""The cast. Everybody has the same password and a verified address; staff have a second factor."""

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group

from accounts import roles
from accounts.models import User

PASSWORD = "correct-horse-battery"


def person(name: str, *groups: str, locale: str = "fr") -> User:
    """`name`@example.test, with the roles named."""
    user = User.objects.create_user(
        f"{name}@example.test",
        PASSWORD,
        display_name=name.capitalize(),
        locale=locale,
        is_superuser=roles.ADMINISTRATOR in groups,
        is_staff=roles.ADMINISTRATOR in groups,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    for group in groups:
        user.groups.add(Group.objects.get_or_create(name=group)[0])
    if groups:
        TOTP.activate(user, generate_totp_secret())
    return user
