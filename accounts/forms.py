from zoneinfo import available_timezones

from allauth.account.forms import LoginForm as BaseLoginForm
from allauth.account.forms import SignupForm as BaseSignupForm
from django import forms
from django.contrib.auth.hashers import make_password
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

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Hash the password for a known address too: the answer must not come sooner where there is an account."""
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        saved: tuple[User | None, HttpResponse | None] = super().try_save(request)
        return saved


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
