"""Every figure equals what its rows add up to, for every filter that it knows; a filter it does not know is refused."""

from datetime import date, timedelta
from itertools import product

import pytest

from mentoring.models import ActivityLog, Claim, Mission, Outcome, PeopleCount, Placement, Problem
from mentoring.queries.figures import BEGUN, REGISTRY, Scope
from mentoring.queries.figures.scope import DOMAIN
from programme.kernel.errors import Refusal
from tests.mentoring.world import BANGKOK, FieldWorld

pytestmark = pytest.mark.django_db
OCTOBER, DECEMBER = date(2025, 10, 1), date(2025, 12, 31)
MODELS = {"F-10": ActivityLog, "F-11": ActivityLog, "F-12": Problem, "F-13": Outcome}
GRADES = {"F-10": 3, "F-11": 3, "F-12": 3, "F-13": 2}


def scopes(world) -> list[Scope]:
    """Every filter alone and each with each."""
    return [
        Scope(cohort_id=cohort, province_id=province, region=region, domain=domain, from_on=first, to_on=last)
        for cohort, province, region, domain, (first, last) in product(
            (None, world.cohorts[1].pk),
            (None, world.provinces[1].pk),
            ("", "central"),
            ("", "gov"),
            ((None, None), (OCTOBER, DECEMBER), (date(2026, 3, 1), None)),
        )
    ]


def within(scope: Scope, day: date | None) -> bool:
    if day is None:
        return not (scope.from_on or scope.to_on)
    return (scope.from_on or day) <= day <= (scope.to_on or day)


def at_place(scope: Scope, placement: Placement) -> bool:
    province = placement.city.province
    return (
        scope.cohort_id in (None, placement.cohort_id)
        and scope.province_id in (None, province.pk)
        and scope.region in ("", province.region)
    )


def worked(row: Placement) -> bool:
    left_before = row.state != "completed" and row.ended_on is not None and row.ended_on <= row.starts_on
    return row.state in BEGUN and not left_before


def claim_counts(key: str, claim: Claim) -> bool:
    last = claim.placement.ended_on or claim.placement.ends_on
    grades = [row.grade for row in claim.evidence.all() if row.consent != "refused"]
    return (
        claim.state == "verified"
        and claim.confirmed_by_id is not None
        and claim.placement.starts_on <= claim.happened_on <= last
        and min(grades, default=9) <= GRADES[key]
    )


def domains_of(claim: Claim) -> list[str]:
    return claim.domains if claim.kind != "log" else claim.mission.domains if claim.mission else []


def counted_by_hand(key: str, scope: Scope) -> list:
    """The rows of a figure, found in plain Python."""
    placements = Placement.objects.select_related("city__province")
    if key == "F-01":
        return [row for row in placements if worked(row) and at_place(scope, row) and within(scope, row.starts_on)]
    if key == "F-02":
        done = [row for row in placements if row.state == "completed" and at_place(scope, row)]
        return [row for row in done if within(scope, row.ended_on)]
    if key == "F-03":
        there = [row for row in placements if worked(row) and at_place(scope, row)]
        return [
            row
            for row in there
            if row.starts_on <= (scope.to_on or row.starts_on)
            and (row.ended_on or row.ends_on) >= (scope.from_on or row.starts_on)
        ]
    if key == "F-09":
        rows = (
            Mission.objects.exclude(state="cancelled")
            .exclude(agreed_at=None)
            .select_related("placement__city__province")
        )
        return [
            row
            for row in rows
            if at_place(scope, row.placement)
            and within(scope, row.agreed_at.astimezone(BANGKOK).date())
            and (not scope.domain or scope.domain in row.domains)
        ]
    rows = MODELS[key].objects.select_related("placement__city__province", "mission").prefetch_related("evidence")
    return [
        row
        for row in rows
        if claim_counts(key, row)
        and at_place(scope, row.placement)
        and within(scope, row.happened_on)
        and (not scope.domain or scope.domain in domains_of(row))
    ]


def value_by_hand(key: str, rows: list) -> int:
    if key == "F-03":
        return len({row.city.province_id for row in rows})
    if key != "F-11":
        return len(rows)
    groups: dict[int, list[PeopleCount]] = {}
    for count in PeopleCount.objects.filter(log__in=rows).exclude(group=None):
        groups.setdefault(count.group_id, []).append(count)
    return sum(max(count.number for count in counts) for counts in groups.values())


@pytest.fixture
def world(town):
    return FieldWorld(town)


def test_a_figure_is_the_sum_of_its_rows_for_every_filter_it_knows(world):
    for key, figure in REGISTRY.items():
        values = set()
        for scope in scopes(world):
            if figure.unknown(scope):
                continue
            by_hand = counted_by_hand(key, scope)
            assert set(figure.rows(scope).values_list("code", flat=True)) == {row.code for row in by_hand}, (key, scope)
            assert figure.compute(scope)["value"] == value_by_hand(key, by_hand), (key, scope)
            values.add(len(by_hand))
        assert len(values) > 2, "the filters have to make a difference, or this shows nothing"


def test_what_counts_and_what_does_not_are_together_everything(world):
    for key, model in MODELS.items():
        figure = REGISTRY[key]
        for scope in scopes(world):
            counted = set(figure.rows(scope).values_list("code", flat=True))
            left = dict(figure.missing(scope).values_list("code", "reason"))
            assert not counted & set(left) and all(left.values())
            if scope == Scope():
                everything = model.objects.exclude(state="discarded").values_list("code", flat=True)
                assert counted and left and counted | set(left) == set(everything)


@pytest.mark.parametrize("key", ["F-01", "F-02", "F-03"])
def test_a_filter_that_a_figure_does_not_know_is_refused(key):
    figure = REGISTRY[key]
    assert DOMAIN not in figure.dimensions
    for ask in (figure.compute, figure.rows, figure.missing):
        with pytest.raises(Refusal) as refusal:
            ask(Scope(domain="env"))
        assert refusal.value.code == "unknown_dimension"
        assert str(figure.label) in str(refusal.value)


def test_a_report_of_autumn_shows_no_completion_of_the_next_summer(town):
    placement = town.placement()
    Placement.objects.filter(pk=placement.pk).update(
        **{"state": "completed"}, starts_on=OCTOBER, ends_on=date(2026, 8, 31), ended_on=date(2026, 8, 31)
    )
    autumn = Scope(from_on=OCTOBER, to_on=DECEMBER)
    assert REGISTRY["F-02"].compute(Scope())["value"] == 1
    assert REGISTRY["F-02"].compute(autumn)["value"] == 0
    assert REGISTRY["F-01"].compute(autumn)["value"] == 1
    assert REGISTRY["F-01"].compute(Scope(from_on=date(2026, 1, 1)))["value"] == 0
    assert REGISTRY["F-03"].compute(Scope(from_on=date(2026, 1, 1)))["value"] == 1
    assert REGISTRY["F-03"].compute(Scope(from_on=date(2026, 9, 1)))["value"] == 0


def test_a_mission_lies_in_the_period_in_which_it_was_agreed(town):
    mission = town.mission(town.placement())
    Mission.objects.filter(pk=mission.pk).update(agreed_by=town.host, agreed_at=town.now)
    today = town.now.astimezone(BANGKOK).date()
    assert REGISTRY["F-09"].compute(Scope(from_on=today, to_on=today))["value"] == 1
    assert REGISTRY["F-09"].compute(Scope(to_on=today - timedelta(days=1)))["value"] == 0
    assert REGISTRY["F-09"].compute(Scope(from_on=today + timedelta(days=1)))["value"] == 0


def test_who_left_before_the_first_day_was_over_never_began(town):
    placement = town.placement()
    assert REGISTRY["F-01"].compute(Scope())["value"] == 1
    Placement.objects.filter(pk=placement.pk).update(**{"state": "withdrawn"}, ended_on=placement.starts_on)
    assert REGISTRY["F-01"].compute(Scope())["value"] == 0
    assert REGISTRY["F-03"].compute(Scope())["value"] == 0


def test_an_unknown_domain_finds_nothing_instead_of_everything(world):
    assert REGISTRY["F-13"].compute(Scope())["value"] > 0
    assert REGISTRY["F-13"].compute(Scope(domain="nonsense"))["value"] == 0


def test_people_of_a_group_within_a_group_are_counted_at_the_outer_one(town):
    from mentoring.models import PeopleGroup

    placement = town.placement()
    for name, n, first in (("หมู่บ้าน", 20, 5), ("หมู่บ้าน: ผู้สูงอายุ", 12, 9)):
        log = town.log(placement, group=name, people_n=n, first=first)
        ActivityLog.objects.filter(pk=log.pk).update(
            **{"state": "verified"}, confirmed_by=town.host, confirmed_at=town.now
        )
    assert REGISTRY["F-11"].compute(Scope())["value"] == 32
    outer = PeopleGroup.objects.get(name="หมู่บ้าน")
    PeopleGroup.objects.exclude(pk=outer.pk).update(parent=outer)
    assert REGISTRY["F-11"].compute(Scope()) == {
        "value": 20,
        "at_least": 20,
        "participations": 32,
        "unit": "people",
    } | {"unit": str(REGISTRY["F-11"].unit)}
    PeopleGroup.objects.filter(pk=outer.pk).update(size=30, confirmed_by=town.host, confirmed_at=town.now)
    assert REGISTRY["F-11"].compute(Scope())["value"] == 20, "14 newcomers are fewer than the largest meeting"


def test_a_figure_is_one_query_however_many_rows(world, django_assert_num_queries):
    for figure in REGISTRY.values():
        for scope in (Scope(), Scope(cohort_id=world.cohorts[0].pk)):
            with django_assert_num_queries(1):
                figure.compute(scope)
