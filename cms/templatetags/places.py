"""`{% place "name" %}…{% endplace %}`: see `cms.places`."""

from django import template
from django.template import Context, Node, NodeList
from django.template.base import FilterExpression, Parser, Token
from django.utils.safestring import SafeString

from cms.places import marked
from lib.html import safe

register = template.Library()


class PlaceNode(Node):
    def __init__(self, name: FilterExpression, nodelist: NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: Context) -> SafeString:
        return safe(marked(context, str(self.name.resolve(context)), self.nodelist.render(context)))


@register.tag
def place(parser: Parser, token: Token) -> Node:
    name = parser.compile_filter(token.split_contents()[1])
    nodelist = parser.parse(("endplace",))
    parser.delete_first_token()
    return PlaceNode(name, nodelist)
