"""Addresses that only take what a form sends: whoever opens one is led to its page, and no answer is empty."""

import re

import pytest
from django.contrib.sessions.models import Session
from django.urls import get_resolver

from programme.kernel.posting import owning_page
from tests.journeys.test_nothing_typed_breaks import every_route
from tests.programme.test_given_back import browser_of

pytestmark = pytest.mark.django_db
HOST = "http://testserver"


def addresses() -> dict[str, str]:
    routes = (route for route in every_route(get_resolver().url_patterns) if route.name)
    return {route.name: "/" + re.sub(r"<[^>]+>", "1", str(route.pattern)).lstrip("^/") for route in routes}


def test_every_address_that_only_takes_a_post_answers_who_opens_it(town):
    browser, led, worded = browser_of(town.officer), [], []
    for name, address in addresses().items():
        answer = browser.get(address)
        if owning_page(address) != address:
            led.append(name)
            assert (answer.status_code, answer["Location"]) == (302, owning_page(address)), name
        if answer.status_code == 405:
            worded.append(name)
            assert "405" in answer.content.decode() and answer["Allow"], name
    assert len(led) >= 34 and worded == ["sendgrid_events"]


def test_a_refused_page_that_outlives_its_session_gives_back_what_was_typed(town):
    application = town.submitted()
    owner, address = f"/desk/applications/{application.code}/", f"/desk/applications/{application.code}/screen/"
    browser = browser_of(town.officer)
    typed = {"act": "correction", "reason": "พิมพ์ไว้ยาว", "part": "no such part"}
    assert browser.post(address, typed, headers={"referer": HOST + owner}).status_code == 422
    Session.objects.all().delete()
    answer = browser.post(address, typed, headers={"referer": HOST + address})  # the refused page stands there
    assert answer["Location"] == f"/accounts/login/?next={owner}"
    browser.force_login(town.officer, backend="django.contrib.auth.backends.ModelBackend")
    assert "พิมพ์ไว้ยาว" in browser.get(owner).content.decode()


def test_a_refusal_is_said_though_its_form_stands_nowhere(town, signed_in):
    """The seed is drawn, so the room shows no form for it any more: another officer's page still sends one."""
    town.ranked()
    town.selecting()
    town.drawn()
    page = signed_in(town.officer, "en").post(f"/desk/match/{town.call.code}/seed/", {"seed": "9", "source": "live"})
    assert page.status_code == 422 and "note--bad" in page.content.decode()
    assert page.context["seed_form"].non_field_errors()[0] in page.content.decode()


def test_limits_that_contradict_each_other_are_said_where_they_were_typed(town, signed_in):
    town.ranked()
    town.selecting()
    town.drawn()
    browser, address = signed_in(town.officer, "en"), f"/desk/match/{town.call.code}/"
    limits = browser.get(address).context["run_form"].limits()
    (_all, cap, _floor), (_label, _cap, floor) = limits[0], limits[-1]
    typed = {cap.html_name: "1", floor.html_name: "3"}
    page = browser.post(address + "run/", typed)
    found = page.context["run_form"].errors
    assert page.status_code == 422 and found
    assert all(str(error) in page.content.decode() for errors in found.values() for error in errors)


def test_a_week_confirmed_a_second_time_says_why_not(town, signed_in):
    placement = town.placement()
    log = town.log(placement)
    browser = signed_in(town.applicant)
    browser.post("/field/weeks/", {"week": log.week_id, "placement": placement.pk})
    host, address = signed_in(town.host, "en"), f"/host/weeks/{log.week_id}/"
    host.post(address, {"act": "confirm"})
    page = host.post(address, {"act": "confirm"})
    assert page.status_code == 422 and "note--bad" in page.content.decode()
