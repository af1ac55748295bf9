"""An application begun, its choices, and taking it back at any time. Answers: answers.py; papers: documents.py."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from applications.domain.changes import end_change
from applications.domain.offers import end_offers_of
from applications.domain.referees import forget_references
from applications.letters import application_withdrawn
from applications.models import Application, Preference
from applications.queries.applications import alive_application
from applications.queries.corrections import open_correction
from applications.queries.forms import key_of, standing_form
from programme.domain.audit import record_act
from programme.domain.calls import may_enter, may_finish
from programme.domain.transitions import lock, move
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.models import Call, Opening, User

SUBMITTED = gettext_noop(
    "This application is submitted. To change something while the call is open, open it again on its page."
)


def start_application(*, call: Call, applicant: User, at: datetime) -> Application:
    """Opens a draft, or returns the one that is alive: pressing twice, or in two tabs, makes one."""
    alive = alive_application(call=call, applicant=applicant)
    if alive:
        return alive
    form = standing_form(call)
    if form is None or not may_enter(call=call, user=applicant, at=at):
        raise Refusal(
            _("This call is not open for applications now. Look for the next call on the site."), code="closed"
        )
    try:
        with transaction.atomic():
            application = Application.objects.create(
                call=call, applicant=applicant, form=form, started_at=at, state_changed_at=at
            )
            record_act(act="start", obj=application, by=applicant, at=at)
    except IntegrityError:
        return Application.objects.exclude(state="withdrawn").get(call=call, applicant=applicant)
    return application


@transaction.atomic
def save_choices(*, application: Application, openings: list[Opening], by: User, at: datetime) -> list[Preference]:
    """Keeps the ranked openings, best first."""
    require_editable(application, by, at, key_of(application.form, "openings"))
    if len(openings) > application.call.max_choices:
        raise Refusal(
            _("You can rank up to %(n)s openings. Take one off first.") % {"n": application.call.max_choices},
            code="too_many",
        )
    if len({opening.pk for opening in openings}) < len(openings):
        raise Refusal(_("Each opening can be ranked once."), code="twice")
    if any(opening.call_id != application.call_id or opening.state != "approved" for opening in openings):
        raise Refusal(_("One of these openings is no longer offered. Choose again from the list."), code="gone")
    application.preferences.all().delete()
    rows = [
        Preference(application=application, opening=opening, rank=rank)
        for rank, opening in enumerate(openings, start=1)
    ]
    return Preference.objects.bulk_create(rows)


@transaction.atomic
def withdraw_application(*, application: Application, by: User, at: datetime, reason: str = "") -> Application:
    """Takes the application back, at any time and whatever the deadline. Ends a live offer; frees the place; forgets references."""
    application = lock(application)
    end_change(application, by, at)
    move(application, "withdraw", by=by, at=at, reason=reason, letters=[application_withdrawn(application)])
    end_offers_of(application, by=by, at=at)
    forget_references(application=application, by=by, at=at)
    return application


def require_editable(application: Application, by: User, at: datetime, part: str = "") -> None:
    """Raises unless the person may change this part now: the key of a section; empty for the application as a whole."""
    require(by, "edit", application)
    if not application.is_editable:
        raise Refusal(_(SUBMITTED), code="locked")
    if application.state != "correction" and not may_finish(call=application.call, user=by, at=at):
        raise Refusal(
            _("The deadline has passed, so nothing can be changed or submitted any more. Your draft stays readable."),
            code="deadline",
        )
    if application.state == "correction":
        _require_asked(application, part, at)


def _require_asked(application: Application, part: str, at: datetime) -> None:
    if application.due_at and at > application.due_at:
        raise Refusal(_("The time for the correction has passed. Write to the programme office."), code="deadline")
    asked = open_correction(application)
    if part and asked and asked.parts and part not in asked.parts:
        raise Refusal(_("We did not ask you to correct this part, so it stays as it was handed in."), code="not_asked")
