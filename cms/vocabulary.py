"""The words that the search of one language can find: those of its public pages, its glossary and its reference."""

from wagtail.models import Locale, Page

from cms.catalogue import kept
from cms.models.base import BasePage
from cms.packs.catalogue_kinds import KINDS
from cms.reference import get_reference
from cms.spelling import Vocabulary
from cms.spelling import vocabulary as built
from skills.domain.outline import outline


def get_vocabulary(language: str) -> Vocabulary:
    """Read once a publication, by the first search that finds nothing; 0 SQL when the cache is warm."""
    return kept(f"vocabulary.1.{language}", lambda: _build(language))


def _build(language: str) -> Vocabulary:
    titles: list[str] = []
    texts: list[str] = []
    locale = Locale.objects.filter(language_code=language).first()
    for page in Page.objects.live().public().filter(locale=locale).specific().iterator():
        titles.append(page.title)
        if isinstance(page, BasePage):
            texts += map(str, page.searched_texts())
    reference, ladder = get_reference(), outline()
    for term in reference.terms:
        titles += [term.title[language], *term.other_names.get(language, [])]
        texts.append(term.definition[language])
    for kind in KINDS:
        for item in () if kind.page else reference.of(kind.name):
            titles.append(item.title[language])
            texts += [" ".join(text) if isinstance(text, tuple) else text for text in item.texts[language].values()]
    for skill in ladder.skills.values() if ladder else ():
        if not skill.archived:
            titles.append(getattr(skill, f"name_{language}"))
            texts.append(getattr(skill, f"summary_{language}"))
    return built(titles, texts)
