"""The pipeline's letters, by the noun that they tell of."""

from applications.letters.applications import (
    application_received,
    application_withdrawn,
    change_not_handed_in,
    choice_withdrawn,
    correction_asked,
    form_corrected,
    result_released,
)
from applications.letters.offers import (
    agreement_copy,
    offer_answered,
    offer_expired,
    offer_extended,
    offer_reminder,
    offer_revoked,
    offer_sent,
    second_round_opened,
)
from applications.letters.rankings import (
    candidate_came_late,
    first_candidates_came,
    ranking_closed_again,
    ranking_reopened,
    second_round_for_hosts,
)
from applications.letters.readings import reading_ended, reading_extended, reading_reminder, review_assigned
from applications.letters.referees import (
    referee_asked,
    referee_released,
    referee_reminder,
    reference_came,
    reference_declined,
    reference_missed,
    reference_thanks,
)

__all__ = [
    "agreement_copy",
    "application_received",
    "application_withdrawn",
    "candidate_came_late",
    "change_not_handed_in",
    "choice_withdrawn",
    "correction_asked",
    "first_candidates_came",
    "form_corrected",
    "offer_answered",
    "offer_expired",
    "offer_extended",
    "offer_reminder",
    "offer_revoked",
    "offer_sent",
    "ranking_closed_again",
    "ranking_reopened",
    "reading_ended",
    "reading_extended",
    "reading_reminder",
    "referee_asked",
    "referee_released",
    "referee_reminder",
    "reference_came",
    "reference_declined",
    "reference_missed",
    "reference_thanks",
    "result_released",
    "review_assigned",
    "second_round_for_hosts",
    "second_round_opened",
]
