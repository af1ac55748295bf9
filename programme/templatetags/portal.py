"""The portal's own tags and filters in one library: `{% load portal %}`."""

from django import template

from programme.templatetags import formats, graphics, labels, remember

register = template.Library()
for part in (formats, graphics, labels, remember):
    register.tags |= part.register.tags
    register.filters |= part.register.filters
