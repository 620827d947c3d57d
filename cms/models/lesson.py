from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index

from cms.blocks.streams import LessonBody
from cms.models.base import BasePage, SharedPage, fixed
from cms.page_forms import LessonForm
from cms.widgets import KeySelect, lesson_choices, skill_choices
from skills.domain.levels import MAX_SKILLS_PER_WORK


class LessonPage(SharedPage, BasePage):
    """One lesson, one canonical address; what completes it are its required blocks."""

    objective = models.TextField(_("objective"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=15)
    body = StreamField(LessonBody(), verbose_name=_("body"), blank=True)
    unlisted = models.BooleanField(
        _("in no list"),
        default=False,
        db_default=False,
        help_text=_(
            "Whoever has its address reads it; lists, the search, search engines and packs leave it out. Not for a "
            "lesson that a module holds."
        ),
    )

    base_form_class = LessonForm
    section = "path"
    template = "cms/lesson_page.html"
    parent_page_types = ["cms.LessonIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("objective"),
        FieldPanel("minutes"),
        FieldPanel("body"),
        InlinePanel("skills", label=_("skill"), max_num=MAX_SKILLS_PER_WORK),
        InlinePanel("prerequisites", label=_("prerequisite")),
    ]
    promote_panels = [*BasePage.promote_panels, FieldPanel("unlisted")]
    search_fields = [*BasePage.search_fields, index.SearchField("objective"), index.SearchField("body")]
    override_translatable_fields = fixed("code", "covers", "minutes", "unlisted", "skills", "prerequisites")

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def searched_texts(self) -> list[str]:
        return [self.objective, *self.body.stream_block.get_searchable_content(self.body)]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from cms.catalogue import get_catalogue, in_language
        from cms.unlisted import unlisted_keys

        context = super().get_context(request, *args, **kwargs)
        catalogue = get_catalogue()
        place = catalogue.place(self.translation_key, request.GET.get("in", ""))
        context["place"] = place
        context["lessons"] = place.lessons
        context["unlisted"] = self.translation_key in unlisted_keys()
        context["crumbs"] = []
        if place.module:
            asked = f"?in={in_language(place.module.slug)}" if request.GET.get("in") else ""
            context["crumbs"] = [
                {"title": entry.name, "url": entry.href}
                for entry in (*catalogue.paths_of(place.module.key)[:1], place.module)
            ]
            for side, lesson in (("previous", place.previous), ("next", place.next)):
                context[side] = {"title": lesson.name, "url": lesson.href + asked} if lesson else None
        return context


class LessonSkill(Orderable):
    """A skill that the lesson works on, and the level it leads to."""

    page = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="skills")
    skill_code = models.SlugField(_("skill"), max_length=60, db_index=True)
    level = models.PositiveSmallIntegerField(_("level"), default=1)

    panels = [FieldPanel("skill_code", widget=KeySelect(skill_choices)), FieldPanel("level")]

    class Meta(Orderable.Meta):
        constraints = [
            models.UniqueConstraint(fields=["page", "skill_code"], name="lesson_skill_once"),
            models.CheckConstraint(condition=models.Q(level__gte=1, level__lte=4), name="lesson_skill_level"),
        ]

    def __str__(self) -> str:
        return f"{self.skill_code} {self.level}"


class LessonPrerequisite(Orderable):
    """A lesson better read first; named by its key. Strict: this lesson is complete only once that one is."""

    page = ParentalKey(LessonPage, on_delete=models.CASCADE, related_name="prerequisites")
    lesson_key = models.UUIDField(_("lesson"))
    strict = models.BooleanField(
        _("strict"),
        default=False,
        help_text=_("Reading stays free; the lesson can be marked as complete only once this one is."),
    )

    panels = [FieldPanel("lesson_key", widget=KeySelect(lesson_choices)), FieldPanel("strict")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "lesson_key"], name="lesson_prerequisite_once")]

    def __str__(self) -> str:
        return str(self.lesson_key)
