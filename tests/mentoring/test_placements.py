"""A year at a host: opened by an accepted offer, begun and ended by the clock or an officer, with people beside it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.domain.offers import accept_offer
from applications.models import Offer
from mentoring.domain import placements
from mentoring.models import Placement, RoleAssignment
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.models import AuditEntry, Letter

pytestmark = pytest.mark.django_db
NOT_OFFICERS = ("applicant", "host", "mentor", "evaluator", "editor", "stranger")


@pytest.fixture
def placement(town):
    return town.placement()


def refused(code, act, **words):
    with pytest.raises(Refusal) as no:
        act(**words)
    assert no.value.code == code


def test_an_accepted_offer_opens_one_year_with_its_people(town):
    town.ranked()
    town.selecting()
    town.release(town.computed())
    offer = Offer.objects.get()
    accept_offer(offer=offer, typed_name="ณัฐริกา บุญเรือง", by=town.applicant, at=town.now)
    found = Placement.objects.get()
    assert (found.state, found.ambassador, found.agency) == ("planned", town.applicant, offer.opening.agency)
    assert set(found.roles.values_list("kind", flat=True)) == {"supervisor", "host_mentor"}
    assert Letter.objects.filter(kind="placement_opened", recipient=town.applicant).count() == 1
    assert (
        placements.open_placement(offer=offer, by=None, at=town.now).pk == found.pk and Placement.objects.count() == 1
    )
    assert town.applicant.get_full_name() not in found.pseudonym


def test_the_clock_begins_what_is_due_and_nothing_twice(town, placement):
    Placement.objects.filter(pk=placement.pk).update(**{"state": "planned"})
    today = timezone.localdate(town.now)
    assert placements.start_placements(at=town.now, today=placement.starts_on - timedelta(days=1)) == 0
    assert placements.start_placements(at=town.now, today=today) == 1
    assert placements.start_placements(at=town.now, today=today) == 0
    assert Placement.objects.get().state == "active"


@pytest.mark.parametrize("who", NOT_OFFICERS)
def test_only_an_officer_moves_dates_assigns_and_ends(town, placement, who):
    by, today = getattr(town, who), timezone.localdate(town.now)
    acts = (
        lambda: placements.move_dates(
            placement=placement, starts_on=today, ends_on=today + timedelta(days=9), reason="ก", by=by, at=town.now
        ),
        lambda: placements.assign_role(
            placement=placement, user=town.stranger, kind="stand_in", on=today, by=by, at=town.now
        ),
        lambda: placements.complete_placement(placement=placement, on=today, by=by, at=town.now),
        lambda: placements.end_placement(
            placement=placement, kind="terminate", reason="ก", on=today, by=by, at=town.now
        ),
    )
    for act in acts:
        with pytest.raises((NotAllowed, NotVisible)):
            act()
    assert Placement.objects.get().state == "active"


def test_dates_move_for_a_written_reason_and_in_order(town, placement):
    today = timezone.localdate(town.now)
    words = {"placement": placement, "by": town.officer, "at": town.now}
    refused("wrong_dates", placements.move_dates, starts_on=today, ends_on=today, reason="ก", **words)
    refused(
        "wrong_dates", placements.move_dates, starts_on=today, ends_on=today + timedelta(days=1), reason=" ", **words
    )
    placements.move_dates(starts_on=today, ends_on=today + timedelta(days=90), reason="ลาบวช", **words)
    assert Placement.objects.get().starts_on == today
    assert AuditEntry.objects.get(object_code=placement.code, act="move_dates").reason == "ลาบวช"


def test_nobody_stands_beside_themselves_and_twice_is_once(town, placement):
    words = {"placement": placement, "on": timezone.localdate(town.now), "by": town.officer, "at": town.now}
    refused("own", placements.assign_role, user=town.applicant, kind="expert_mentor", **words)
    for _time in range(2):
        placements.assign_role(user=town.mentor, kind="expert_mentor", **words)
    assert RoleAssignment.objects.filter(user=town.mentor).count() == 1


@pytest.mark.parametrize(
    ("kind", "state"), [("withdraw", "withdrawn"), ("terminate", "terminated"), ("transfer", "transferred")]
)
def test_an_early_end_keeps_its_reason_and_day(town, placement, kind, state):
    today = timezone.localdate(town.now)
    words = {"placement": placement, "kind": kind, "on": today, "by": town.officer, "at": town.now}
    refused("no_reason", placements.end_placement, reason="", **words)
    placements.end_placement(reason="เรียนต่อ", **words)
    found = Placement.objects.get()
    assert (found.state, found.exit_kind, found.exit_reason, found.ended_on) == (state, kind, "เรียนต่อ", today)
    refused("stale", placements.end_placement, reason="อีกครั้ง", **words)
    with pytest.raises(ValueError, match="complete"):
        placements.end_placement(reason="จบแล้ว", **words | {"kind": "complete"})


def test_a_completed_year_has_a_certificate_number_and_no_other(town, placement):
    assert placement.certificate_number == ""
    placements.complete_placement(placement=placement, on=timezone.localdate(town.now), by=town.officer, at=town.now)
    assert placement.certificate_number == f"SCA5-{placement.code.upper()}"


def test_taking_the_place_back_ends_the_year(town):
    from applications.signals import acceptance_ended

    town.ranked()
    town.selecting()
    town.release(town.computed())
    offer = Offer.objects.get()
    accept_offer(offer=offer, typed_name="ณัฐริกา บุญเรือง", by=town.applicant, at=town.now)
    acceptance_ended.send(sender=Offer, offer=offer, by=town.applicant, at=town.now, reason="ได้งานอื่น")
    assert (Placement.objects.get().state, Placement.objects.get().exit_reason) == ("withdrawn", "ได้งานอื่น")


@pytest.mark.parametrize(("who", "status"), [("officer", 200), ("evaluator", 404), ("host", 404), ("stranger", 404)])
def test_the_desk_page_of_a_placement(town, placement, signed_in, who, status):
    assert signed_in(getattr(town, who)).get(f"/desk/placements/{placement.code}/").status_code == status
