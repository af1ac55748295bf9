"""The pipeline's records, one module per noun."""

from applications.models.answers import Answer, Document, Preference, Revision, SensitiveAnswer
from applications.models.applications import Application
from applications.models.draws import SeedDraw
from applications.models.forms import (
    DocumentKind,
    EligibilityRule,
    FormTemplate,
    FormVersion,
    Question,
    Section,
)
from applications.models.matching import HostRanking, HostRankingRow, Match, MatchRule, MatchRun
from applications.models.offers import Decision, HostAnswer, Offer, OfferExtension
from applications.models.referees import RefereeInvitation, RefereeRule, Reference
from applications.models.reviews import Conflict, Criterion, Review, ReviewAssignment, Rubric, Score
from applications.models.screening import Correction, EligibilityResult, Outcome, ScreeningCheck, ScreeningPoint
from applications.models.waivers import RuleWaiver

__all__ = [
    "Answer",
    "Application",
    "Conflict",
    "Correction",
    "Criterion",
    "Decision",
    "Document",
    "DocumentKind",
    "EligibilityResult",
    "EligibilityRule",
    "FormTemplate",
    "FormVersion",
    "HostAnswer",
    "HostRanking",
    "HostRankingRow",
    "Match",
    "MatchRule",
    "MatchRun",
    "Offer",
    "OfferExtension",
    "Outcome",
    "Preference",
    "Question",
    "RefereeInvitation",
    "RefereeRule",
    "Reference",
    "Review",
    "ReviewAssignment",
    "Revision",
    "Rubric",
    "RuleWaiver",
    "Score",
    "ScreeningCheck",
    "ScreeningPoint",
    "Section",
    "SeedDraw",
    "SensitiveAnswer",
]  # fmt: skip
