"""The release before it happens: which letters it would send, with one of each kind as its reader would see it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from applications.letters import offer_sent, result_released
from applications.models import Decision, Match, MatchRun, Offer
from applications.policies import closed_to
from programme.kernel.letters import LetterSpec
from programme.kernel.shapes import Sheet
from programme.models import User

RELATED = ("application__applicant__profile", "application__call", "opening__agency", "opening__city")


def letters_of_release(run: MatchRun, at: datetime, reader: User) -> list[Sheet]:
    """[{"label", "count", "language", "text": LetterText}], only kinds that would be sent. Nothing is stored."""
    rows = run.matches.exclude(application_id__in=closed_to(reader)).select_related(*RELATED).order_by("pk")
    placed, rest = rows.exclude(opening=None), rows.filter(opening=None)
    found = [_kind(_("Offers"), placed, lambda match: offer_sent(_offer(run, match, at)))]
    if run.round == 1:
        reserve, others = rest.exclude(reserve_rank=None), rest.filter(reserve_rank=None)
        found.append(_kind(_("Reserve list"), reserve, lambda match: _result(match, Decision.Kind.RESERVE)))
        found.append(_kind(_("Not selected"), others, lambda match: _result(match, Decision.Kind.NOT_SELECTED)))
    return [kind for kind in found if kind["count"]]


def _kind(label: str, matches: QuerySet[Match], letter: Callable[[Match], LetterSpec]) -> Sheet:
    first = matches.first()
    if first is None:
        return {"label": label, "count": 0}
    language = first.application.applicant.profile.language
    with override(language):
        text = letter(first).write()
    return {"label": label, "count": matches.count(), "language": language, "text": text, "to": first.application}


def _offer(run: MatchRun, match: Match, at: datetime) -> Offer:
    deadline = at + timedelta(days=run.call.offer_days)
    return Offer(application=match.application, opening=match.opening, run=run, deadline_at=deadline, prepared_at=at)


def _result(match: Match, kind: str) -> LetterSpec:
    match.application.decision = Decision(application=match.application, kind=kind)
    return result_released(match.application)
