"""Days as people type them: either era, any digits, one reading only, and the nearest one offered where there is none."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from programme.kernel import dates
from programme.kernel.typed_dates import ANY, BIRTH, HAPPENED, PLANNED, NoDay, in_both_eras, parse_day

TODAY = date(2026, 11, 26)
NODE = (
    shutil.which("node", path=f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}") or "node"
)  # set-up brings one
SCRIPT = Path(dates.__file__).parents[1] / "static/programme/day-field.js"
READ = [
    ("18/12/2569", "2026-12-18"),
    ("18/12/2026", "2026-12-18"),
    ("๑๘/๑๒/๒๕๖๙", "2026-12-18"),
    ("18-12-2569", "2026-12-18"),
    ("18.12.2569", "2026-12-18"),
    ("18 12 2569", "2026-12-18"),
    ("2569-12-31", "2026-12-31"),
    ("2026-12-31", "2026-12-31"),
    ("2569/12/31", "2026-12-31"),
    ("18/12/69", "2026-12-18"),
    ("18/12/26", "2026-12-18"),
    ("29/2/2567", "2024-02-29"),
    ("29/2/67", "2024-02-29"),
    ("18 ธ.ค. 2569", "2026-12-18"),
    ("18 ธค 69", "2026-12-18"),
    ("18ธันวาคม2569", "2026-12-18"),
    ("อ. 29 ธ.ค. 2569", "2026-12-29"),
    ("วันศุกร์ที่ 18 ธันวาคม พ.ศ. 2569", "2026-12-18"),
    ("18 ธันวาคม ค.ศ. 2026", "2026-12-18"),
    ("18 December 2026", "2026-12-18"),
    ("18 Dec. 26", "2026-12-18"),
    ("Fri 18 sept 2026", "2026-09-18"),
    ("Dec 18, 2026", "2026-12-18"),
    ("  18 / 12 / 2569 ", "2026-12-18"),
    ("\ufeff18/12\u200b/2569\u200d", "2026-12-18"),
    ("１８/１２/２５６９", "2026-12-18"),
]
REFUSED = [
    "",
    " ",
    "x",
    "18/12",
    "2569",
    "0/0/0000",
    "99/99/9999",
    "18/12/123",
    "1/1/" + "9" * 40,
    "٣/٤/٢٠٢٦",
    "²/1/2569",
]


@pytest.mark.parametrize(("text", "day"), READ)
def test_a_day_is_read_in_either_era_and_any_shape(text, day):
    assert parse_day(text, span=PLANNED, today=TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_day_is_refused_with_an_example_or_the_span(text):
    with pytest.raises(NoDay) as no:
        parse_day(text, span=PLANNED, today=TODAY)
    assert any(character.isdigit() for character in str(no.value))


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("31/12/3112", "2026-12-31"),  # a Buddhist year that a browser's control took for a common one
        ("3112-12-31", "2026-12-31"),
        ("31/12/1483", "2026-12-31"),
        ("29/2/2569", "2026-02-28"),
        ("31/4/2569", "2026-04-30"),
        ("12/18/2569", "2026-12-18"),
        ("12/18/2026", "2026-12-18"),
    ],
)
def test_the_nearest_reading_is_offered_and_never_taken(text, offered):
    with pytest.raises(NoDay) as no:
        parse_day(text, span=PLANNED, today=TODAY)
    assert no.value.offered == date.fromisoformat(offered)
    assert in_both_eras(no.value.offered) in str(no.value)


def test_no_day_of_the_year_3112_is_ever_kept():
    for year in range(0, 10_000):
        try:
            found = parse_day(f"31/12/{year:04d}", span=ANY, today=TODAY)
        except NoDay:
            continue
        assert found.year in (year, year - 543) and ANY.days(TODAY)[0] <= found <= ANY.days(TODAY)[1]


def test_two_digits_that_mean_two_years_are_asked_about_with_both():
    with translation.override("en"), pytest.raises(NoDay) as no:
        parse_day("1/1/44", span=BIRTH, today=TODAY)
    assert "1 January 1944 (B.E. 2487) or 1 January 2001 (B.E. 2544)" in str(no.value)
    assert parse_day("1/1/44", span=PLANNED, today=date(2000, 1, 1)) == date(2001, 1, 1)


@pytest.mark.parametrize("span", [BIRTH, HAPPENED])
def test_what_has_happened_ends_today_and_says_so(span):
    assert parse_day("26/11/2569", span=span, today=TODAY) == TODAY
    with translation.override("en"), pytest.raises(NoDay, match="still to come"):
        parse_day("27/11/2569", span=span, today=TODAY)


def test_both_eras_are_named_in_the_readers_language():
    with translation.override("th"):
        assert in_both_eras(date(2026, 12, 18)) == "18 ธันวาคม 2569 (ค.ศ. 2026)"
    with translation.override("en"):
        assert in_both_eras(date(2026, 12, 18)) == "18 December 2026 (B.E. 2569)"


first, last = PLANNED.days(TODAY)
planned = st.dates(min_value=first, max_value=last)
THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


@given(planned)
def test_whatever_the_portal_shows_can_be_typed_back(day):
    for language in ("th", "en"):
        with translation.override(language):
            for shown in (dates.day(day), dates.day(day, long=True), dates.day(day, weekday=True)):
                assert parse_day(shown, span=PLANNED, today=TODAY) == day


@given(
    planned, st.sampled_from(["{d}/{m}/{y}", "{d:02}-{m:02}-{y}", "{y}-{m:02}-{d:02}", "{d}.{m}.{y}"]), st.booleans()
)
def test_both_eras_and_both_digits_mean_the_same_day(day, shape, is_thai):
    for year in (day.year, day.year + 543):
        text = shape.format(d=day.day, m=day.month, y=year)
        assert parse_day(text.translate(THAI) if is_thai else text, span=PLANNED, today=TODAY) == day


@given(planned)
def test_two_digits_of_the_buddhist_year_are_that_year_or_asked_about(day):
    try:
        assert parse_day(f"{day.day}/{day.month}/{(day.year + 543) % 100:02}", span=PLANNED, today=TODAY) == day
    except NoDay as no:
        assert "(" in str(no) or day.day > 28


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader_and_what_is_read_lies_in_the_span(text):
    try:
        assert first <= parse_day(text, span=PLANNED, today=TODAY) <= last
    except NoDay as no:
        assert str(no)


def test_the_page_reads_what_the_server_reads():
    texts = [row[0] for row in READ] + [text for text in REFUSED if text]
    texts += [
        f"{day.day}/{day.month}/{year}" for day in _spread() for year in (day.year, day.year + 543, day.year % 100)
    ]
    asked = f"""{SCRIPT.read_text(encoding="utf-8")}
      console.log(JSON.stringify({json.dumps(texts)}.map((text) => readDay(text, "{first}", "{last}"))))"""
    said = json.loads(subprocess.run([NODE, "-e", asked], capture_output=True, check=True).stdout)
    assert said == [_read(text) for text in texts]


def _spread() -> list[date]:
    return [first + timedelta(days=step) for step in range(0, (last - first).days, 613)]


def _read(text: str) -> str:
    try:
        return parse_day(text, span=PLANNED, today=TODAY).isoformat()
    except NoDay:
        return ""
