"""Every address of a person's own pages × every role: who gets in stands here, and an address without a row fails."""

import re
from html import unescape
from urllib.parse import urljoin

import pytest
from django.db import transaction
from django.http import HttpResponse

from programme import middleware
from programme.kernel.posting import owning_page
from tests.journeys.access import AREAS, LETTERS, Access, addresses

pytestmark = pytest.mark.django_db
EVERYBODY = "".join(LETTERS)  # who is signed in; what they find there is their own
STAFF = "OED"  # lists of the desk; their rows are those that the person may see
SHUT = (403, 404)

# O officer, E evaluator, D editor, R reader of the application, H its host, X another host, M mentor,
# A ambassador of the placement, P the applicant (who accepted), S a stranger with an invitation
MAY = {
    "private_file": "OP",
    "my_home": EVERYBODY,
    "my_profile": EVERYBODY,
    "my_security": EVERYBODY,
    "my_session_end": "P",
    "my_inbox": EVERYBODY,
    "my_inbox_read": EVERYBODY,
    "my_notifications": EVERYBODY,
    "my_calendar": EVERYBODY,
    "my_calendar_file": EVERYBODY,
    "my_letter": "P",
    "my_data": EVERYBODY,
    "my_data_download": EVERYBODY,
    "my_data_copy": EVERYBODY,
    "my_data_copy_fetch": EVERYBODY,
    "my_data_erase": EVERYBODY,
    "my_data_keep": EVERYBODY,
    "my_consents": EVERYBODY,
    "host_agencies": EVERYBODY,
    "host_people": "OEH",
    "host_member_end": "OH",
    "host_invitation": EVERYBODY,
    "host_invitation_accept": "S",
    "host_invitation_decline": "S",
    "host_invitation_again": "OH",
    "host_invitation_back": "OH",
    "desk_home": STAFF,
    "desk_cohorts": STAFF,
    "desk_cohort_new": "O",
    "desk_cohort": STAFF,
    "desk_call_new": "O",
    "desk_milestone": "O",
    "desk_milestone_edit": "O",
    "desk_milestone_remove": "O",
    "desk_call_edit": "O",
    "desk_call_withdraw": "O",
    "desk_call_delete": "O",
    "desk_agencies": STAFF,
    "desk_agency_new": "O",
    "desk_agency": "OEH",
    "desk_openings": STAFF,
    "desk_opening_new": "OHX",
    "desk_opening": "OEH",
    "desk_people": STAFF,
    "desk_person": "O",
    "desk_letters": STAFF,
    "desk_letter": "O",
    "desk_letter_requeue": "O",
    "desk_failed_work": STAFF,
    "desk_failed_work_again": "O",
    "desk_history": STAFF,
    "my_application": "P",
    "my_application_submitted": "P",
    "my_application_revision": "P",
    "my_application_copy": "P",
    "my_application_revision_copy": "P",
    "my_application_change": "P",
    "my_application_keep": "P",
    "my_application_withdraw": "P",
    "my_application_referees": "P",
    "my_offer": "P",
    "my_offer_accept": "P",
    "my_offer_decline": "P",
    "my_offer_ask": "P",
    "my_application_second": "P",
    "host_placed": "H",
    "host_answer": "H",
    "review_home": EVERYBODY,
    "review": "R",
    "review_conflict": "R",
    "host_candidates": "HX",
    "host_rank": "H",
    "host_rank_open_again": "H",
    "host_conflict": "H",
    "desk_call": STAFF,
    "desk_call_amend": "O",
    "desk_call_exempt": "O",
    "desk_call_letters": STAFF,
    "desk_call_letter": "O",
    "desk_form": "O",
    "desk_form_start": "O",
    "desk_form_export": "O",
    "desk_form_import": "O",
    "desk_form_template": "O",
    "desk_form_correct": "O",
    "desk_form_publish": "O",
    "desk_form_discard": "O",
    "desk_form_dry_run": "O",
    "desk_form_weights": "O",
    "desk_form_agreement": "O",
    "desk_form_readers": "O",
    "desk_form_preview": "O",
    "desk_form_new": "O",
    "desk_form_new_kind": "O",
    "desk_form_part": "O",
    "desk_form_condition": "O",
    "desk_form_remove": "O",
    "desk_form_move": "O",
    "desk_applications": STAFF,
    "desk_application": "O",
    "desk_screen": "O",
    "desk_screening": STAFF,
    "desk_screening_one": "O",
    "desk_assign": "O",
    "desk_conflict": "O",
    "desk_readings": STAFF,
    "desk_readings_remind": STAFF,
    "desk_reading": "O",
    "desk_match": "O",
    "desk_match_freeze": "O",
    "desk_match_unfreeze": "O",
    "desk_match_ranking": "O",
    "desk_match_ranking_close": "O",
    "desk_match_seed": "O",
    "desk_match_run": "O",
    "desk_match_rule": "O",
    "desk_match_rule_act": "O",
    "desk_match_second": "O",
    "desk_match_compare": "O",
    "desk_match_refill": "O",
    "desk_run": "O",
    "desk_run_act": "O",
    "desk_run_try": "O",
    "desk_run_letters": "O",
    "desk_run_release": "O",
    "desk_run_bundle": "O",
    "desk_offers": STAFF,
    "desk_offer": "O",
    "field_home": "AP",
    "field_log": "AP",
    "field_log_change": "A",
    "field_week": "AP",
    "field_missions": "AP",
    "field_mission_new": "AP",
    "field_mission": "OHMA",
    "field_mission_edit": "A",
    "field_outcomes": "AP",
    "field_outcome_new": "AP",
    "field_outcome_edit": "A",
    "field_problem_new": "AP",
    "field_problem_edit": "A",
    "field_claim": "A",
    "field_correct": "A",
    "field_discard": "A",
    "host_home": EVERYBODY,
    "host_week": "H",
    "host_mission": "H",
    "host_claim": "H",
    "mentor_home": "M",
    "mentor_person": "M",
    "mentor_logs": "M",
    "desk_verify": STAFF,
    "desk_claim": "O",
    "desk_help": STAFF,
    "desk_help_call": "O",
    "desk_placements": STAFF,
    "desk_placement": "O",
    "desk_figures": STAFF,
    "desk_figure": STAFF,
    "desk_reports": STAFF,
    "desk_report_new": "OE",
    "desk_report": "OE",
    "desk_translations": STAFF,
    "desk_messages": STAFF,
    "desk_message": "O",
}


LINK = re.compile(r'(?:href|src)="([/?][^"#]*)')
PERSONAL = ("/apply/", *(f"/{area}" for area in AREAS))


def links_of(html: str, address: str) -> set[str]:
    """Where a page leads within people's own areas, to pages, pictures and files; the demo's crawl reads the site."""
    found = {urljoin(address, unescape(link)) for link in LINK.findall(html)}
    return {link for link in found if link.startswith(PERSONAL)}


def answered(browser, address: str) -> int:
    """The status of the page, or of pressing an empty button where there is only a button; nothing stays changed."""
    if owning_page(address) == address and (status := browser.get(address).status_code) != 405:
        return status
    with transaction.atomic():
        status = browser.post(address).status_code
        transaction.set_rollback(True)
    return status


@pytest.fixture
def quick_refusals(monkeypatch):
    """Half of all answers are a "no"; how its page looks is tested elsewhere."""

    def bare(request, template, context=None, status=200):
        return HttpResponse(status=status)

    monkeypatch.setattr(middleware, "render", bare)


def test_every_address_has_its_row():
    assert addresses().keys() == MAY.keys()


def test_who_gets_in_where(town, signed_in, quick_refusals):
    world = Access(town)
    browsers = {letter: signed_in(person) for letter, person in world.people.items()}
    wrong = {}
    for name, may in MAY.items():
        address = world.of(name)
        found = {letter: answered(browser, address) for letter, browser in browsers.items()}
        assert all(status < 500 for status in found.values()), name
        letters = "".join(letter for letter, status in found.items() if status not in SHUT)
        if letters != may:
            wrong[name] = {"may": may, "got in": letters, "statuses": found}
    assert wrong == {}


def test_no_page_shows_a_link_that_its_reader_may_not_follow(town, signed_in):
    world = Access(town)
    dead = {}
    for letter, person in world.people.items():
        browser, places = signed_in(person), {}
        for name in MAY:
            answer = browser.get(world.of(name))
            if answer.status_code == 200 and not answer.streaming and "html" in answer["Content-Type"]:
                places |= {link: name for link in links_of(answer.content.decode(), world.of(name))}
        assert len(places) > 5, letter
        statuses = {link: browser.get(link).status_code for link in places}
        dead |= {f"{letter} {link}": (status, places[link]) for link, status in statuses.items() if status in SHUT}
    assert dead == {}


def test_nobody_gets_in_without_signing_in(town, client):
    world = Access(town)
    for name in MAY:
        address = world.of(name)
        for ask in (client.get, client.post):
            answer = ask(address)
            assert answer.status_code == 302 and answer["Location"].startswith("/accounts/login/"), name
