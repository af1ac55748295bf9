"""Keeping what an applicant types: as typed, section by section, a stale tab told and never obeyed."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
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
    *, application: Application, section: str, data: dict[str, Any], base_version: int, by: User, at: datetime
) -> Answer:
    """Keeps one section of the draft as typed; whether it counts is judged when it is shown and when it is handed in.

    `data` maps keys of questions to what was typed. A sensitive answer that is not in it stays; an empty one is erased.
    Refused when another tab or device saved since `base_version`: then nothing at all is written.
    """
    require_editable(application, by, at, section)
    questions = {row.key: row.sensitivity for row in application.form.questions.all() if row.section == section}
    known = {key: _plain(value) for key, value in data.items() if key in questions}
    _require_room(known)
    answer, _created = Answer.objects.get_or_create(application=application, section=section, defaults={"saved_at": at})
    open_ones = {key: value for key, value in known.items() if questions[key] != SENSITIVE}
    changed = Answer.objects.filter(pk=answer.pk, version=base_version).update(
        data=open_ones, version=F("version") + 1, saved_at=at
    )
    if not changed:
        raise Refusal(
            _(
                "This section was saved in another tab or on another device in the meantime. Compare the two texts and choose; until then nothing is overwritten."
            ),
            code="stale_tab",
        )
    for key in known.keys() - open_ones.keys():
        _keep_sensitive(application, key, to_seal(known[key]), at)
    answer.refresh_from_db()
    return answer


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _require_room(data: dict[str, Any]) -> None:
    longest = max((len(value) for value in data.values() if isinstance(value, str)), default=0)
    if longest > KEPT_AT_MOST:
        words = _(
            "One answer is longer than a draft can keep (%(limit)s characters). Shorten it; the rest stays as it is."
        )
        raise Refusal(words % {"limit": f"{KEPT_AT_MOST:,}"}, code="too_long")


def _keep_sensitive(application: Application, key: str, value: str, at: datetime) -> None:
    """Sealed when there is something, forgotten when its owner took it away; what was handed in stays until the next."""
    SensitiveAnswer.objects.update_or_create(
        application=application, key=key, defaults={"ciphertext": seal(value) if value else "", "saved_at": at}
    )
    application.sensitive_answers.filter(key=key, ciphertext="", handed_in="").delete()
