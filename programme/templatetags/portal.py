"""The portal's own tags and filters in one library: `{% load portal %}`."""

from django import template
from django.forms import BoundField

from programme.templatetags import formats, graphics, labels, remember

register = template.Library()
for part in (formats, graphics, labels, remember):
    register.tags |= part.register.tags
    register.filters |= part.register.filters


@register.filter
def bare(field: BoundField) -> BoundField:
    """A field without words in the empty box: they go as soon as somebody types, and the label says the same."""
    field.field.widget.attrs.pop("placeholder", None)
    return field
