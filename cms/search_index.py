"""What the index of the search holds of one language: public pages and terms of the glossary, best first.

Wagtail's own search takes three statements, and longer to write them than PostgreSQL to answer; there one prepared
statement does it. SQLite asks Wagtail. Both find the same, and a test holds them to it.
"""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from wagtail.models import Page, PageViewRestriction, get_page_models
from wagtail.search.models import IndexEntry

from cms.models import GlossaryTerm, HomePage, LessonIndexPage, ModuleIndexPage, PathIndexPage
from lib.statements import prepared

LIMIT = 50  # pages, and as many terms
# Lists of what is found itself.
LEFT_OUT = (HomePage, LessonIndexPage, ModuleIndexPage, PathIndexPage)


class PageHit(NamedTuple):
    """A page as the index found it."""

    key: UUID
    title: str
    url_path: str


class TermHit(NamedTuple):
    """A term of the glossary; `aliases` in its language."""

    code: str
    term: str
    aliases: tuple[str, ...]
    definition: str


class Indexed(NamedTuple):
    pages: list[PageHit]
    terms: list[TermHit]


# An entry names its object by a text: only those of our own kinds are read as numbers.
_OBJECT = "CASE WHEN e.content_type_id = ANY(%s) THEN CAST(e.object_id AS bigint) END"
_FOUND = "e.autocomplete @@ to_tsquery('simple', %s)"
_RANK = "ts_rank(CAST(%s AS float4[]), e.autocomplete, to_tsquery('simple', %s))"
_STATEMENT = f"""
(SELECT 'page', {_RANK} AS rank, p.id, CAST(p.translation_key AS text), p.title, p.url_path, ''
 FROM {IndexEntry._meta.db_table} e JOIN {Page._meta.db_table} p ON p.id = {_OBJECT}
 WHERE {_FOUND} AND p.live AND p.locale_id = %s AND NOT EXISTS (
  SELECT 1 FROM {PageViewRestriction._meta.db_table} r JOIN {Page._meta.db_table} above ON above.id = r.page_id
  WHERE starts_with(p.path, above.path))
 ORDER BY rank DESC, p.id DESC LIMIT {LIMIT})
UNION ALL (SELECT 'term', {_RANK} AS rank, t.id, t.code, t.term, t.definition, CAST(t.aliases AS text)
 FROM {IndexEntry._meta.db_table} e JOIN {GlossaryTerm._meta.db_table} t ON t.id = {_OBJECT}
 WHERE {_FOUND} AND t.live AND t.locale_id = %s
 ORDER BY rank DESC, t.id DESC LIMIT {LIMIT})"""  # noqa: S608  names of our own tables


def indexed(words: str, *, locale_id: int, language: str, operator: str) -> Indexed:
    """What holds all the words, or with `operator` "or" one of them; the last may be the beginning of a word.

    `words` come from `cms.folding.fold`: letters and digits of ASCII.
    """
    read = _prepared if connection.vendor == "postgresql" else _by_wagtail
    pages, terms = read(words, locale_id, operator)
    return Indexed(
        [PageHit(*row) for row in pages],
        [TermHit(code, term, tuple(names.get(language, ())), told) for code, term, names, told in terms],
    )


Rows = Iterable[tuple[Any, ...]]


def _prepared(words: str, locale_id: int, operator: str) -> tuple[Rows, Rows]:
    from modelsearch.backends.database.postgres.weights import get_sql_weights  # imports PostgreSQL's own library

    query = f" {'&' if operator == 'and' else '|'} ".join(f"'{word}'" for word in words.split()) + ":*"
    models = [model for model in get_page_models() if not issubclass(model, LEFT_OUT)]
    page_types = [found.pk for found in ContentType.objects.get_for_models(*models).values()]
    term_types = [ContentType.objects.get_for_model(GlossaryTerm).pk]
    with prepared() as cursor:
        weights = get_sql_weights()
        parameters = [weights, query, page_types, query, locale_id, weights, query, term_types, query, locale_id]
        cursor.execute(_STATEMENT, parameters)
        rows = sorted(cursor.fetchall(), key=lambda row: (-row[1], -row[2]))
    read: Any = GlossaryTerm._meta.get_field("aliases").to_python
    return (
        [(UUID(key), title, path) for kind, _, _, key, title, path, _ in rows if kind == "page"],
        [(code, term, read(json.loads(names)), told) for kind, _, _, code, term, told, names in rows if kind == "term"],
    )


def _by_wagtail(words: str, locale_id: int, operator: str) -> tuple[Rows, Rows]:
    pages: Any = Page.objects.live().public().filter(locale_id=locale_id).not_type(*LEFT_OUT)
    terms: Any = GlossaryTerm.objects.filter(locale_id=locale_id, live=True)
    found = [rows.autocomplete(words, operator=operator)[:LIMIT].get_queryset() for rows in (pages, terms)]
    return (
        found[0].values_list("translation_key", "title", "url_path"),
        found[1].values_list("code", "term", "aliases", "definition"),
    )
