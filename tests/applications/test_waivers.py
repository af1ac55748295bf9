"""Hard rules stop, soft ones warn; an officer may exempt a person from a rule, and take it back."""

from datetime import timedelta

import pytest

from applications.domain import answers, submission
from applications.domain.waivers import end_waiver, waive_rule
from applications.models import EligibilityResult, RuleWaiver
from applications.queries.forms import standing_form
from applications.queries.rules import Ground, draft_findings, rules_found
from applications.rules import verdict
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.models import AuditEntry

pytestmark = pytest.mark.django_db
CHECK = "/apply/cohort-5/check/"


@pytest.fixture
def old(town):
    """A draft of somebody who is too old for the call, and else complete."""
    application = town.fill()
    row = application.answers.get(section="person")
    born = {"birth_on": f"{town.now.year - 50}-01-15", "national_id": "1101700230708"}
    answers.save_section(
        application=application,
        section="person",
        data=row.data | born,
        base_version=row.version,
        by=town.applicant,
        at=town.now,
    )
    application.refresh_from_db()
    return application


def waive(town, **changes) -> RuleWaiver:
    words = {"call": town.call, "user": town.applicant, "rule": "age", "reason": "ทำงานกับเมืองมา 20 ปี"}
    return waive_rule(**words | {"by": town.officer, "at": town.now} | changes)


def read(browser, address: str) -> str:
    browser.cookies["language"] = "en"
    return browser.get(address).content.decode()


def soften(town, key: str) -> None:
    standing_form(town.call).rules.filter(key=key).update(is_hard=False)


def test_a_hard_rule_stops_with_its_reason_beside_the_answer_and_in_the_summary(town, old, signed_in):
    browser = signed_in(town.applicant)
    page = read(browser, CHECK)
    assert page.count("this call asks for: Age 20 to 35") == 2 and 'href="/apply/cohort-5/person/"' in page
    browser.post(CHECK, {"truth": "yes"})
    old.refresh_from_db()
    assert old.state == "draft" and not old.revisions.exists()
    with pytest.raises(Refusal) as refused:
        submission.submit_application(application=old, by=town.applicant, at=town.now)
    assert refused.value.code == "ineligible"


def test_a_soft_rule_warns_lets_through_and_is_shown_to_the_officer(town, old, signed_in):
    soften(town, "age")
    page = read(signed_in(town.applicant), CHECK)
    assert "an officer will look at this" in page and "By these answers you cannot apply" not in page
    submission.submit_application(application=old, by=town.applicant, at=town.now)
    desk = read(signed_in(town.officer), f"/desk/applications/{old.code}/")
    assert "Look at this: does not meet the rule" in desk


def test_who_is_exempt_can_submit_and_is_told(town, old, signed_in):
    waive(town)
    page = read(signed_in(town.applicant), CHECK)
    assert "You are exempt from: Age 20 to 35" in page and "By these answers you cannot apply" not in page
    assert "20 ปี" not in page.split("<main")[1].split("exempt")[1][:200], "the reason is between officers"
    submission.submit_application(application=old, by=town.applicant, at=town.now)
    found = EligibilityResult.objects.get(application=old, rule="age")
    assert found.outcome == "fail" and found.values["age"] >= 49, "what the answers say stays said"


def test_an_exemption_is_told_on_the_desk_and_can_be_undone_there(town, old, signed_in):
    soften(town, "age")
    submission.submit_application(application=old, by=town.applicant, at=town.now)
    browser, address = signed_in(town.officer), f"/desk/applications/{old.code}/"
    assert browser.post(f"{address}screen/", {"act": "waive", "rule": "age", "reason": ""}).status_code == 422
    assert not RuleWaiver.objects.exists()
    browser.post(f"{address}screen/", {"act": "waive", "rule": "age", "reason": "เคยเป็นทูตมาก่อน"})
    page = read(browser, address)
    assert "เคยเป็นทูตมาก่อน" in page and "Exempt by" in page and "exempted the person from a rule" in page
    browser.post(f"{address}screen/", {"act": "end_waiver", "rule": "age"})
    assert not RuleWaiver.objects.exists() and "Exempt by" not in read(browser, address)
    acts = AuditEntry.objects.filter(act__in=("waive_rule", "end_waiver"), object_code=old.code)
    assert [entry.act for entry in acts.order_by("pk")] == ["waive_rule", "end_waiver"]


def test_what_is_refused(town, old):
    for code, changes in (("no_reason", {"reason": " "}), ("no_rule", {"rule": "height"})):
        with pytest.raises(Refusal) as refused:
            waive(town, **changes)
        assert refused.value.code == code
    with pytest.raises(Refusal):
        end_waiver(call=town.call, user=town.applicant, rule="age", by=town.officer, at=town.now)
    for person in (town.applicant, town.reviewer, town.host):
        with pytest.raises((NotAllowed, NotVisible)):
            waive(town, by=person)
    with pytest.raises(Refusal) as refused:
        waive(town, user=town.officer)
    assert refused.value.code == "own" and not RuleWaiver.objects.exists()


def test_exempting_twice_keeps_one_with_the_newer_reason(town):
    waive(town)
    waive(town, reason="อีกเหตุหนึ่ง", at=town.now + timedelta(hours=1))
    assert [row.reason for row in RuleWaiver.objects.all()] == ["อีกเหตุหนึ่ง"], "before anybody has begun an application"


@pytest.mark.parametrize("years", [19, 20, 35, 36, 50])
def test_public_check_form_submission_and_desk_say_the_same(town, years):
    soften(town, "age")
    application = town.fill()
    row = application.answers.get(section="person")
    born = f"{town.cohort.starts_on.year - years}-01-01"
    row.data["birth_on"] = born
    row.save()
    ground = Ground(application.form, town.call)
    public = ground.findings_of({"birth_on": born, "is_thai": True, "full_time": True})
    draft = draft_findings(application)
    submission.submit_application(application=application, by=town.applicant, at=town.now)
    said = {row["rule"]: row["outcome"] for row in rules_found(application)}
    assert said == {one.rule: one.outcome for one in public} == {one.rule: one.outcome for one in draft}
    assert verdict(public) == verdict(draft) == "pass"


def test_a_person_who_has_not_begun_is_exempt_by_the_address_of_their_account(town, signed_in):
    browser, address = signed_in(town.officer), f"/desk/calls/{town.call.code}/exempt/"
    typed = {"email": town.stranger.email.upper(), "rule": "age", "reason": "เคยเป็นทูตมาก่อน"}
    assert browser.post(address, typed | {"email": "nobody@t.example"}).status_code == 422
    assert browser.post(address, typed | {"rule": "height"}).status_code == 422
    assert not RuleWaiver.objects.exists()
    assert browser.post(address, typed).status_code == 302
    assert RuleWaiver.objects.get().user == town.stranger
