"""A new agency reads what comes next, in its order, and finds the door to each thing that it can do."""

import pytest

from programme.domain import agencies
from programme.models import Membership
from programme.queries.beginning import beginnings_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def new(town):
    person = town.person("mayor@t.example")
    fields = {"name_th": "เทศบาลเมืองใหม่", "name_en": "New Town", "kind": "town", "province": town.agency.province}
    found = agencies.register_agency(fields=fields, cities=[], by=town.officer, at=town.now)
    for capacity in ("approver", "supervisor"):
        Membership.objects.create(user=person, agency=found, capacity=capacity, started_at=town.now)
    return person, found


def states(person) -> list[str]:
    (beginning,) = beginnings_of(person)
    return [step.when for step in beginning.steps]


def test_the_first_thing_that_is_not_done_is_what_comes_now(town, new):
    person, agency = new
    assert states(person) == ["now", "", "", "", ""]
    agencies.decide_agency(agency=agency, approve=True, reason="", by=town.officer2, at=town.now)
    assert states(person) == ["done", "now", "", "", ""]
    Membership.objects.create(user=town.stranger, agency=agency, capacity="reviewer", started_at=town.now)
    assert states(person) == ["done", "done", "now", "", ""]
    town.make_opening(agency, person)
    assert states(person) == ["done", "done", "done", "now", ""]


def test_the_page_says_it_and_every_door_opens(town, new, signed_in):
    person, agency = new
    browser = signed_in(person, "en")
    page = browser.get("/host/").content.decode()
    assert "The programme office checks the agency" in page and "/desk/openings/new/" not in page
    agencies.decide_agency(agency=agency, approve=True, reason="", by=town.officer2, at=town.now)
    page = browser.get("/host/").content.decode()
    for door in (f"/host/people/{agency.code}/", "/desk/openings/new/"):
        assert f'href="{door}"' in page and browser.get(door).status_code == 200


def test_who_cannot_sign_gets_words_and_no_door(town, new, signed_in):
    _person, agency = new
    Membership.objects.create(user=town.stranger, agency=agency, capacity="reviewer", started_at=town.now)
    page = signed_in(town.stranger, "en").get("/host/").content.decode()
    assert "Whoever signs for the agency invites them." in page
    assert f"/host/people/{agency.code}/" not in page and "/desk/openings/new/" not in page


def test_an_agency_with_an_ambassador_has_begun(town, signed_in):
    town.placement()
    assert "The programme office checks the agency" not in signed_in(town.host, "en").get("/host/").content.decode()
