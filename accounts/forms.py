from uuid import uuid4
from zoneinfo import available_timezones

from allauth.account.forms import LoginForm as BaseLoginForm
from allauth.account.forms import SignupForm as BaseSignupForm
from allauth.account.models import EmailAddress
from allauth.account.utils import has_verified_email
from django import forms
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from lib.forms import Asking


class LoginForm(Asking, BaseLoginForm):  # type: ignore[misc]
    """allauth's own, whose fields say what to give."""


class SignupForm(Asking, BaseSignupForm):  # type: ignore[misc]
    """Name, e-mail address, password: nothing else is asked."""

    display_name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As others will read it. You can change it later."),
        error_messages={"required": _("Give the name that others will read.")},
    )
    field_order = ("display_name", "email", "password1")
    account_already_exists: bool

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """As much work for a known address as for a new one: no answer may come sooner where there is an account."""
        answer: tuple[User | None, HttpResponse | None]
        known: bool = self.account_already_exists
        try:
            with transaction.atomic():
                if not known:
                    answer = super().try_save(request)
                    return answer
                self._make_and_take_back(request)
        except IntegrityError:
            self.account_already_exists = True  # of two identical requests the other was first
        answer = super().try_save(request)
        return answer

    def _make_and_take_back(self, request: HttpRequest) -> None:
        """An account of an address that nobody has, as far as its e-mail; the transaction around it is committed, so
        that the disk is waited for in both cases.
        """
        address, nobody = self.cleaned_data["email"], f"{uuid4().hex}@nobody.invalid"
        self.account_already_exists, self.cleaned_data["email"] = False, nobody
        try:
            with transaction.atomic():
                made = User.objects.get(pk=self.save(request).pk)
                has_verified_email(made)
                EmailAddress.objects.get_for_user(made, nobody)
                transaction.set_rollback(True)
        finally:
            self.account_already_exists, self.cleaned_data["email"] = True, address


class ProfileForm(Asking, forms.ModelForm[User]):
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=[(name, name.replace("_", " ")) for name in sorted(available_timezones()) if "/" in name],
    )

    class Meta:
        model = User
        fields = ("display_name", "locale", "time_zone")


class ThemeForm(Asking, forms.Form):
    theme = forms.ChoiceField(choices=[("auto", "auto"), ("light", "light"), ("dark", "dark")])


class EraseForm(Asking, forms.Form):
    """Erasing asks for the address once more: nobody deletes an account by a slip."""

    email = forms.EmailField(label=_("Type your email address to confirm"))

    def __init__(self, *args: object, user: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.user = user

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email.lower() != self.user.email.lower():
            raise forms.ValidationError(
                _("This is not the address of this account. It is written at the top of the page.")
            )
        return email
