"""What a mission is measured by, and how the month went: from what was written down, and nothing that was not."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.domain import missions
from mentoring.models import ActivityLog, Mission
from mentoring.queries.progress import measures_of, month_so_far
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.models import AuditEntry

pytestmark = pytest.mark.django_db
WARNING = "เวลาเตือนก่อนน้ำถึงบ้าน"


@pytest.fixture
def mission(town):
    return town.mission(town.placement())


def add(town, mission, by=None, **changes):
    words = {"label": WARNING, "unit": "ชม.", "before": Decimal(0), "target": Decimal(4)} | changes
    return missions.add_measure(mission=mission, by=by or town.applicant, at=town.now, **words)


def take(town, mission, now, on=None, by=None, label=WARNING):
    words = {"label": label, "now": Decimal(now), "on": on or timezone.localdate(town.now), "source": "เสาวัดน้ำ 3 ต้น"}
    return missions.take_measure(mission=mission, by=by or town.applicant, at=town.now, **words)


def refused(code, act, *args, **words):
    with pytest.raises(Refusal) as no:
        act(*args, **words)
    assert no.value.code == code


@pytest.mark.parametrize(
    ("before", "target", "now", "percent"),
    [
        ("0", "4", "3.1", 78),
        ("50", "20", "30", 67),
        ("8400", "1500", "8400", 0),
        (None, "4", "3", None),
        ("4", "4", "4", None),
    ],
)
def test_the_way_gone_rises_or_falls_and_needs_both_ends(town, mission, before, target, now, percent):
    mission = add(town, mission, before=Decimal(before) if before else None, target=Decimal(target))
    assert measures_of(mission)[0].percent is None
    (row,) = measures_of(take(town, mission, now))
    assert row.percent == percent and row.now == Decimal(now) and row.source == "เสาวัดน้ำ 3 ต้น"


def test_zero_is_a_value_and_an_unmeasured_one_is_none(town, mission):
    mission = add(town, mission)
    assert measures_of(mission)[0].now is None
    assert measures_of(take(town, mission, 0))[0].now == 0
    assert list(AuditEntry.objects.filter(act__endswith="measure").order_by("pk").values_list("act", flat=True)) == [
        "add_measure", "take_measure",
    ]  # fmt: skip


def test_the_same_name_changes_a_measure_and_keeps_its_value(town, mission):
    mission = take(town, add(town, mission), 3)
    (row,) = measures_of(add(town, mission, target=Decimal(6)))
    assert (row.target, row.now) == (6, 3)


def test_each_refusal_changes_nothing(town, mission):
    refused("unknown", take, town, mission, 3)
    for number in range(missions.MOST_MEASURES):
        add(town, mission, label=f"m{number}")
    refused("too_many", add, town, mission)
    take(town, mission, 3, label="m0")
    refused("older", take, town, mission, 4, on=timezone.localdate(town.now) - timedelta(days=1), label="m0")
    Mission.objects.filter(pk=mission.pk).update(**{"state": "closed"})
    refused("over", take, town, mission, 4, label="m0")
    refused("over", add, town, mission, label="m0")
    assert measures_of(Mission.objects.get())[0].now == 3


@pytest.mark.parametrize("who", ["host", "host2", "mentor", "officer", "evaluator", "stranger"])
def test_only_the_ambassador_measures(town, mission, who):
    add(town, mission)
    for act in (lambda by: add(town, mission, by=by), lambda by: take(town, mission, 3, by=by)):
        with pytest.raises((NotAllowed, NotVisible)):
            act(getattr(town, who))


def test_the_page_takes_measures_and_gives_back_what_was_typed(town, mission, signed_in):
    browser, page = signed_in(town.applicant, "en"), reverse("field_mission", args=[mission.code])
    typed = {"act": "add", "label": WARNING, "unit": "h", "before": "0", "target": "four"}
    no = browser.post(page, typed)
    assert no.status_code == 422 and WARNING in no.content.decode() and 'value="four"' in no.content.decode()
    assert browser.post(page, typed | {"target": "4"}).status_code == 302
    day = f"{timezone.localdate(town.now):%d/%m/%Y}"
    value = {"act": "take", "label": WARNING, "now": "3.1", "on": day, "source": "three posts"}
    assert browser.post(page, value | {"label": "x", "now": "9" * 30}).status_code == 422
    assert browser.post(page, value).status_code == 302
    html = browser.get(page).content.decode()
    assert "<b>3.1</b> h" in html and "Target 4" in html and "three posts" in html and 'width="780"' in html
    host = signed_in(town.host, "en").get(page).content.decode()
    assert "<b>3.1</b> h" in host and "Write down a new value" not in host


def test_the_month_is_counted_by_the_domain_of_the_mission(town, mission):
    placement, on = mission.placement, timezone.localdate(town.now)
    for _n in range(3):
        town.log(placement)
    two = ActivityLog.objects.order_by("pk")[:2]
    ActivityLog.objects.filter(pk__in=list(two.values_list("pk", flat=True))).update(mission=mission)
    ActivityLog.objects.filter(pk=ActivityLog.objects.last().pk).update(happened_on=on)
    assert month_so_far(placement, on) == {"n": 3, "parts": [("env", 2)], "rest": 1}
    assert month_so_far(placement, on - timedelta(days=62))["n"] == 0


@pytest.mark.parametrize("n", [1, 3])
def test_the_month_costs_one_query(town, mission, n, django_assert_num_queries):
    for _n in range(n):
        town.log(mission.placement)
    with django_assert_num_queries(1):
        month_so_far(mission.placement, timezone.localdate(town.now))


def test_the_first_page_draws_the_month(town, mission, signed_in):
    town.log(mission.placement)
    html = signed_in(town.applicant, "en").get(reverse("field_home")).content.decode()
    assert "This month" in html and "1 field log" in html
