"""Who is who: the roles a person holds right now, asked once per request."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Value

from programme.models import Membership, Role, RoleGrant, User


@dataclass(frozen=True)
class Standing:
    """What a person is. `cohorts[role]` is None for "everywhere", else the set of cohort ids."""

    grants: dict[str, frozenset[int] | None]
    agencies: dict[str, frozenset[int]]  # capacity → agency ids

    def has(self, role: str, cohort_id: int | None = None) -> bool:
        if role not in self.grants:
            return False
        scope = self.grants[role]
        return scope is None or cohort_id is None or cohort_id in scope

    def cohort_scope(self, role: str) -> frozenset[int] | None:
        """The cohort ids that the role covers; None means all, an empty set means none."""
        return self.grants.get(role, frozenset())

    def agency_ids(self, *capacities: str) -> frozenset[int]:
        chosen = capacities or tuple(self.agencies)
        return frozenset().union(*(self.agencies.get(capacity, frozenset()) for capacity in chosen))


NOBODY = Standing(grants={}, agencies={})


def standing_of(user: User) -> Standing:
    """The person's roles, cached on the user object so that one request asks the database once."""
    if user is None or not getattr(user, "is_authenticated", False) or not user.is_active:
        return NOBODY
    cached = user.__dict__.get("_standing")
    if cached is None:
        cached = user.__dict__["_standing"] = _load(user)
    return cached


def _load(user: User) -> Standing:
    grants: dict[str, frozenset[int] | None] = {}
    agencies: dict[str, frozenset[int]] = {}
    for is_grant, name, key in _held_by(user):
        if not is_grant:
            agencies[name] = agencies.get(name, frozenset()) | ({key} if key is not None else set())
            continue
        held = grants.get(name, frozenset())
        grants[name] = None if key is None or held is None else held | {key}
    if user.is_superuser:
        grants |= {role: None for role in Role.values}
    return Standing(grants=grants, agencies=agencies)


def _held_by(user: User) -> Iterable[tuple[bool, str, int | None]]:
    """Roles and memberships in one question, since every page asks it: (is a role, its name, its cohort or agency)."""
    now = {"user": user, "ended_at": None}
    roles = RoleGrant.objects.filter(**now).values_list(Value(True), "role", "cohort_id")
    places = Membership.objects.filter(**now).values_list(Value(False), "capacity", "agency_id")
    return roles.union(places, all=True)


def forget_standing(user: User) -> None:
    """After a grant or membership changed within the same request."""
    user.__dict__.pop("_standing", None)


def is_officer(user: User, cohort_id: int | None = None) -> bool:
    return standing_of(user).has(Role.OFFICER, cohort_id)


def is_editor(user: User) -> bool:
    return standing_of(user).has(Role.EDITOR)


def is_evaluator(user: User, cohort_id: int | None = None) -> bool:
    return standing_of(user).has(Role.EVALUATOR, cohort_id)


def officers() -> list[User]:
    """Those whom the system writes to when nobody in particular is in charge."""
    return list(
        User.objects.filter(grants__role=Role.OFFICER, grants__ended_at=None, is_active=True).distinct().order_by("pk")
    )


def on_staff(user: User) -> bool:
    """Whoever holds a role of the desk; reviewers and agencies have pages of their own."""
    return bool(standing_of(user).grants.keys() & {Role.OFFICER, Role.EDITOR, Role.EVALUATOR})
