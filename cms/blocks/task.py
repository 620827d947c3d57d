"""A portfolio task: work that a mentor reads beside its acceptance criteria."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks.fields import PRACTICE, CodeBlock, PreviewedMixin, RichBlock, required_block, title_block

WORKS = [
    ("document", _("a document of one’s own")),
    ("file", _("a file")),
    ("link", _("a link")),
    ("campaign", _("a campaign")),
]


class CriterionBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Criterion"), max_length=500)

    class Meta:
        icon = "tick-inverse"
        label = _("Criterion")


class TaskSkillBlock(blocks.StructBlock):
    """What accepted work proves. Levels above 2 are a reviewer's word in any case: a task has no other judge."""

    code = CodeBlock(label=_("Code of the skill"), max_length=60)
    level = blocks.IntegerBlock(label=_("Level"), min_value=1, max_value=4, default=1)

    class Meta:
        icon = "pick"
        label = _("Skill")

    def clean(self, value: Any) -> Any:
        from skills.models import Skill

        value = super().clean(value)
        if self.is_deferred_validation:
            return value
        if not Skill.objects.filter(code=value["code"], archived=False).exists():
            raise blocks.StructBlockValidationError({"code": ValidationError(_("There is no skill with this code."))})
        return value


class TaskBlock(PreviewedMixin, blocks.StructBlock):
    title = title_block()
    required = required_block()
    accepts = blocks.MultipleChoiceBlock(choices=WORKS, label=_("Handed in as"), default=["document"])
    template = SnippetChooserBlock("cms.Template", label=_("Template of the document"), required=False)
    text = RichBlock(label=_("Brief"))
    criteria = blocks.ListBlock(CriterionBlock(), label=_("Acceptance criteria"), min_num=1)
    skills = blocks.ListBlock(TaskSkillBlock(), label=_("Skills that accepted work proves"), min_num=1, max_num=6)

    class Meta:
        icon = "upload"
        label = _("Portfolio task")
        group = PRACTICE
        description = _("Work that a mentor reads and accepts, or returns with reasons.")
        template = "blocks/task.html"
        preview_value = {
            "title": "Quatre versions d’une annonce",
            "required": False,
            "accepts": ["document", "link"],
            "template": None,
            "text": "<p>Écrivez la même annonce pour quatre réseaux.</p>",
            "criteria": [{"text": "Chaque version tient dans la longueur du réseau."}],
            "skills": [{"code": "redaction-web", "level": 2}],
        }
