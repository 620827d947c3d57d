"""Ordered lists of a page that name a thing once: which field says so, and the rows that hold it already."""

from typing import Any

from django.db.models import UniqueConstraint
from modelcluster.models import get_all_child_relations
from wagtail.models import Page


def named_once(model: Any) -> str | None:
    """The field that the rows of one page may not share."""
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and constraint.fields[:1] == ("page",):
            return constraint.fields[1]
    return None


def keep_rows(page: Page) -> None:
    """Give each value of a list about to be stored the row that holds it already, and no other value a row.

    Rows are written one after another: a line that takes the value of another would meet it in the database halfway.
    So rows whose value goes are deleted, those whose value stays keep it, and new values come last into the room left.
    """
    staged = getattr(page, "_cluster_related_objects", {})
    for relation in get_all_child_relations(page):
        items, name = staged.get(relation.get_accessor_name()), named_once(relation.related_model)
        if items and name:
            held = dict(relation.related_model.objects.filter(page_id=page.pk).values_list(name, "pk"))
            field = relation.related_model._meta.get_field(name)
            for item in items:
                item.pk = held.pop(field.to_python(getattr(item, name)), None)
