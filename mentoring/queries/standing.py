"""Where a claim stands, in words for its author and for those who decide: counted or not, why, and what would help."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from mentoring.models import Claim, Evidence
from mentoring.queries.figures import REASONS, RULES, stands


@dataclass(frozen=True)
class Standing:
    """`reason` why it does not count now, empty when it counts; `obstacle` what stands in its way whatever its state."""

    counts: bool
    reason: str
    obstacle: str
    advice: str


def standing_of_claim(claim: Claim) -> Standing:
    reason, obstacle = stands(claim)
    return Standing(
        counts=not reason and claim.state == "verified",
        reason=str(REASONS.get(reason, "")),
        obstacle=str(REASONS.get(obstacle, "")),
        advice=advice(claim, obstacle),
    )


def advice(claim: Claim, obstacle: str) -> str:
    """What its author can do about it."""
    weakest = Evidence.Grade(RULES[claim.kind].weakest).label
    if obstacle == "no_evidence":
        return _("Add evidence. What counts at least: %(grade)s.") % {"grade": weakest}
    if obstacle == "weak_evidence":
        return _("Add stronger evidence. What counts at least: %(grade)s.") % {"grade": weakest}
    if obstacle == "refused":
        return _("Ask those shown, or add evidence in which nobody can be recognised.")
    if obstacle == "outside":
        return _("Mend the day.")
    return ""
