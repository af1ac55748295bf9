"""Days and hours in the forms of the desk: what is kept is what was meant, and a slip can be taken back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from programme.domain import calls
from programme.forms.cohorts import MilestoneForm
from programme.forms.fields import DayInput, MomentField, ThaiDayField
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.kernel.typed_dates import BIRTH
from programme.models import Call, Milestone

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


def amend_form(day: str, hour: str = "16:30") -> dict:
    return {"text_th": "ขยายเวลา", "text_en": "", "closes_at_0": day, "closes_at_1": hour}


def test_a_deadline_typed_in_the_buddhist_year_is_that_year(town, signed_in):
    page = f"/desk/calls/{town.call.code}/amend/"
    for typed in (f"31/12/{YEAR + 543}", f"{YEAR + 544}-12-31", f"๓๑/๑๒/{YEAR + 545}"):
        assert signed_in(town.officer).post(page, amend_form(typed)).status_code == 302
    town.call.refresh_from_db()
    assert timezone.localtime(town.call.closes_at).strftime("%Y-%m-%d %H:%M") == f"{YEAR + 2}-12-31 16:30"


def test_a_year_nobody_means_is_refused_with_what_may_be_meant(town, signed_in):
    page = signed_in(town.officer, "en").post(
        f"/desk/calls/{town.call.code}/amend/", amend_form(f"31/12/{YEAR + 543 + 543}")
    )
    assert page.status_code == 422
    text = page.content.decode()
    assert f"Do you mean 31 December {YEAR} (B.E. {YEAR + 543})?" in text and "ขยายเวลา" in text
    assert f'value="31/12/{YEAR + 1086}"' in text  # what was typed stays


def test_a_milestone_of_2570_is_not_one_of_3113(town, signed_in):
    typed = {
        "kind": Milestone.Kind.values[0], "audience": Milestone.Audience.values[0], "starts_at_0": f"1/4/{YEAR + 544}",
        "starts_at_1": "9:00", "label_th": "ปฐมนิเทศ",
    }  # fmt: skip
    assert signed_in(town.officer).post(f"/desk/cohorts/{town.cohort.code}/milestone/", typed).status_code == 302
    kept = Milestone.objects.get(label_th="ปฐมนิเทศ")
    assert timezone.localtime(kept.starts_at).strftime("%Y-%m-%d %H:%M") == f"{YEAR + 1}-04-01 09:00"
    shown = signed_in(town.officer).get(f"/desk/cohorts/{town.cohort.code}/milestone/{kept.pk}/").content.decode()
    assert f"1 เม.ย. {YEAR + 544}" in shown and 'value="09:00"' in shown
    assert f"1 เมษายน {YEAR + 544} (ค.ศ. {YEAR + 1})" in shown  # the echo beside the field


def test_a_redrawn_form_says_what_it_understood(town, signed_in):
    page = signed_in(town.officer, "en").post(
        f"/desk/cohorts/{town.cohort.code}/milestone/",
        {"starts_at_0": f"18/12/{(YEAR + 543) % 100}", "starts_at_1": ""},
    )
    text = page.content.decode()
    assert page.status_code == 422 and "Write the hour too." in text
    assert f"18 December {YEAR} (B.E. {YEAR + 543})" in text


@pytest.mark.parametrize(
    ("hour", "kept"),
    [("16:30", "16:30"), ("16.30 น.", "16:30"), ("๑๖:๓๐", "16:30"), ("9:05", "09:05"), ("16:30:00", "16:30")],
)
def test_an_hour_is_read_as_people_write_it(hour, kept):
    moment = MomentField().clean([f"18/12/{YEAR + 543}", hour])
    assert timezone.localtime(moment).strftime("%H:%M") == kept and moment.utcoffset() == timedelta(hours=7)


@pytest.mark.parametrize("hour", ["25:00", "x", "16:60", "1" * 30, "\x00"])
def test_no_hour_is_an_error_in_words(hour):
    form = MilestoneForm({"starts_at_0": f"18/12/{YEAR + 543}", "starts_at_1": hour})
    assert not form.is_valid() and "16:30" in str(form.errors["starts_at"])


def test_an_empty_moment_is_one_error_and_a_half_one_names_the_missing_half():
    assert list(MilestoneForm({}).errors["starts_at"]) == list(MilestoneForm({"starts_at_0": ""}).errors["starts_at"])
    assert MilestoneForm({}).fields["ends_at"].clean(["", ""]) is None
    half = MilestoneForm({"ends_at_0": f"18/12/{YEAR + 543}", "ends_at_1": ""})
    assert not half.is_valid() and half.errors["ends_at"]


def test_every_day_of_the_portal_is_typed_in_the_one_field():
    """No form has a control that reads 2569 as a common year."""
    from django import forms as django_forms  # beside the one test that walks all forms

    from programme.forms.fields import PlainForm  # the ancestor of all

    def every(kind):
        return [kind] + [found for child in kind.__subclasses__() for found in every(child)]

    found = [field for form in every(PlainForm) for field in form.base_fields.values()]
    native = (django_forms.DateField, django_forms.DateTimeField, django_forms.SplitDateTimeField)
    assert not [field for field in found if isinstance(field, native)]
    assert [field for field in found if isinstance(field, ThaiDayField)]
    assert all(isinstance(field.widget, DayInput) for field in found if isinstance(field, ThaiDayField))


def test_the_span_of_a_field_reaches_the_page_for_the_script():
    page = str(ThaiDayField(span=BIRTH).widget.render("birth_on", ""))
    first, last = BIRTH.days(timezone.localdate())
    assert f'data-first="{first}"' in page and f'data-last="{last}"' in page


def moved(town, *, tell, at=None, **span) -> Call:
    closes_at = town.now + timedelta(**span)
    calls.amend_call(
        call=town.call, text_th="แก้", text_en="", closes_at=closes_at, by=town.officer, at=at or town.now, tell=tell
    )
    return Call.objects.get(pk=town.call.pk)


def test_a_deadline_moves_earlier_only_before_anybody_began(town):
    assert moved(town, tell=[], days=5).closes_at == town.now + timedelta(days=5)
    with pytest.raises(Refusal) as no:
        moved(town, tell=[town.applicant], days=4)
    assert (no.value.code, no.value.field) == ("earlier", "closes_at")


def test_a_slip_is_taken_back_within_the_hour_and_not_after_it(town):
    tell, old = [town.applicant], town.call.closes_at
    assert moved(town, tell=tell, days=400).closes_at > old  # 400 days where 40 were meant
    with pytest.raises(Refusal):
        moved(town, tell=tell, days=40, at=town.now + timedelta(minutes=61))
    with pytest.raises(Refusal):
        moved(town, tell=tell, days=9, at=town.now + timedelta(minutes=59))  # earlier than the deadline they planned by
    kept = moved(town, tell=tell, days=40, at=town.now + timedelta(minutes=59))
    assert kept.closes_at == town.now + timedelta(days=40)


def test_a_deadline_moves_only_into_the_future_and_opens_a_closed_call_again(town):
    with pytest.raises(Refusal) as no:
        moved(town, tell=[], days=-1)
    assert (no.value.code, no.value.field) == ("past", "closes_at")
    calls.close_call(call=town.call, by=None, at=town.now)
    assert moved(town, tell=[], days=20).state == "open"


def test_one_person_gets_more_time_for_a_reason_from_an_officer(town):
    late = town.call.closes_at + timedelta(days=1)
    words = {"call": town.call, "user": town.applicant, "until_at": late + timedelta(days=1), "at": town.now}
    with pytest.raises(Refusal) as no:
        calls.extend_deadline(**words, reason=" ", by=town.officer)
    assert no.value.code == "no_reason"
    for who in (town.host, town.editor, town.applicant, town.evaluator):
        with pytest.raises((NotAllowed, NotVisible)):
            calls.extend_deadline(**words, reason="ป่วย", by=who)
    assert not calls.may_enter(call=town.call, user=town.applicant, at=late)
    calls.extend_deadline(**words, reason="ป่วย", by=town.officer)
    assert calls.may_enter(call=town.call, user=town.applicant, at=late)
    assert not calls.may_enter(call=town.call, user=town.stranger, at=late)
    assert not calls.may_enter(call=town.call, user=None, at=late)


def test_a_refused_deadline_stands_beside_its_field_with_everything_typed(town, signed_in):
    town.submitted()
    page = signed_in(town.officer, "en").post(
        f"/desk/calls/{town.call.code}/amend/", amend_form(f"{timezone.localdate():%d/%m/%Y}", "23:59")
    )
    assert page.status_code == 422 and "can only be moved later" in page.content.decode()
    assert "ขยายเวลา" in page.content.decode() and 'value="23:59"' in page.content.decode()


def test_a_moment_from_the_database_is_shown_in_bangkok():
    shown = MomentField().widget.decompress(datetime(2026, 9, 30, 17, 0, tzinfo=UTC))
    assert [str(part) for part in shown] == ["2026-10-01", "00:00:00"]
