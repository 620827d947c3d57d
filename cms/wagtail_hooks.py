from wagtail.snippets.models import register_snippet

from cms.viewsets import ReferenceGroup, TaughtGroup

register_snippet(TaughtGroup)
register_snippet(ReferenceGroup)
