"""The dates of an applicant: on a page, as a file, and at a secret address; never a word about what is not released."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from applications.domain import offers, screening
from applications.models import Application, Offer
from programme.domain import calls
from programme.domain.calendars import end_address, renew_address
from programme.kernel.calendars import dates_of
from programme.models import AuditEntry, CalendarAddress, CalendarEntry, Call, Milestone

pytestmark = pytest.mark.django_db


def keys(user) -> list[str]:
    return [due.key.split("-", 1)[1] for due in dates_of(user)]


def read(answer) -> dict[str, dict]:
    """Entries of a calendar file by the last part of their key."""
    assert answer.status_code == 200 and answer["Content-Type"].startswith("text/calendar")
    found = Calendar.from_ical(answer.content).walk("VEVENT")
    return {str(one["uid"]).split("@")[0].split("-", 1)[1]: one for one in found}


def followed(client, user, at) -> dict[str, dict]:
    address = CalendarAddress.objects.filter(user=user).first() or renew_address(user=user, at=at)
    return read(client.get(f"/calendars/{address.token}.ics"))


def test_a_draft_has_its_deadline_and_nobody_else_has_a_date(town):
    application = town.fill()
    [due] = dates_of(town.applicant)
    assert due.at == town.call.closes_at and due.key == f"{application.code}-deadline"
    assert dates_of(town.stranger) == dates_of(town.officer) == []


def test_an_extension_of_one_s_own_is_one_s_deadline(town):
    town.fill()
    until = town.call.closes_at + timedelta(days=2)
    calls.extend_deadline(
        call=town.call, user=town.applicant, until_at=until, reason="ป่วย", by=town.officer, at=town.now
    )
    [due] = dates_of(town.applicant)
    assert due.at == until


def test_who_waits_has_the_day_of_the_results_as_the_call_tells_it(town):
    town.submitted()
    day = town.call.closes_at.date() + timedelta(days=30)
    Call.objects.filter(pk=town.call.pk).update(results_on=day)
    Milestone.objects.create(cohort=town.cohort, kind="interview", starts_at=town.now + timedelta(days=15))
    Milestone.objects.create(cohort=town.cohort, kind="review", starts_at=town.now, audience="staff")
    assert keys(town.applicant) == ["interview", "results"]
    assert dates_of(town.applicant)[-1].at == day


@pytest.mark.parametrize("state", ["submitted", "screening", "eligible", "in_review", "reviewed", "ranked", "matched"])
def test_nobody_reads_from_the_dates_what_is_not_released(town, state):
    town.submitted()
    Call.objects.filter(pk=town.call.pk).update(results_on=town.call.closes_at.date() + timedelta(days=30))
    before = dates_of(town.applicant)
    assert before
    Application.objects.update(state=state)
    assert dates_of(town.applicant) == before


def test_an_exclusion_that_is_not_told_yet_and_a_prepared_offer_leave_no_trace(town):
    application = town.submitted()
    Call.objects.filter(pk=town.call.pk).update(results_on=town.call.closes_at.date() + timedelta(days=30))
    before = dates_of(town.applicant)
    Offer.objects.create(
        application=application, opening=town.opening, prepared_at=town.now, deadline_at=town.now, state="prepared"
    )
    screening.rule_out(application=application, reason="ไม่ผ่าน", by=town.officer, at=town.now)
    assert dates_of(town.applicant) == before


def test_an_offer_has_its_answer_and_once_answered_its_first_day(offered):
    offer = Offer.objects.first()
    person = offer.application.applicant
    assert [due.at for due in dates_of(person)] == [offer.deadline_at]
    offers.accept_offer(offer=offer, typed_name="ก", by=person, at=offered.now)
    assert [due.at for due in dates_of(person)] == [offered.cohort.starts_on]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_dates_cost_the_same_for_one_application_and_for_three(town, rows, django_assert_num_queries):
    for n in range(rows):
        call = Call.objects.create(
            cohort=town.cohort, slug=f"c{n}", title_th="ก", opens_at=town.now, closes_at=town.now + timedelta(days=9)
        )
        Application.objects.create(
            call=call, applicant=town.applicant, form=town.call.form_versions.get(), started_at=town.now
        )
    with django_assert_num_queries(4):
        assert len(dates_of(town.applicant)) == rows


# At the secret address


def test_what_moves_counts_up_and_what_stays_does_not(town, client, later):
    town.fill()
    first = followed(client, town.applicant, town.now)["deadline"]
    again = followed(client, town.applicant, town.now)["deadline"]
    assert (first["sequence"], again["sequence"]) == (0, 0) and again["dtstamp"].dt == first["dtstamp"].dt
    CalendarEntry.objects.update(changed_at=town.now - timedelta(hours=1))
    Call.objects.filter(pk=town.call.pk).update(closes_at=later(days=12))
    moved = followed(client, town.applicant, town.now)["deadline"]
    assert moved["uid"] == first["uid"] and moved["sequence"] == 1
    assert moved["dtstart"].dt == later(days=12).replace(microsecond=0) and moved["dtstamp"].dt > again[
        "dtstamp"
    ].dt - timedelta(1)


def test_the_file_names_nobody_and_no_agency(offered, client):
    offer = Offer.objects.select_related("opening__agency", "application__applicant__profile").first()
    person = offer.application.applicant
    address = renew_address(user=person, at=offered.now)
    text = client.get(f"/calendars/{address.token}.ics").content.decode()
    assert "SUMMARY" in text
    for word in (
        person.email,
        person.profile.given_name_th,
        offer.opening.agency.name,
        offer.application.receipt_number,
    ):
        assert word not in text


def test_a_new_address_makes_the_old_one_dead_and_an_ended_one_is(town, client):
    old = renew_address(user=town.applicant, at=town.now).token
    new = renew_address(user=town.applicant, at=town.now).token
    assert old != new
    assert [client.get(f"/calendars/{token}.ics").status_code for token in (old, new)] == [404, 200]
    assert end_address(user=town.applicant, at=town.now) and not end_address(user=town.applicant, at=town.now)
    assert client.get(f"/calendars/{new}.ics").status_code == 404
    acts = AuditEntry.objects.filter(object_code=town.applicant.code).values_list("act", flat=True)
    assert sorted(acts)[-3:].count("renew_calendar") == 2 and "end_calendar" in acts
    assert not [act for act in AuditEntry.objects.all() if new in str(act.data)]


def test_a_closed_account_is_followed_no_more(town, client):
    token = renew_address(user=town.applicant, at=town.now).token
    town.applicant.is_active = False
    town.applicant.save()
    assert client.get(f"/calendars/{token}.ics").status_code == 404


def test_the_page_gives_makes_and_ends_the_address(town, signed_in):
    town.fill()
    browser = signed_in(town.applicant, "en")
    page = browser.get("/my/calendar/").content.decode()
    assert "Deadline: Call of cohort 5" in page and "Make my address" in page
    page = browser.post("/my/calendar/", {"act": "renew"}, follow=True).content.decode()
    token = CalendarAddress.objects.get().token
    assert f"/calendars/{token}.ics" in page and page.count(f"{token}.ics") == 2 and "webcal://" in page
    assert list(read(browser.get("/my/calendar/dates.ics"))) == ["deadline"]
    browser.post("/my/calendar/", {"act": "end"})
    assert not CalendarAddress.objects.exists()
