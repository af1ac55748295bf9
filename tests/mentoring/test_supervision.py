"""Work that waits always has a reader: the supervisor, else a colleague, else those who can name one."""

import pytest
from django.utils import timezone

from applications.models import Conflict
from mentoring.domain import placements, weeks
from mentoring.models import RoleAssignment, Week
from programme.kernel.errors import NotAllowed, NotVisible
from programme.models import AuditEntry, Letter, Membership
from tests.applications.doors import case_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(town):
    return case_of(town)


@pytest.fixture
def placement(case, town):
    found = case.offer.placement
    if found.state == "planned":
        placements.start_placement(placement=found, by=None, at=town.now)
    return found


def hand_in(town, placement) -> None:
    town.log(placement)
    weeks.submit_week(week=Week.objects.get(placement=placement), by=placement.ambassador, at=town.now)


def written_to(kind: str) -> set:
    return set(Letter.objects.filter(kind=kind).values_list("recipient", flat=True))


def declare(case, person, town) -> None:
    Conflict.objects.create(application=case.application, person=person, declared_at=town.now)


def colleague(town, *capacities):
    found = town.person("colleague@t.example")
    for capacity in capacities:
        Membership.objects.create(user=found, agency=town.agency, capacity=capacity, started_at=town.now)
    return found


def test_the_supervisor_is_written_to_and_nobody_else(town, placement):
    colleague(town, "supervisor")
    hand_in(town, placement)
    assert written_to("week_submitted") == {town.host.pk}


def test_where_the_only_supervisor_has_a_conflict_a_colleague_is_written_to(town, case, placement):
    other = colleague(town, "supervisor")
    declare(case, town.host, town)
    hand_in(town, placement)
    assert written_to("week_submitted") == {other.pk}


@pytest.mark.parametrize("lost", ["conflict", "retired", "let go"])
def test_where_nobody_can_confirm_those_who_can_name_somebody_are_written_to(town, case, placement, lost):
    signer = colleague(town, "approver")
    if lost == "conflict":
        declare(case, town.host, town)
    elif lost == "retired":
        town.host.is_active = False
        town.host.save(update_fields=["is_active"])
    else:
        Membership.objects.filter(user=town.host).update(ended_at=town.now)
        placement.roles.update(to_on=timezone.localdate(town.now))
    hand_in(town, placement)
    assert written_to("week_submitted") == set()
    assert written_to("week_without_supervisor") == {signer.pk, town.officer.pk}
    bodies = {row.recipient_id: row.text for row in Letter.objects.filter(kind="week_without_supervisor")}
    assert f"/host/people/{town.agency.code}/" in bodies[signer.pk]
    assert f"/desk/placements/{placement.code}/" in bodies[town.officer.pk]


def test_the_office_puts_a_stand_in_beside_who_is_told_and_confirms(town, case, placement, signed_in):
    declare(case, town.host, town)
    hand_in(town, placement)
    page, person = f"/desk/placements/{placement.code}/", town.person("aunt@t.example")
    browser = signed_in(town.officer, "en")
    wrong = browser.post(page, {"act": "beside", "email": "nobody@t.example", "kind": "stand_in"})
    assert wrong.status_code == 422 and "Ask the person to sign up first" in wrong.content.decode()
    assert browser.post(page, {"act": "beside", "email": "Aunt@t.example", "kind": "stand_in"}).status_code == 302
    assert written_to("put_beside") >= {person.pk}
    week = Week.objects.get(placement=placement)
    assert f"/host/weeks/{week.pk}/" in signed_in(person).get("/host/").content.decode()
    assert 'href="/host/"' in signed_in(person).get("/my/").content.decode()
    assert weeks.confirm_week(week=week, by=person, at=town.now) == 1


def test_the_office_lets_somebody_go_and_what_they_confirmed_stays(town, placement, signed_in):
    hand_in(town, placement)
    week = Week.objects.get(placement=placement)
    weeks.confirm_week(week=week, by=town.host, at=town.now)
    role = placement.roles.get(user=town.host, kind="supervisor")
    browser, page = signed_in(town.officer), f"/desk/placements/{placement.code}/"
    assert browser.post(page, {"act": "let_go", "role": role.pk}).status_code == 302
    role.refresh_from_db()
    assert role.to_on is not None and week.logs.get().confirmed_by == town.host
    assert AuditEntry.objects.filter(act="end_role", object_code=placement.code).count() == 1
    assert browser.post(page, {"act": "let_go", "role": role.pk}).status_code == 422


@pytest.mark.parametrize("who", ["applicant", "host", "mentor", "evaluator", "stranger"])
def test_only_an_officer_lets_somebody_go(town, placement, who):
    role = RoleAssignment.objects.filter(placement=placement).first()
    with pytest.raises((NotAllowed, NotVisible)):
        placements.end_assignment(role=role, on=placement.starts_on, by=getattr(town, who), at=town.now)
    role.refresh_from_db()
    assert role.to_on is None
