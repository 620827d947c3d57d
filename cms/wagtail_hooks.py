from wagtail.snippets.models import register_snippet

from cms.viewsets import TaughtGroup

register_snippet(TaughtGroup)
