"""Can I apply? Asked without a trace, answered with reasons, and with what else is open."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from applications.blueprint import shipped
from applications.domain.forms import prepare_form
from applications.models import Application, EligibilityResult, EligibilityRule
from applications.queries.forms import standing_form
from applications.queries.rules import Ground, requirements
from applications.rules import verdict
from programme.domain import agencies, calls, cohorts
from programme.models import AuditEntry, Call

pytestmark = pytest.mark.django_db
ADDRESS = "/apply/cohort-5/eligible/"
FITS = {"birth_on": "15/1/2544", "is_thai": "yes", "full_time": "yes"}
DIVER = EligibilityRule(key="diver", tree={"of": {"answer": "diver"}, "is": True})
STARTS = date(2026, 10, 1)


@pytest.fixture
def visitor(client):
    client.cookies["language"] = "en"
    return client


def text(answer) -> str:
    return answer.content.decode()


def outcome(ground, **answers) -> str:
    return verdict(ground.findings_of({"birth_on": "2000-10-01", "is_thai": True, "full_time": True} | answers))


@pytest.fixture
def ground(town):
    town.cohort.starts_on = STARTS
    return Ground(standing_form(town.call), Call(cohort=town.cohort, closes_at=town.call.closes_at))


@pytest.mark.parametrize(
    ("birth", "said"),
    [
        ("2006-10-01", "pass"),  # twenty on the very day
        ("2006-10-02", "fail"),
        ("1990-10-02", "pass"),  # still thirty-five
        ("1990-10-01", "fail"),
        ("2004-02-29", "pass"),
        (None, "open"),
    ],
)
def test_the_age_on_the_first_day_decides(ground, birth, said):
    assert outcome(ground, birth_on=birth) == said


def test_every_rule_can_fail_and_one_that_nobody_can_check_waits_for_a_human(ground):
    assert outcome(ground, is_thai=False) == "fail" and outcome(ground, full_time=False) == "fail"
    assert outcome(ground) == "pass"
    ground.rules.append(DIVER)
    assert outcome(ground) == "open"
    ground.rules = []
    assert outcome(ground) == "pass"


def test_a_soft_rule_decides_nothing(ground):
    for rule in ground.rules:
        rule.is_hard = False
    assert outcome(ground, is_thai=False) == "pass"
    assert [finding.rule for finding in ground.findings_of({"is_thai": False}) if finding.warns] == ["nationality"]


def test_the_public_reads_each_rule_in_words(town):
    rules, questions = (
        list(town.call.form_versions.get().rules.all()),
        list(town.call.form_versions.get().questions.all()),
    )
    with override("en"):
        said = requirements([*rules, EligibilityRule(key="eyes", tree={"officer": True})], questions, town.call)
    assert [words.split(" on ")[0] for words in said] == [
        "Age 20 to 35",
        "Thai nationality",
        "Full time for the whole period",
    ]


def test_who_fits_is_told_so_and_can_go_on(town, visitor):
    page = text(visitor.post(ADDRESS, FITS))
    assert "You can apply." in page and 'name="go_on"' in page


def test_no_birthday_stands_in_an_address_and_nothing_is_kept(town, visitor):
    form = text(visitor.get(ADDRESS))
    assert '<form method="post"' in form.split("<main")[1]
    asked = visitor.get(ADDRESS, FITS)
    assert "You can apply." not in text(asked), "an address answers nothing"
    audits = AuditEntry.objects.count()
    answer = visitor.post(ADDRESS, FITS)
    assert "no-store" in answer["Cache-Control"]
    assert (Application.objects.count(), EligibilityResult.objects.count()) == (0, 0)
    assert AuditEntry.objects.count() == audits and "sessionid" not in answer.cookies


@pytest.mark.parametrize("ahead", [1, 365, 4000])
def test_a_birthday_to_come_is_an_error_and_not_an_age(town, visitor, ahead):
    day = timezone.localdate() + timedelta(days=ahead)
    answer = visitor.post(ADDRESS, FITS | {"birth_on": f"{day:%d/%m/%Y}"})
    assert answer.status_code == 422
    assert "You will be" not in text(answer) and f"{day:%d/%m/%Y}" in text(answer), "what was typed stays"


@pytest.mark.parametrize("typed", ["", "hello", "30/2/2544", "1/1/2300", "\x00", "9" * 40])
def test_any_other_nonsense_is_told_beside_the_field(town, visitor, typed):
    answer = visitor.post(ADDRESS, FITS | {"birth_on": typed})
    assert answer.status_code == 422 and "You can apply." not in text(answer)


def test_the_summary_says_how_much_is_to_be_mended(town, visitor):
    assert "3 things to mend before you go on" in text(visitor.post(ADDRESS, {}))
    assert "1 thing to mend before you go on" in text(visitor.post(ADDRESS, FITS | {"birth_on": ""}))


@pytest.mark.parametrize("door", ["login", "signup"])
def test_who_was_about_to_apply_reads_that_they_come_back(town, visitor, door):
    said = "You come back to your application from here."
    assert said in text(visitor.get(f"/accounts/{door}/?next=/apply/cohort-5/"))
    assert said not in text(visitor.get(f"/accounts/{door}/"))


def other_call(town, *, slug: str, oldest: int):
    fields = {
        "slug": slug, "title_th": f"รอบ {slug}", "title_en": f"Round {slug}", "opens_at": town.now - timedelta(days=1),
        "closes_at": town.now + timedelta(days=20),
    }  # fmt: skip
    call = cohorts.create_call(cohort=town.cohort, fields=fields, by=town.officer, at=town.now)
    plan = shipped("standard_form")
    plan.rules = [rule for rule in plan.rules if rule.key == "age"]
    plan.rules[0].tree["age"]["most"] = oldest
    prepare_form(call=call, by=town.officer, at=town.now, blueprint=plan)
    opening = agencies.submit_opening(
        fields={
            "call": call, "agency": town.agency, "city": town.city, "title_th": "งาน", "duties_th": "งาน",
            "domains": ["env"], "seats": 1,
        },
        by=town.officer, at=town.now,
    )  # fmt: skip
    agencies.decide_opening(opening=opening, approve=True, reason="", by=town.officer2, at=town.now)
    return calls.publish_call(call=call, by=None, at=town.now)


def test_who_does_not_fit_reads_why_and_what_is_open_to_them(town, visitor):
    other_call(town, slug="elders", oldest=70)
    other_call(town, slug="youth", oldest=25)
    page = text(visitor.post(ADDRESS, FITS | {"birth_on": f"1/1/{town.now.year - 50}"}))
    assert "By these answers you cannot apply" in page and "this call asks for: Age 20 to 35" in page
    assert "Round elders" in page and "Round youth" not in page


def test_where_nothing_fits_the_way_to_all_calls_stays(town, visitor):
    page = text(visitor.post(ADDRESS, FITS | {"is_thai": "no"}))
    assert "Nothing else is open to you just now" in page and "/to/calls/" in page


def test_a_call_that_nobody_may_see_is_not_there(town, signed_in):
    assert signed_in(town.applicant).get("/apply/nowhere/eligible/").status_code == 404
