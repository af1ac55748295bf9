"""From rows to a value, in SQL as far as it goes."""

from typing import Any

from django.db.models import Max, QuerySet, Sum

from mentoring.models import PeopleCount
from mentoring.queries.rollup import Gathered, reach
from programme.kernel.shapes import Sheet


def number(rows: QuerySet[Any]) -> Sheet:
    return {"value": rows.count()}


def provinces(rows: QuerySet[Any]) -> Sheet:
    return {"value": rows.order_by().values("city__province").distinct().count()}


ROOT = ("group", "group__size", "group__confirmed_at")
PARENT = tuple(name.replace("group", "group__parent", 1) for name in ROOT)


def people_reached(rows: QuerySet[Any]) -> Sheet:
    """The people of the logs given: one row per group from the database, groups within a group gathered at that one."""
    counts = PeopleCount.objects.filter(log__in=rows.order_by().values("pk")).order_by().values_list(*ROOT, *PARENT)
    found = []
    for row in counts.annotate(Max("number"), Sum("first_time"), Sum("number")):
        own, parent, (largest, newcomers, together) = row[:3], row[3:6], row[6:]
        root, size, confirmed_at = parent if parent[0] else own
        found.append(
            Gathered(str(root or ""), largest, newcomers or 0, together, size if root and confirmed_at else None)
        )
    result = reach(found)
    return {"value": result.people, "at_least": result.at_least, "participations": result.participations}
