from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from cms import code_choices
from cms.models.base import fixed
from cms.models.catalogue import CataloguePage, item_panels, same
from cms.models.codes import CodeList, Names
from cms.models.lines import LinesField
from cms.page_forms import RoleForm
from cms.wording import ROLE_KINDS, SALARY_KINDS, choices


class RolePage(CataloguePage):  # type: ignore[django-manager-missing]
    """A job as people hold it. What it asks for is its column of the ladder."""

    kind = models.CharField(_("kind"), max_length=20, choices=choices(ROLE_KINDS), default="tier")
    tier = models.SlugField(_("tier"), max_length=60, blank=True)
    leads_to = CodeList(_("leads to"), source=code_choices.roles)
    other_names = Names(_("other names"))
    mission = models.TextField(_("core of the work"), blank=True)
    duties = LinesField(_("duties, one a line"), blank=True)
    day = LinesField(_("a day, one moment a line, hour first"), blank=True)
    ways_in = LinesField(_("ways in, one a line"), blank=True)
    ways_out = LinesField(_("ways on, one a line"), blank=True)
    proofs = LinesField(_("what to show, one a line"), blank=True)

    catalogue_kind = "role"
    base_form_class = RoleForm
    template = "cms/role_page.html"
    parent_page_types = ["cms.RoleIndexPage"]
    content_panels = [
        *CataloguePage.content_panels,
        *item_panels(
            "kind",
            "tier",
            "leads_to",
            "other_names",
            "mission",
            "duties",
            "day",
            "ways_in",
            "ways_out",
            "proofs",
        ),
        InlinePanel("salaries", label=_("pay")),
        FieldPanel("body"),
    ]
    override_translatable_fields = [*same("kind", "tier", "leads_to", "other_names"), *fixed("salaries")]

    class Meta:
        verbose_name = _("role profile")
        verbose_name_plural = _("role profiles")


class RoleSalary(Orderable):
    """One published figure of pay, a year, never shown without its area, date and source."""

    page = ParentalKey(RolePage, on_delete=models.CASCADE, related_name="salaries")
    code = models.SlugField(_("code"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=choices(SALARY_KINDS), default="average")
    amount = models.PositiveIntegerField(_("amount a year"))
    currency = models.CharField(_("currency"), max_length=3)
    published = models.DateField(_("published on"))
    shelf_life_days = models.PositiveSmallIntegerField(_("good for, in days"), default=730)
    label_fr = models.CharField(_("label (French)"), max_length=200)
    label_en = models.CharField(_("label (English)"), max_length=200)
    area_fr = models.CharField(_("area (French)"), max_length=100)
    area_en = models.CharField(_("area (English)"), max_length=100)
    source_fr = models.CharField(_("source (French)"), max_length=300)
    source_en = models.CharField(_("source (English)"), max_length=300)

    panels = [
        FieldPanel(name)
        for name in (
            "code",
            "kind",
            "amount",
            "currency",
            "published",
            "shelf_life_days",
            "label_fr",
            "label_en",
            "area_fr",
            "area_en",
            "source_fr",
            "source_en",
        )
    ]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "code"], name="role_salary_once")]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"
