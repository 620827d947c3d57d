"""Index pages: lessons, modules and paths are their children, so that moving a lesson never changes an address."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.models.base import RESERVED_SLUGS, BasePage, SharedPage, fixed
from cms.wording import REFERENCE_PAGES, choices


class IndexPage(BasePage):
    intro = models.TextField(_("introduction"), blank=True)

    parent_page_types = ["cms.HomePage"]
    max_count_per_parent = 1
    reserved_slugs = RESERVED_SLUGS
    content_panels = [*BasePage.content_panels, FieldPanel("intro")]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.catalogue import get_catalogue

        context = super().get_context(request, *args, **kwargs)
        context["catalogue"] = get_catalogue()
        return context


class LessonIndexPage(IndexPage):
    section = "path"
    template = "cms/lesson_index_page.html"
    subpage_types = ["cms.LessonPage"]

    class Meta:
        verbose_name = _("lesson index")
        verbose_name_plural = _("lesson indexes")


class ModuleIndexPage(IndexPage):
    section = "path"
    template = "cms/module_index_page.html"
    subpage_types = ["cms.ModulePage"]

    class Meta:
        verbose_name = _("module index")
        verbose_name_plural = _("module indexes")


class PathIndexPage(IndexPage):
    section = "path"
    template = "cms/path_index_page.html"
    subpage_types = ["cms.PathPage"]

    class Meta:
        verbose_name = _("path index")
        verbose_name_plural = _("path indexes")


class BrowsePage(SharedPage, IndexPage):
    """A page that shows a catalogue from `cms.browsing`; what is asked of it stands in the address."""

    shows: Any

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.browsing import page_context

        return {**super().get_context(request, *args, **kwargs), **page_context(self, self.shows, request.GET)}


class ToolIndexPage(BrowsePage):
    shows = "tool"
    template = "cms/tool_index_page.html"
    subpage_types = ["cms.ToolPage"]

    class Meta:
        verbose_name = _("tool index")
        verbose_name_plural = _("tool indexes")


class PlatformIndexPage(BrowsePage):
    shows = "platform"
    template = "cms/platform_index_page.html"
    subpage_types = ["cms.PlatformPage"]

    class Meta:
        verbose_name = _("platform index")
        verbose_name_plural = _("platform indexes")


class RoleIndexPage(BrowsePage):
    shows = "role"
    template = "cms/role_index_page.html"
    subpage_types = ["cms.RolePage"]

    class Meta:
        verbose_name = _("role index")
        verbose_name_plural = _("role indexes")


class CertificationIndexPage(BrowsePage):
    shows = "certification"
    template = "cms/certification_index_page.html"
    subpage_types = ["cms.CertificationPage"]

    class Meta:
        verbose_name = _("certification index")
        verbose_name_plural = _("certification indexes")


class CaseIndexPage(BrowsePage):
    shows = "case"
    template = "cms/case_index_page.html"
    subpage_types = ["cms.CasePage"]

    class Meta:
        verbose_name = _("case index")
        verbose_name_plural = _("case indexes")


class ReferencePage(BrowsePage):
    """A page over what has no page of its own: skills, terms, questions, definitions; and the hub over all."""

    shows = models.CharField(_("shows"), max_length=20, choices=choices(REFERENCE_PAGES), default="hub")

    subpage_types: list[str] = []
    max_count_per_parent = len(REFERENCE_PAGES)
    content_panels = [*IndexPage.content_panels, FieldPanel("shows")]
    override_translatable_fields = [*BasePage.override_translatable_fields, *fixed("shows")]

    class Meta:
        verbose_name = _("reference page")
        verbose_name_plural = _("reference pages")

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return f"cms/reference/{self.shows}.html"
