from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from cms.blocks.streams import StandardBody
from cms.models.base import RESERVED_SLUGS, BasePage


class StandardPage(BasePage):
    """A page to read: about, accessibility, your data."""

    body = StreamField(StandardBody(), blank=True)

    template = "cms/standard_page.html"
    parent_page_types = ["cms.HomePage", "cms.StandardPage"]
    subpage_types = ["cms.StandardPage"]
    reserved_slugs = RESERVED_SLUGS
    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def searched_texts(self) -> list[str]:
        return list(self.body.stream_block.get_searchable_content(self.body))
