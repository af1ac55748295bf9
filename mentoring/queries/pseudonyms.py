"""What evaluators read of a record: its own words, without the names and numbers of whom it is about."""

from typing import Any

from django.db.models import Model, QuerySet

from applications.answers import redactor
from applications.queries.review_queue import NAMED
from mentoring.models import Placement
from programme.models import User


def under_pseudonyms(rows: QuerySet[Any]) -> list[dict[str, str]]:
    """Code and words of each record. One query."""
    person = "ambassador" if rows.model is Placement else "placement__ambassador"
    return [{"code": row.code, "said": said_of(row)} for row in rows.select_related(f"{person}__profile")]


def said_of(row: Model) -> str:
    """Ambassadors write freely, also of themselves: name, telephone, address."""
    placement = row if isinstance(row, Placement) else row.placement  # type: ignore[attr-defined]
    return redactor(words_of(placement.ambassador)).clean(str(row))


def words_of(person: User) -> list[str]:
    """Whatever tells who it is, as it stands in the account."""
    profile = getattr(person, "profile", None)
    named = [getattr(profile, name, "") for name in NAMED] if profile else []
    return [*named, person.email, person.email.partition("@")[0]]
