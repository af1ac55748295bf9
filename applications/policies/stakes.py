"""Who has a stake in an application, and the base of all policies that close their doors to them."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from applications.models import Application, Conflict, RefereeInvitation
from programme.kernel.policies import ALLOWED, Policy, Verdict, refuse
from programme.models import User

OWN_APPLICATION = _("This is your own application. Another officer has to handle it.")
WROTE_REFERENCE = _("You wrote a reference for this application. Somebody else has to handle it.")
IN_CONFLICT = _("You declared a conflict of interest here. Somebody else has to handle it.")


def closed_to(user: User) -> QuerySet:
    """The keys of the applications in which the person has a stake: three looks into indexes, never all rows."""
    own = Application.objects.filter(applicant_id=user.pk).values("pk")
    declared = Conflict.objects.filter(person_id=user.pk).values("application_id")
    return Application.objects.filter(pk__in=own.union(declared, written_by(user))).values("pk")


def written_by(user: User) -> QuerySet:
    """The keys of the applications for which this person wrote a reference, by the address they sign in with.

    Whoever was only asked has no stake: nobody can close a door for others by naming them.
    """
    found = RefereeInvitation.objects.filter(state="came", email=user.email.lower())
    return found.exclude(email="").values("application_id")


def stake_in(user: User, application: Application) -> Verdict:
    """Refused, with the reason, to whoever has a stake in this application."""
    if application.applicant_id == user.pk:
        return refuse(OWN_APPLICATION)
    if not closed_to(user).filter(pk=application.pk).exists():
        return ALLOWED
    wrote = written_by(user).filter(application_id=application.pk).exists()
    return refuse(WROTE_REFERENCE if wrote else IN_CONFLICT)


class JudgedPolicy(Policy):
    """Base for an application and all that hangs on one. `path` leads from the row to the application's key.

    Subclasses say in `judged` which rows a role opens, in `own` what the applicant may see, and in `own_acts` what
    only the applicant does; the rest is closed to everybody with a stake.
    """

    purposes = ("desk", "own")
    path = "application_id"
    own_acts: frozenset[str] = frozenset()

    def judged(self, user: User, purpose: str) -> Q:
        return Q(pk__in=[])

    def own(self, user: User) -> Q:
        return Q(pk__in=[])

    def rows(self, user: User, purpose: str) -> QuerySet:
        found = self.model._default_manager.all()
        if not user.is_authenticated:
            return found.none()
        if purpose == "own":
            return found.filter(self.own(user))
        judged = self.judged(user, purpose) & ~Q(**{f"{self.path}__in": closed_to(user)})
        return found.filter(judged if purpose == "desk" else judged | self.own(user))

    def can(self, user: User, action: str, obj=None) -> Verdict:
        verdict = super().can(user, action, obj)
        if not verdict or obj is None or action in {"view", *self.own_acts}:
            return verdict
        return stake_in(user, obj if isinstance(obj, Application) else obj.application)
