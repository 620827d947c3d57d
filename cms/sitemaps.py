from typing import Any

from django.db.models import Q
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page

from cms.unlisted import unlisted_keys


class LanguagesSitemap(Sitemap):
    """The pages of every language: Wagtail's own stays in the tree of the site's root, which is French."""

    def items(self) -> Any:
        within = Q()
        for root in self.get_wagtail_site().root_page.get_translations(inclusive=True):
            within |= Q(path__startswith=root.path)
        listed = Page.objects.filter(within).exclude(translation_key__in=unlisted_keys())
        return listed.live().public().order_by("path").defer_streamfields().specific()
