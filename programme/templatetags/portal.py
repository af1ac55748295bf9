"""The portal's own tags and filters in one library: `{% load portal %}`."""

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString, mark_safe

from programme.templatetags import formats, graphics, labels, remember

register = template.Library()
for part in (formats, graphics, labels, remember):
    register.tags |= part.register.tags
    register.filters |= part.register.filters


@register.filter
def drawing(svg: str) -> SafeString:
    """A drawing of our own libraries as a part of the page: an address of its own would be more than pages may load."""
    return mark_safe(svg[svg.index("<svg") :])


@register.filter
def bare(field: BoundField) -> BoundField:
    """A field without words in the empty box: they go as soon as somebody types, and the label says the same."""
    field.field.widget.attrs.pop("placeholder", None)
    return field
