"""What blocks may choose from, and what they show: verified records and people who agreed, at the moment of reading."""

from cms.queries.impact import by_province, links_to_cities
from cms.queries.registers import public_ambassadors
from mentoring.models import Outcome, Placement
from mentoring.queries.figures import OUTCOMES, Scope
from programme.kernel.shapes import Sheet

MOST = 300  # entries of a list that a person looks through


def measured_outcomes() -> list[tuple[str, str]]:
    """Verified outcomes with a value before and after, newest first."""
    rows = (
        OUTCOMES(Scope())
        .select_related("placement__city")
        .exclude(before=None)
        .exclude(after=None)
        .order_by("-verified_at", "pk")
    )
    return [(row.code, f"{row.statement[:80]} · {row.placement.city}") for row in rows[:MOST]]


def measured_outcome(code: str) -> Outcome | None:
    rows = OUTCOMES(Scope()).select_related("placement__agency", "placement__city")
    return rows.filter(code=code).first()


def person_choices() -> list[tuple[str, str]]:
    return [(row.code, f"{row.ambassador.get_full_name()} · {row.cohort.name}") for row in public_ambassadors()[:MOST]]


def person_line(code: str) -> Placement | None:
    return public_ambassadors().filter(code=code).first()


def map_of_missions() -> Sheet:
    rows = [row for row in by_province(Scope()) if row["province"].map_id]
    return {
        "values": {row["province"].map_id: row["missions"] for row in rows},
        "names": {row["province"].map_id: row["province"].name for row in rows},
        "links": links_to_cities([row["province"] for row in rows]),
        "rows": [row for row in rows if row["missions"]],
    }
