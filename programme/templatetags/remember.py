"""Parts of public pages that are drawn once for everybody, until what they show has changed. Part of `{% load portal %}`."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from programme.kernel.remembered import remembered

register = template.Library()


class RememberNode(template.Node):
    def __init__(self, nodelist, topics: tuple[str, ...], name: str, keys: list):
        self.nodelist, self.topics, self.name, self.keys = nodelist, topics, name, keys

    def render(self, context) -> SafeString:
        request = context.get("request")
        if request is None or getattr(request, "is_preview", False):  # a draft is its editor's alone
            return self.nodelist.render(context)
        key = ("part", self.name, *(str(part.resolve(context)) for part in self.keys))
        return mark_safe(remembered(request, self.topics, key, lambda: str(self.nodelist.render(context))))


@register.tag
def remember(parser, token) -> RememberNode:
    """`{% remember "calls frame" "openings" call.pk %}…{% endremember %}`: topics, a name of its own, what it varies by.

    The language is told apart by itself. Nothing inside may depend on who reads, on the scheme of colours or on the form.
    """
    _tag, topics, name, *keys = token.split_contents()
    nodelist = parser.parse(("endremember",))
    parser.delete_first_token()
    return RememberNode(
        nodelist, tuple(topics.strip("\"'").split()), name.strip("\"'"), [parser.compile_filter(key) for key in keys]
    )
