"""A long list read in two steps shows the same rows as a short one, on every page and in every order."""

from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from applications.models import Application, Review
from applications.views.screening import shown_in_list
from programme.kernel.lean import Lean
from programme.kernel.thai import search_text
from programme.models import Call

pytestmark = pytest.mark.django_db


@pytest.fixture
def seven(town):
    """Submitted one after the other; two of them have a score."""
    rows = [town.submitted(town.person(f"p{n}@t.example")) for n in range(7)]
    for row, score in ((rows[2], 40), (rows[5], 90)):
        Application.objects.filter(pk=row.pk).update(mean_score=Decimal(score))
    return [row.pk for row in rows]


def test_pages_from_the_front_and_from_the_end_are_the_list_itself(seven):
    lean = Lean(Application.objects.order_by("pk"), shown_in_list)
    found = [row.pk for start in range(0, 8, 2) for row in lean[start : start + 2]]
    assert found == seven == [row.pk for row in lean]
    assert lean[20:22] == []


def test_rows_come_whole_and_those_that_left_meanwhile_are_left_out(seven, django_assert_num_queries):
    lean = Lean(Application.objects.order_by("pk"), shown_in_list, total=7)
    with django_assert_num_queries(2):
        assert all(row.first_choice is not None and row.applicant.get_full_name() for row in lean[0:3])
    keys = list(Application.objects.values_list("pk", flat=True))
    assert len(Lean(Application.objects.all(), lambda _keys: shown_in_list(keys[1:]))[0:7]) == 6


def receipts(client, query: str) -> list[str]:
    page = client.get(f"/desk/applications/?{query}")
    return [row.record.receipt_number for row in page.context["table"].paginated_rows]


@pytest.mark.parametrize("query", ["sort=mean_score", "sort=-mean_score"])
def test_who_has_no_score_stands_behind_all_who_have_one(seven, town, signed_in, query):
    scored = [Application.objects.get(pk=seven[n]).receipt_number for n in (2, 5)]
    expected = scored if query == "sort=mean_score" else scored[::-1]
    assert receipts(signed_in(town.officer), query)[:2] == expected


@pytest.mark.parametrize("query", ["", "state=submitted", "state=eligible", "state=nonsense", "q=p3", "page=9"])
def test_the_count_beside_the_list_is_the_length_of_the_list(seven, town, signed_in, query):
    page = signed_in(town.officer).get(f"/desk/applications/?{query}")
    assert page.context["count"] == len(list(page.context["filter"].qs))


def test_a_large_programme_is_made_in_one_go(town, settings):
    settings.DEMO = True
    call_command("seed_load", applications=12, reviews=30, verbosity=0)
    load = Application.objects.filter(call__slug="load")
    assert load.count() == 12 and load.filter(state="reviewed").exists()
    for row in load.select_related("applicant__profile"):
        assert all(word in row.search_text for word in search_text(row.applicant.profile.full_name).split())
    for review in Review.objects.filter(assignment__application__in=load).select_related("assignment__application"):
        assert review.total == review.assignment.application.mean_score
    with pytest.raises(CommandError, match="already"):
        call_command("seed_load", applications=1, reviews=0)


def test_it_never_stands_beside_real_people_even_before_their_first_call(town):
    assert not Application.objects.exists()
    with pytest.raises(CommandError, match="people"):
        call_command("seed_load", applications=1, reviews=0)
    assert not Call.objects.filter(slug="load").exists()
