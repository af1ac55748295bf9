"""Corrections: what counts keeps counting until another has decided, then the new content counts."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from mentoring.domain import claims, corrections, settling
from mentoring.models import ActivityLog, ClaimRevision, Outcome
from mentoring.queries.corrections import changes_of
from mentoring.queries.figures import REGISTRY, Scope
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def placement(town):
    return town.placement()


@pytest.fixture
def log(town, placement):
    """A verified log of ten people."""
    return verified(town, town.log(placement))


def verified(town, claim):
    claims.submit_claim(claim=claim, by=town.applicant, at=town.now)
    claims.confirm_claim(claim=claim, by=town.host, at=town.now)
    return claims.verify_claim(claim=claim, by=town.officer, at=town.now)


def propose(town, claim, *, by=None, reason="นับซ้ำ", **changes):
    return corrections.propose_correction(
        claim=claim, changes=changes, reason=reason, by=by or town.applicant, at=town.now
    )


def decide(town, revision, accept=True, *, by=None, reason="ตรงกับใบลงชื่อ"):
    return corrections.decide_correction(
        revision=revision, accept=accept, by=by or town.officer, at=town.now, reason=reason
    )


def refused(code, act, *given, **words):
    with pytest.raises(Refusal) as no:
        act(*given, **words)
    assert no.value.code == code


def people(n) -> list[dict]:
    return [{"group": "อสม.", "number": n, "first_time": None}]


def test_the_old_number_counts_until_the_new_one_is_accepted(town, log):
    revision = propose(town, log, people=people(6))
    assert REGISTRY["F-11"].compute(Scope())["value"] == 10
    decide(town, revision)
    assert REGISTRY["F-11"].compute(Scope())["value"] == 6
    assert Letter.objects.filter(kind="correction_decided", recipient=town.applicant).count() == 1


def test_what_is_not_accepted_changes_nothing_and_says_why(town, log):
    revision = propose(town, log, headline="อีกแบบ")
    refused("no_reason", decide, town, revision, False, reason=" ")
    decide(town, revision, False, reason="ใบลงชื่อมี 10 คน")
    log.refresh_from_db()
    assert log.headline == "ลงพื้นที่" and ClaimRevision.objects.get(pk=revision.pk).state == "rejected"
    assert "ใบลงชื่อมี 10 คน" in Letter.objects.get(kind="correction_decided").body_text


def test_every_kind_of_value_is_kept_and_written_back(town, placement):
    """Days, decimals, lists, missions: nothing of a correction breaks on its way through the revision."""
    from mentoring.domain.missions import agree_mission

    outcome = verified(town, town.outcome(placement))
    mission = agree_mission(mission=town.mission(placement), by=town.host, at=town.now)
    yesterday = timezone.localdate(town.now) - timedelta(days=1)
    from decimal import Decimal

    revision = propose(
        town, outcome, happened_on=yesterday, before=Decimal("1.50"), after=None, domains=["gov"], mission=mission,
        statement="บ้าน 8 ชุมชน",
    )  # fmt: skip
    assert {row["label"] for row in changes_of(revision)} and len(changes_of(revision)) == 6
    decide(town, revision)
    found = Outcome.objects.get()
    assert (found.happened_on, found.before, found.after, found.domains, found.mission, found.statement) == (
        yesterday, Decimal("1.50"), None, ["gov"], mission, "บ้าน 8 ชุมชน",
    )  # fmt: skip
    assert found.state == "verified" and found.verified_by == town.officer


def test_a_choice_is_read_in_words_and_people_with_their_group(town, log):
    revision = propose(town, log, activity="meeting", people=people(6))
    with override("en"):
        said = {row["label"]: (row["before"], row["after"]) for row in changes_of(revision)}
    assert said["Kind"] == ("Field visit", "Meeting")
    assert said["How many people took part?"] == ("10 อสม.", "6 อสม.")


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "disputed", "voided", "discarded"])
def test_only_confirmed_work_is_corrected_this_way(town, log, state):
    ActivityLog.objects.filter(pk=log.pk).update(**{"state": state})
    log.refresh_from_db()
    refused("not_counted", propose, town, log, headline="ก")


def test_one_correction_at_a_time_with_a_reason_and_a_difference(town, log):
    refused("no_reason", propose, town, log, reason=" ", headline="ก")
    refused("no_change", propose, town, log, headline="ลงพื้นที่")
    propose(town, log, headline="ก")
    refused("pending", propose, town, log, headline="ข")


def test_a_correction_cannot_move_a_log_into_the_future(town, log):
    tomorrow = timezone.localdate(town.now) + timedelta(days=1)
    refused("outside", propose, town, log, happened_on=tomorrow)


@pytest.mark.parametrize("who", ("host", "officer", "mentor", "stranger"))
def test_only_the_author_proposes(town, log, who):
    with pytest.raises((NotAllowed, NotVisible)):
        propose(town, log, by=getattr(town, who), headline="ก")


@pytest.mark.parametrize("who", ("applicant", "host", "host2", "mentor", "evaluator", "stranger"))
def test_what_the_programme_verified_only_the_programme_corrects(town, log, who):
    revision = propose(town, log, headline="ก")
    with pytest.raises((NotAllowed, NotVisible)):
        decide(town, revision, by=getattr(town, who))
    assert ClaimRevision.objects.get(pk=revision.pk).state == "pending"


def test_what_only_the_host_confirmed_the_host_may_correct(town, placement):
    log = town.log(placement)
    claims.submit_claim(claim=log, by=town.applicant, at=town.now)
    claims.confirm_claim(claim=log, by=town.host, at=town.now)
    decide(town, propose(town, log, headline="แก้แล้ว"), by=town.host)
    log.refresh_from_db()
    assert log.headline == "แก้แล้ว"


def test_a_correction_of_disputed_work_is_not_accepted(town, log):
    revision = propose(town, log, headline="ก")
    settling.dispute_claim(claim=log, reason="สงสัย", by=town.officer, at=town.now)
    refused("not_counted", decide, town, revision)
    decide(town, revision, False)


@pytest.mark.parametrize("how", ["void", "settle_to_author"])
def test_a_correction_goes_with_the_claim_that_goes(town, log, how):
    revision = propose(town, log, headline="ก")
    if how == "void":
        settling.void_claim(claim=log, reason="ซ้ำ", by=town.officer, at=town.now)
    else:
        settling.dispute_claim(claim=log, reason="สงสัย", by=town.officer, at=town.now)
        settling.settle_to_author(claim=log, reason="แก้เอง", by=town.officer, at=town.now)
    assert ClaimRevision.objects.get(pk=revision.pk).state == "rejected"


def test_the_author_corrects_on_a_page_and_the_officer_decides_on_the_desk(town, log, signed_in):
    author, officer = signed_in(town.applicant, "en"), signed_in(town.officer, "en")
    page = author.get(f"/field/claims/{log.code}/").content.decode()
    assert f"/field/claims/{log.code}/correct/" in page
    form = author.get(f"/field/claims/{log.code}/correct/").context["form"]
    assert form["people"].value() == 10 and "photo" not in form.fields
    typed = {
        "headline": "ลงพื้นที่", "activity": "visit", "happened_on": f"{log.happened_on:%d/%m/%Y}", "people": "6",
        "group": "อสม.", "reason": "",
    }  # fmt: skip
    assert author.post(f"/field/claims/{log.code}/correct/", typed).status_code == 422
    assert author.post(f"/field/claims/{log.code}/correct/", typed | {"reason": "นับซ้ำ"}).status_code == 302
    assert "A correction waits" in author.get(f"/field/claims/{log.code}/").content.decode()
    assert "Corrections to decide" in officer.get("/desk/").content.decode()
    assert log.code in officer.get("/desk/verify/?correction=true").content.decode()
    address = f"/desk/verify/{log.code}/"
    assert "A correction is proposed" in officer.get(address).content.decode()
    assert officer.post(address, {"act": "correction", "accept": "no", "reason": ""}).status_code == 422
    assert officer.post(address, {"act": "correction", "accept": "yes"}).status_code == 302
    assert REGISTRY["F-11"].compute(Scope())["value"] == 6


@pytest.mark.parametrize("kind", ["outcome", "problem"])
def test_outcomes_and_problems_have_the_same_screen(town, placement, signed_in, kind):
    from tests.mentoring.test_claims import made

    claim = verified(town, made(town, placement, kind))
    browser = signed_in(town.applicant)
    address = f"/field/claims/{claim.code}/correct/"
    form = browser.get(address).context["form"]
    assert "client_uuid" not in form.fields
    typed = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
    typed |= {"happened_on": f"{claim.happened_on:%d/%m/%Y}", "reason": "สะกดผิด", "statement": "แก้คำ"}
    assert browser.post(address, typed).status_code == 302
    assert ClaimRevision.objects.get(state="pending").content["statement"] == "แก้คำ"


def test_a_host_finds_the_correction_of_what_it_confirmed(town, placement, signed_in):
    log = town.log(placement)
    claims.submit_claim(claim=log, by=town.applicant, at=town.now)
    claims.confirm_claim(claim=log, by=town.host, at=town.now)
    propose(town, log, headline="แก้แล้ว")
    browser = signed_in(town.host, "en")
    assert "Corrections to decide" in browser.get("/host/").content.decode()
    answer = browser.post(f"/host/claims/{log.code}/", {"act": "correction", "accept": "yes"})
    assert answer.status_code == 302
    log.refresh_from_db()
    assert log.headline == "แก้แล้ว"
