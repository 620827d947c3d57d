from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from cms.models.base import BasePage


class HomePage(BasePage):
    """The root of one language."""

    heading = models.CharField(_("heading"), max_length=200, blank=True)
    intro = models.TextField(_("introduction"), blank=True)

    template = "cms/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["cms.LessonIndexPage", "cms.ModuleIndexPage", "cms.PathIndexPage", "cms.StandardPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("heading"), FieldPanel("intro")]
    search_fields = [*BasePage.search_fields, index.SearchField("intro")]

    class Meta:
        verbose_name = _("home page")
