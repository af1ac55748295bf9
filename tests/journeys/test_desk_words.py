"""The desk as somebody reads it who never saw it: no word with another meaning, no dead end, no choice made for them."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.utils.translation import override

from mentoring.domain import claims, help
from programme.models import Role
from programme.views.people import GrantForm

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
MACHINES = {model._meta.label: model.MACHINE for model in apps.get_models() if hasattr(model, "MACHINE")}


def words_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


@pytest.mark.parametrize("name", MACHINES)
def test_a_state_is_never_called_by_the_head_of_a_column(name):
    """The English word of a moment ("Answered", "Published") is the word of a state too; the Thai words differ."""
    with override("th"):
        assert [str(word.label) for word in MACHINES[name].words if str(word.label).endswith("เมื่อ")] == []


def test_every_form_of_the_desk_leaves_the_check_to_us():
    """A browser's own bubble speaks the browser's language and says nothing of what to do."""
    found = [*ROOT.glob("*/templates/**/desk/*.html"), ROOT / "applications/templates/applications/review.html"]
    forms = [(path.name, form) for path in found for form in re.findall(r"<form[^>]*>", path.read_text())]
    assert len(forms) > 20
    assert [name for name, form in forms if 'method="post"' in form and "novalidate" not in form] == []


def test_a_list_to_choose_from_begins_with_words(town, signed_in):
    browser = signed_in(town.officer)
    for page in ("/desk/agencies/new/", "/desk/openings/new/", "/desk/reports/new/", f"/desk/people/{town.host.code}/"):
        html = browser.get(page).content.decode()
        assert "<option" in html and "-----" not in html, page


def test_no_role_is_granted_that_nobody_chose(town, signed_in):
    page = f"/desk/people/{town.stranger.code}/"
    refused = signed_in(town.officer).post(page, {"act": "grant", "role": "", "cohort": ""})
    assert refused.status_code == 422 and not town.stranger.grants.exists()
    assert {value for value, _label in GrantForm().fields["role"].choices} == {"", *Role.values}


def test_every_page_of_the_desk_leads_back_to_its_list(town, signed_in):
    placement, browser = town.placement(), signed_in(town.officer, "en")
    call = help.call_for_help(placement=placement, words="ช่วยด้วย", by=placement.ambassador, at=town.now)
    for page, above in {
        f"/desk/agencies/{town.agency.code}/": "/desk/agencies/",
        f"/desk/openings/{town.opening.code}/": "/desk/openings/",
        f"/desk/people/{town.host.code}/": "/desk/people/",
        f"/desk/placements/{placement.code}/": "/desk/placements/",
        f"/desk/help/{call.code}/": "/desk/help/",
        f"/desk/calls/{town.call.code}/": "/desk/cohorts/",
    }.items():
        crumbs = re.search(r'<nav class="crumbs.*?</nav>', browser.get(page).content.decode(), re.DOTALL)
        assert crumbs and f'href="{above}"' in crumbs[0], page
    assert 'class="crumbs' not in browser.get("/desk/agencies/").content.decode()


def test_what_has_to_be_written_is_not_called_optional(town, signed_in):
    placement = town.placement()
    call = help.call_for_help(placement=placement, words="ช่วยด้วย", by=placement.ambassador, at=town.now)
    browser, page = signed_in(town.officer, "en"), f"/desk/help/{call.code}/"
    assert "optional" not in words_of(browser.get(page).content.decode())
    refused = browser.post(page, {"act": "answer", "answer": " "})
    assert refused.status_code == 422 and "it goes to the one who asked" in refused.content.decode()


def test_an_evaluator_meets_no_search_and_no_history_that_is_closed_to_them(town, signed_in):
    pages = ("/desk/", f"/desk/calls/{town.call.code}/", f"/desk/agencies/{town.agency.code}/")
    browser = signed_in(town.officer, "en")
    read = [browser.get(page).content.decode() for page in pages]
    assert all("dk-top__find" in html for html in read) and "Who did what, when" in read[1]
    browser = signed_in(town.evaluator, "en")
    for page in pages:
        html = browser.get(page).content.decode()
        assert "dk-top__find" not in html and "Who did what, when" not in html and "/desk/applications/" not in html


def test_a_search_for_somebody_who_never_applied_leads_to_the_people(town, signed_in):
    html = signed_in(town.officer, "en").get("/desk/applications/", {"q": town.host.email}).content.decode()
    assert f"/desk/people/?q={town.host.email.replace('@', '%40')}" in html


def test_the_rows_of_a_figure_open_for_officers_and_stay_closed_for_evaluators(town, signed_in):
    """A row that counts opens its placement; a log that does not count opens as the claim that it is."""
    placement = town.placement()
    log = town.log(placement)
    claims.submit_claim(claim=log, by=placement.ambassador, at=town.now)
    rows = {
        "/desk/figures/F-01/": f"/desk/placements/{placement.code}/",
        "/desk/figures/F-10/": f"/desk/verify/{log.code}/",
    }
    for person, is_open in ((town.officer, True), (town.evaluator, False)):
        browser = signed_in(person)
        for page, row in rows.items():
            assert (row in browser.get(page).content.decode()) is is_open, (person, page)
        assert browser.get(rows["/desk/figures/F-10/"]).status_code == (200 if is_open else 404)


def test_the_office_returns_from_the_people_of_an_agency(town, signed_in):
    page, desk = f"/host/people/{town.agency.code}/", f'href="/desk/agencies/{town.agency.code}/"'
    assert desk in signed_in(town.officer).get(page).content.decode()
    assert desk not in signed_in(town.host).get(page).content.decode()
