"""Every public page: what it shows, that its cost is constant, and what it answers to what nobody should type."""

import re
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.models import NewsIndexPage, NewsPage, StoryPage
from mentoring.domain import claims, evidence, settling
from mentoring.domain.outcomes import answer_problem, note_problem
from mentoring.models import Problem
from programme.domain import people
from programme.models import City, CityStatus, Consent, DigitalService
from programme.views.errors import server_error

pytestmark = pytest.mark.django_db

# list, and the literal number of queries that it may cost when nothing is kept
PUBLIC = {
    "/": 13,
    "/calls/": 8,
    "/calls/cohort-5/": 14,
    "/calls/cohort-5/questions/": 21,
    "/calls/cohort-5/openings/": 15,
    "/stories/": 11,
    "/cities/": 13,
    "/cities/rangsit/": 18,
    "/impact/": 22,
    "/problems/": 8,
    "/services/": 9,
    "/ambassadors/": 9,
    "/news/": 9,
    "/data/": 7,
    "/search/?q=น้ำ": 9,
}


def note(public) -> Problem:
    """A problem of the town with evidence, as its ambassador writes it down."""
    town = public.town
    fields = {
        "title": "ทางเท้าขาด", "statement": "นักเรียนเดินลงถนนทุกเช้า", "domains": ["mob"], "size_number": 40, "size_unit": "คน",
        "happened_on": town.now.date(),
    }  # fmt: skip
    found = note_problem(placement=public.placement, fields=fields, by=town.applicant, at=town.now)
    paper = {"kind": "letter", "grade": 2, "caption": "บันทึก", "url": "https://example.go.th/x", "consent": "none"}
    evidence.add_evidence(claim=found, fields=paper, upload=None, by=town.applicant, at=town.now)
    return found


def grow(public, number: int) -> None:
    """One more of everything that public lists show."""
    town, today = public.town, public.town.now.date()
    person = town.person(f"grown{number}@t.example", given_name_th=f"คน{number}")
    placement = town.placement(person)
    people.give_consent(user=person, purpose=Consent.Purpose.LISTED, wording="ยินยอม", at=town.now)
    town.mission(placement)
    town.log(placement, days=number)
    city = City.objects.create(
        name_th=f"เมือง {number}", name_en=f"Town {number}", slug=f"town-{number}", province=town.province
    )
    CityStatus.objects.create(city=city, status="promotion_zone", starts_on=today, source="ประกาศ")
    DigitalService.objects.create(
        name_th=f"บริการ {number}", name_en="S", provider_th="ก", provider_en="A", domains=["env"], price_baht=5, unit_th="ครั้ง",
        unit_en="time", listed_on=today, valid_until=today + timedelta(days=9), source="บัญชี",
    )  # fmt: skip
    index = NewsIndexPage.objects.get(locale__language_code="th")
    index.add_child(instance=NewsPage(title=f"ข่าว {number}", slug=f"news-{number}", locale=index.locale))
    story = public.stories["th"].copy(
        update_attrs={"slug": f"story-{number}", "title": f"เรื่อง {number}"}, keep_live=True
    )
    assert StoryPage.objects.filter(pk=story.pk, live=True).exists()


def cost(client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("path", list(PUBLIC))
def test_a_public_page_costs_the_same_with_one_and_with_three_rows(public, client, path):
    grow(public, 1)
    one = cost(client, path)
    grow(public, 2)
    grow(public, 3)
    assert cost(client, path) == one
    assert one <= PUBLIC[path]


@pytest.mark.parametrize(
    "page", [*PUBLIC, "/about/", "/help/", "/privacy/", "/accessibility/", "/contact/", "/certificate/"]
)
def test_both_languages_answer(public, client, page):
    assert client.get(page).status_code == 200
    assert client.get(f"/en{page}").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/stories/?domain=xyz&province=zz&cohort=%00&page=99999",
        "/stories/?cohort=²&q=%00%01",
        "/cities/?province=%27%22&status=unknown",
        "/impact/?cohort=99999999&region=moon&domain=--",
        "/impact/?format=csv&region=moon",
        "/problems/?answer=%00&domain=x&page=-1",
        "/services/?domain=%F0%9F%92%A9&page=abc",
        "/news/?page=1e9",
        "/certificate/?number=%00%00' OR 1=1",
        "/certificate/?number=" + "9" * 5000,
    ],
)
def test_bad_input_is_answered_like_no_filter(public, client, path):
    assert client.get(path).status_code == 200


def test_a_certificate_number_that_does_not_exist_is_told_so(public, client):
    body = client.get("/certificate/?number=SCA5-NOPE").content.decode()
    assert "ไม่มีใบรับรอง" in body


def test_a_completed_year_is_confirmed_without_a_name(public, client):
    public.placement.__class__.objects.filter(pk=public.placement.pk).update(state="completed")
    public.placement.refresh_from_db()
    body = client.get("/certificate/", {"number": public.placement.certificate_number}).content.decode()
    assert "รังสิต" in body and "บุญเรือง" not in body


def test_only_ambassadors_who_agreed_are_named(public, client):
    assert "ณัฐริกา" not in client.get("/ambassadors/").content.decode()
    people.give_consent(user=public.town.applicant, purpose=Consent.Purpose.LISTED, wording="ยินยอม", at=public.town.now)
    assert "ณัฐริกา" in client.get("/ambassadors/").content.decode()
    people.withdraw_consent(user=public.town.applicant, purpose=Consent.Purpose.LISTED, at=public.town.now)
    assert "ณัฐริกา" not in client.get("/ambassadors/").content.decode()


def test_a_citys_status_is_dated_and_expires(public, client):
    today = public.town.now.date()
    CityStatus.objects.filter(city=public.town.city).update(expires_on=today - timedelta(days=1))
    assert "rangsit" in client.get("/cities/?status=expired").content.decode()
    assert "/cities/rangsit/" not in client.get("/cities/?status=smart_city").content.decode()
    assert "ประกาศ 1/2569" in client.get("/cities/rangsit/").content.decode()


def test_a_story_is_bound_to_its_verified_fact_and_says_what_failed(public, client):
    body = client.get(public.stories["th"].url).content.decode()
    assert public.outcome.code in body and "ยังไม่ถึงทุกบ้าน" in body and "social-plugins.line.me" in body
    settling.void_claim(claim=public.outcome, reason="ตรวจซ้ำแล้วไม่ตรง", by=public.town.officer, at=public.town.now)
    assert client.get(public.stories["th"].url).status_code == 410
    assert public.stories["th"].url not in client.get("/stories/").content.decode()


def test_the_impact_page_counts_what_the_filters_say(public, client):
    table = client.get("/impact/?format=csv").content.decode("utf-8-sig")
    assert "TH-13,ปทุมธานี" in table and ",1," in next(line for line in table.splitlines() if line.startswith("TH-13"))
    other = client.get("/impact/?format=csv&domain=mob").content.decode("utf-8-sig")
    assert ",0," in next(line for line in other.splitlines() if line.startswith("TH-13"))


def test_a_closed_call_keeps_its_page_and_shows_results_by_number_only(public, client):
    town = public.town
    application = town.ranked(town.person("chosen@t.example", given_name_th="ลับสุดยอด"))[0]
    town.selecting()
    town.release(town.computed())
    body = client.get("/calls/cohort-5/").content.decode()
    assert application.receipt_number in body and "ลับสุดยอด" not in body


def test_a_problem_is_public_once_verified_and_carries_its_answer(public, client):
    town, problem = public.town, note(public)
    claims.submit_claim(claim=problem, by=town.applicant, at=town.now)
    claims.confirm_claim(claim=problem, by=town.host, at=town.now)
    assert problem.title not in client.get("/problems/").content.decode()
    claims.verify_claim(claim=problem, by=town.officer, at=town.now)
    assert problem.title in client.get("/problems/").content.decode()
    problem.refresh_from_db()
    answer_problem(
        problem=problem,
        answer="funded",
        text="กองทุนเมืองให้ 1.2 ล้านบาท",
        on=town.now.date(),
        by=town.officer,
        at=town.now,
    )
    for path in ("/problems/?answer=funded", "/cities/rangsit/"):
        assert "กองทุนเมืองให้" in client.get(path).content.decode()


def test_a_problem_that_endangers_somebody_is_nowhere(public, client):
    town, problem = public.town, note(public)
    Problem.objects.filter(pk=problem.pk).update(is_sensitive=True)
    claims.submit_claim(claim=problem, by=town.applicant, at=town.now)
    claims.confirm_claim(claim=problem, by=town.host, at=town.now)
    claims.verify_claim(claim=problem, by=town.officer, at=town.now)
    for path in ("/problems/", "/cities/rangsit/", "/data/problems.json"):
        assert problem.title not in client.get(path).content.decode()


@pytest.mark.parametrize(("error", "status"), [(OperationalError("gone"), 503), (ValueError("ours"), 500)])
def test_no_database_is_a_pause_and_not_a_fault(rf, error, status):
    try:
        raise error
    except Exception:
        answer = server_error(rf.get("/"))
    assert answer.status_code == status and ("Retry-After" in answer.headers) == (status == 503)
    assert "ที่คุณบันทึกไว้ยังอยู่ครบ" in answer.content.decode()


ELSEWHERE = ("/accounts/", "/apply/", "/my/", "/data/", "/feeds/", "/static/", "/media/", "/og/", "/i18n/")


@pytest.mark.parametrize(
    "path", ["", "stories/", "calls/cohort-5/", "cities/", "impact/", "figures/F-13/", "credits/", "search/?q=a"]
)
def test_an_english_page_leads_to_english_pages(public, path):
    body = Client().get(f"/en/{path}").content.decode()
    assert '<html lang="en"' in body
    links = re.findall(r'<a (?![^>]*hreflang)[^>]*href="(/[^"#]*)', body)
    assert links and [link for link in links if not link.startswith(("/en/", *ELSEWHERE))] == []
    for link in {link for link in links if link.startswith("/en/to/")}:
        assert Client().get(link).url.startswith("/en/"), link


def test_the_language_of_a_page_that_is_no_page_of_the_tree_can_be_changed(public):
    answer = Client().post("/i18n/setlang/", {"language": "en", "next": "/figures/F-13/"})
    assert answer.url == "/en/figures/F-13/"


@pytest.mark.parametrize("path", ["/", "/en/", "/calls/", "/nowhere/"])
def test_before_the_site_is_set_up_every_address_is_a_plain_404(db, client, path):
    assert client.get(path).status_code == 404
