"""Figures leave by one door: fewer than five people are never told, zero is."""

import csv
import io
import json
import re

import pytest
from django.utils import translation

from mentoring.models import ActivityLog, PeopleCount, Placement
from mentoring.queries.figures import REGISTRY, Scope
from mentoring.queries.figures.publish import Told, left_out, sheet, shown, shown_in_full, tell_people

pytestmark = pytest.mark.django_db


def reached(town, n: int) -> None:
    """A counting log with so many people."""
    log = town.log(town.placement(town.person("field@t.example")), people_n=n)
    ActivityLog.objects.filter(pk=log.pk).update(**{"state": "verified"}, confirmed_by=town.host, confirmed_at=town.now)


@pytest.mark.parametrize(("n", "value", "few"), [(0, 0, False), (1, None, True), (4, None, True), (5, 5, False)])
def test_zero_is_told_and_too_few_are_said_to_be_few(n, value, few):
    told = tell_people(n)
    assert (told.value, told.is_few) == (value, few)


def test_a_lower_bound_that_says_the_same_number_is_not_said(public, client, signed_in):
    reached(public.town, 12)
    found = REGISTRY["F-11"].compute(Scope())
    assert found["value"] == found["at_least"] >= 12
    evaluator = signed_in(public.town.evaluator, "en")
    for browser, path in (
        (client, "/en/figures/F-11/"),
        (evaluator, "/desk/figures/"),
        (evaluator, "/desk/figures/F-11/"),
    ):
        said = browser.get(path).content.decode()
        assert not re.search(r"at least\s+\d", said), path


def test_the_words_tell_zero_few_and_nothing_apart():
    with translation.override("en"):
        words = [str(tell_people(n)) for n in (0, 2, 1204, None)]
    assert words == ["0", "fewer than 5", "1,204", "–"]


@pytest.mark.parametrize("n", [1, 2, 3, 4])
def test_two_people_reached_are_on_no_page_and_in_no_file(public, client, n):
    PeopleCount.objects.all().delete()
    reached(public.town, n)
    assert REGISTRY["F-11"].compute(Scope())["value"] == n, "the number is there to leak"
    page = shown_in_full(REGISTRY["F-11"], Scope())
    assert page.told == Told(None, is_few=True)
    assert page.at_least.value is None and page.participations.value is None
    table = csv.DictReader(io.StringIO(b"".join(client.get("/data/figures.csv").streaming_content).decode("utf-8-sig")))
    assert next(row["value"] for row in table if row["figure"] == "F-11") == ""
    rows = json.loads(client.get("/data/figures.json").content)["rows"]
    assert next(row["value"] for row in rows if row["figure"] == "F-11") is None
    for path in ("/en/figures/F-11/", "/en/impact/"):
        number = shown_number(client.get(path).content.decode())
        assert number.startswith("fewer than 5"), path


def shown_number(text: str) -> str:
    """The number that stands with the people reached."""
    found = re.search(r"(?s)People reached.*?(?:figure__n|display)[^>]*>(.*?)</(?:dd|p)>", text)
    return re.sub(r"<[^>]+>", "", found[1]).strip()


def test_placements_are_people(town):
    town.placement()
    assert REGISTRY["F-01"].compute(Scope())["value"] == 1
    assert shown(REGISTRY["F-01"], Scope()).told.is_few
    assert shown_in_full(REGISTRY["F-01"], Scope()).records.is_few
    assert shown(REGISTRY["F-02"], Scope()).value == 0
    assert shown(REGISTRY["F-03"], Scope()).value == 1, "a province is no person"
    assert shown_in_full(REGISTRY["F-03"], Scope()).records.is_few


def test_a_filter_that_the_figure_does_not_know_gives_words_and_no_number(town):
    Placement.objects.all().delete()
    found = {row.figure.key: row for row in sheet(Scope(domain="env"))}
    assert found["F-01"].value is None and found["F-01"].told.why_none
    assert found["F-13"].value == 0 and not found["F-13"].told.why_none
    assert shown_in_full(REGISTRY["F-01"], Scope(domain="env")).records is None


def test_the_sheet_gives_what_is_asked_for_in_that_order(town):
    assert [row.figure.key for row in sheet(Scope(), ("F-13", "F-01"))] == ["F-13", "F-01"]
    assert [row.figure.key for row in sheet(Scope())] == list(REGISTRY)


def test_why_records_do_not_count_most_frequent_first(town):
    placement = town.placement()
    for _n in range(6):
        town.log(placement, photos=[])
    with translation.override("en"):
        assert [(why, str(n)) for why, n in left_out(REGISTRY["F-10"], Scope())] == [("Not handed in yet", "6")]
    assert left_out(REGISTRY["F-01"], Scope()) == []


def test_the_impact_page_says_that_placements_are_not_counted_by_domain(public, client):
    text = client.get("/en/impact/?domain=env").content.decode()
    assert "Not counted by domain" in text
