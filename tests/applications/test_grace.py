"""The deadline to the second: the call's stated grace takes what was begun in time, and nothing else."""

from datetime import timedelta

import pytest

from applications.domain import answers, applications, submission
from applications.domain.changes import begin_change
from applications.models import Application
from programme.domain.calls import advance_calls, extend_deadline
from programme.kernel.errors import Refusal

pytestmark = pytest.mark.django_db
SECOND, GRACE = timedelta(seconds=1), timedelta(minutes=5)


@pytest.fixture
def generous(town):
    town.call.grace_minutes = 5
    town.call.save(update_fields=["grace_minutes"])
    return town


def hand_in(town, at):
    application = Application.objects.get(applicant=town.applicant)
    return submission.submit_application(application=application, by=town.applicant, at=at)


def refused(town, at):
    with pytest.raises(Refusal) as refusal:
        hand_in(town, at)
    assert refusal.value.code == "deadline"


def test_without_grace_the_last_second_is_the_one_before_the_deadline(town):
    town.fill()
    refused(town, town.call.closes_at)
    assert hand_in(town, town.call.closes_at - SECOND).submitted_at == town.call.closes_at - SECOND


def test_with_grace_the_last_second_is_the_one_before_its_end(generous):
    generous.fill()
    end = generous.call.closes_at + GRACE
    refused(generous, end)
    assert hand_in(generous, end - SECOND).state == "submitted"


def test_the_clock_that_closes_the_call_does_not_take_the_grace_away(generous):
    generous.fill()
    advance_calls(at=generous.call.closes_at)
    generous.call.refresh_from_db()
    assert generous.call.state == "closed"
    assert hand_in(generous, generous.call.closes_at + SECOND).state == "submitted"


def test_a_call_closed_before_its_time_gives_no_grace(generous):
    generous.fill()
    type(generous.call).objects.filter(pk=generous.call.pk).update(state="closed")
    refused(generous, generous.now)


def test_in_the_grace_nothing_is_begun(generous):
    with pytest.raises(Refusal) as refusal:
        applications.start_application(
            call=generous.call, applicant=generous.applicant, at=generous.call.closes_at + SECOND
        )
    assert refusal.value.code == "closed" and not Application.objects.exists()


def test_in_the_grace_what_was_begun_is_saved_and_changed(generous):
    application = generous.submitted()
    at = generous.call.closes_at + GRACE - SECOND
    begin_change(application=application, by=generous.applicant, at=generous.call.closes_at - SECOND)
    row = application.answers.get(section="motivation")
    words = {"application": application, "by": generous.applicant, "section": "motivation", "data": row.data}
    assert answers.save_section(base_version=1, at=at, **words).version == 2
    with pytest.raises(Refusal):
        answers.save_section(base_version=2, at=at + SECOND, **words)


def test_a_personal_extension_has_the_same_grace(generous):
    generous.fill()
    until = generous.call.closes_at + timedelta(hours=1)
    extend_deadline(
        call=generous.call, user=generous.applicant, until_at=until, reason="ไฟดับ", by=generous.officer, at=generous.now
    )
    refused(generous, until + GRACE)
    assert hand_in(generous, until + GRACE - SECOND).state == "submitted"


def test_a_personal_extension_without_grace_ends_to_the_second(town):
    town.fill()
    until = town.call.closes_at + timedelta(hours=1)
    extend_deadline(call=town.call, user=town.applicant, until_at=until, reason="ไฟดับ", by=town.officer, at=town.now)
    refused(town, until)
    assert hand_in(town, until - SECOND).state == "submitted"


def test_the_grace_is_stated_where_one_begins_and_on_the_form(generous, signed_in):
    browser = signed_in(generous.applicant, "en")
    said = "What you began in time is taken for 5 more minutes"
    assert said in browser.get("/apply/cohort-5/").content.decode()
    generous.fill()
    for section in ("motivation", "check"):
        assert said in browser.get(f"/apply/cohort-5/{section}/").content.decode()
    generous.call.grace_minutes = 0
    generous.call.save(update_fields=["grace_minutes"])
    assert "What you began in time" not in browser.get("/apply/cohort-5/check/").content.decode()
