"""What wagtail-localize's editor is given, less what is never done here, with names that tell its texts apart."""

import json
from typing import Any

from django import template
from django.utils.translation import gettext as _

from cms.segment_names import named

register = template.Library()


@register.simple_tag
def editor_props(props: str, translation: Any) -> str:
    """The properties of the editor without the address behind “Convert to alias page”. Its main button is the last
    that a person may press: for an editor, who does not publish, the one that hands in, and not “Delete”.
    """
    given = json.loads(props)
    given["links"]["convertToAliasUrl"] = None
    given["perms"]["canPublish"] = True
    given["segments"] = named(given["segments"], translation.source)
    return json.dumps(given)


@register.simple_tag
def editor_words(props: str) -> dict[str, str]:
    """Texts of the editor in place of its own: two are in no catalogue, one lost the space at its end."""
    given = json.loads(props)
    languages = {"source": given["sourceLocale"]["displayName"], "target": given["locale"]["displayName"]}
    heading = "{source} to {target} translation".format(**languages)
    words = {"More actions": _("More actions"), heading: _("From %(source)s to %(target)s") % languages}
    if given["perms"]["canPublish"]:
        return words | {"Publish in ": _("Publish in ")}
    return words | {"Publish in ": _("Submit for publication in "), "Publishing...": _("Submitting…")}
