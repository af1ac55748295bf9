"""An answer on any page: lines as they were written, and an address that can be opened, with the site that it leads to."""

from django import template
from django.template.defaultfilters import linebreaksbr
from django.utils.html import format_html

from applications.answers import kind_of
from applications.answers.kinds.links import host_of

register = template.Library()


@register.filter
def said(row: dict) -> str:
    """The value of one row of a sheet; a dash where nothing was said."""
    text = row["value"]
    host = host_of(text) if text and kind_of(row["question"]).is_link else ""
    if not host:
        return linebreaksbr(text or "–", autoescape=True)
    opened = '<a href="{}" rel="noopener noreferrer nofollow" target="_blank">{}</a> <span class="meta">({})</span>'
    return format_html(opened, text, text, host)
