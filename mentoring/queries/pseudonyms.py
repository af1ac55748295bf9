"""What evaluators read of a record: its own words, without the names and numbers of whom it is about."""

from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse

from applications.answers import redactor
from applications.queries.review_queue import NAMED
from mentoring.models import Claim, Placement
from programme.kernel.policies import visible_to
from programme.models import User

PAGES: dict[type[Model], str] = {Claim: "desk_claim", Placement: "desk_placement"}


def under_pseudonyms(rows: QuerySet[Any], reader: User) -> list[dict[str, str]]:
    """Code and words of each record, with its page where the reader may open it. Two queries."""
    person = "ambassador" if rows.model is Placement else "placement__ambassador"
    found = list(rows.select_related(f"{person}__profile"))
    pages = pages_of(rows.model, [row.code for row in found], reader)
    return [{"code": row.code, "said": said_of(row), "page": pages.get(row.code, "")} for row in found]


def pages_of(model: type[Model], codes: list[str], reader: User) -> dict[str, str]:
    """The desk's page of each record that this reader may open; evaluators open none. A log is read as the claim it is."""
    known = next((one for one in model.__mro__ if one in PAGES), None)
    if known is None:
        return {}
    able = visible_to(reader, known, "desk").filter(code__in=codes).values_list("code", flat=True)
    return {code: reverse(PAGES[known], args=[code]) for code in able}


def said_of(row: Model) -> str:
    """Ambassadors write freely, also of themselves: name, telephone, address."""
    placement = row if isinstance(row, Placement) else row.placement  # type: ignore[attr-defined]
    return redactor(words_of(placement.ambassador)).clean(str(row))


def words_of(person: User) -> list[str]:
    """Whatever tells who it is, as it stands in the account."""
    profile = getattr(person, "profile", None)
    named = [getattr(profile, name, "") for name in NAMED] if profile else []
    return [*named, person.email, person.email.partition("@")[0]]
