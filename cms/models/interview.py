from django.db import models
from django.utils.translation import gettext_lazy as _

from cms import code_choices
from cms.interview_form import InterviewForm
from cms.models.catalogue import CatalogueSnippet, same, snippet_panels
from cms.models.codes import CodeList
from cms.models.lines import LinesField
from cms.wording import CATEGORIES, choices


class InterviewQuestion(CatalogueSnippet):
    """A question that recruiters ask. The title is the question, the summary what it looks for."""

    category = models.CharField(_("category"), max_length=20, choices=choices(CATEGORIES), default="experience")
    # Codes of tiers (none: all) and of rubric dimensions.
    tiers = CodeList(_("tiers"), source=code_choices.tiers)
    rubric = CodeList(_("rubric"), source=code_choices.rubric)
    points = LinesField(_("what a strong answer contains, one a line"), blank=True)
    echoes = LinesField(
        _("other words for these points, one line each"),
        blank=True,
        help_text=_("In the order of the points: expressions between commas, or - for none. Hints look for them."),
    )
    trap = models.TextField(_("trap"), blank=True)
    example = models.TextField(_("example of an answer"), blank=True)

    catalogue_kind = "interview"
    base_form_class = InterviewForm
    panels = snippet_panels("category", "tiers", "rubric", "points", "echoes", "trap", "example")
    override_translatable_fields = same("category", "tiers", "rubric")

    class Meta(CatalogueSnippet.Meta):
        verbose_name = _("interview question")
        verbose_name_plural = _("interview questions")
        constraints = [models.UniqueConstraint(fields=["code", "locale"], name="interview_code_once")]
