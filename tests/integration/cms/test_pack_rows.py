"""What the loader writes in bulk, or once for many saves, is what Wagtail and wagtail-localize write row by row."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from wagtail.models import ReferenceIndex
from wagtail.search.models import IndexEntry
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    String,
    StringSegment,
    Template,
    TemplateSegment,
    TranslatableObject,
    TranslationContext,
    TranslationSource,
)

from cms.models import GlossaryTerm, LessonPage, Question
from cms.packs import apply, check, read_pack
from cms.packs.segments import source_of

pytestmark = pytest.mark.django_db
MINI = Path(__file__).parents[2] / "files" / "packs" / "mini"
SEGMENTS = (StringSegment, TemplateSegment, RelatedObjectSegment, OverridableSegment)
TABLES = (*SEGMENTS, String, Template, TranslationContext, TranslatableObject)


@pytest.fixture(autouse=True)
def mini() -> None:
    pack, faults = read_pack(MINI)
    assert faults + check(pack) == []
    apply(pack, log=lambda line: None)


def rows(*models: Any) -> dict[str, list[dict[str, Any]]]:
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def test_the_library_finds_nothing_to_change_in_the_segments() -> None:
    before = rows(*TABLES)
    assert [len(before[model.__name__]) > 0 for model in SEGMENTS] == [True, True, True, True]
    TranslationContext.objects.update(field_path="")
    for source in TranslationSource.objects.all():
        source.refresh_segments()
    assert rows(*TABLES) == before


def test_the_library_finds_every_source_up_to_date() -> None:
    before = rows(TranslationSource)
    # Pages that others were hung under since are left out: a source holds the number of children.
    for model in (GlossaryTerm, Question, LessonPage):
        for instance in model.objects.filter(locale__language_code="fr"):
            assert TranslationSource.update_or_create_from_instance(instance)[1] is False
    assert rows(TranslationSource) == before


def test_a_known_source_follows_its_object() -> None:
    term = GlossaryTerm.objects.filter(locale__language_code="fr").order_by("pk")[0]
    term.definition = "Une tout autre définition."
    source = source_of(term)
    assert TranslationSource.objects.get(object_id=term.translation_key) == source
    texts = source.stringsegment_set.values_list("context__path", "string__data")
    assert dict(texts)["definition"] == "Une tout autre définition."


def test_the_indexes_are_what_a_rebuild_makes() -> None:
    def indexed() -> tuple[set[Any], set[Any]]:
        names = ("content_type", "object_id", "to_content_type", "to_object_id", "model_path", "content_path")
        # Migrations make the root page: what they save is not indexed before the first rebuild.
        entries = IndexEntry.objects.exclude(title="Root").values_list(
            "content_type", "object_id", "title", "body", "autocomplete"
        )
        return set(ReferenceIndex.objects.values_list(*names)), set(entries)

    before = indexed()
    assert [len(found) > 0 for found in before] == [True, True]
    call_command("rebuild_references_index", verbosity=0)
    call_command("update_index", verbosity=0)
    after = indexed()
    assert [after[0] ^ before[0], after[1] ^ before[1]] == [set(), set()]
