from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.models.catalogue import CatalogueSnippet, dated_panel, same, snippet_panels
from cms.models.dated import Dated
from cms.models.lines import LinesField
from cms.page_forms import DatedSnippetForm
from cms.wording import DIRECTORY_KINDS, choices


class DirectoryEntry(Dated, CatalogueSnippet):
    """A place outside this site: where to study, meet people, follow trends, look up pay."""

    kind = models.CharField(_("kind"), max_length=20, choices=choices(DIRECTORY_KINDS), default="source")
    site = models.URLField(_("site"), blank=True)
    topics = LinesField(_("topics, one a line"), blank=True)

    catalogue_kind = "entry"
    base_form_class = DatedSnippetForm
    panels = [*snippet_panels("kind", "site", "topics"), dated_panel()]
    override_translatable_fields = same("kind", "site", dated=True)

    class Meta(CatalogueSnippet.Meta):
        verbose_name = _("directory entry")
        verbose_name_plural = _("directory entries")
        constraints = [models.UniqueConstraint(fields=["code", "locale"], name="directory_code_once")]
