"""One lifecycle: the author hands in, the host confirms, the programme verifies; each answer has a name and a reason."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from mentoring.domain import claims, settling
from mentoring.models import ActivityLog, Claim, ClaimReview, Outcome, Placement
from mentoring.queries.figures import REGISTRY, Scope, stands
from mentoring.queries.standing import advice, standing_of_claim
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.models import AuditEntry, Letter

pytestmark = pytest.mark.django_db
NOT_THE_HOST = ("host2", "mentor", "officer", "evaluator", "editor", "stranger")
NOT_AN_OFFICER = ("host", "host2", "mentor", "evaluator", "editor", "reviewer", "stranger")


@pytest.fixture
def placement(town):
    return town.placement()


@pytest.fixture
def log(town, placement):
    return town.log(placement)


def step(town, claim, *names):
    """Walks a claim along: submit, confirm, verify, dispute."""
    acts = {
        "submit": lambda: claims.submit_claim(claim=claim, by=town.applicant, at=town.now),
        "confirm": lambda: claims.confirm_claim(claim=claim, by=town.host, at=town.now),
        "verify": lambda: claims.verify_claim(claim=claim, by=town.officer, at=town.now),
        "dispute": lambda: settling.dispute_claim(claim=claim, reason="ชุมชนแจ้ง", by=town.officer, at=town.now),
    }
    for name in names:
        acts[name]()
    return claim


def refused(code, act, **words) -> Refusal:
    with pytest.raises(Refusal) as no:
        act(**words)
    assert no.value.code == code
    return no.value


def test_handing_in_freezes_what_is_stated(town, log):
    step(town, log, "submit")
    revision = log.revisions.get()
    assert (revision.number, revision.state, revision.content["headline"]) == (1, "accepted", "ลงพื้นที่")
    assert revision.content["people"] == [{"group": "อสม.", "number": 10, "first_time": None}]
    assert log.submitted_at == town.now


@pytest.mark.parametrize("who", (*NOT_THE_HOST, "host"))
def test_only_the_author_hands_in(town, log, who):
    with pytest.raises((NotAllowed, NotVisible)):
        claims.submit_claim(claim=log, by=getattr(town, who), at=town.now)
    assert Claim.objects.get().state == "draft"


def test_an_outcome_without_evidence_is_not_handed_in(town, placement):
    outcome = town.outcome(placement)
    outcome.evidence.clear()
    refused("no_evidence", claims.submit_claim, claim=outcome, by=town.applicant, at=town.now)
    assert outcome.revisions.count() == 0


def test_a_log_without_words_is_not_handed_in(town, log):
    ActivityLog.objects.update(headline="  ")
    log.refresh_from_db()
    refused("no_headline", claims.submit_claim, claim=log, by=town.applicant, at=town.now)


def test_an_old_log_with_a_wrong_day_is_named_at_hand_in(town, log, placement):
    ActivityLog.objects.update(happened_on=placement.starts_on - timedelta(days=2))
    log.refresh_from_db()
    assert "ลงพื้นที่" in str(refused("outside", claims.submit_claim, claim=log, by=town.applicant, at=town.now))


def test_what_was_handed_in_is_pulled_back_and_is_a_draft(town, log):
    step(town, log, "submit")
    claims.pull_back_claim(claim=log, by=town.applicant, at=town.now)
    assert Claim.objects.get().state == "draft"


@pytest.mark.parametrize("steps", [(), ("submit", "confirm"), ("submit", "confirm", "verify")])
def test_only_what_nobody_answered_is_pulled_back(town, log, steps):
    step(town, log, *steps)
    refused("stale", claims.pull_back_claim, claim=log, by=town.applicant, at=town.now)


@pytest.mark.parametrize("who", ("host", "officer", "stranger"))
def test_nobody_else_pulls_back_or_discards(town, log, who):
    for act in (claims.pull_back_claim, claims.discard_claim):
        with pytest.raises((NotAllowed, NotVisible)):
            act(claim=log, by=getattr(town, who), at=town.now)


def test_only_a_draft_disappears(town, log):
    step(town, log, "submit")
    refused("stale", claims.discard_claim, claim=log, by=town.applicant, at=town.now)
    claims.pull_back_claim(claim=log, by=town.applicant, at=town.now)
    claims.discard_claim(claim=log, by=town.applicant, at=town.now)
    assert Claim.objects.get().state == "discarded"


@pytest.mark.parametrize("who", (*NOT_THE_HOST, "applicant"))
def test_only_the_host_confirms(town, log, who):
    step(town, log, "submit")
    with pytest.raises((NotAllowed, NotVisible)):
        claims.confirm_claim(claim=log, by=getattr(town, who), at=town.now)
    assert Claim.objects.get().confirmed_by is None


def test_a_stand_in_confirms_while_it_is_one(town, log, placement):
    from mentoring.domain.placements import assign_role

    step(town, log, "submit")
    role = assign_role(
        placement=placement, user=town.stranger, kind="stand_in", on=timezone.localdate(), by=town.officer, at=town.now
    )
    role.to_on = timezone.localdate()
    role.save()
    with pytest.raises((NotAllowed, NotVisible)):
        claims.confirm_claim(claim=log, by=town.stranger, at=town.now)
    role.to_on = None
    role.save()
    claims.confirm_claim(claim=log, by=town.stranger, at=town.now)
    assert Claim.objects.get().confirmed_by == town.stranger


def test_returning_needs_a_reason_which_is_in_the_letter_itself(town, log):
    step(town, log, "submit", "confirm")
    refused("no_reason", claims.return_claim, claim=log, reason=" ", by=town.host, at=town.now)
    claims.return_claim(claim=log, reason="วันที่ไม่ตรงกับสมุด", by=town.host, at=town.now)
    found = Claim.objects.get()
    assert (found.state, found.confirmed_by, found.confirmed_at) == ("returned", None, None)
    letter = Letter.objects.get(kind="claim_returned", recipient=town.applicant)
    assert "วันที่ไม่ตรงกับสมุด" in letter.body_text and f"/field/claims/{log.code}/" in letter.body_text


@pytest.mark.parametrize("who", ("applicant", "host2", "mentor", "evaluator", "stranger"))
def test_neither_author_nor_outsider_returns(town, log, who):
    step(town, log, "submit")
    with pytest.raises((NotAllowed, NotVisible)):
        claims.return_claim(claim=log, reason="ก", by=getattr(town, who), at=town.now)


@pytest.mark.parametrize("kind", ["log", "outcome", "problem"])
def test_what_the_host_never_confirmed_is_not_verified_and_does_not_count(town, placement, kind):
    claim = made(town, placement, kind)
    step(town, claim, "submit")
    refused("unconfirmed", claims.verify_claim, claim=claim, by=town.officer, at=town.now)
    assert claim.MACHINE.move("verify").sources == ("confirmed",)
    Claim.objects.filter(pk=claim.pk).update(**{"state": "verified"}, verified_by=town.officer, verified_at=town.now)
    key = {"log": "F-10", "outcome": "F-13", "problem": "F-12"}[kind]
    assert REGISTRY[key].compute(Scope())["value"] == 0
    assert stands(claim)[0] == "unconfirmed"
    Claim.objects.filter(pk=claim.pk).update(confirmed_by=town.host, confirmed_at=town.now)
    assert REGISTRY[key].compute(Scope())["value"] == 1, "only the confirmation was missing"


def made(town, placement, kind):
    if kind == "log":
        return town.log(placement)
    if kind == "outcome":
        return town.outcome(placement)
    from mentoring.domain.evidence import add_evidence
    from mentoring.domain.outcomes import note_problem

    fields = {"title": "น้ำเสีย", "statement": "คลองเน่า", "domains": ["env"], "happened_on": timezone.localdate(town.now)}
    problem = note_problem(placement=placement, fields=fields, by=placement.ambassador, at=town.now)
    paper = {"kind": "letter", "grade": 2, "caption": "บันทึก", "url": "https://example.go.th/x", "consent": "none"}
    add_evidence(claim=problem, fields=paper, upload=None, by=placement.ambassador, at=town.now)
    return problem


@pytest.mark.parametrize("who", (*NOT_AN_OFFICER, "applicant"))
def test_only_an_officer_verifies(town, log, who):
    step(town, log, "submit", "confirm")
    with pytest.raises((NotAllowed, NotVisible)):
        claims.verify_claim(claim=log, by=getattr(town, who), at=town.now)
    assert Claim.objects.get().verified_by is None


def test_who_confirmed_for_the_host_does_not_verify(town, log, placement):
    from mentoring.domain.placements import assign_role

    today = timezone.localdate()
    assign_role(placement=placement, user=town.officer, kind="stand_in", on=today, by=town.officer2, at=town.now)
    step(town, log, "submit")
    claims.confirm_claim(claim=log, by=town.officer, at=town.now)
    with pytest.raises(NotAllowed):
        claims.verify_claim(claim=log, by=town.officer, at=town.now)
    assert claims.verify_claim(claim=log, by=town.officer2, at=town.now).state == "verified"


@pytest.mark.parametrize(("grade", "counts"), [(1, True), (2, True), (3, False), (4, False)])
def test_an_outcome_is_verified_only_with_a_record_or_an_official_paper(town, placement, grade, counts):
    outcome = step(town, town.outcome(placement, grade=grade), "submit", "confirm")
    if not counts:
        refused("weak_evidence", claims.verify_claim, claim=outcome, by=town.officer, at=town.now)
    else:
        claims.verify_claim(claim=outcome, by=town.officer, at=town.now)
        assert Letter.objects.filter(kind="outcome_verified", recipient=town.applicant).exists()
    assert REGISTRY["F-13"].compute(Scope())["value"] == int(counts)


def test_an_outcome_whose_people_did_not_agree_is_not_verified(town, placement):
    outcome = step(town, town.outcome(placement), "submit", "confirm")
    outcome.evidence.update(consent="refused")
    refused("refused", claims.verify_claim, claim=outcome, by=town.officer, at=town.now)


def test_a_log_without_a_photo_is_verified_but_nobody_says_that_it_counts(town, placement, signed_in):
    plain, good = town.log(placement, photos=[]), town.log(placement)
    for row in (plain, good):
        step(town, row, "submit", "confirm")
    browser = signed_in(town.officer, "en")
    before = browser.get(f"/desk/verify/{plain.code}/").content.decode()
    assert "It will not count even when it is verified" in before and "No evidence" in before
    assert "It will not count even when" not in browser.get(f"/desk/verify/{good.code}/").content.decode()
    said = browser.post(f"/desk/verify/{plain.code}/", {"act": "verify"}, follow=True).content.decode()
    assert "Verified. It does not count in the figures: No evidence." in said and "counts from now on" not in said
    said = browser.post(f"/desk/verify/{good.code}/", {"act": "verify"}, follow=True).content.decode()
    assert "Verified. It counts from now on." in said
    assert REGISTRY["F-10"].compute(Scope())["value"] == 1


@pytest.mark.parametrize(
    ("consent", "photos", "words"),
    [("none", [], "Add evidence"), ("refused", None, "Ask those shown")],
)
def test_the_author_reads_what_will_not_count_before_pressing(town, placement, signed_in, consent, photos, words):
    log = town.log(placement, photos=photos, consent=consent)
    page = signed_in(town.applicant, "en").get(f"/field/claims/{log.code}/").content.decode()
    assert "It will not count even when it is verified" in page and words in page
    assert standing_of_claim(log).reason and not standing_of_claim(log).counts


def test_a_claim_whose_day_falls_out_of_the_placement_stops_counting(town, log, placement):
    step(town, log, "submit", "confirm", "verify")
    assert standing_of_claim(log).counts
    Placement.objects.filter(pk=placement.pk).update(starts_on=timezone.localdate(town.now) + timedelta(days=1))
    assert stands(log)[0] == "outside" and REGISTRY["F-10"].compute(Scope())["value"] == 0


@pytest.mark.parametrize("act", [settling.dispute_claim, settling.void_claim])
def test_doubt_needs_a_reason_and_takes_it_out_of_the_figures_at_once(town, placement, act):
    outcome = step(town, town.outcome(placement), "submit", "confirm", "verify")
    assert REGISTRY["F-13"].compute(Scope())["value"] == 1
    refused("no_reason", act, claim=outcome, reason=" ", by=town.officer, at=town.now)
    act(claim=outcome, reason="ชุมชนแจ้งว่าไม่จริง", by=town.officer, at=town.now)
    assert REGISTRY["F-13"].compute(Scope())["value"] == 0
    assert ClaimReview.objects.filter(claim_id=outcome.pk, comment="ชุมชนแจ้งว่าไม่จริง").exists()


def test_a_disputed_claim_is_settled_verified_anew_and_counts_again(town, placement):
    outcome = step(town, town.outcome(placement), "submit", "confirm", "verify", "dispute")
    assert "ชุมชนแจ้ง" in Letter.objects.get(kind="claim_disputed", recipient=town.applicant).body_text
    refused("no_reason", settling.settle_claim, claim=outcome, reason="", by=town.officer, at=town.now)
    settling.settle_claim(claim=outcome, reason="ตรวจพื้นที่แล้ว จริง", by=town.officer, at=town.now)
    found = Outcome.objects.get()
    assert (found.state, found.confirmed_by, found.verified_by) == ("confirmed", town.host, None)
    assert REGISTRY["F-13"].compute(Scope())["value"] == 0
    claims.verify_claim(claim=found, by=town.officer, at=town.now)
    assert REGISTRY["F-13"].compute(Scope())["value"] == 1
    assert "ตรวจพื้นที่แล้ว" in Letter.objects.get(kind="claim_settled").body_text


def test_what_was_disputed_before_the_host_confirmed_goes_back_to_the_host(town, log):
    step(town, log, "submit", "dispute")
    settling.settle_claim(claim=log, reason="ให้หน่วยงานดูก่อน", by=town.officer, at=town.now)
    assert Claim.objects.get().state == "submitted"


def test_a_right_doubt_goes_back_to_the_author_who_can_mend_it(town, log):
    step(town, log, "submit", "confirm", "verify", "dispute")
    settling.settle_to_author(claim=log, reason="แก้จำนวนคน", by=town.officer, at=town.now)
    found = Claim.objects.get()
    assert (found.state, found.confirmed_by, found.verified_by) == ("returned", None, None)
    assert AuditEntry.objects.filter(object_code=log.code, act="settle_to_author").exists()
    step(town, found, "submit", "confirm", "verify")


@pytest.mark.parametrize("act", [settling.settle_claim, settling.settle_to_author, settling.void_claim])
@pytest.mark.parametrize("who", ("applicant", "host", "host2", "mentor", "evaluator", "stranger"))
def test_only_an_officer_settles_or_voids(town, log, who, act):
    step(town, log, "submit", "confirm", "dispute")
    with pytest.raises((NotAllowed, NotVisible)):
        act(claim=log, reason="ก", by=getattr(town, who), at=town.now)
    assert Claim.objects.get().state == "disputed"


@pytest.mark.parametrize("who", ("applicant", "host2", "mentor", "stranger"))
def test_who_may_not_doubt(town, log, who):
    step(town, log, "submit", "confirm")
    with pytest.raises((NotAllowed, NotVisible)):
        settling.dispute_claim(claim=log, reason="ก", by=getattr(town, who), at=town.now)


def test_an_officer_settles_nothing_of_their_own(town):
    placement = town.placement(town.officer)
    log = town.log(placement)
    claims.submit_claim(claim=log, by=town.officer, at=town.now)
    claims.confirm_claim(claim=log, by=town.host, at=town.now)
    settling.dispute_claim(claim=log, reason="ก", by=town.officer2, at=town.now)
    with pytest.raises(NotAllowed):
        settling.settle_claim(claim=log, reason="ของผมเอง", by=town.officer, at=town.now)


def test_a_dispute_is_settled_on_the_desk(town, log, signed_in):
    step(town, log, "submit", "confirm", "verify", "dispute")
    browser, address = signed_in(town.officer, "en"), f"/desk/verify/{log.code}/"
    assert "Settled: it stands" in browser.get(address).content.decode()
    work = browser.get("/desk/").content.decode()
    assert "Disputes to settle" in work and log.code in browser.get("/desk/verify/?state=disputed").content.decode()
    empty = browser.post(address, {"act": "settle", "reason": ""})
    assert empty.status_code == 422 and Claim.objects.get().state == "disputed"
    assert browser.post(address, {"act": "settle", "reason": "ตรวจแล้ว"}).status_code == 302
    assert Claim.objects.get().state == "confirmed"
    assert "Disputes to settle" not in browser.get("/desk/").content.decode()


@pytest.mark.parametrize("act", ["return", "dispute", "void"])
def test_a_refused_decision_keeps_what_was_typed(town, log, signed_in, act):
    step(town, log, "submit")
    long = "ก" * 2001
    page = signed_in(town.officer).post(f"/desk/verify/{log.code}/", {"act": act, "reason": long})
    assert page.status_code == 422 and long in page.content.decode()


def test_an_unknown_button_is_told_and_changes_nothing(town, log, signed_in):
    step(town, log, "submit")
    for who, address in (("officer", f"/desk/verify/{log.code}/"), ("applicant", f"/field/claims/{log.code}/")):
        assert signed_in(getattr(town, who)).post(address, {"act": "\x00"}).status_code == 409
    assert Claim.objects.get().state == "submitted"


def test_discarding_asks_first(town, log, signed_in):
    browser, address = signed_in(town.applicant, "en"), f"/field/claims/{log.code}/discard/"
    assert "Discard this draft?" in browser.get(address).content.decode()
    assert Claim.objects.get().state == "draft"
    assert browser.post(address).status_code == 302
    assert Claim.objects.get().state == "discarded"


def test_the_author_hands_in_and_pulls_back_on_the_page(town, log, signed_in):
    browser, address = signed_in(town.applicant, "en"), f"/field/claims/{log.code}/"
    browser.post(address, {"act": "submit"})
    page = browser.get(address).content.decode()
    assert Claim.objects.get().state == "submitted" and "Pull back and change" in page
    browser.post(address, {"act": "pull_back"})
    assert Claim.objects.get().state == "draft"
    ActivityLog.objects.update(happened_on=town.cohort.starts_on - timedelta(days=90))
    refusal = browser.post(address, {"act": "submit"})
    assert refusal.status_code == 422 and "ลงพื้นที่" in refusal.content.decode()


@pytest.mark.parametrize("who", ("host", "mentor", "officer", "stranger", "evaluator"))
def test_a_draft_is_nobody_elses(town, log, signed_in, who):
    assert signed_in(getattr(town, who)).get(f"/field/claims/{log.code}/").status_code == 404


@pytest.mark.parametrize(
    ("obstacle", "said"),
    [("no_evidence", "Add evidence"), ("weak_evidence", "Add stronger"), ("refused", "Ask those shown"),
     ("outside", "Mend the day"), ("", "")],
)  # fmt: skip
def test_each_obstacle_has_its_advice(town, obstacle, said):
    with override("en"):
        found = advice(town.outcome(town.placement()), obstacle)
    assert found.startswith(said) and bool(found) is bool(said)
