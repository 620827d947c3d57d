"""A small site by hand, where a pack would say too much."""

import json
import uuid
from typing import Any

import pytest
from wagtail.models import Locale, Page, Site

from cms.models import (
    HomePage,
    LessonIndexPage,
    LessonPage,
    LessonSkill,
    ModuleIndexPage,
    ModuleItem,
    ModulePage,
    PathIndexPage,
    PathItem,
    PathPage,
    Question,
)

QUIZ, CHECK = str(uuid.UUID(int=1)), str(uuid.UUID(int=2))


@pytest.fixture
def site(db: None) -> dict[str, Any]:
    """One path, one module of two lessons, in French; nothing in English yet."""
    fr = Locale.objects.get(language_code="fr")
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Tremplin", slug="accueil", locale=fr))
    Site.objects.create(hostname="testserver", root_page=home, is_default_site=True)
    lessons = home.add_child(instance=LessonIndexPage(title="Leçons", slug="lecons", locale=fr))
    modules = home.add_child(instance=ModuleIndexPage(title="Modules", slug="modules", locale=fr))
    paths = home.add_child(instance=PathIndexPage(title="Parcours", slug="parcours", locale=fr))
    question = Question.objects.create(locale=fr, code="q1", kind="numeric", prompt="Combien ?", answer="4.0")
    body = [
        {"type": "heading", "id": str(uuid.uuid4()), "value": {"text": "Pourquoi", "anchor": "pourquoi"}},
        {"type": "paragraph", "id": str(uuid.uuid4()), "value": "<p>Les métiers et la portée des campagnes.</p>"},
        {"type": "checklist", "id": CHECK, "value": {"title": "V", "required": False, "items": [{"text": "lu"}]}},
        {
            "type": "quiz",
            "id": QUIZ,
            "value": {
                "title": "Vérifiez",
                "required": True,
                "draw": None,
                "pass_mark": 80,
                "shuffle": True,
                "questions": [{"type": "item", "id": str(uuid.uuid4()), "value": question.pk}],
            },
        },
    ]
    first = LessonPage(
        title="Le taux d'engagement", slug="taux", locale=fr, minutes=18, objective="Diviser.", body=json.dumps(body)
    )
    first.skills = [LessonSkill(skill_code="mesure-kpi", level=2)]
    lessons.add_child(instance=first)
    second = lessons.add_child(instance=LessonPage(title="La portée", slug="portee", locale=fr, minutes=10))
    module = ModulePage(title="Mesurer", slug="mesurer", locale=fr)
    module.items = [
        ModuleItem(lesson_key=first.translation_key),
        ModuleItem(lesson_key=second.translation_key, required=False, sort_order=1),
        ModuleItem(lesson_key=uuid.uuid4(), sort_order=2),
    ]
    modules.add_child(instance=module)
    path = PathPage(title="Le métier", slug="metier", locale=fr)
    path.items = [PathItem(module_key=module.translation_key)]
    paths.add_child(instance=path)
    return {"home": home, "first": first, "second": second, "module": module, "path": path, "question": question}
