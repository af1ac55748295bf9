"""What a revision states, written back into the claim's own row."""

from mentoring.models import ActivityLog, Claim, PeopleCount, PeopleGroup
from mentoring.queries.contents import KEPT_APART, detail_of
from programme.kernel.shapes import Fields


def write_content(claim: Claim, content: Fields) -> None:
    """Puts what a revision states into the claim's own row."""
    row = detail_of(claim)
    columns = [
        field for field in type(row)._meta.concrete_fields if field.name in content and field.name not in KEPT_APART
    ]
    for field in columns:
        setattr(row, field.attname, field.to_python(content[field.name]))
    row.save(update_fields=[field.name for field in columns])
    if "people" in content and isinstance(row, ActivityLog):
        count_people(row, content["people"])


def count_people(log: ActivityLog, people: list[Fields]) -> None:
    """The people of a log, instead of those written before: [{"group": name, "number", "first_time"}]."""
    log.people.all().delete()
    for row in people:
        name = row.get("group") or ""
        group = name if isinstance(name, PeopleGroup) else group_named(log, name)
        PeopleCount.objects.create(log=log, group=group, number=row["number"], first_time=row.get("first_time"))


def group_named(log: ActivityLog, name: str) -> PeopleGroup | None:
    text = name.strip()[:120]
    return PeopleGroup.objects.get_or_create(placement_id=log.placement_id, name=text)[0] if text else None
