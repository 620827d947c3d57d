"""What every run starts from: the career pack, and as many pages to search in as a grown site has."""

import json
import sys
from pathlib import Path

from django.core.management import call_command
from wagtail.models import Locale

from cms.catalogue import get_catalogue
from cms.models import HomePage, StandardPage

PACK = Path(__file__).resolve().parent.parent.parent / "fixtures" / "packs" / "social-media-manager"
PAGES = 450  # in each language; with the pack's own pages more than a thousand


def load() -> None:
    call_command("migrate", verbosity=0)
    call_command("load_pack", str(PACK), stdout=sys.stderr)


def add_pages() -> None:
    """Pages of one paragraph, named after the lessons."""
    lessons = list(get_catalogue().lessons.values())
    for locale in Locale.objects.all():
        home = HomePage.objects.get(locale=locale, live=True)
        code = locale.language_code
        for number in range(PAGES):
            lesson = lessons[number % len(lessons)]
            body = json.dumps([{"type": "paragraph", "value": f"<p>{lesson.objective[code]}</p>"}])
            title = f"{lesson.title[code]} {number}"
            home.add_child(instance=StandardPage(title=title, slug=f"page-{number}", locale=locale, body=body))
