"""A call before and after the public meets it: edited, withdrawn, deleted; changed only while people can still apply."""

from datetime import timedelta

import pytest

from applications.domain.forms import prepare_form
from applications.models import Criterion
from programme.domain import calls, cohorts
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.models import AuditEntry, Call, Letter
from programme.queries.calls import publication_gaps

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(town) -> Call:
    """A call with questions and one seat, which nobody has published yet."""
    fields = {
        "slug": "next", "title_th": "รอบหน้า", "title_en": "Next",
        "opens_at": town.now + timedelta(days=3), "closes_at": town.now + timedelta(days=30),
    }  # fmt: skip
    call = cohorts.create_call(cohort=town.cohort, fields=fields, by=town.officer, at=town.now)
    prepare_form(call=call, by=town.officer, at=town.now)
    town.make_opening(town.agency, town.host, call=call)
    return call


def test_a_complete_call_has_no_gaps(draft, town):
    assert publication_gaps(draft, town.now) == []
    assert calls.publish_call(call=draft, by=town.officer, at=town.now).state == "scheduled"


def without_questions(draft, town):
    draft.form_versions.all().delete()


def without_seats(draft, town):
    draft.openings.all().delete()


def with_a_seat_that_waits(draft, town):
    draft.openings.update(state="pending")


def over_already(draft, town):
    draft.opens_at, draft.closes_at = town.now - timedelta(days=9), town.now - timedelta(days=1)


def with_results_too_early(draft, town):
    draft.results_on = (draft.closes_at - timedelta(days=2)).date()


def of_a_past_cohort(draft, town):
    draft.cohort.starts_on, draft.cohort.ends_on = (town.now - timedelta(days=n) for n in (400, 30))
    draft.cohort.starts_on, draft.cohort.ends_on = draft.cohort.starts_on.date(), draft.cohort.ends_on.date()


def with_weights_that_do_not_add_up(draft, town):
    Criterion.objects.filter(rubric__call=draft).update(weight=10)


@pytest.mark.parametrize(
    "broken",
    [
        without_questions, without_seats, with_a_seat_that_waits, over_already, with_results_too_early, of_a_past_cohort,
        with_weights_that_do_not_add_up,
    ],
)  # fmt: skip
def test_each_thing_that_is_missing_is_named_and_keeps_the_call_a_draft(draft, town, broken):
    broken(draft, town)
    draft.cohort.save()
    draft.save()
    assert len(publication_gaps(draft, town.now)) == 1
    with pytest.raises(Refusal) as refused:
        calls.publish_call(call=draft, by=town.officer, at=town.now)
    assert refused.value.code == "not_ready"
    assert Call.objects.get(pk=draft.pk).state == "draft"


def test_the_desk_names_the_gaps_and_offers_the_acts(draft, town, signed_in):
    draft.openings.all().delete()
    body = signed_in(town.officer, "en").get(f"/desk/calls/{draft.code}/").content.decode()
    assert "Approve at least one opening" in body
    assert f"/desk/calls/{draft.code}/edit/" in body and f"/desk/calls/{draft.code}/delete/" in body


FORM = {
    "slug": "next", "title_th": "รอบหน้า", "title_en": "After", "opens_at_0": "", "closes_at_0": "", "hometown_mode": "soft",
    "max_choices": 3, "offer_days": 5, "host_days": 4,
}  # fmt: skip


def filled(draft, **changes) -> dict:
    opens, closes = draft.opens_at, draft.closes_at
    days = {
        "opens_at_0": f"{opens:%Y-%m-%d}",
        "opens_at_1": "09:00",
        "closes_at_0": f"{closes:%Y-%m-%d}",
        "closes_at_1": "16:30",
    }
    return FORM | days | changes


def test_a_draft_is_edited_on_the_desk_and_keeps_its_other_rules(draft, town, signed_in):
    browser, path = signed_in(town.officer), f"/desk/calls/{draft.code}/edit/"
    assert "รอบหน้า" in browser.get(path).content.decode()
    assert browser.post(path, filled(draft, title_en="After")).status_code == 302
    draft.refresh_from_db()
    assert draft.title_en == "After" and draft.max_choices == 3
    assert draft.form_versions.get().rules.count() == 3, "its form is edited on its own pages"


def test_a_refused_edit_keeps_what_was_typed(draft, town, signed_in):
    path = f"/desk/calls/{draft.code}/edit/"
    answer = signed_in(town.officer).post(path, filled(draft, title_en="Kept", max_choices=0))
    assert answer.status_code == 422 and "Kept" in answer.content.decode()


def test_another_calls_address_is_refused_and_the_own_one_is_not(draft, town, signed_in):
    browser, path = signed_in(town.officer), f"/desk/calls/{draft.code}/edit/"
    assert browser.post(path, filled(draft, slug=town.call.slug)).status_code == 422
    assert browser.post(path, filled(draft)).status_code == 302


def test_an_open_call_is_not_edited_behind_peoples_backs(town):
    with pytest.raises(Refusal) as public:
        calls.change_call(call=town.call, fields={"max_choices": 1}, by=town.officer, at=town.now)
    assert public.value.code == "public_already"


def test_a_scheduled_call_stays_ready_for_its_day(draft, town):
    calls.publish_call(call=draft, by=town.officer, at=town.now)
    early = {"results_on": (draft.closes_at - timedelta(days=9)).date()}
    with pytest.raises(Refusal):
        calls.change_call(call=draft, fields=early, by=town.officer, at=town.now)
    assert Call.objects.get(pk=draft.pk).results_on is None


@pytest.mark.parametrize("who", ["host", "reviewer", "editor", "evaluator", "applicant", "stranger"])
def test_only_officers_change_withdraw_and_delete(draft, town, who):
    person = getattr(town, who)
    for act in (calls.withdraw_call, calls.delete_call):
        with pytest.raises((NotAllowed, NotVisible)):
            act(call=draft, by=person, at=town.now)
    with pytest.raises((NotAllowed, NotVisible)):
        calls.change_call(call=draft, fields={"max_choices": 1}, by=person, at=town.now)


def test_withdrawing_makes_a_scheduled_call_a_draft_again(draft, town, signed_in):
    calls.publish_call(call=draft, by=town.officer, at=town.now)
    browser, path = signed_in(town.officer, "en"), f"/desk/calls/{draft.code}/withdraw/"
    assert "leave the site" in browser.get(path).content.decode()
    assert browser.post(path).status_code == 302
    assert Call.objects.get(pk=draft.pk).state == "draft"
    with pytest.raises(Refusal):
        calls.withdraw_call(call=Call.objects.get(pk=draft.pk), by=town.officer, at=town.now)


def test_only_a_draft_without_openings_is_deleted(draft, town, signed_in):
    with pytest.raises(Refusal) as offered:
        calls.delete_call(call=draft, by=town.officer, at=town.now)
    assert offered.value.code == "has_openings"
    draft.openings.update(state="withdrawn")
    browser, path = signed_in(town.officer, "en"), f"/desk/calls/{draft.code}/delete/"
    assert "cannot be undone" in browser.get(path).content.decode()
    assert browser.post(path)["Location"] == f"/desk/cohorts/{town.cohort.code}/"
    assert not Call.objects.filter(pk=draft.pk).exists()
    assert AuditEntry.objects.filter(act="delete", object_code=draft.code).count() == 1
    with pytest.raises(Refusal) as public:
        calls.delete_call(call=town.call, by=town.officer, at=town.now)
    assert public.value.code == "not_a_draft"


def amend(town, call):
    return calls.amend_call(
        call=call, text_th="แก้", text_en="", closes_at=None, by=town.officer, at=town.now, tell=[town.applicant]
    )


def test_an_amendment_is_published_while_people_apply_and_told_once(town):
    amend(town, town.call)
    assert Letter.objects.filter(kind="call_amended", recipient=town.applicant).count() == 1


def test_an_amendment_is_refused_before_the_public_reads_and_after_selection_began(draft, town):
    town.selecting()
    town.call.refresh_from_db()
    for call in (draft, town.call):
        with pytest.raises(Refusal) as refused:
            amend(town, call)
        assert refused.value.code == "not_amendable"
    assert not Letter.objects.filter(kind="call_amended").exists() and not town.call.amendments.exists()
