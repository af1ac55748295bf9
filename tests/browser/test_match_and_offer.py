"""The match as eight people live it: computed, explained, adopted, released, answered, refilled, checked elsewhere."""

import io
import subprocess
import sys
import zipfile

import pytest

from applications.domain.runs import compute_due_runs
from applications.models import MatchRun, Offer
from tests.browser.acts import release_results

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def crowd(town):
    """Three applicants who both hosts have judged; two seats."""
    people = [town.applicant, town.person("second@t.example"), town.person("third@t.example")]
    town.ranked(*people)
    town.selecting()
    return town


def test_a_match_from_the_checklist_to_the_refilled_seat(crowd, visitor, tmp_path):
    town = crowd
    run = officer_tries_and_decides(town, visitor)
    second_officer_releases(town, visitor, run, tmp_path)
    hosts_answer(town, visitor)
    reserve = applicants_answer(town, visitor)
    officer_refills(town, visitor, reserve)
    the_last_one_accepts(town, visitor, reserve)


def officer_tries_and_decides(town, visitor):
    officer = visitor(town.officer)
    page = officer.go(f"/desk/match/{town.call.code}/")
    officer.press("Freeze the lists")
    page.fill("#id_seed", "482913")
    page.fill("#id_source", "drawn in public")
    officer.press("Write down the draw")
    page.get_by_text("Limits", exact=True).click()
    page.fill("#id_floors-province-TH-13", "3")
    officer.press("Compute a run")
    compute_due_runs(at=town.now)
    first = MatchRun.objects.get()
    officer.go(f"/desk/match/run/{first.code}/")
    assert officer.sees("cannot be met by any assignment")
    officer.page.locator("td.w-why a").last.click()
    assert officer.sees("The whole list, as the applicant will read it")
    officer.page.locator(".dk-relax li").last.get_by_role("button", name="Try it").click()
    officer.page.wait_for_load_state()
    compute_due_runs(at=town.now)
    run = MatchRun.objects.get(number=2)
    officer.go(f"/desk/match/{town.call.code}/compare/?one=1&other=2")
    assert officer.sees("Everybody has the same place in both runs.")
    officer.go(f"/desk/match/run/{run.code}/letters/")
    assert officer.sees("2 letters")
    officer.go(f"/desk/match/run/{run.code}/")
    assert officer.sees("A second officer has to adopt it")
    return run


def second_officer_releases(town, visitor, run, tmp_path):
    second = visitor(town.officer2)
    second.go(f"/desk/match/run/{run.code}/")
    second.press("Adopt")
    with second.page.expect_download() as download:
        second.page.get_by_role("link", name="Audit bundle").click()
    zipfile.ZipFile(io.BytesIO(download.value.path().read_bytes())).extractall(tmp_path)
    checked = subprocess.run([sys.executable, "-I", "certify.py", "."], cwd=tmp_path, capture_output=True, check=False)
    assert checked.returncode == 0
    assert not Offer.objects.exclude(state="prepared").exists()
    release_results(second, run)
    assert Offer.objects.filter(state="sent").count() == 2


def hosts_answer(town, visitor):
    for host, opening, button in (
        (town.host, town.opening, "We look forward to them"),
        (town.host2, town.opening2, ""),
    ):
        person = visitor(host, width=390)
        person.go("/host/candidates/")
        person.page.get_by_role("link", name="Placed with you").first.click()
        if button:
            person.press(button)
        else:
            person.page.get_by_text("There is a reason why this cannot work").click()
            person.page.locator("textarea").fill("เป็นญาติกับผู้บริหาร")
            person.press("Object")
        assert Offer.objects.get(opening=opening).host_answer


def applicants_answer(town, visitor):
    """One accepts, one declines, one reads why and waits."""
    accepting, declining = (Offer.objects.get(opening=opening) for opening in (town.opening2, town.opening))
    person = visitor(accepting.application.applicant, width=390)
    person.go(f"/my/offers/{accepting.code}/accept/")
    person.page.fill("#id_typed_name", "ชื่อ นามสกุล")
    person.page.check("#id_agree")
    person.press("Accept and sign")
    person = visitor(declining.application.applicant, width=390)
    person.go(f"/my/offers/{declining.code}/decline/")
    person.press("Decline")
    waiting = town.call.applications.get(state="reserve")
    person = visitor(waiting.applicant, width=390)
    person.go(f"/my/applications/{waiting.code}/")
    assert person.sees("You were closest at") and person.sees("on the reserve list")
    return waiting


def officer_refills(town, visitor, waiting):
    freed, objected = Offer.objects.get(state="declined"), Offer.objects.get(host_answer="objected")
    officer = visitor(town.officer)
    page = officer.go(f"/desk/offers/{objected.code}/")
    page.fill("#id_settle_reason", "ไม่ใช่ญาติสายตรง")
    officer.press("The match stands")
    officer.go(f"/desk/offers/{freed.code}/")
    assert officer.sees(waiting.receipt_number)
    officer.press("Approve and send these offers")
    assert officer.sees("The story of this seat") and officer.sees(freed.application.receipt_number)


def the_last_one_accepts(town, visitor, waiting):
    offer = Offer.objects.get(application=waiting, state="sent")
    person = visitor(waiting.applicant, width=390)
    person.go(f"/my/offers/{offer.code}/accept/")
    person.page.fill("#id_typed_name", "คนที่สาม")
    person.page.check("#id_agree")
    person.press("Accept and sign")
    assert waiting.applicant.placements.get().state == "planned"
