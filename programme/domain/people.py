"""Accounts, roles and consents."""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from programme.domain.audit import record_act
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.kernel.shapes import Fields
from programme.models import Cohort, Consent, Profile, Role, RoleGrant, User
from programme.signals import consent_withdrawn


@transaction.atomic
def create_person(
    *, email: str, at: datetime, password: str | None = None, by: User | None = None, **profile: Any
) -> User:
    """An account with a verified address and a profile, made by the office and not by the person."""
    user = User.objects.create_user(email, password)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    Profile.objects.create(user=user, **profile)
    record_act(act="create", obj=user, by=by, at=at)
    return user


@transaction.atomic
def grant_role(*, user: User, role: str, cohort: Cohort | None = None, by: User | None, at: datetime) -> RoleGrant:
    """Gives a role everywhere or within one cohort; asking twice changes nothing."""
    if by is not None:
        require(by, "grant", user)
    if role not in Role.values:
        raise Refusal(_("There is no role “%(role)s”.") % {"role": role}, code="unknown_role")
    grant, created = RoleGrant.objects.get_or_create(
        user=user, role=role, cohort=cohort, ended_at=None, defaults={"granted_by": by, "granted_at": at}
    )
    if created:
        record_act(
            act="grant_role", obj=user, by=by, at=at, data={"role": role, "cohort": cohort.code if cohort else ""}
        )
    return grant


@transaction.atomic
def end_role(*, grant: RoleGrant, by: User, at: datetime) -> RoleGrant:
    """Takes a role back. The last officer cannot be removed: somebody has to hold the keys."""
    require(by, "grant", grant.user)
    others = RoleGrant.objects.filter(role=Role.OFFICER, cohort=None, ended_at=None, user__is_active=True).exclude(
        pk=grant.pk
    )
    if grant.role == Role.OFFICER and grant.cohort_id is None and not others.exists():
        raise Refusal(_("This is the last officer. Give the role to somebody else first."), code="last_officer")
    grant.ended_at = at
    grant.save(update_fields=["ended_at"])
    record_act(act="end_role", obj=grant.user, by=by, at=at, data={"role": grant.role})
    return grant


def save_profile(*, user: User, fields: Fields) -> Profile:
    """Keeps what a person says about themselves."""
    profile, _created = Profile.objects.update_or_create(user=user, defaults=fields)
    user.profile = profile
    return profile


def take_copy(*, user: User, at: datetime) -> None:
    """Writes down that a person took away a copy of everything; it holds sensitive answers in clear."""
    record_act(act="take_copy", obj=user, by=user, at=at)


@transaction.atomic
def give_consent(*, user: User, purpose: str, wording: str, at: datetime) -> Consent:
    """Writes down one consent in the words that the person saw; saying yes twice changes nothing."""
    consent, created = Consent.objects.get_or_create(
        user=user, purpose=purpose, withdrawn_at=None, defaults={"wording": wording, "given_at": at}
    )
    if created:
        record_act(act="give_consent", obj=user, by=user, at=at, data={"purpose": purpose})
    return consent


@transaction.atomic
def withdraw_consent(*, user: User, purpose: str, at: datetime) -> int:
    """Ends a consent at once; what rests on it leaves the site in the same transaction."""
    ended = list(Consent.objects.select_for_update().filter(user=user, purpose=purpose, withdrawn_at=None))
    for consent in ended:
        consent.withdrawn_at = at
        consent.save(update_fields=["withdrawn_at"])
        record_act(act="withdraw_consent", obj=user, by=user, at=at, data={"purpose": purpose})
        consent_withdrawn.send(sender=Consent, consent=consent, at=at)
    return len(ended)
