"""Codes and passkeys: django-allauth's forms, with the focus where one types and our words."""

from typing import Any

from allauth.account.forms import (
    ConfirmEmailVerificationCodeForm,
    ConfirmLoginCodeForm,
    ConfirmPasswordResetCodeForm,
)
from allauth.mfa.base.forms import AuthenticateForm as BaseAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as BaseReauthenticateForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from lib.forms import Asking


class TypedCode(Asking):
    """The page is there for its code: nobody goes through the header first. Codes by email are letters."""

    fields: dict[str, forms.Field]
    help_text: Any = _(
        "Nothing after a few minutes? Look among the unwanted messages, then cancel and start again with the same "
        "address: a new code is sent."
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        code = self.fields["code"]
        code.help_text = self.help_text
        code.widget.attrs |= {"autofocus": True, "autocapitalize": "off", "spellcheck": "false"}
        code.widget.attrs.pop("placeholder", None)


class LoginCodeForm(TypedCode, ConfirmLoginCodeForm):  # type: ignore[misc]
    pass


class AddressCodeForm(TypedCode, ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    pass


class PasswordCodeForm(TypedCode, ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    pass


EITHER = _("The six digits that your app shows now, or one of your recovery codes.")


class AuthenticateForm(TypedCode, BaseAuthenticateForm):  # type: ignore[misc]
    help_text = EITHER


class ReauthenticateForm(TypedCode, BaseReauthenticateForm):  # type: ignore[misc]
    help_text = EITHER


class AddPasskeyForm(Asking, AddWebAuthnForm):  # type: ignore[misc]
    """A key that signs in alone, unless somebody wants it beside their password only."""

    name = forms.CharField(label=_("Name of the key"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        passwordless = self.fields["passwordless"]
        passwordless.initial = True
        passwordless.label = _("Sign in with this key alone, without a password")
        passwordless.help_text = _(
            "Leave it ticked for “Continue with a passkey”: the device asks for your fingerprint, face or code. "
            "Without it, the key only comes after your password."
        )


class EditPasskeyForm(Asking, EditWebAuthnForm):  # type: ignore[misc]
    name = forms.CharField(label=_("Name of the key"))
