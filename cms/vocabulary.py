"""The words that the search of one language can find: those of its public pages, its glossary and its reference.

They are read again after each publication. Until then those read before still help, in every process: what they suggest
must then be found word by word, as a page of theirs may have left.
"""

from functools import partial

from django.core.cache import cache
from wagtail.models import Locale, Page

from cms.catalogue import current_version, held, kept
from cms.models.base import BasePage
from cms.packs.catalogue_kinds import KINDS
from cms.packs.schema import LANGUAGES
from cms.reference import get_reference
from cms.spelling import Vocabulary
from cms.spelling import vocabulary as built
from cms.unlisted import unlisted_keys
from lib.background import background
from skills.domain.outline import outline

NAME = "vocabulary.1.{}"
LAST = "cms.vocabulary.1.last.{}"  # of no version, and kept until others are read
# Of several processes that are asked at once one reads; should it be stopped meanwhile, another one so much later.
READING = 60


def get_vocabulary(language: str) -> Vocabulary | None:
    """None while it is being read, after a publication: no search waits for it. 0 SQL when the cache is warm."""
    found: Vocabulary | None = held(NAME.format(language))
    if found is None and background.serving:
        prepare_soon()
    elif found is None:
        prepare()
        found = held(NAME.format(language))
    return found


def last_vocabulary(language: str) -> Vocabulary | None:
    """The words read last, whatever was published since; None where none ever were."""
    found: Vocabulary | None = cache.get(LAST.format(language))
    return found


def prepare_soon() -> None:
    """Beside the requests of this process; where none are served, by whoever asks first."""
    background.soon("vocabulary", prepare)


def prepare() -> None:
    """Read the words of every language, unless somebody has or does."""
    for language in LANGUAGES:
        name, reading = NAME.format(language), f"cms.vocabulary.reading.{current_version()}.{language}"
        if held(name) is None and cache.add(reading, True, READING):
            cache.set(LAST.format(language), kept(name, partial(_build, language)), None)


def _build(language: str) -> Vocabulary:
    titles: list[str] = []
    texts: list[str] = []
    locale = Locale.objects.filter(language_code=language).first()
    listed = Page.objects.live().public().filter(locale=locale).exclude(translation_key__in=unlisted_keys())
    for page in listed.specific().iterator():
        titles.append(page.title)
        if isinstance(page, BasePage):
            texts += map(str, page.searched_texts())
    reference, ladder = get_reference(), outline()
    for term in reference.glossary(language):
        titles += [term.title[language], *term.other_names.get(language, [])]
        texts.append(term.definition[language])
    for kind in KINDS:
        for item in () if kind.page else reference.told(kind.name, language):
            titles.append(item.title[language])
            texts += [" ".join(text) if isinstance(text, tuple) else text for text in item.texts[language].values()]
    for skill in ladder.skills.values() if ladder else ():
        if not skill.archived:
            titles.append(getattr(skill, f"name_{language}"))
            texts.append(getattr(skill, f"summary_{language}"))
    return built(titles, texts)
