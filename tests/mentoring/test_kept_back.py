"""What is not told of a breakdown cannot be worked out from its total and the parts that are told."""

from itertools import product

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as some

from mentoring.models import Placement
from mentoring.queries.figures import REGISTRY, Scope
from mentoring.queries.figures.publish import FEWEST, breakdown, kept_back, people_in_city, shown
from programme.models import City, Province, Region

MOST = 8
PARTS = some.lists(some.integers(0, MOST), min_size=2, max_size=4).map(lambda found: dict(enumerate(found)))


def consistent(cells: dict[int, int]) -> list[dict[int, int]]:
    """Every breakdown that shows the same: the same total, the same told parts, and by the rule the same untold ones."""
    closed = kept_back(cells)
    open_keys, left = sorted(closed), sum(cells[key] for key in closed)
    found = []
    for values in product(range(left + 1), repeat=max(len(open_keys) - 1, 0)):
        last = left - sum(values)
        if last >= 0:
            other = cells | dict(zip(open_keys, (*values, last), strict=True)) if open_keys else cells
            found += [other] if kept_back(other) == closed else []
    return found


@settings(max_examples=60)  # it tries every breakdown that could have been
@given(PARTS)
def test_no_small_number_can_be_worked_out_even_by_who_knows_the_rule(cells):
    if sum(cells.values()) < FEWEST:
        return  # then the total is not told either
    others = consistent(cells)
    for key in kept_back(cells):
        if 0 < cells[key] < FEWEST:
            assert len({other[key] for other in others}) > 1, (cells, key)


@given(PARTS)
def test_every_small_number_is_kept_back_and_never_alone(cells):
    closed = kept_back(cells)
    assert {key for key, n in cells.items() if 0 < n < FEWEST} <= closed
    assert len(closed) != 1 and (closed or all(n == 0 or n >= FEWEST for n in cells.values()))


@pytest.mark.parametrize(
    ("cells", "closed"),
    [
        ({"a": 9, "b": 7, "c": 2}, {"b", "c"}),
        ({"a": 9, "b": 0, "c": 2}, {"b", "c"}),
        ({"a": 9, "b": 7, "c": 0}, set()),
        ({"a": 1, "b": 1, "c": 1}, {"a", "b", "c"}),
        ({}, set()),
    ],
)
def test_the_next_smallest_goes_with_the_small_one(cells, closed):
    assert kept_back(cells) == closed


@pytest.fixture
def regions(town):
    """Seven worked in the centre, six in the north, two in the south, one of the six in a town of their own."""
    places = {}
    for region, names in (("central", ["rangsit2"]), ("north", ["nan", "pua"]), ("south", ["trang"])):
        province = Province.objects.create(name_th=region, name_en=region, iso_code=f"TH-{region[:2]}", region=region)
        for name in names:
            places[name] = City.objects.create(name_th=name, name_en=name, slug=name, province=province)
    for name, n in {"rangsit2": 7, "nan": 5, "pua": 1, "trang": 2}.items():
        for number in range(n):
            found = town.placement(town.person(f"{name}{number}@t.example"))
            Placement.objects.filter(pk=found.pk).update(city=places[name])
    return places


@pytest.mark.django_db
def test_one_small_region_is_not_the_total_less_the_others(town, regions):
    figure = REGISTRY["F-01"]
    parts = {key: part["value"] for key, part in breakdown(figure, "region").items()}
    assert parts["south"] == 2 and sum(parts.values()) == shown(figure, Scope()).value == 15
    told = {key: shown(figure, Scope(region=key)).told for key in Region.values}
    assert told["south"].is_kept_back and told["south"].value is None
    assert sum(row.is_kept_back for row in told.values()) > 1
    with translation.override("en"):
        assert str(told["south"]) == "not told"


@pytest.mark.django_db
def test_people_are_told_for_one_filter_at_a_time(town, regions):
    both = shown(REGISTRY["F-01"], Scope(region="central", cohort_id=town.cohort.pk))
    assert both.value is None and both.told.why_none
    assert shown(REGISTRY["F-09"], Scope(region="central", cohort_id=town.cohort.pk)).value is not None


@pytest.mark.django_db
def test_a_city_is_a_part_of_its_region(town, regions):
    told = {name: people_in_city(city) for name, city in regions.items()}
    assert {name for name, row in told.items() if row.is_kept_back} >= {"nan", "pua", "trang"}


@pytest.mark.django_db
@pytest.mark.parametrize("n", [1, 3])
def test_a_city_costs_two_queries_at_any_size(town, regions, n, django_assert_num_queries):
    for number in range(n):
        City.objects.create(name_th="x", name_en="x", slug=f"x{number}", province=regions["nan"].province)
    with django_assert_num_queries(2):
        people_in_city(regions["nan"])


@pytest.mark.django_db
def test_the_public_page_of_a_region_tells_no_small_number(public, client):
    town = public.town
    for number in range(6):
        town.placement(town.person(f"many{number}@t.example"))
    north = Province.objects.create(name_th="น่าน", name_en="Nan", iso_code="TH-55", region="north")
    city = City.objects.create(name_th="น่าน", name_en="Nan", slug="nan", province=north)
    Placement.objects.filter(ambassador__email__in=["many0@t.example"]).update(city=city)
    html = client.get("/en/impact/?region=north").content.decode()
    assert "not told" in html
