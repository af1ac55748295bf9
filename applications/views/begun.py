"""What somebody answered before they had an account goes along into their draft: sealed, for an hour, in this browser only."""

import json
from datetime import date, datetime, timedelta
from typing import Any

from cryptography.fernet import InvalidToken
from django.http import HttpRequest

from applications.domain.answers import save_section
from applications.models import Application
from programme.kernel.secrets import seal, unseal
from programme.models import Call

KEY, AN_HOUR = "begun", timedelta(hours=1)


def take_along(request: HttpRequest, call: Call, answers: dict[str, Any], at: datetime) -> None:
    """The answers of the public check, because the person asked to begin with them."""
    plain = {key: value.isoformat() if isinstance(value, date) else value for key, value in answers.items()}
    note = {"call": call.slug, "at": at.isoformat(), "answers": plain}
    request.session[KEY] = seal(json.dumps(note, default=str))


def lay_down(request: HttpRequest, draft: Application, at: datetime) -> None:
    """Into a draft that has no answer yet; what is in one already is never written over."""
    note = _read(request.session.pop(KEY, ""))
    if not note or note["call"] != draft.call.slug or draft.answers.exists():
        return
    if at - datetime.fromisoformat(note["at"]) > AN_HOUR:
        return
    sections: dict[str, dict[str, Any]] = {}
    for question in draft.form.questions.all():
        if question.key in note["answers"]:
            sections.setdefault(question.section, {})[question.key] = note["answers"][question.key]
    for section, data in sections.items():
        save_section(application=draft, section=section, data=data, base_version=0, by=request.user, at=at)


def _read(sealed: str) -> dict[str, Any] | None:
    try:
        return json.loads(unseal(sealed)) if sealed else None
    except (InvalidToken, ValueError):
        return None
