"""Pairs decided by hand: fixed or ruled out, with a reason and two people; the number and the reasons are published."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from applications.models import Application, MatchRule
from programme.domain.audit import record_act
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.models import Opening, User


def propose_rule(
    *, kind: str, application: Application, opening: Opening, reason: str, by: User, at: datetime
) -> MatchRule:
    """Writes a rule down; it counts once a second officer signs it."""
    require(by, "match", application)
    if application.call_id != opening.call_id:
        raise Refusal(_("This opening belongs to another call."), code="other_call")
    if not reason.strip():
        raise Refusal(_("Write the reason; the auditor reads it."), code="no_reason")
    try:
        with transaction.atomic():
            rule = MatchRule.objects.create(
                call=application.call, kind=kind, application=application, opening=opening,
                reason=reason.strip()[:2000], proposed_by=by, proposed_at=at,
            )  # fmt: skip
            record_act(act=f"propose_{kind}", obj=application, by=by, at=at, reason=rule.reason, data=_about(rule))
    except IntegrityError:
        raise Refusal(_("There is a decision on this pair already. Remove it first."), code="has_rule") from None
    return rule


def approve_rule(*, rule: MatchRule, by: User, at: datetime) -> MatchRule:
    """The second signature. Whoever proposed it cannot give it."""
    require(by, "match", rule.application)
    if rule.proposed_by_id == by.pk:
        raise Refusal(_("You proposed this. A second officer has to approve it."), code="second_person")
    with transaction.atomic():
        fresh = MatchRule.objects.filter(pk=rule.pk, removed_at=None, approved_by=None)
        if not fresh.update(approved_by=by, approved_at=at):
            raise Refusal(_("This was approved or removed in the meantime. Reload the page."), code="stale")
        record_act(act=f"approve_{rule.kind}", obj=rule.application, by=by, at=at, data=_about(rule))
    rule.refresh_from_db()
    return rule


def remove_rule(*, rule: MatchRule, reason: str, by: User, at: datetime) -> MatchRule:
    """Takes a rule out of force; it stays on record."""
    require(by, "match", rule.application)
    with transaction.atomic():
        if not MatchRule.objects.filter(pk=rule.pk, removed_at=None).update(removed_at=at):
            raise Refusal(_("This was removed in the meantime. Reload the page."), code="stale")
        record_act(act=f"remove_{rule.kind}", obj=rule.application, by=by, at=at, reason=reason, data=_about(rule))
    rule.refresh_from_db()
    return rule


def _about(rule: MatchRule) -> dict[str, Any]:
    return {"opening": rule.opening.code}
