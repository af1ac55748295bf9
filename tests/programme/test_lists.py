"""Every list asks the database a constant number of times: with one row and with three."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.domain import readers
from mentoring.domain import claims, weeks
from mentoring.models import Week

pytestmark = pytest.mark.django_db

# list, person, and the literal number of queries it may cost
DESK = {
    "/desk/applications/": ("officer", 12),
    "/desk/agencies/": ("officer", 9),
    "/desk/openings/": ("officer", 9),
    "/desk/offers/": ("officer", 8),
    "/desk/placements/": ("officer", 10),
    "/desk/verify/?state=submitted": ("officer", 8),
    "/desk/letters/": ("officer", 8),
    "/desk/people/": ("officer", 9),
    "/desk/history/": ("officer", 8),
    "/desk/cohorts/": ("officer", 8),
    "/desk/figures/": ("evaluator", 20),
    "/desk/figures/F-13/": ("evaluator", 14),
    "/desk/reports/": ("evaluator", 8),
    "/review/": ("reviewer", 12),
}


def grow(town, number: int) -> None:
    """One more of everything that lists show."""
    person = town.person(f"grown{number}@t.example")
    application = town.submitted(person)
    town.screened(application)
    readers.assign_reviewer(application=application, reviewer=town.reviewer, by=town.officer, at=town.now)
    agency = town.make_agency(f"เทศบาล {number}", town.person(f"member{number}@t.example"))
    town.make_opening(agency, town.host)
    placement = town.placement(town.person(f"worker{number}@t.example"))
    town.log(placement)
    weeks.submit_week(week=Week.objects.get(placement=placement), by=placement.ambassador, at=town.now)
    outcome = town.outcome(placement)
    claims.submit_claim(claim=outcome, by=placement.ambassador, at=town.now)


def count(client, path) -> int:
    client.get(path)  # what is cached for good is cached now
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize(("path", "who"), [(path, row[0]) for path, row in DESK.items()])
def test_a_desk_list_costs_the_same_with_one_and_with_three_rows(town, signed_in, path, who):
    grow(town, 1)
    client = signed_in(getattr(town, who))
    one = count(client, path)
    grow(town, 2)
    grow(town, 3)
    assert count(client, path) == one <= DESK[path][1]


def test_the_host_sees_weeks_and_candidates_at_a_constant_cost(town, signed_in):
    grow(town, 1)
    client = signed_in(town.host)
    one = [count(client, path) for path in ("/host/", "/host/candidates/")]
    grow(town, 2)
    grow(town, 3)
    assert [count(client, path) for path in ("/host/", "/host/candidates/")] == one


def test_exports_hold_what_the_filter_holds_and_defuse_formulas(town, signed_in):
    town.submitted(town.person("evil@t.example", given_name_th="=1+1"))
    client = signed_in(town.officer)
    answer = b"".join(client.get("/desk/people/?q=evil&export=csv").streaming_content).decode()
    assert answer.startswith("\ufeff") and "'=1+1" in answer and "officer2@t.example" not in answer
    assert client.get("/desk/applications/?export=xlsx")["Content-Type"].endswith("sheet")


@pytest.mark.parametrize(
    "query",
    [
        "q=" + "ก" * 10_000,
        "q=%00%01",
        "page=99999",
        "page=x",
        "state=nonsense",
        "call=abc",
        "sort=nonsense",
        "home_province=99999",
    ],
)
def test_nothing_typed_into_a_filter_breaks_a_list(town, signed_in, query):
    town.submitted()
    assert signed_in(town.officer).get(f"/desk/applications/?{query}").status_code == 200
