"""A call says things in its own words in its letters, and officers read each letter before it is sent."""

from datetime import timedelta

import pytest

from applications.blueprint import shipped
from applications.domain import form_versions
from applications.domain.letter_words import change_letter_words
from applications.letters.own_words import LETTERS
from applications.queries.blueprints import as_blueprint
from programme.domain import cohorts
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.models import AuditEntry, Letter

pytestmark = pytest.mark.django_db


def test_a_receipt_says_what_the_call_added_in_the_readers_language(town):
    change_letter_words(call=town.call, letter="application_received", th="ขอบคุณมาก\n\nพบกันที่ขอนแก่น", en="Many thanks", by=town.officer, at=town.now)  # fmt: skip
    town.applicant.profile.language = "en"
    town.applicant.profile.save()
    town.submitted(town.applicant)
    body = Letter.objects.get(kind="application_received", recipient=town.applicant).body_text
    assert "Many thanks" in body and "ขอบคุณมาก" not in body


def test_paragraphs_are_kept_and_thai_stands_where_there_is_no_english(town):
    change_letter_words(call=town.call, letter="application_received", th="หนึ่ง\n\nสอง", en="", by=town.officer, at=town.now)  # fmt: skip
    town.applicant.profile.language = "en"
    town.applicant.profile.save()
    town.submitted(town.applicant)
    assert "หนึ่ง\n\nสอง" in Letter.objects.get(kind="application_received").body_text


@pytest.mark.parametrize("letter", LETTERS)
def test_each_letter_is_read_in_both_languages_with_its_own_words(town, signed_in, letter):
    desk = signed_in(town.officer)
    path = f"/desk/calls/{town.call.code}/letters/{letter}/"
    assert desk.post(path, {"th": f"คำของเรา {letter}", "en": f"Our words {letter}"}).status_code == 302
    page = desk.get(f"/desk/calls/{town.call.code}/letters/").content.decode()
    assert f"คำของเรา {letter}" in page and f"Our words {letter}" in page
    entry = AuditEntry.objects.latest("pk")
    assert (entry.act, entry.data) == ("change_letter_words", {"letter": letter})


def test_english_alone_is_refused_beside_the_thai_field_and_kept(town, signed_in):
    answer = signed_in(town.officer).post(
        f"/desk/calls/{town.call.code}/letters/not_selected/", {"th": "", "en": "Try again"}
    )
    assert answer.status_code == 422 and "Try again" in answer.content.decode()
    assert answer.context["form"].errors["th"]


def test_two_officers_the_later_reads_what_the_other_saved(town, signed_in):
    desk = signed_in(town.officer)
    path = f"/desk/calls/{town.call.code}/letters/reserve/"
    seen = desk.get(path).context["form"].initial["seen"]
    change_letter_words(call=town.call, letter="reserve", th="ของคนแรก", en="", by=town.officer, at=town.now)
    answer = desk.post(path, {"th": "ของคนที่สอง", "en": "", "seen": seen})
    page = answer.content.decode()
    assert answer.status_code == 422 and "ของคนแรก" in page and "ของคนที่สอง" in page


def test_emptied_words_go_and_the_letter_stands_as_it_is(town):
    done = {"call": town.call, "letter": "offer_sent", "by": town.officer, "at": town.now}
    change_letter_words(th="ยินดีด้วย", en="", **done)
    assert change_letter_words(th="", en="", **done).letter_words == {}


def test_only_officers_of_the_cohort_and_only_letters_that_there_are(town):
    with pytest.raises((NotAllowed, NotVisible)):
        change_letter_words(call=town.call, letter="offer_sent", th="ก", en="", by=town.evaluator, at=town.now)
    with pytest.raises(NotVisible):
        change_letter_words(call=town.call, letter="unknown", th="ก", en="", by=town.officer, at=town.now)


def test_an_archived_call_says_nothing_more(town):
    town.call.__class__.objects.filter(pk=town.call.pk).update(state="archived")
    with pytest.raises(Refusal, match="จัดเก็บแล้ว"):
        change_letter_words(call=town.call, letter="offer_sent", th="ก", en="", by=town.officer, at=town.now)


def test_a_copy_of_a_call_takes_the_words_along(town):
    change_letter_words(call=town.call, letter="reserve", th="รอก่อน", en="Wait", by=town.officer, at=town.now)
    town.call.refresh_from_db()
    plan = as_blueprint(town.call.form_versions.get())
    assert plan.letters["reserve"].th == "รอก่อน"
    fields = {"slug": "copy", "title_th": "สำเนา", "title_en": "Copy", "opens_at": town.now + timedelta(days=5), "closes_at": town.now + timedelta(days=30)}  # fmt: skip
    other = cohorts.create_call(cohort=town.cohort, fields=fields, by=town.officer, at=town.now)
    form_versions.start_form(call=other, plan=plan, by=town.officer, at=town.now)
    other.refresh_from_db()
    assert other.letter_words == {"reserve": {"th": "รอก่อน", "en": "Wait"}}
    assert shipped("standard_form").letters == {}
