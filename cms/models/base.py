"""What every page type shares: a frozen code, the sources it covers, addresses in both languages."""

from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.copy_form import OneLanguageForm
from cms.folding import fold
from cms.lists import keep_rows
from cms.models.codes import CodeList
from cms.page_forms import ListsForm

# First parts of addresses that belong to the program, in either language.
RESERVED_SLUGS = frozenset(
    {
        "me",
        "account",
        "desk",
        "search",
        "recherche",
        "start",
        "demarrer",
        "ladder",
        "echelle",
        "portfolios",
        "vers",
        "confirm",
        "unsubscribe",
        "p",
        "s",
        "credentials",
        "verify",
        "status",
        "cms",
        "static",
        "media",
        "healthz",
        "readyz",
        "admin",
        "api",
        "visit",
        "activity",
        "activities",
        "i18n",
        "documents",
        "images",
        "theme",
        "go",
    }
)


COVERS_HELP = _("Rows of the programme, one code a line. Packs write them; else empty.")


def fixed(*names: str) -> list[SynchronizedField]:
    """Fields that translations copy from French and never override."""
    return [SynchronizedField(name, overridable=False) for name in names]


def alternates(page: Page) -> list[dict[str, str]]:
    """Full addresses of the live, public versions of `page`, one per language: from the catalogue, else two queries."""
    from cms.catalogue import get_catalogue

    entry = get_catalogue().entry(page.translation_key)
    if entry is None:
        pages = page.get_translations(inclusive=True).live().public().select_related("locale")
        found = {p.locale.language_code: p.full_url for p in pages}
    else:
        found = {code: f"{settings.SITE_URL}{url}" for code, url in entry.url.items() if url.startswith(f"/{code}/")}
    return [{"code": code, "url": url} for code, url in sorted(found.items(), reverse=True) if url]


class BasePage(Page):
    code = models.SlugField(
        _("code"), max_length=80, blank=True, help_text=_("The birth slug; it never changes, whatever the address.")
    )
    covers = CodeList(_("covers"))

    base_form_class = ListsForm
    copy_form_class = OneLanguageForm

    # The main link of the header that the page belongs to.
    section: ClassVar[str] = ""

    # Only pages right under the home page could hide an address of the program.
    reserved_slugs: ClassVar[frozenset[str]] = frozenset()

    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")], _("For search engines")
        ),
        MultiFieldPanel([FieldPanel("code"), FieldPanel("covers", help_text=COVERS_HELP)], _("Keys")),
    ]
    override_translatable_fields = fixed("code", "covers")
    # A copied page is another one.
    exclude_fields_in_copy = ["code"]
    search_fields = [*Page.search_fields, index.AutocompleteField("search_text")]

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.slug in self.reserved_slugs:
            raise ValidationError({"slug": _("This address belongs to the program; choose another one.")})

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        super().full_clean(*args, **kwargs)
        if not self.code:
            self.code = slugify(self.slug)[:80]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk and kwargs.get("update_fields") is None:
            keep_rows(self)
        super().save(*args, **kwargs)

    def update_aliases(self, *, _updated_ids: list[int] | None = None, **given: Any) -> None:
        """Wagtail publishes them with the page: none in another language."""
        abroad = type(self)._default_manager.filter(alias_of=self).exclude(locale=self.locale_id)
        seen = [*(_updated_ids or []), *abroad.values_list("pk", flat=True)]
        super().update_aliases(_updated_ids=seen, **given)

    def search_text(self) -> str:
        """What the public search compares; subclasses add their texts."""
        return fold(" ".join([self.title, *self.searched_texts()]))

    def searched_texts(self) -> list[str]:
        return []

    def get_admin_display_title(self) -> str:
        title = super().get_admin_display_title()
        return f"{title} ({self.locale.language_code})" if self.locale_id else title

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["alternates"] = alternates(self)
        context["canonical"] = self.get_full_url(request)
        context["nav_section"] = self.section
        context["language_links"] = self.language_links(context["alternates"])
        return context

    def language_links(self, found: list[dict[str, str]]) -> list[dict[str, Any]]:
        """The switcher of this page: its own translation, or the other language's home page while there is none."""
        addresses = {link["code"]: urlsplit(link["url"]).path for link in found}
        here = self.locale.language_code
        return [
            {"code": code, "name": name, "url": addresses.get(code, f"/{code}/"), "current": code == here}
            for code, name in (("fr", "Français"), ("en", "English"))
        ]


# How long a page of content may be kept for visitors; publishing renews it at once.
SHARED_SECONDS = 300


class SharedPage:
    """A page that looks the same to every visitor: `cms.middleware` may keep it."""

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().serve(request, *args, **kwargs)  # type: ignore[misc]
        response.shared = 0 if getattr(request, "is_preview", False) else SHARED_SECONDS  # type: ignore[attr-defined]
        return response
