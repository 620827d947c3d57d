"""What wagtail-localize's editor is given, less what is never done here."""

import json

from django import template

register = template.Library()


@register.filter
def without_alias(props: str) -> str:
    """The properties of the editor without the address behind “Convert to alias page”."""
    given = json.loads(props)
    given["links"]["convertToAliasUrl"] = None
    return json.dumps(given)
