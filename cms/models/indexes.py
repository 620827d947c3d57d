"""Index pages: lessons, modules and paths are their children, so that moving a lesson never changes an address."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.models.base import RESERVED_SLUGS, BasePage


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
    template = "cms/lesson_index_page.html"
    subpage_types = ["cms.LessonPage"]

    class Meta:
        verbose_name = _("lesson index")
        verbose_name_plural = _("lesson indexes")


class ModuleIndexPage(IndexPage):
    template = "cms/module_index_page.html"
    subpage_types = ["cms.ModulePage"]

    class Meta:
        verbose_name = _("module index")
        verbose_name_plural = _("module indexes")


class PathIndexPage(IndexPage):
    template = "cms/path_index_page.html"
    subpage_types = ["cms.PathPage"]

    class Meta:
        verbose_name = _("path index")
        verbose_name_plural = _("path indexes")
