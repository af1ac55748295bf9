"""Words with two meanings, as they were once mixed up on a Thai page, and days that leave in a file."""

import csv
from datetime import UTC, datetime
from io import BytesIO, StringIO

import pytest
from bs4 import BeautifulSoup
from openpyxl import load_workbook

from programme.models import Call, User

pytestmark = pytest.mark.django_db


def words_of(page) -> str:
    return BeautifulSoup(page.content.decode(), "html.parser").main.get_text(" ", strip=True)


def test_a_place_on_a_ranking_is_no_location(town, signed_in):
    town.fill()
    said = words_of(signed_in(town.applicant).get("/apply/cohort-5/openings/"))
    assert "อันดับ" in said and "สถานที่ 1" not in said


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
