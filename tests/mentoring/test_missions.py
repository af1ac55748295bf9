"""Missions: proposed, agreed by the host, begun by the first log, closed with what changed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentoring.domain import missions
from mentoring.models import Mission, Placement
from programme.kernel.errors import NotAllowed, NotVisible, Refusal

pytestmark = pytest.mark.django_db
OTHERS = ("host2", "mentor", "officer", "evaluator", "stranger")
SAID = {"what_changed": "รู้ก่อนน้ำมา", "what_did_not": "กลางคืน", "what_continues": "", "owner_after": "กองช่าง"}


@pytest.fixture
def placement(town):
    return town.placement()


@pytest.fixture
def mission(town, placement):
    return town.mission(placement)


def refused(code, act, **words):
    with pytest.raises(Refusal) as no:
        act(**words)
    assert no.value.code == code


def fields(**changes) -> dict:
    today = timezone.localdate()
    return {
        "title": "ตลาดสะอาด", "aim": "คนเดินสะดวก", "kind": "own", "domains": ["env"], "starts_on": today,
        "ends_on": today + timedelta(days=60), "partners": "",
    } | changes  # fmt: skip


def test_a_planned_mission_waits_for_the_host(mission, town):
    assert (mission.state, mission.placement.ambassador) == ("proposed", town.applicant)


def test_a_domain_named_twice_is_one(town, placement):
    row = missions.plan_mission(
        placement=placement, fields=fields(domains=["gov", "gov"]), by=town.applicant, at=town.now
    )
    assert row.domains == ["gov"]


@pytest.mark.parametrize("state", ["completed", "withdrawn", "terminated", "transferred"])
def test_nothing_is_planned_after_the_end(town, placement, state):
    Placement.objects.filter(pk=placement.pk).update(**{"state": state})
    placement.refresh_from_db()
    refused("not_running", missions.plan_mission, placement=placement, fields=fields(), by=town.applicant, at=town.now)


@pytest.mark.parametrize("who", (*OTHERS, "host"))
def test_only_the_ambassador_plans(town, placement, who):
    with pytest.raises((NotAllowed, NotVisible)):
        missions.plan_mission(placement=placement, fields=fields(), by=getattr(town, who), at=town.now)


def test_the_host_agrees(mission, town):
    missions.agree_mission(mission=mission, by=town.host, at=town.now)
    found = Mission.objects.get()
    assert (found.state, found.agreed_by, found.agreed_at) == ("agreed", town.host, town.now)


@pytest.mark.parametrize("who", (*OTHERS, "applicant"))
def test_nobody_else_agrees_or_sends_back(mission, town, who):
    by = getattr(town, who)
    with pytest.raises((NotAllowed, NotVisible)):
        missions.agree_mission(mission=mission, by=by, at=town.now)
    with pytest.raises((NotAllowed, NotVisible)):
        missions.send_back_mission(mission=mission, reason="ก", by=by, at=town.now)
    assert Mission.objects.get().state == "proposed"


def test_sent_back_with_a_reason_changed_and_proposed_again(mission, town):
    refused("no_reason", missions.send_back_mission, mission=mission, reason=" ", by=town.host, at=town.now)
    missions.send_back_mission(mission=mission, reason="เล็กลงหน่อย", by=town.host, at=town.now)
    assert (Mission.objects.get().state, Mission.objects.get().decision_note) == ("draft", "เล็กลงหน่อย")
    for who in ("host", "officer", "stranger"):
        with pytest.raises((NotAllowed, NotVisible)):
            missions.propose_mission(mission=mission, fields=fields(), by=getattr(town, who), at=town.now)
    missions.propose_mission(mission=mission, fields=fields(domains=["env", "env"]), by=town.applicant, at=town.now)
    found = Mission.objects.get()
    assert (found.state, found.title, found.domains) == ("proposed", "ตลาดสะอาด", ["env"])


def test_an_agreed_mission_is_not_rewritten(mission, town):
    missions.agree_mission(mission=mission, by=town.host, at=town.now)
    refused("stale", missions.propose_mission, mission=mission, fields=fields(), by=town.applicant, at=town.now)
    assert Mission.objects.get().title == "เตือนน้ำ"


@pytest.mark.parametrize("begun", [False, True])
def test_closing_says_what_changed(mission, town, begun):
    missions.agree_mission(mission=mission, by=town.host, at=town.now)
    if begun:
        missions.begin_mission(mission=mission, by=town.applicant, at=town.now)
    missions.close_mission(mission=mission, reflection=SAID, by=town.applicant, at=town.now)
    found = Mission.objects.get()
    assert (found.state, found.what_changed, found.owner_after, found.closed_at) == (
        "closed", "รู้ก่อนน้ำมา", "กองช่าง", town.now,
    )  # fmt: skip


def test_what_nobody_agreed_to_is_not_closed_and_twice_is_once(mission, town):
    refused("stale", missions.close_mission, mission=mission, reflection=SAID, by=town.applicant, at=town.now)
    missions.agree_mission(mission=mission, by=town.host, at=town.now)
    missions.close_mission(mission=mission, reflection=SAID, by=town.applicant, at=town.now)
    refused("stale", missions.close_mission, mission=mission, reflection=SAID, by=town.applicant, at=town.now)


def test_the_pages_from_plan_to_close(town, placement, signed_in):
    author, host = signed_in(town.applicant, "en"), signed_in(town.host, "en")
    today = timezone.localdate()
    typed = fields() | {"starts_on": f"{today:%d/%m/%Y}", "ends_on": f"{today + timedelta(days=30):%d/%m/%Y}"}
    wrong = author.post("/field/missions/new/", typed | {"ends_on": f"{today - timedelta(days=9):%d/%m/%Y}"})
    assert wrong.status_code == 422 and "คนเดินสะดวก" in wrong.content.decode()
    assert author.post("/field/missions/new/", typed).status_code == 302
    code = Mission.objects.get().code
    assert "ตลาดสะอาด" in host.get("/host/").content.decode()
    assert host.post(f"/host/missions/{code}/", {"act": "back", "reason": "เล็กลง"}).status_code == 302
    assert "เล็กลง" in author.get("/field/missions/").content.decode()
    page = author.get(f"/field/missions/{code}/edit/")
    assert page.context["form"]["title"].value() == "ตลาดสะอาด"
    assert author.post(f"/field/missions/{code}/edit/", typed).status_code == 302
    assert host.post(f"/host/missions/{code}/", {"act": "agree"}).status_code == 302
    assert author.post(f"/field/missions/{code}/", {"what_changed": ""}).status_code == 422
    assert author.post(f"/field/missions/{code}/", SAID).status_code == 302
    assert "รู้ก่อนน้ำมา" in author.get(f"/field/missions/{code}/").content.decode()
    assert signed_in(town.stranger).get(f"/field/missions/{code}/").status_code == 404


def test_drafts_of_logs_are_not_shown_to_others_on_the_mission(town, placement, signed_in, mission):
    from uuid import uuid4

    from mentoring.domain.logs import write_log

    said = {"headline": "ยังไม่ส่ง", "happened_on": timezone.localdate(town.now), "activity": "visit", "mission": mission}
    write_log(
        placement=placement, client_uuid=uuid4(), fields=said, people=[], photos=[], consent="none", by=town.applicant,
        at=town.now,
    )  # fmt: skip
    address = f"/field/missions/{mission.code}/"
    assert "ยังไม่ส่ง" in signed_in(town.applicant).get(address).content.decode()
    for who in ("host", "officer"):
        assert "ยังไม่ส่ง" not in signed_in(getattr(town, who)).get(address).content.decode()
