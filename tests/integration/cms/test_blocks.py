"""Every block: declared in one file, drawn by one template, and silent about its answers."""

import json
import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import RequestFactory
from wagtail import blocks
from wagtail.models import Locale
from wagtail_localize.segments.extract import extract_segments

from cms.blocks.streams import LessonBody
from cms.models import Figure, LessonPage, Question, QuestionVersion
from cms.models.question_version import Immutable

BODY = LessonBody()


def stream(*children: tuple[str, object]) -> blocks.StreamValue:
    return BODY.to_python([{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in children])


def drawn(kind: str, value: object) -> str:
    child = stream((kind, value))[0]
    return child.render({"block": child})


@pytest.mark.parametrize("name", sorted(BODY.child_blocks))
def test_a_block_has_all_an_editor_needs(name: str) -> None:
    block = BODY.child_blocks[name]
    root = Path(settings.BASE_DIR) if hasattr(settings, "BASE_DIR") else Path(__file__).parents[3]
    assert (root / "cms" / "blocks" / f"{name}.py").exists()
    assert (root / "templates" / "blocks" / f"{name}.html").exists()
    assert block.meta.template == f"blocks/{name}.html"
    assert all((block.meta.icon, str(block.meta.label), str(block.meta.group), str(block.meta.description)))
    assert block.is_previewable


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(BODY.child_blocks))
def test_previews_do_not_crash(name: str) -> None:
    block = BODY.child_blocks[name]
    value = block.get_preview_value()
    bound = blocks.BoundBlock(block, value)
    context = {"bound_block": bound, "page_title": name, "request": RequestFactory().get("/")}
    assert "<main" in render_to_string(block.get_preview_template(value, context), context)


def test_key_idea() -> None:
    html = drawn("key", {"title": "L'idée", "text": "<p>Un taux.</p>"})
    assert 'class="block key"' in html
    assert "<p>Un taux.</p>" in html


def test_heading_is_an_anchor_of_the_rail() -> None:
    child = stream(("heading", {"text": "Pourquoi", "anchor": "pourquoi"}))[0]
    html = child.render({"block": child}).strip()
    assert html.endswith(f'<h2 id="pourquoi" data-block="{child.id}">Pourquoi</h2>')


def test_table_heads_and_numbers() -> None:
    rows = {
        "data": [["Base", "Mars"], ["Abonnés", "4,6 %"]],
        "first_row_is_table_header": True,
        "first_col_is_header": True,
        "table_header_choice": "both",
    }
    html = " ".join(drawn("table", {"caption": "Trois calculs", "rows": rows}).split())
    assert "<caption>Trois calculs</caption>" in html
    assert '<tr><th scope="col">Base</th><th scope="col" class="n">Mars</th></tr>' in html
    assert '<tr><th scope="row">Abonnés</th><td class="n">4,6 %</td></tr>' in html


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("https://www.example.org/film", 'href="https://www.example.org/film"'),
        ("/media/film.webm", '<video class="video" controls preload="none" src="/media/film.webm">'),
    ],
)
def test_video_source(source: str, expected: str) -> None:
    assert expected in drawn("video", {"title": "Film", "source": source, "transcript": "<p>Texte</p>"})


@pytest.mark.parametrize(
    "source", ["javascript:alert(1)", "http://example.org/x", "//example.org/x", "data:text/html,x"]
)
def test_video_refuses_other_schemes(source: str) -> None:
    html = drawn("video", {"title": "Film", "source": source, "transcript": "<p>Texte</p>"})
    assert "href" not in html.split("<details")[0].replace("<use href", "")
    assert "<video" not in html


@pytest.mark.django_db
def test_figure_is_cleaned_once_and_inlined() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title id="t">T</title><path class="f1" d="M0 0h9"/></svg>'
    figure = Figure.objects.create(name="schema", svg_fr=svg)
    cleaned = figure.svg_fr
    assert f'id="f{figure.key.hex[:8]}-t"' in cleaned
    figure.save()
    assert figure.svg_fr == cleaned
    figure.svg_fr = svg
    figure.save()
    assert figure.svg_fr == cleaned
    html = drawn("figure", {"figure": figure.pk, "image": None, "alt": "Un trait", "caption": "Légende"})
    assert '<div role="img" aria-label="Un trait"><svg' in html
    assert "Légende</figcaption>" in html


@pytest.mark.django_db
def test_figure_refuses_a_script() -> None:
    with pytest.raises(Exception, match="script"):
        Figure.objects.create(name="x", svg_fr='<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')


@pytest.mark.django_db
def test_codes_are_not_segments_but_labels_are() -> None:
    value = {
        "title": "Rangez",
        "required": True,
        "text": "",
        "targets": [{"type": "item", "id": "t1", "value": {"code": "portee", "label": "Portée"}}],
        "items": [
            {"type": "item", "id": "i1", "value": {"text": "Personnes", "target": "portee", "feedback": "Non, car…"}}
        ],
    }
    page = LessonPage(title="T", slug="t", locale=Locale(language_code="fr"), body=stream(("match", value)))
    texts = [s.string.data for s in extract_segments(page) if hasattr(s, "string") and s.path.startswith("body")]
    assert texts == ["Rangez", "Portée", "Personnes", "Non, car…"]


@pytest.mark.django_db
def test_feedback_is_not_searchable() -> None:
    value = {
        "title": "Rangez",
        "required": True,
        "text": "",
        "targets": [{"code": "portee", "label": "Portée"}],
        "items": [{"text": "Personnes", "target": "portee", "feedback": "secret"}],
    }
    page = LessonPage(title="T", slug="t", body=stream(("board", value)))
    assert "secret" not in page.search_text()
    assert "person" in page.search_text()


def test_table_cells_are_segments_that_come_back() -> None:
    cells = BODY.child_blocks["table"].child_blocks["rows"]
    value = {"data": [["A", ""], ["B", "C"]], "first_row_is_table_header": True}
    segments = [segment.with_order(n) for n, segment in enumerate(cells.get_translatable_segments(value))]
    assert [segment.string.data for segment in segments] == ["A", "B", "C"]
    assert cells.restore_translated_segments(value, segments[::-1])["data"] == [["A", ""], ["B", "C"]]
    assert value["data"] == [["A", ""], ["B", "C"]]


def question(**kwargs: object) -> Question:
    content = [
        {
            "type": "option",
            "id": "11111111-1111-4111-8111-111111111111",
            "value": {"text": "4 %", "correct": True, "feedback": "oui"},
        },
        {"type": "accepted", "id": "22222222-2222-4222-8222-222222222222", "value": {"text": "portée\r\nreach"}},
    ]
    fields = {"code": "q1", "kind": "single", "prompt": "Combien ?", "right": "Oui", "wrong": "Non"} | kwargs
    return Question.objects.create(
        locale=Locale.objects.get(language_code="fr"),
        content=json.dumps(content),
        skills=[{"code": "kpi", "level": 2}],
        **fields,
    )


@pytest.mark.django_db
def test_a_question_is_frozen_once_per_text() -> None:
    first = question()
    version = QuestionVersion.objects.get()
    assert (version.question_key, version.locale, version.number) == (first.translation_key, "fr", 1)
    assert version.payload == {
        "code": "q1",
        "kind": "single",
        "prompt": "Combien ?",
        "right": "Oui",
        "wrong": "Non",
        "skills": [{"code": "kpi", "level": 2}],
        "options": [{"id": "11111111-1111-4111-8111-111111111111", "text": "4 %", "correct": True, "feedback": "oui"}],
        "items": [],
        "targets": [],
        "pairs": [],
        "answer": "",
        "tolerance": "",
        "unit": "",
        "traps": [],
        "accepted": ["portée", "reach"],
    }
    first.save()
    first.save_revision().publish()
    assert QuestionVersion.objects.count() == 1
    first = Question.objects.get()
    first.prompt = "Combien, en pour cent ?"
    first.save_revision().publish()
    assert list(QuestionVersion.objects.values_list("number", "payload__prompt")) == [
        (1, "Combien ?"),
        (2, "Combien, en pour cent ?"),
    ]


@pytest.mark.django_db
def test_a_draft_question_is_not_frozen() -> None:
    question(live=False)
    assert QuestionVersion.objects.count() == 0


@pytest.mark.django_db
def test_versions_are_immutable() -> None:
    question()
    version = QuestionVersion.objects.get()
    with pytest.raises(Immutable):
        version.save()
    with pytest.raises(Immutable):
        version.delete()
    with pytest.raises(Immutable):
        QuestionVersion.objects.update(number=2)
    with pytest.raises(Immutable):
        QuestionVersion.objects.all().delete()


def test_a_lesson_names_six_skills_at_most() -> None:
    """One piece of work proves six; a seventh would stop every learner at the completion."""
    formset = LessonPage.get_edit_handler().get_form_class().formsets["skills"]
    assert (formset.max_num, formset.validate_max) == (6, True)
