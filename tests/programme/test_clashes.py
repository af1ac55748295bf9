"""Days of a call and of its cohort that do not fit each other are told to who builds the call; nothing stops."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from programme.domain import cohorts
from programme.kernel.dates import day
from programme.models import Call, Milestone
from programme.queries.clashes import date_clashes

pytestmark = pytest.mark.django_db


@pytest.fixture
def english():
    with override("en"):
        yield


@pytest.fixture
def call(town) -> Call:
    """Open for a month, results a month later, and a cohort that begins when everybody has answered."""
    opens, closes = town.now + timedelta(days=3), town.now + timedelta(days=33)
    results = (closes + timedelta(days=30)).date()
    fields = {
        "slug": "clash", "title_th": "รอบหน้า", "title_en": "Next", "opens_at": opens, "closes_at": closes,
        "results_on": results,
    }  # fmt: skip
    call = cohorts.create_call(cohort=town.cohort, fields=fields, by=town.officer, at=town.now)
    town.cohort.calls.exclude(pk=call.pk).update(opens_at=town.now - timedelta(days=90), closes_at=town.now)
    call.cohort.starts_on = results + timedelta(days=call.offer_days)
    return call


def milestone(call, kind, begins, ends=None) -> Milestone:
    return Milestone.objects.create(cohort=call.cohort, kind=kind, label_en=kind, starts_at=begins, ends_at=ends)


def test_days_that_fit_say_nothing(call, english):
    milestone(call, "apply", call.opens_at, call.closes_at)
    milestone(call, "screen", call.closes_at, call.closes_at + timedelta(days=5))
    milestone(call, "review", call.opens_at + timedelta(days=9), call.closes_at + timedelta(days=9))
    (words,) = date_clashes(call)
    assert (
        words
        == f"“review” begins on {day(call.opens_at + timedelta(days=9))}, before “screen” on {day(call.closes_at)}."
    )
    call.cohort.milestones.filter(kind="review").update(starts_at=call.closes_at)
    assert date_clashes(call) == []


def test_a_milestone_of_applications_is_the_calls_own(call, english):
    milestone(call, "apply", call.opens_at)
    assert date_clashes(call) == []
    call.cohort.milestones.update(ends_at=call.closes_at - timedelta(minutes=1))
    (words,) = date_clashes(call)
    assert words.startswith("The milestone “apply” says")


def test_the_results_of_the_call_stand_for_the_milestone_of_results(call, english):
    """The milestone may say another day: the public reads the call's, so that one is compared."""
    milestone(call, "match", call.closes_at, call.closes_at + timedelta(days=31))
    milestone(call, "announce", call.closes_at + timedelta(days=40))
    (words,) = date_clashes(call)
    assert words.startswith(f"“announce” ends on {day(call.results_on)}, before “match” on")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"results_on": None}, "No day is promised for the results"),
        ({"offer_days": 99}, "after the cohort begins"),
    ],
)
def test_what_the_call_itself_lacks(call, english, change, words):
    for name, value in change.items():
        setattr(call, name, value)
    (said,) = date_clashes(call)
    assert words in said


def test_another_call_of_the_cohort_in_the_same_days_is_named(call, town, english):
    town.cohort.calls.exclude(pk=call.pk).update(closes_at=call.opens_at + timedelta(minutes=1))
    (words,) = date_clashes(call)
    assert "is open in the same days" in words


def test_the_builder_shows_it_beside_what_is_missing(call, town, signed_in):
    Call.objects.filter(pk=call.pk).update(results_on=None)
    page = signed_in(town.officer).get(f"/desk/calls/{call.code}/")
    assert "ยังไม่ได้แจ้งวันประกาศผล" in page.content.decode()
