"""What a learner may write. Texts have forms of their own (`text_forms`)."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from lib.forms import Asking, GroupedChoiceField, LimitedFileField, NumberField
from lib.kpi import FORMULAS
from lib.numbers import CURRENCIES
from lib.sheets import MAX_BYTES
from portfolio.domain.editing import MAX_IMAGE_BYTES
from portfolio.domain.publishing import check_handle
from portfolio.models import Campaign, CampaignImage, Portfolio, Visibility
from portfolio.text_forms import HEADLINE
from portfolio.wording import label_of
from skills.domain.levels import MAX_SKILLS_PER_WORK
from skills.domain.requirements import COORDINATED, TREND
from skills.models import Skill

CHANNELS = (
    "Facebook",
    "Instagram",
    "LinkedIn",
    "TikTok",
    "YouTube",
    "X",
    "Pinterest",
    "Threads",
    "Bluesky",
    "Newsletter",
)
TRAITS = (
    (COORDINATED, _("I coordinated it: people, dates, risks")),
    (TREND, _("It takes up a trend or the news")),
)
DECLARABLE = (
    *("followers_start", "followers_end", "reach", "cost", "revenue", "leads", "sessions"),
    *("positive", "neutral", "negative", "interactions", "impressions", "views", "clicks", "conversions", "spend"),
)
MONEY = frozenset({"cost", "revenue", "spend", "cpm", "cpc", "cpa", "cpl"})
# People and things, of which there is no half.
COUNTS = ({*DECLARABLE} | {code for code, formula in FORMULAS.items() if formula.unit == "count"}) - MONEY
ADDRESS = _("Choose the address of your portfolio.")
_CURRENCIES = [(code, code) for code in CURRENCIES]


class VersionedForm(Asking, forms.Form):
    """Carries the version it was opened with."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class CreateForm(Asking, forms.Form):
    handle = forms.CharField(
        label=_("Address"),
        max_length=40,
        help_text=_("Letters, digits and hyphens. Your portfolio will be at /p/address/."),
        error_messages={"required": ADDRESS},
    )
    language = forms.ChoiceField(label=_("First language"), choices=settings.LANGUAGES)
    headline = forms.CharField(
        label=_("Headline"),
        max_length=140,
        help_text=_("One sentence that says what you do for whom."),
        error_messages={"required": HEADLINE},
    )

    def clean_handle(self) -> str:
        handle = str(self.cleaned_data["handle"]).lower()
        check_handle(handle)
        return handle


class PortfolioForm(VersionedForm):
    handle = forms.CharField(
        label=_("Address"),
        max_length=40,
        help_text=_("Changing it keeps the old address: it leads to the new one."),
        error_messages={"required": ADDRESS},
    )
    language = forms.ChoiceField(label=_("First language"), choices=settings.LANGUAGES)
    show_skills = forms.BooleanField(label=_("Show my skills and their proofs"), required=False)

    def __init__(self, *args: Any, portfolio: Portfolio, **kwargs: Any) -> None:
        self.portfolio = portfolio
        kwargs["initial"] = {
            name: getattr(portfolio, name) for name in ("handle", "language", "show_skills", "version")
        }
        super().__init__(*args, **kwargs)

    def clean_handle(self) -> str:
        handle = str(self.cleaned_data["handle"]).lower()
        if handle != self.portfolio.handle:
            check_handle(handle, portfolio=self.portfolio)
        return handle


class VisibilityForm(Asking, forms.Form):
    visibility = forms.ChoiceField(label=_("Who sees this portfolio?"), choices=Visibility, widget=forms.RadioSelect)


class CampaignForm(VersionedForm, forms.ModelForm[Campaign]):
    channels = forms.MultipleChoiceField(
        label=_("Channels"),
        choices=[(name, name) for name in CHANNELS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    skills = GroupedChoiceField(
        label=_("Skills shown"),
        required=False,
        help_text=_("Six at most. Imported figures prove them up to level 2."),
    )
    traits = forms.MultipleChoiceField(
        label=_("What this campaign is"),
        choices=TRAITS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Some tiers ask for such a campaign. A reviewer reads it against what you wrote."),
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=_CURRENCIES, initial="EUR")
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)

    class Meta:
        model = Campaign
        fields = ("client", "starts_on", "ends_on", "budget", "currency", "channels", "skills", "traits", "practice")
        labels = {"practice": _("This is a practice campaign: invented, or made for school")}
        help_texts = {"practice": _("It counts as well, and is labelled as practice on every page.")}
        widgets = {
            "starts_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "ends_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        error_messages = {
            "starts_on": {"required": _("Give the first day of the campaign.")},
            "ends_on": {"required": _("Give the last day of the campaign.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.instance.skills if self.instance.pk else []
        groups: dict[str, list[tuple[str, str]]] = {}
        for skill in Skill.objects.select_related("group"):
            if not skill.archived or skill.code in chosen:
                groups.setdefault(skill.group.name, []).append((skill.code, skill.name))
        self.fields["skills"].choices = list(groups.items())  # type: ignore[attr-defined]
        if self.instance.pk:
            self.initial["version"] = self.instance.version

    def clean_skills(self) -> list[str]:
        codes: list[str] = self.cleaned_data["skills"]
        if len(codes) > MAX_SKILLS_PER_WORK:
            raise ValidationError(_("Choose six skills at most: the ones this work shows best."))
        return codes

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day comes before the first one."))
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """What the domain writes."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class UploadForm(Asking, forms.Form):
    file = LimitedFileField(
        max_bytes=MAX_BYTES,
        label=_("Result file"),
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xls,.ods"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(_("The file is larger than 10 MB: export a shorter period."))
        return file


class ImageForm(Asking, forms.ModelForm[CampaignImage]):
    class Meta:
        model = CampaignImage
        fields = ("alt", "caption")
        help_texts = {"alt": _("One sentence for whoever does not see the image.")}
        error_messages = {
            "alt": {
                "required": _("An image needs its text alternative: one sentence for whoever does not see it."),
            }
        }


class NewImageForm(ImageForm):
    file = LimitedFileField(
        max_bytes=MAX_IMAGE_BYTES,
        label=_("Image"),
        help_text=_("JPEG, PNG or WebP, 10 MB at most. Place and device are erased."),
    )
    field_order = ("file", "alt", "caption")


class DeclaredForm(Asking, forms.Form):
    """A number typed by hand."""

    metric = forms.ChoiceField(
        label=_("What is it?"), error_messages={"required": _("Choose in the list what this number is.")}
    )
    label = forms.CharField(
        label=_("Its name, for another result"),
        max_length=80,
        required=False,
        help_text=_("For example: orders before 9 am, a day."),
    )
    before = NumberField(label=_("Before the campaign"), required=False, max_digits=18, decimal_places=4)
    value = NumberField(label=_("Value"), max_digits=18, decimal_places=4)
    currency = forms.ChoiceField(label=_("Currency, for money"), choices=[("", "—"), *_CURRENCIES], required=False)
    note = forms.CharField(label=_("Where it comes from"), max_length=160, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["metric"].choices = [  # type: ignore[attr-defined]
            ("other", label_of("other")),
            (_("Numbers that KPIs use"), [(code, label_of(code)) for code in DECLARABLE]),
            (
                _("Rates as the platform shows them"),
                [(code, label_of(code)) for code in FORMULAS if code not in DECLARABLE],
            ),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        metric = cleaned.get("metric", "")
        if metric == "other" and not cleaned.get("label"):
            self.add_error("label", _("Name this result."))
        if metric != "other":
            cleaned["label"] = ""
        if metric in MONEY and not cleaned.get("currency"):
            self.add_error("currency", _("Money needs its currency."))
        for name in ("before", "value"):
            number = cleaned.get(name)
            if not isinstance(number, Decimal):
                continue
            if metric in DECLARABLE and number < 0:
                self.add_error(name, _("This number cannot be negative."))
            elif metric in COUNTS and number % 1:
                told = _("“%(metric)s” counts people or things: give a whole number, without decimals.")
                self.add_error(name, told % {"metric": label_of(metric)})
        return cleaned
