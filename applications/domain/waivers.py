"""An officer exempts one person from one rule, with the reason, and may take it back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from applications.models import Application, RuleWaiver
from applications.queries.forms import standing_form
from programme.domain.audit import record_act
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.models import Call, User


@transaction.atomic
def waive_rule(*, call: Call, user: User, rule: str, reason: str, by: User, at: datetime) -> RuleWaiver:
    """From now on the rule counts as met for this person, whether they have submitted or not. Repeating it corrects the reason."""
    application = _application(call, user)
    _require(by, call, user, application)
    form = application.form if application else standing_form(call)
    if form is None or not form.rules.filter(key=rule).exists():
        raise Refusal(_("This call has no such rule. Choose one from the list."), code="no_rule", field="rule")
    if not reason.strip():
        raise Refusal(_("Write why this person is exempt; officers read it later."), code="no_reason", field="reason")
    waiver, _created = RuleWaiver.objects.update_or_create(
        call=call,
        user=user,
        rule=rule,
        defaults={"reason": reason.strip()[:500], "waived_by": by, "waived_at": at},
    )
    record_act(act="waive_rule", obj=application or call, by=by, at=at, reason=waiver.reason, data=_said(waiver))
    return waiver


@transaction.atomic
def end_waiver(*, call: Call, user: User, rule: str, by: User, at: datetime) -> None:
    """The rule counts again. What was submitted meanwhile stays submitted; its officer sees the rule as not met."""
    application = _application(call, user)
    _require(by, call, user, application)
    waiver = RuleWaiver.objects.filter(call=call, user=user, rule=rule).first()
    if waiver is None:
        raise Refusal(_("There is no such exemption (any more)."), code="no_waiver")
    record_act(act="end_waiver", obj=application or call, by=by, at=at, data=_said(waiver))
    waiver.delete()


def _application(call: Call, user: User) -> Application | None:
    return call.applications.filter(applicant=user).exclude(state="withdrawn").select_related("form").first()


def _require(by: User, call: Call, user: User, application: Application | None) -> None:
    """Nobody exempts themselves, nor anybody in whom they have a stake."""
    if application:
        require(by, "waive", application)
    require(by, "change", call)
    if by.pk == user.pk:
        raise Refusal(_("You cannot exempt yourself. Another officer has to decide it."), code="own")


def _said(waiver: RuleWaiver) -> dict[str, str]:
    return {"rule": waiver.rule, "user": waiver.user.code}
