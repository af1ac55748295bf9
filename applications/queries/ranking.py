"""What a host may know about those who ranked its opening."""

from django.utils.translation import get_language

from applications.answers.roles import QuestionRole
from applications.matching.texts import STATUSES, say_status
from applications.models import Application, HostRankingRow, Match, Section
from applications.policies import who_ranked
from applications.queries.answers import latest_revision, questions_of
from applications.queries.forms import key_of
from applications.queries.referees import host_references
from applications.queries.review_queue import identity_of, sheet_for
from programme.kernel.shapes import Sheet
from programme.models import Opening, User


def numbers_of(opening: Opening) -> dict[int, int]:
    """The number by which all colleagues speak of a candidate, by the application's key, whoever sees which."""
    keys = who_ranked(opening).order_by("code").values_list("pk", flat=True)
    return {key: number for number, key in enumerate(keys, start=1)}


def candidate_sheets(applications: list[Application], opening: Opening) -> list[Sheet]:
    """The answers that hosts may see, from the newest revision, without name, address, number, or rank.

    What was written beside the ranking speaks of the first choice: if hosts may read it, then only that one's host.

    A constant number of queries, given `revisions__form__questions`, `invitations__…` and `applicant__profile` with the applications.
    """
    sheets = []
    for application in applications:
        revision = latest_revision(application)
        open_ones = [row for row in questions_of(revision) if row.hosts_see]
        if revision and revision.content["choices"][:1] != [opening.code]:
            ranking = key_of(revision.form, Section.Kind.OPENINGS)
            open_ones = [row for row in open_ones if row.section != ranking]
        asked = [row for row in open_ones if row.role != QuestionRole.HOME]
        rows = sheet_for(application, revision, asked, identity_of(application, revision)) if revision else []
        has_home = len(asked) < len(open_ones)
        sheets.append(
            {
                "application": application,
                "answers": [row for row in rows if row["value"]],
                "references": host_references(application),
                "province": application.home_province if has_home else None,
            }
        )
    return sheets


def others_ranked(opening: Opening, reader: User) -> list[Sheet]:
    """The host's other candidates after the release: tier and what the host may know, not who they are or where they went."""
    run = opening.call.match_runs.filter(state="released").order_by("-round").first()
    if run is None:
        return []
    rows = (
        HostRankingRow.objects.filter(ranking__opening=opening)
        .exclude(application__applicant_id=reader.pk)
        .exclude(application__conflicts__person_id=reader.pk)
        .select_related("application")
        .order_by("tier", "application__code")
    )
    matches = {
        match.application_id: match for match in run.matches.filter(application__host_rows__ranking__opening=opening)
    }
    found = []
    for number, row in enumerate(rows, start=1):
        match = matches.get(row.application_id)
        if match and match.opening_id != opening.pk:
            found.append({"number": number, "tier": row.tier, "status": _status(row, match, opening.code)})
    return found


def _status(row: HostRankingRow, match: Match, opening: str) -> str:
    reason = next((line["reason"] for line in match.explanation if line["position"] == opening), "")
    if not row.is_acceptable:
        return say_status("HOST_UNACCEPTABLE", get_language() or "th")
    named = (
        "PREFERRED_ELSEWHERE"
        if reason in ("NOT_NEEDED", "FIXED")
        else reason
        if reason in STATUSES
        else "BELOW_THE_LINE"
    )
    return say_status(named, get_language() or "th")
