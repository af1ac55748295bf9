"""Keeping what an applicant types: as typed, section by section, a stale tab told and never obeyed."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from applications.answers.reading import KEPT_AT_MOST, to_seal
from applications.domain.applications import require_editable
from applications.models import Answer, Application, Question, SensitiveAnswer
from programme.kernel.errors import Refusal
from programme.kernel.secrets import seal
from programme.models import User

SENSITIVE = Question.Sensitivity.SENSITIVE


@transaction.atomic
def save_section(
    *,
    application: Application,
    section: str,
    data: dict[str, Any],
    base_version: int,
    by: User,
    at: datetime,
    is_looked_at: bool = True,
) -> Answer:
    """Keeps one section of the draft as typed; whether it counts is judged when it is shown and when it is handed in.

    `data` maps keys of questions to what was typed. A sensitive answer that is not in it stays; an empty one is erased.
    `is_looked_at`: a person pressed "save", so what was taken over from an earlier call is theirs now.
    Refused when another tab or device saved since `base_version`: then nothing at all is written.
    """
    require_editable(application, by, at, section)
    questions = {row.key: row.sensitivity for row in application.form.questions.all() if row.section == section}
    known = {key: _plain(value) for key, value in data.items() if key in questions}
    _require_room(known)
    open_ones = {key: value for key, value in known.items() if questions[key] != SENSITIVE}
    values = {"data": open_ones, "saved_at": at} | ({"carried": {}} if is_looked_at else {})
    if not _swap(application, section, base_version, values):
        raise Refusal(
            _(
                "This section was saved in another tab or on another device in the meantime. Compare the two texts and choose; until then nothing is overwritten."
            ),
            code="stale_tab",
        )
    _keep_sensitive(application, {key: to_seal(known[key]) for key in known.keys() - open_ones.keys()}, at)
    return Answer(application=application, section=section, data=open_ones, version=base_version + 1, saved_at=at)


def _swap(application: Application, section: str, base_version: int, values: dict[str, Any]) -> bool:
    """Writes over the version that the page was drawn from, and over no other; of two pages that begin, one comes first."""
    if base_version == 0:
        first = Answer(application=application, section=section, saved_at=values["saved_at"])
        Answer.objects.bulk_create([first], ignore_conflicts=True)
    rows = Answer.objects.filter(application=application, section=section, version=base_version)
    return bool(rows.update(version=base_version + 1, **values))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _require_room(data: dict[str, Any]) -> None:
    longest = max((len(value) for value in data.values() if isinstance(value, str)), default=0)
    if longest > KEPT_AT_MOST:
        words = _(
            "One answer is longer than a draft can keep (%(limit)s characters). Shorten it; the rest stays as it is."
        )
        raise Refusal(words % {"limit": f"{KEPT_AT_MOST:,}"}, code="too_long")


def _keep_sensitive(application: Application, given: dict[str, str], at: datetime) -> None:
    """Sealed when there is something, forgotten when its owner took it away; what was handed in stays until the next."""
    rows = [
        SensitiveAnswer(application=application, key=key, ciphertext=seal(value), saved_at=at)
        for key, value in given.items()
        if value
    ]
    gone = application.sensitive_answers.filter(key__in=[key for key, value in given.items() if not value])
    SensitiveAnswer.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["application", "key"], update_fields=["ciphertext", "saved_at"]
    )
    gone.exclude(handed_in="").update(ciphertext="", saved_at=at)
    gone.filter(handed_in="").delete()
