"""How the field's records are said in one line: `{% load field %}`."""

from datetime import date

from django import template

from mentoring.models import Claim, Evidence
from mentoring.queries.contents import detail_of
from mentoring.queries.figures import RULES
from programme.kernel.dates import ENGLISH_DAYS, THAI_DAYS, is_thai

register = template.Library()


@register.filter
def stated(claim: Claim) -> str:
    """What a claim states, whatever its kind."""
    return str(detail_of(claim))


@register.filter
def weekday(value: date) -> str:
    """จ. · Mon"""
    return (THAI_DAYS if is_thai() else ENGLISH_DAYS)[value.weekday()]


@register.filter
def together(log) -> int:
    """How many people took part in a log, all groups together."""
    return sum(count.number for count in log.people.all())


@register.inclusion_tag("mentoring/_grades.html")
def grades() -> dict:
    """What the grades of evidence mean, and which one each kind of claim needs at least."""
    needed = [(Claim.Kind(kind).label, Evidence.Grade(rule.weakest).name) for kind, rule in RULES.items()]
    return {"grades": [label for _value, label in Evidence.Grade.choices], "needed": needed}
