"""The whole road as seven people: from a published call to a story with a checked number."""

from datetime import timedelta

import pytest
from django.urls import reverse

from applications.domain.runs import compute_due_runs
from applications.models import Application, MatchRun, Offer, ReviewAssignment
from cms.domain.site import ensure_site
from cms.models import CallIndexPage, CallPage, StoryPage
from mentoring.models import Mission, Outcome, Report, Week
from programme.domain import calls, people
from programme.kernel.dates import day
from programme.models import Letter
from tests.browser.acts import release_results
from tests.factories.town import PDF, photo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def site(town):
    homes = ensure_site()
    for language in homes:
        index = CallIndexPage.objects.get(locale__language_code=language)
        page = index.add_child(
            instance=CallPage(title=f"Call {language}", slug="cohort-5", call=town.call, locale=index.locale)
        )
        page.save_revision().publish()
    return town


def test_the_road(site, visitor, settings, tmp_path):
    town = site
    applicant_applies(town, visitor, tmp_path)
    officer_screens(town, visitor)
    reviewers_score(town, visitor)
    host_ranks(town, visitor)
    officers_match(town, visitor)
    applicant_accepts(town, visitor)
    ambassador_works(town, visitor, tmp_path)
    host_confirms(town, visitor)
    officer_verifies(town, visitor)
    evaluator_reports(town, visitor)
    editor_publishes(town, visitor)
    public_reads(visitor)


def applicant_applies(town, visitor, tmp_path):
    person = visitor(town.applicant, width=390)
    page = person.go("/en/calls/cohort-5/")
    page.get_by_role("link", name="Start application").first.click()
    person.press("Start application")
    page.fill("#id_given_name_th", "ณัฐริกา")
    page.fill("#id_phone", "081 234 5678")
    page.fill("#id_birth_on", "15/1/2544")
    page.fill("#id_national_id", "1101700230708")
    person.press("Save and continue")
    page.select_option("#id_home_province", str(town.province.pk))
    page.check("#id_is_thai")
    page.check("#id_full_time")
    page.get_by_label("Bachelor's degree").check()
    page.fill("#id_field", "Urban planning")
    page.fill("#id_tie", "Born here")
    person.press("Save and continue")
    for field in ("problem", "first_90_days", "failure"):
        page.fill(f"#id_{field}", "A real example from the canal")
    person.press("Save and continue")
    page.locator(f"form:has(input[value='{town.opening.code}']) button[value=add]").click()
    person.press("Save and continue")
    paper = tmp_path / "ทะเบียนบ้าน.pdf"
    paper.write_bytes(PDF)
    page.set_input_files("[name=paper_house_registration]", str(paper))
    person.press("Continue")
    page.check("#id_truth")
    person.press("Submit application")
    application = Application.objects.get(applicant=town.applicant)
    assert application.state == "submitted" and person.sees(application.receipt_number)
    assert Letter.objects.filter(kind="application_received", recipient=town.applicant).count() == 1


def officer_screens(town, visitor):
    application = Application.objects.get()
    person = visitor(town.officer)
    person.go("/desk/applications/")
    person.page.get_by_role("link", name=application.receipt_number).click()
    points = person.page.locator("button[name=act][value^='pass-']")
    for number in range(points.count()):
        points.nth(number).click()
        person.page.wait_for_load_state()
    person.press("Pass p") if person.page.get_by_role("button", name="Pass p").count() else person.press("Pass")
    person.press("Fill up evenly")
    assert ReviewAssignment.objects.count() == 2


def reviewers_score(town, visitor):
    for assignment in ReviewAssignment.objects.select_related("reviewer"):
        person = visitor(assignment.reviewer)
        page = person.go(f"/review/{assignment.code}/")
        assert not person.sees("ณัฐริกา")
        for key in ("town", "deed", "people", "tie"):
            page.check(f"#l-{key}-3")
        person.press("Hand in")
    assert Application.objects.get().state == "reviewed"


def host_ranks(town, visitor):
    application = Application.objects.get()
    person = visitor(town.host, width=390)
    page = person.go(f"/host/candidates/{town.opening.code}/")
    assert not person.sees("ณัฐริกา")
    page.check(f"#t-{application.code}-1")
    person.press("Save and hand in for good")
    assert not visitor(town.host2).go("/host/candidates/").get_by_text("Candidate 1").count()


def officers_match(town, visitor):
    calls.close_call(call=town.call, by=None, at=town.now)
    officer = visitor(town.officer)
    officer.go(f"/desk/calls/{town.call.code}/")
    officer.press("Begin selection")
    page = officer.go(f"/desk/match/{town.call.code}/")
    officer.press("Freeze the lists")
    page.fill("#id_seed", "482913")
    page.fill("#id_source", "drawn in public")
    officer.press("Write down the draw")
    officer.press("Compute a run")
    run = MatchRun.objects.get()
    compute_due_runs(at=town.now)  # the worker's part, when it does not run in hand
    officer.go(f"/desk/match/run/{run.code}/")
    assert officer.sees("A second officer has to adopt it")
    second = visitor(town.officer2)
    second.go(f"/desk/match/run/{run.code}/")
    second.press("Adopt")
    release_results(second, run)
    assert Offer.objects.get().state == "sent"


def applicant_accepts(town, visitor):
    person = visitor(town.applicant, width=390)
    person.go("/my/")
    person.page.get_by_role("link", name="Read and answer").first.click()
    person.page.get_by_role("link", name="Accept the offer").click()
    person.page.fill("#id_typed_name", "ณัฐริกา บุญเรือง")
    person.page.check("#id_agree")
    person.press("Accept and sign")
    assert town.applicant.placements.get().state == "planned"


def ambassador_works(town, visitor, tmp_path):
    from mentoring.domain.placements import start_placements  # what the clock does each hour

    start_placements(at=town.now, today=town.now.date())
    person = visitor(town.applicant, width=390)
    page = person.go("/field/missions/new/")
    page.fill("#id_title", "Warn of the water")
    page.fill("#id_aim", "Nine communities know three hours ahead")
    page.get_by_label("Environment").check()
    page.fill("#id_starts_on", "1/1/2570")
    page.fill("#id_ends_on", "1/6/2570")
    person.press("Send to the host")
    host = visitor(town.host, width=390)
    host.go("/host/")
    host.press("Agree")
    assert Mission.objects.get().state == "agreed"
    picture = tmp_path / "photo.jpg"
    picture.write_bytes(photo().read())
    page = person.go("/field/log/")
    page.fill("#id_headline", "Walked the canal with volunteers")
    page.set_input_files("#id_photo", str(picture))
    page.fill("#id_people", "12")
    page.fill("#id_group", "Volunteers of zone 2")
    person.press("Keep the log")
    person.press("Hand in 1 log")
    page = person.go("/field/outcomes/new/")
    page.select_option("#id_change", "service")
    page.fill("#id_statement", "Nine communities get a warning three hours ahead")
    page.get_by_label("Environment").check()
    page.fill("#id_measure", "Time known ahead")
    page.fill("#id_unit", "hours")
    page.fill("#id_before", "0")
    page.fill("#id_after", "3")
    person.press("Keep")
    page.select_option("[name=kind]", "letter")
    page.select_option("[name=grade]", "2")
    page.fill("[name=caption]", "Minutes of the division")
    page.fill("[name=url]", "https://example.go.th/minutes")
    person.press("Add")
    person.press("Hand in")
    assert Outcome.objects.get().state == "submitted"


def host_confirms(town, visitor):
    person = visitor(town.host, width=390)
    person.go(f"/host/weeks/{Week.objects.get().pk}/")
    person.press("Confirm 1 log")
    person.go(f"/host/claims/{Outcome.objects.get().code}/")
    person.press("Yes, confirm")
    assert Outcome.objects.get().state == "confirmed"


def officer_verifies(town, visitor):
    person = visitor(town.officer)
    for code in (Outcome.objects.get().code, Week.objects.get().logs.get().code):
        person.go(f"/desk/verify/{code}/")
        person.press("Verify")
    assert Outcome.objects.get().state == "verified"


def evaluator_reports(town, visitor):
    person = visitor(town.evaluator)
    person.go("/desk/figures/F-13/")
    assert person.sees("1 rows count, 0 do not.") and not person.sees("ณัฐริกา")
    page = person.go("/desk/reports/new/")
    page.fill("#id_title_th", "รายงานรุ่นที่ 5")
    page.fill("#id_title_en", "Report of cohort 5")
    page.select_option("#id_cohort", str(town.cohort.pk))
    page.fill("#id_from_on", day(town.cohort.starts_on - timedelta(days=1)).replace("\u00a0", " "))
    page.fill("#id_to_on", day(town.cohort.ends_on).replace("\u00a0", " "))
    page.select_option("#id_highlight", str(Outcome.objects.get().pk))
    person.press("Freeze the figures")
    person.press("Release")
    assert Report.objects.get().state == "released" and StoryPage.objects.count() == 2


def editor_publishes(town, visitor):
    people.give_consent(user=town.applicant, purpose="story", wording="yes", at=town.now)
    person = visitor(town.editor)
    for story in StoryPage.objects.all():
        page = person.go(reverse("wagtailadmin_pages:edit", args=[story.pk]))
        page.fill("#id_what_did_not_work", "Older people without a phone are not reached yet")
        page.locator("footer .w-dropdown__toggle, footer [data-w-dropdown-target='toggle']").first.click()
        page.get_by_role("button", name="Publish").first.click()
        page.wait_for_load_state()
    assert StoryPage.objects.filter(live=True).count() == 2


def public_reads(visitor):
    person = visitor(width=390)
    for story in StoryPage.objects.all():
        page = person.go(story.url)
        assert page.get_by_text("Nine communities get a warning").count()
    person.go("/en/")
    person.go("/en/impact/")
    assert person.sees("Verified outcomes")
