"""Who may do what with applications, readings, matches and offers.

A person with a stake in an application (it is their own, or they declared a conflict) sees and does nothing with it or
with anything that hangs on it, in any role. `JudgedPolicy` closes all those doors at once.
"""

from applications.policies.applications import ApplicationPolicy, FormVersionPolicy, read_document
from applications.policies.matching import MatchPolicy, MatchRulePolicy, MatchRunPolicy, has_applied
from applications.policies.offers import OfferPolicy, placed_people, read_agreement
from applications.policies.rankings import (
    OWN_OPENING,
    HostRankingPolicy,
    candidates_of,
    judging_agencies,
    ranked_themselves,
    who_ranked,
)
from applications.policies.readings import ReviewAssignmentPolicy
from applications.policies.referees import RefereeInvitationPolicy, ReferencePolicy, read_reference
from applications.policies.stakes import (
    IN_CONFLICT,
    WROTE_REFERENCE,
    JudgedPolicy,
    closed_to,
    stake_in,
)

__all__ = [
    "IN_CONFLICT",
    "OWN_OPENING",
    "WROTE_REFERENCE",
    "ApplicationPolicy",
    "FormVersionPolicy",
    "HostRankingPolicy",
    "JudgedPolicy",
    "MatchPolicy",
    "MatchRulePolicy",
    "MatchRunPolicy",
    "OfferPolicy",
    "RefereeInvitationPolicy",
    "ReferencePolicy",
    "ReviewAssignmentPolicy",
    "candidates_of",
    "closed_to",
    "has_applied",
    "judging_agencies",
    "placed_people",
    "ranked_themselves",
    "read_agreement",
    "read_document",
    "read_reference",
    "stake_in",
    "who_ranked",
]
