"""What the public reads is true: counted once, marked fairly, found by its words, at one address, on Bangkok's day."""

import io
from datetime import UTC, datetime, timedelta

import feedparser
import pytest
import vobject
from django.test import Client
from PIL import Image

from cms.models import CallPage, SearchRow
from cms.og import draw, fitted
from cms.queries.calls import dates_of
from cms.queries.cities import city_list, city_sheet, mission_mix, status_on
from cms.queries.impact import by_province, leading, missions_by_domain
from cms.search.find import find
from cms.search.index import index_everything, index_record
from mentoring.domain import claims, evidence, outcomes, settling
from mentoring.models import Mission
from mentoring.queries.figures import Scope
from programme.domain.calls import amend_call
from programme.kernel.addresses import absolute
from programme.kernel.cloth import BRAND
from programme.models import Call, City, CityStatus, DigitalService, Milestone, Province

pytestmark = pytest.mark.django_db


# counted once, marked fairly


def test_a_mission_with_its_domain_twice_counts_once(public):
    Mission.objects.filter(pk=public.mission.pk).update(domains=["gov", "gov"])
    assert {row["key"]: row["n"] for row in missions_by_domain(Scope())}["gov"] == 1
    assert mission_mix(public.town.city) == {"gov": 1}
    assert by_province(Scope())[0]["domain"] == "gov"


def rows(*missions: int) -> list[dict]:
    return [{"missions": number, "name": place} for place, number in enumerate(missions)]


@pytest.mark.parametrize(
    ("missions", "marked"),
    [
        ((5, 4, 3, 2), 3),
        ((5, 3, 3, 3, 1), 4),
        ((2, 2, 2, 2, 2, 2, 2, 2), 0),
        ((9, 2, 2, 2, 2, 2, 2, 2), 1),
        ((4,), 1),
        ((1, 0), 1),
        ((), 0),
    ],
)
def test_whoever_ties_with_the_third_is_marked_with_it(missions, marked):
    assert len(leading(rows(*missions))) == marked


def test_the_impact_page_says_how_many_are_marked(public, client):
    text = client.get("/en/impact/").content.decode()
    assert "marks the 1 province with the most missions" in text and "marks the three" not in text


def test_a_city_says_how_much_was_verified_and_never_how_few_people_work_there(public, client):
    sheet = city_sheet(public.town.city.slug)
    assert sheet["outcome_count"] == len(sheet["outcomes"]) == 1
    assert str(sheet["people_told"]) == "ไม่เปิดเผย" and sheet["people_told"].value is None
    assert city_sheet("nowhere") is None


def test_cities_without_work_show_no_zeros_and_stand_on_the_map(public, client):
    province = Province.objects.create(
        name_th="อ่างทอง", name_en="Ang Thong", iso_code="TH-15", region="central", map_id="atg"
    )
    City.objects.create(name_th="เมืองใหม่", name_en="New", slug="new-town", province=province)
    found = city_list()
    assert found["values"] == {"pte": 1, "atg": 1} and found["links"]["atg"] == "?province=TH-15"
    text = client.get("/cities/?province=TH-15").content.decode()
    assert "เมืองใหม่" in text and "0 ภารกิจ" not in text and 'href="?province=TH-15"' in text


def test_a_long_list_of_cities_comes_in_pages(public, client):
    province = public.town.province
    City.objects.bulk_create(
        City(name_th=f"เมือง {n}", slug=f"town-{n}", province=province, code=f"city{n:06}") for n in range(30)
    )
    assert len(client.get("/cities/").context["page_of"]) == 24
    assert len(client.get("/cities/?page=2").context["page_of"]) == 7


def test_the_status_in_force_is_the_newest_that_has_begun(public):
    day = public.town.now.date()
    later = CityStatus(status="revoked", starts_on=day + timedelta(days=1))
    now = CityStatus(status="smart_city", starts_on=day)
    assert status_on([later, now], day) is now and status_on([later], day) is None


# found by its words


def verified_problem(public, title: str = "น้ำท่วมหน้าตลาดทุกปี"):
    town = public.town
    fields = {
        "title": title, "statement": "ร้านค้าเปิดไม่ได้ปีละสามวัน", "domains": ["env"],
        "happened_on": town.now.date(), "size_number": 40, "size_unit": "ร้าน",
    }  # fmt: skip
    problem = outcomes.note_problem(placement=public.placement, fields=fields, by=town.applicant, at=town.now)
    paper = {"kind": "letter", "grade": 2, "caption": "บันทึก", "url": "https://example.go.th/x", "consent": "none"}
    evidence.add_evidence(claim=problem, fields=paper, upload=None, by=town.applicant, at=town.now)
    claims.submit_claim(claim=problem, by=town.applicant, at=town.now)
    claims.confirm_claim(claim=problem, by=town.host, at=town.now)
    return problem


def test_search_knows_missions_cities_services_and_figures(public):
    index_everything()
    kinds = {hit.kind for words in ("เตือนน้ำ", "แจ้งเหตุ", "รังสิต", "ผลลัพธ์") for hit in find(words, "th").hits}
    assert {"missions", "services", "cities", "figures"} <= kinds
    assert find("เตือนนำ", "th").count == find("เตือนน้ำ", "th").count >= 1
    assert any(hit.kind_word for hit in find("แจ้งเหตุ", "th").hits)


def test_a_problem_is_found_once_it_is_verified_and_not_a_moment_longer(public, signed_in):
    problem, client = verified_problem(public), signed_in(public.town.officer)
    assert find("น้ำท่วม", "th").count == 0 and client.get(f"/problems/{problem.code}/").status_code == 404
    client.post(f"/desk/verify/{problem.code}/", {"act": "verify"})
    hit = find("น้ำท่วม", "th").hits[0]
    assert hit.kind == "problems" and Client().get(hit.url).status_code == 200
    assert "ร้านค้าเปิดไม่ได้" in Client().get(hit.url).content.decode()
    problem.refresh_from_db()
    settling.void_claim(claim=problem, reason="ไม่ตรง", by=public.town.officer, at=public.town.now)
    assert find("น้ำท่วม", "th").count == 0 and Client().get(hit.url).status_code == 404


def test_every_hit_leads_to_a_page_that_is_there(public):
    index_everything()
    for row in SearchRow.objects.select_related("page"):
        assert Client().get(row.url.partition("#")[0]).status_code == 200, row.url


def test_a_service_that_is_no_longer_listed_leaves_the_search(public):
    service = DigitalService.objects.get()
    service.summary_th = "เซนเซอร์ที่ทนแดด"
    service.save()
    assert [hit.url for hit in find("เซนเซอร์", "th").hits] == [f"/services/{service.code}/"]
    assert f"/services/{service.code}/" in Client().get("/services/").content.decode()
    service.valid_until = public.town.now.date() - timedelta(days=1)
    service.save()
    assert find("เซนเซอร์", "th").count == 0 and Client().get(f"/services/{service.code}/").status_code == 404


def test_an_unknown_record_changes_nothing_in_the_index(public):
    before = SearchRow.objects.count()
    index_record("missions", "nobody")
    index_record("no such kind", "x")
    assert SearchRow.objects.count() == before


# at one address


def test_everything_that_leaves_names_the_address_of_the_settings(public, settings):
    settings.BASE_URL = "https://portal.example.go.th"
    call = public.calls["th"]
    for path in (
        "/sitemap.xml",
        "/robots.txt",
        "/feeds/th/stories.atom",
        "/feeds/en/calls.rss",
        "/feeds/th/calls.ics",
        call.url,
    ):
        text = Client().get(path).content.decode()
        assert "https://portal.example.go.th/" in text, path
        assert "localhost" not in text and "testserver" not in text, path
    assert absolute("/x") == "https://portal.example.go.th/x" and absolute("https://a.example/") == "https://a.example/"


@pytest.mark.parametrize(("language", "said"), [("th", "th"), ("en", "en")])
def test_a_feed_says_the_language_it_is_in(public, language, said):
    for kind in ("atom", "rss"):
        feed = feedparser.parse(Client().get(f"/feeds/{language}/stories.{kind}").content)
        assert feed.feed.language == said


def test_a_deadline_that_moved_reaches_calendars(public):
    def event():
        return vobject.readOne(Client().get("/feeds/th/calls/cohort-5.ics").content.decode()).vevent

    before, town = event(), public.town
    later = town.call.closes_at + timedelta(days=3)
    amend_call(
        call=town.call,
        closes_at=later,
        text_th="ขยาย",
        text_en="Longer",
        by=town.officer,
        at=town.now + timedelta(hours=1),
        tell=[],
    )
    after = event()
    assert before.uid.value == after.uid.value
    assert int(after.sequence.value) > int(before.sequence.value)
    assert after.dtstamp.value > before.dtstamp.value
    assert after.dtend.value == later.replace(microsecond=0)
    assert Client().get("/feeds/th/calls/nothing.ics").status_code == 404


def test_a_call_says_whom_to_ask_and_offers_its_deadline(public):
    text = Client().get(public.calls["th"].url).content.decode()
    assert "/feeds/th/calls/cohort-5.ics" in text and "?topic=apply" in text
    assert "/og/call-cohort-5-th.png" in text


def test_a_call_has_a_picture_of_its_own(public):
    own, plain = (Client().get(f"/og/{name}.png").content for name in ("call-cohort-5-th", "brand"))
    assert Image.open(io.BytesIO(own)).size == (1200, 630) and own != plain
    assert own != Client().get("/og/call-cohort-5-en.png").content
    for name in ("call-nothing-th", "call-cohort-5-xx", "call-"):
        assert Client().get(f"/og/{name}.png").status_code == 404


def test_a_long_title_fits_its_picture(settings):
    path = settings.FONTS_DIR / "sca-pdf-bold.ttf"
    font, words = fitted("โครงการนักดิจิทัลพัฒนาเมือง " * 8, path, 76)
    assert words.endswith("…") and font.getlength(words) <= 1200 - 2 * 48
    assert fitted("สั้น", path, 76)[1] == "สั้น"
    assert draw(BRAND).size == (1200, 630)


# on Bangkok's day


def test_open_data_give_the_day_that_bangkok_has(public):
    midnight = datetime(2026, 9, 30, 17, tzinfo=UTC)  # 1 October, 00:00 in Bangkok
    Call.objects.filter(pk=public.town.call.pk).update(opens_at=midnight)
    row = Client().get("/data/calls.json").json()["rows"][0]
    assert row["opens_on"] == "2026-10-01"
    assert "2026-10-01" in b"".join(Client().get("/data/calls.csv").streaming_content).decode()


def test_the_dates_of_a_call_say_what_happens(town):
    days = [town.now + timedelta(days=n) for n in (1, 20, 40)]
    stretch = Milestone(kind="review", starts_at=days[1], ends_at=days[2])
    named = Milestone(kind="closing", starts_at=days[2], label_th="วันปิดรุ่น")
    old = Milestone(kind="apply", starts_at=town.now - timedelta(days=400))
    found = dates_of(town.call, [named, stretch, old], town.now)
    assert [row["label"] for row in found] == ["เปิดรับสมัคร", "ปิดรับสมัคร", "กรรมการอ่านใบสมัคร", "วันปิดรุ่น"]
    assert [row["is_past"] for row in found] == [True, False, False, False]
    assert found[2]["until"] == days[2] and [row["is_deadline"] for row in found].count(True) == 1


def test_errors_of_a_form_carry_an_icon_that_public_pages_have(public):
    text = Client().post("/contact/", {"topic": "apply"}).content.decode()
    assert "error-summary" in text and "icons-public.svg#fill-bad" in text and "icons.svg#" not in text


def test_calls_with_a_deadline_stand_by_closing_time(public):
    pages = list(CallPage.with_deadline("th"))
    assert [page.changes > 0 for page in pages] == [True] and pages[0].changed_at
