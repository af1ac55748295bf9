"""Each role's own page leads to what that role can do, and the pages behind it are theirs alone."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from mentoring.domain import claims, placements, weeks
from mentoring.models import Placement, Week
from mentoring.queries.mentors import at_a_glance

pytestmark = pytest.mark.django_db


@pytest.fixture
def placement(town):
    found = town.placement()
    placements.assign_role(
        placement=found, user=town.mentor, kind="expert_mentor", on=timezone.localdate(town.now), by=town.officer, at=town.now
    )  # fmt: skip
    return found


LEADS = {
    "applicant": ("/field/",),
    "mentor": ("/mentor/",),
    "evaluator": ("/desk/figures/", "/desk/reports/"),
    "host": ("/host/",),
}


@pytest.mark.parametrize("who", list(LEADS))
def test_the_own_page_leads_to_the_work_of_the_role(town, placement, signed_in, who):
    browser = signed_in(getattr(town, who))
    page = browser.get("/my/").content.decode().split("<main")[1]
    for path in LEADS[who]:
        assert f'href="{path}"' in page and browser.get(path).status_code == 200
    others = {path for role, paths in LEADS.items() if role != who for path in paths}
    assert not [path for path in others if f'href="{path}"' in page]


def test_a_mentor_reads_what_was_handed_in_and_no_draft(town, placement, signed_in):
    town.log(placement, headline="ยังเป็นร่าง")
    shared = town.log(placement, headline="ส่งแล้ว")
    claims.submit_claim(claim=shared, by=town.applicant, at=town.now)
    browser = signed_in(town.mentor, "en")
    for path in ("/mentor/", f"/mentor/{placement.code}/"):
        text = browser.get(path).content.decode()
        assert "ส่งแล้ว" in text and "ยังเป็นร่าง" not in text
    assert [row.last_headline for row in at_a_glance(Placement.objects.all())] == ["ส่งแล้ว"]


def test_every_link_of_a_page_that_a_mentor_reads_opens(town, placement, signed_in):
    log, mission = town.log(placement), town.mission(placement)
    claims.submit_claim(claim=log, by=town.applicant, at=town.now)
    browser = signed_in(town.mentor, "en")
    for path in (f"/field/missions/{mission.code}/", f"/field/claims/{log.code}/"):
        links = set(re.findall(r'href="(/(?:my|mentor|field|host|desk)/[^"]*)"', browser.get(path).content.decode()))
        assert f"/mentor/{placement.code}/" in links
        assert {link for link in links if browser.get(link).status_code != 200} == set()


def test_a_mentor_neither_confirms_nor_verifies(town, placement, signed_in):
    log = town.log(placement)
    weeks.submit_week(week=Week.objects.get(), by=town.applicant, at=town.now)
    browser = signed_in(town.mentor)
    assert browser.post(f"/host/weeks/{log.week_id}/", {"act": "confirm"}).status_code == 404
    assert browser.post(f"/desk/verify/{log.code}/", {"act": "verify"}).status_code in (403, 404)
    log.refresh_from_db()
    assert log.state == "submitted"


@pytest.mark.parametrize("who", ("applicant", "host", "officer", "evaluator", "stranger"))
def test_the_mentors_pages_are_for_mentors(town, placement, signed_in, who):
    browser = signed_in(getattr(town, who))
    assert browser.get("/mentor/").status_code == 404
    assert browser.get(f"/mentor/{placement.code}/").status_code == 404


def test_a_mentor_of_another_placement_does_not_read_this_one(town, placement, signed_in):
    other = town.placement(town.person("second@t.example"))
    assert signed_in(town.mentor).get(f"/mentor/{other.code}/").status_code == 404
    assert signed_in(town.mentor).get(f"/mentor/{placement.code}/").status_code == 200


def test_when_the_role_ends_the_page_is_gone(town, placement, signed_in):
    assert signed_in(town.mentor).get("/mentor/").status_code == 200
    placement.roles.filter(user=town.mentor).update(to_on=timezone.localdate(town.now))
    assert signed_in(town.mentor).get("/mentor/").status_code == 404


def test_nobody_signed_in_is_asked_to_sign_in(client, town, placement):
    for path in ("/field/", "/field/log/", "/host/", "/mentor/", "/desk/help/", f"/mentor/{placement.code}/"):
        answer = client.get(path)
        assert answer.status_code == 302 and "/accounts/login/" in answer["Location"], path


@pytest.mark.parametrize("rows", [1, 3])
def test_a_mentors_list_costs_the_same_with_one_and_three(
    town, placement, signed_in, django_assert_max_num_queries, rows
):
    for number in range(rows - 1):
        found = town.placement(town.person(f"p{number}@t.example"))
        placements.assign_role(
            placement=found, user=town.mentor, kind="expert_mentor", on=timezone.localdate(), by=town.officer, at=town.now
        )  # fmt: skip
    browser = signed_in(town.mentor)
    with django_assert_max_num_queries(14):
        assert browser.get("/mentor/").content.decode().count("/mentor/") >= rows


def test_each_entry_of_the_work_list_counts_the_list_behind_it(town, placement, signed_in):
    from mentoring.navigation import field_queues

    for names in (("submit", "confirm"), ("submit",), ("submit", "confirm", "dispute")):
        walk(town, town.log(placement), names)
        walk(town, town.outcome(placement), names)
    town.log(placement)
    browser = signed_in(town.officer)
    for queue in field_queues(town.officer):
        if queue.waiting:
            table = browser.get(queue.href).context["table"]
            assert len(table.rows) == queue.waiting, queue.title
    assert sum(queue.waiting for queue in field_queues(town.officer)) == 4


def walk(town, claim, names) -> None:
    from mentoring.domain.settling import dispute_claim

    for name in names:
        if name == "submit":
            claims.submit_claim(claim=claim, by=town.applicant, at=town.now)
        elif name == "confirm":
            claims.confirm_claim(claim=claim, by=town.host, at=town.now)
        else:
            dispute_claim(claim=claim, reason="สงสัย", by=town.officer, at=town.now)


def test_the_history_of_a_claim_is_whole_on_the_desk(town, placement, signed_in):
    log = town.log(placement)
    walk(town, log, ("submit", "confirm", "dispute"))
    acts = [entry.act for entry in signed_in(town.officer).get(f"/desk/verify/{log.code}/").context["history"]]
    assert acts[:3] == ["dispute", "confirm", "submit"]


@pytest.mark.parametrize("who", ["applicant", "host", "mentor", "officer", "evaluator"])
def test_the_own_copy_holds_the_own_words_and_nobody_elses(town, placement, who):
    from programme.kernel.privacy import copies_for

    town.log(placement, headline="ของฉันเอง")
    mine = str(copies_for(getattr(town, who)))
    assert ("ของฉันเอง" in mine) == (who == "applicant")


def logs_of(town, placement, n: int) -> list:
    found = [town.log(placement, headline=f"บันทึก {number}", photos=[]) for number in range(n)]
    for log in found:
        claims.submit_claim(claim=log, by=town.applicant, at=town.now)
    return found


def test_a_mentor_opens_each_log_and_outcome_and_reads_it_and_can_do_nothing_to_it(town, placement, signed_in):
    log = logs_of(town, placement, 1)[0]
    outcome, draft = town.outcome(placement), town.log(placement, headline="ยังเป็นร่าง")
    claims.submit_claim(claim=outcome, by=town.applicant, at=town.now)
    browser = signed_in(town.mentor, "en")
    page = browser.get(f"/mentor/{placement.code}/").content.decode()
    for claim in (log, outcome):
        address = f"/field/claims/{claim.code}/"
        assert f'href="{address}"' in page
        opened = browser.get(address).content.decode().split("<main")[1]
        assert str(claim) in opened and "<form" not in opened and "Waiting for the host" in opened
        assert browser.post(address, {"act": "pull_back"}).status_code in (403, 404)
    assert draft.code not in page and browser.get(f"/field/claims/{draft.code}/").status_code == 404
    assert {row.state for row in placement.claims.all()} == {"submitted", "draft"}


def test_every_log_can_be_reached_by_its_mentor(town, placement, signed_in):
    logs = logs_of(town, placement, 13)
    browser = signed_in(town.mentor, "en")
    page, address = browser.get(f"/mentor/{placement.code}/").content.decode(), f"/mentor/{placement.code}/logs/"
    assert f'href="{address}"' in page and "(13)" in page
    every = browser.get(address).content.decode()
    assert [log.code for log in logs if f"/field/claims/{log.code}/" not in every] == []
    assert logs[0].code not in page  # the oldest is not among the newest twelve


@pytest.mark.parametrize("rows", [1, 3])
def test_the_logs_of_one_person_cost_the_same_with_one_and_three(
    town, placement, signed_in, django_assert_num_queries, rows
):
    logs_of(town, placement, rows)
    browser = signed_in(town.mentor)
    browser.get("/mentor/")
    with django_assert_num_queries(10):
        assert browser.get(f"/mentor/{placement.code}/logs/").content.decode().count("/field/claims/") == rows


def test_what_came_back_is_what_to_talk_about_with_the_reason(town, placement, signed_in):
    fine, back = logs_of(town, placement, 2)
    claims.return_claim(claim=back, reason="ขาดรายชื่อคนที่มา", by=town.host, at=town.now)
    page = signed_in(town.mentor, "en").get(f"/mentor/{placement.code}/").content.decode()
    talk = page.split("To talk about")[1].split("<h2")[0]
    assert "ขาดรายชื่อคนที่มา" in talk and back.code in talk and fine.code not in talk


def test_a_city_that_the_agency_is_named_after_is_not_said_twice(town, placement, signed_in):
    placement.agency.name_th, placement.city.name_th = "เทศบาลนครรังสิต", "รังสิต"
    assert placement.where == "เทศบาลนครรังสิต"
    placement.city.name_th = "ลำลูกกา"
    assert placement.where == "เทศบาลนครรังสิต · ลำลูกกา"


def test_whom_one_stands_by_now_comes_before_those_whose_year_is_over(town, placement):
    over = town.placement(town.person("over@t.example"))
    Placement.objects.filter(pk=over.pk).update(state="completed", starts_on=placement.starts_on + timedelta(days=5))
    assert at_a_glance(Placement.objects.all()) == [placement, over]
