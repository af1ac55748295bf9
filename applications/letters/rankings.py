"""What agencies read of the rankings that they hand in. No letter tells of a state that its reader may not see yet."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.models import HostRanking
from programme.kernel.dates import moment
from programme.kernel.letters import LetterSpec, LetterText
from programme.models import Opening, User

Writer = Callable[[], LetterText]


def _judge(ranking: HostRanking) -> tuple[str, str]:
    return (_("Open the candidates"), f"/host/candidates/{ranking.opening.code}/")


def _of_ranking(kind: str, ranking: HostRanking, person: User, moment_: datetime, write: Writer) -> LetterSpec:
    key = f"{ranking.opening.code}:{moment_:%Y%m%d%H%M%S%f}:{person.pk}"
    return LetterSpec(kind, person, write, key, ranking.opening)


def first_candidates_came(openings: list[Opening], person: User) -> LetterSpec:
    """One letter for all openings of an agency that have candidates since the last one. Nobody is named."""
    first, n = openings[0], len(openings)

    def write() -> LetterText:
        subject = ngettext(
            "Candidates to judge: %(opening)s", "%(n)s openings have candidates to judge, first: %(opening)s", n
        )
        one = (_("Open the candidates"), f"/host/candidates/{first.code}/")
        return LetterText(
            subject=subject % {"n": n, "opening": first.title},
            lines=[
                _("People who want to work with you came through screening. Give each a place from 1 to 5, or say why somebody does not fit."),
                _("More may come while screening goes on. Save as often as you like, and hand in when all are judged."),
            ],
            facts=[(_("Opening"), opening.title) for opening in openings],
            button=one if n == 1 else (_("Open the candidates"), "/host/candidates/"),
        )  # fmt: skip

    return LetterSpec("first_candidates_came", person, write, f"{first.code}:{person.pk}", first)


def candidate_came_late(ranking: HostRanking, person: User) -> LetterSpec:
    """To those who judge for an agency that had handed in already. Nobody is named: the letter may be read by others."""

    def write() -> LetterText:
        return LetterText(
            subject=_("A candidate came after you handed in: %(opening)s") % {"opening": ranking.opening.title},
            lines=[
                _("Somebody who wants this opening came through screening after you handed in your ranking."),
                _("Your approver can open the ranking again until the lists are frozen for the draw. Judge who came late, and hand in again; everything else stands as you left it."),
            ],
            facts=[(_("Handed in"), moment(ranking.frozen_at))],
            button=_judge(ranking),
        )  # fmt: skip

    return _of_ranking("candidate_came_late", ranking, person, ranking.frozen_at, write)


def ranking_reopened(ranking: HostRanking, person: User) -> LetterSpec:
    due = ranking.due_at

    def write() -> LetterText:
        return LetterText(
            subject=_("Your ranking is open again: %(opening)s") % {"opening": ranking.opening.title},
            deadline=_("Hand it in again by %(moment)s") % {"moment": moment(due, weekday=True)} if due else "",
            lines=[
                _("The reason:"),
                ranking.reopen_reason,
                _("What you judged stands as you left it. Judge who is new, change what you want to, and hand in again."),
            ],
            button=_judge(ranking),
        )  # fmt: skip

    return _of_ranking("ranking_reopened", ranking, person, ranking.reopened_at, write)


def ranking_closed_again(ranking: HostRanking, reopened_at: datetime, person: User) -> LetterSpec:
    def write() -> LetterText:
        return LetterText(
            subject=_("Your ranking is closed again: %(opening)s") % {"opening": ranking.opening.title},
            lines=[_("It was opened again by mistake, or is no longer needed. It stands as you handed it in.")],
            facts=[(_("Handed in"), moment(ranking.frozen_at))],
            button=_judge(ranking),
        )

    return _of_ranking("ranking_closed_again", ranking, person, reopened_at, write)


def second_round_for_hosts(ranking: HostRanking, person: User) -> LetterSpec:
    until = ranking.opening.call.late_choices_until

    def write() -> LetterText:
        return LetterText(
            subject=_("Second round: new candidates may come to “%(opening)s”") % {"opening": ranking.opening.title},
            lines=[
                _("Your opening still has a seat. People on the reserve list may now add it to their list."),
                _("Your ranking is open again. Judge the new candidates, then hand in once more."),
            ],
            facts=[(_("New candidates may come until"), moment(until, weekday=True))],
            button=_judge(ranking),
        )

    return _of_ranking("second_round_for_hosts", ranking, person, until, write)
