"""The portal's own tags and filters in one library: `{% load portal %}`."""

from django import template

from programme.templatetags import drawn, marks, spoken

register = template.Library()
for part in (marks, drawn, spoken):
    register.tags |= part.register.tags
    register.filters |= part.register.filters
