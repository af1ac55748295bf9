"""The field's records, one module per noun."""

from mentoring.models.claims import Claim, ClaimReview, ClaimRevision
from mentoring.models.evidence import Evidence
from mentoring.models.help import HelpCall
from mentoring.models.logs import ActivityLog, PeopleCount, PeopleGroup, Week
from mentoring.models.missions import Mission
from mentoring.models.outcomes import Contributor, FundingItem, Outcome
from mentoring.models.placements import Leave, Placement, RoleAssignment
from mentoring.models.problems import Problem
from mentoring.models.snapshots import FigureSnapshot, Report

__all__ = [
    "ActivityLog", "Claim", "ClaimReview", "ClaimRevision", "Contributor", "Evidence", "FigureSnapshot", "FundingItem", "HelpCall", "Leave",
    "Mission", "Outcome", "PeopleCount", "PeopleGroup", "Placement", "Problem", "Report", "RoleAssignment", "Week",
]  # fmt: skip
