"""Words with two meanings, as they were once mixed up on a Thai page, and days that leave in a file."""

import csv
from datetime import UTC, datetime
from io import BytesIO, StringIO

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from programme.models import Call, Profile, User

pytestmark = pytest.mark.django_db


def words_of(page) -> str:
    return BeautifulSoup(page.content.decode(), "html.parser").main.get_text(" ", strip=True)


def test_a_place_on_a_ranking_is_no_location(town, signed_in):
    town.fill()
    said = words_of(signed_in(town.applicant).get("/apply/cohort-5/openings/"))
    assert "อันดับ" in said and "สถานที่ 1" not in said


def test_nobody_is_greeted_by_half_an_address(town, signed_in):
    Profile.objects.filter(user__in=[town.applicant, town.stranger]).update(given_name_th="", family_name_th="")
    town.placement(town.stranger)
    for person, page in ((town.applicant, "/my/"), (town.stranger, "/field/")):
        greeting = BeautifulSoup(signed_in(person).get(page).content.decode(), "html.parser").h1
        assert greeting.get_text(strip=True) == "สวัสดี"
    Profile.objects.filter(user=town.stranger).update(given_name_th="กานดา")
    assert "สวัสดี กานดา" in words_of(signed_in(town.stranger).get("/field/"))


def test_what_was_searched_for_is_said_once(town, signed_in):
    town.fill()
    page = signed_in(town.applicant).get("/apply/cohort-5/openings/?q=น้ำ")
    chip = BeautifulSoup(page.content.decode(), "html.parser").select_one("li.chip")
    assert chip.get_text(" ", strip=True) == "ค้นหา: น้ำ"


@pytest.mark.parametrize(
    ("address", "words"),
    [("/privacy/", ("หนังสือรับรอง", "เก้าสิบวัน", "รอหนึ่งวัน")), ("/en/privacy/", ("reference", "ninety days", "one day"))],
)
def test_the_privacy_page_tells_of_referees_times_and_erasure(public, client, address, words):
    said = words_of(client.get(address))
    assert all(word in said for word in words)


def test_the_number_of_a_cohort_is_no_amount(town, signed_in):
    page = BeautifulSoup(signed_in(town.officer).get("/desk/cohorts/new/").content.decode(), "html.parser")
    assert page.select_one("label[for=id_number]").get_text(strip=True) == "รุ่นที่"


def test_a_call_to_come_is_not_open_yet_and_is_not_called_scheduled(public, client):
    Call.objects.filter(pk=public.town.call.pk).update(state="scheduled")
    said = words_of(client.get("/calls/"))
    assert "ตั้งเวลาไว้" not in said and "กำลังจะเปิด" in said


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_day_leaves_as_bangkok_s_day_and_as_the_screen_shows_it(town, signed_in, kind):
    late = datetime(2026, 11, 26, 18, 30, 5, 123, tzinfo=UTC)  # the 27th in Bangkok
    User.objects.filter(pk=town.stranger.pk).update(date_joined=late)
    officer = signed_in(town.officer)
    assert "27 พ.ย. 2569" in words_of(officer.get("/desk/people/?q=stranger")).replace("\xa0", " ")
    answer = officer.get(f"/desk/people/?q=stranger&export={kind}")
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    rows = list(csv.reader(StringIO(body.decode("utf-8-sig")))) if kind == "csv" else rows_of(body)
    assert [row[-1] for row in rows[1:]] == ["27 พ.ย. 2569"]


def rows_of(workbook: bytes) -> list[list[str]]:
    return [list(row) for row in load_workbook(BytesIO(workbook)).active.iter_rows(values_only=True)]
