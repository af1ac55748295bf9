"""Who may do what with the foundation's records."""

from collections.abc import Callable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from programme.kernel.policies import Policy, Verdict, refuse, register, visible_to
from programme.models import (
    AuditEntry,
    Call,
    Cohort,
    FailedWork,
    HostAgency,
    Letter,
    Opening,
    PrivateFile,
    Role,
    User,
)
from programme.queries.letters import inbox_of
from programme.queries.people import is_editor, is_evaluator, is_officer, standing_of

PUBLIC_CALL_STATES = ("open", "closed", "selecting", "announced")


def within_cohorts(user: User, *roles: str, field: str = "cohort_id") -> Q:
    """The rows whose cohort the person's roles cover."""
    found = Q(pk__in=[])
    for role in roles:
        scope = standing_of(user).cohort_scope(role)
        if scope is None:
            return Q(pk__isnull=False)  # everything; an empty Q would vanish beside another condition
        if scope:
            found |= Q(**{f"{field}__in": scope})
    return found


Door = Callable[[User], QuerySet]
sealed_kinds: set[str] = set()  # letters whose link lets its reader act: not for staff; each app adds its own
doors: dict[str, Door] = {}  # label of a model → the codes of its records that staff may see; each app adds its own


def behind_open_doors(user: User, type_field: str, code_field: str) -> Q:
    """Rows that speak of a record by type and code, and of no record that is closed to this person.

    Histories and letters name their record and have no key to it: without this they would tell of an application under
    a conflict, or of another cohort.
    """
    found = ~Q(**{f"{type_field}__in": list(doors)})
    for label, open_codes in doors.items():
        found |= Q(**{type_field: label, f"{code_field}__in": open_codes(user)})
    return found


def add_door(model: type, purpose: str = "view") -> None:
    """The histories of this kind of record, and letters about it, are as visible as the record itself."""
    doors[model._meta.label_lower] = lambda user: visible_to(user, model, purpose).values("code")


@register
class CohortPolicy(Policy):
    model = Cohort

    def rows(self, user: User, purpose: str) -> QuerySet:
        return Cohort.objects.filter(within_cohorts(user, Role.OFFICER, Role.EDITOR, Role.EVALUATOR, field="pk"))

    def can_add(self, user: User, obj: None) -> bool:
        return standing_of(user).cohort_scope(Role.OFFICER) is None

    def can_change(self, user: User, obj: Cohort) -> bool:
        return is_officer(user, obj.pk)


@register
class CallPolicy(Policy):
    model = Call
    purposes = ("desk",)

    def rows(self, user: User, purpose: str) -> QuerySet:
        staff = within_cohorts(user, Role.OFFICER, Role.EDITOR, Role.EVALUATOR)
        if purpose == "desk":
            return Call.objects.filter(staff)
        return Call.objects.filter(staff | Q(state__in=PUBLIC_CALL_STATES))

    def _officer(self, user: User, obj: Call | None) -> bool:
        return is_officer(user, obj.cohort_id if obj else None)

    can_add = can_change = can_start_selection = can_announce = _officer

    def can_publish(self, user: User, obj: Call) -> bool:
        return is_editor(user) or self._officer(user, obj)


@register
class HostAgencyPolicy(Policy):
    model = HostAgency
    purposes = ("member",)

    def rows(self, user: User, purpose: str) -> QuerySet:
        if purpose != "member" and (is_officer(user) or is_evaluator(user)):
            return HostAgency.objects.all()
        return HostAgency.objects.filter(pk__in=standing_of(user).agency_ids())

    def can_add(self, user: User, obj: None) -> bool:
        return is_officer(user)

    def can_change(self, user: User, obj: HostAgency) -> bool:
        return is_officer(user) or obj.pk in standing_of(user).agency_ids("approver")

    def can_approve(self, user: User, obj: HostAgency) -> bool | Verdict:
        if is_officer(user) and obj.registered_by_id == user.pk:
            return refuse(_("You registered this agency yourself. Another officer has to approve it."))
        return is_officer(user)

    def can_reject(self, user: User, obj: HostAgency) -> bool:
        return is_officer(user)

    can_manage_people = can_change


@register
class OpeningPolicy(Policy):
    model = Opening
    purposes = ("desk", "host", "inside")

    def rows(self, user: User, purpose: str) -> QuerySet:
        own = Q(agency_id__in=standing_of(user).agency_ids())
        staff = within_cohorts(user, Role.OFFICER, Role.EVALUATOR, field="call__cohort_id")
        if purpose == "desk":
            return Opening.objects.filter(staff)
        if purpose == "host":
            return Opening.objects.filter(own)
        if purpose == "inside":  # with its history and decisions: not what everybody reads on the public pages
            return Opening.objects.filter(staff | own)
        return Opening.objects.filter(staff | own | Q(state="approved", call__state__in=PUBLIC_CALL_STATES))

    def can_add(self, user: User, obj: None) -> bool:
        return is_officer(user) or bool(standing_of(user).agency_ids("approver", "supervisor"))

    def can_change(self, user: User, obj: Opening) -> bool:
        if is_officer(user, obj.call.cohort_id):
            return True
        return obj.state == "pending" and obj.agency_id in standing_of(user).agency_ids("approver", "supervisor")

    def can_approve(self, user: User, obj: Opening) -> bool | Verdict:
        if not is_officer(user, obj.call.cohort_id):
            return False
        if obj.submitted_by_id == user.pk:
            return refuse(_("You submitted this opening yourself. Another officer has to approve it."))
        return True

    def can_reject(self, user: User, obj: Opening) -> bool:
        return is_officer(user, obj.call.cohort_id)

    def can_withdraw(self, user: User, obj: Opening) -> bool:
        return is_officer(user, obj.call.cohort_id) or obj.agency_id in standing_of(user).agency_ids("approver")


@register
class UserPolicy(Policy):
    model = User

    def rows(self, user: User, purpose: str) -> QuerySet:
        if is_officer(user):
            return User.objects.filter(is_active=True)
        return User.objects.filter(pk=user.pk) if user.is_authenticated else User.objects.none()

    def can_grant(self, user: User, obj: User) -> bool | Verdict:
        if standing_of(user).cohort_scope(Role.OFFICER) is not None:
            return False
        return refuse(_("Nobody changes their own roles. Ask another officer.")) if obj.pk == user.pk else True


@register
class LetterPolicy(Policy):
    model = Letter
    purposes = ("desk",)

    def rows(self, user: User, purpose: str) -> QuerySet:
        if purpose == "desk":
            # Account letters carry sign-in codes: not even staff may read those, whoever they are for.
            rows = Letter.objects.exclude(kind__startswith="account") if is_officer(user) else Letter.objects.none()
            rows = rows.exclude(kind__in=sealed_kinds)
            return rows.filter(behind_open_doors(user, "about_type", "about_code"))
        # letters to addresses without an account have no recipient
        return inbox_of(user) if user.is_authenticated else Letter.objects.none()

    def can_requeue(self, user: User, obj: Letter) -> bool:
        return self.visible_to(user, "desk").filter(pk=obj.pk).exists()

    can_suppress = can_requeue


@register
class AuditEntryPolicy(Policy):
    """Officers read what was done to records that they may see; an agency's people what was done to theirs."""

    model = AuditEntry

    def rows(self, user: User, purpose: str) -> QuerySet:
        if is_officer(user):
            return AuditEntry.objects.filter(behind_open_doors(user, "object_type", "object_code"))
        own = standing_of(user).agency_ids()
        agencies = HostAgency.objects.filter(pk__in=own).values("code")
        openings = Opening.objects.filter(agency_id__in=own).values("code")
        return AuditEntry.objects.filter(
            Q(object_type="programme.hostagency", object_code__in=agencies)
            | Q(object_type="programme.opening", object_code__in=openings)
        )


@register
class FailedWorkPolicy(Policy):
    """What the clock could not do waits for officers."""

    model = FailedWork

    def rows(self, user: User, purpose: str) -> QuerySet:
        return FailedWork.objects.all() if is_officer(user) else FailedWork.objects.none()

    def can_try_again(self, user: User, obj: FailedWork) -> bool:
        return is_officer(user)


FileReader = Callable[[User, PrivateFile], bool]
file_readers: dict[str, FileReader] = {}  # purpose → who may read; each app fills in its own purposes


@register
class PrivateFilePolicy(Policy):
    """The owner reads own files; for everybody else the app that owns the purpose decides."""

    model = PrivateFile

    def can_view(self, user: User, obj: PrivateFile) -> bool:
        if not user.is_authenticated:
            return False
        reader = file_readers.get(obj.purpose)
        return obj.owner_id == user.pk or bool(reader and reader(user, obj))

    def rows(self, user: User, purpose: str) -> QuerySet:
        return PrivateFile.objects.filter(owner_id=user.pk)


add_door(Cohort)
add_door(Call, "desk")
add_door(Opening, "desk")
