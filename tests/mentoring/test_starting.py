"""Placements begin on their first day, each by itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentoring.domain import placements
from mentoring.models import Placement
from programme.kernel.errors import Refusal
from programme.models import FailedWork

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(town):
    rows = [town.placement(person) for person in (town.applicant, town.person("second@t.example"))]
    Placement.objects.update(state="planned")
    return [Placement.objects.get(pk=row.pk) for row in rows]


def states():
    return list(Placement.objects.order_by("pk").values_list("state", flat=True))


def test_they_begin_on_their_first_day_and_once(planned, now):
    today = timezone.localdate(now)
    Placement.objects.filter(pk=planned[0].pk).update(starts_on=today + timedelta(days=1))
    assert placements.start_placements(at=now, today=today) == 1
    assert placements.start_placements(at=now, today=today) == 0
    assert states() == ["planned", "active"]
    assert placements.start_placements(at=now, today=today + timedelta(days=1)) == 1


def test_one_that_cannot_begin_stops_no_other(planned, now, monkeypatch):
    as_it_is = placements.start_placement

    def refuse_one(*, placement, by, at):
        if placement.pk == planned[0].pk:
            raise Refusal("ยังไม่มีพี่เลี้ยง")
        return as_it_is(placement=placement, by=by, at=at)

    monkeypatch.setattr(placements, "start_placement", refuse_one)
    with pytest.raises(Refusal):  # row after row in one breath the second would have waited for ever
        for row in planned:
            placements.start_placement(placement=row, by=None, at=now)
    assert placements.start_placements(at=now, today=timezone.localdate(now)) == 1
    assert states() == ["planned", "active"]
    assert FailedWork.objects.get().last_error == "ยังไม่มีพี่เลี้ยง"
