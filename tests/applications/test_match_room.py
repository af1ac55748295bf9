"""The match room: what an officer sees, tries, decides by hand with a second person, adopts and releases."""

import io
import json
import subprocess
import sys
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from applications.domain import adoption, match_rules, runs
from applications.models import Decision, Match, MatchRule, MatchRun, Offer
from applications.queries.market import inputs_of
from programme.domain import cohorts
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.models import AuditEntry, Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowd(town):
    """Three applicants who all want the first opening first; two seats in all."""
    people = [town.applicant, town.person("second@t.example"), town.person("third@t.example")]
    applications = town.ranked(*people)
    town.selecting()
    return sorted(applications, key=lambda row: row.code)


def refused(code, act, **words):
    with pytest.raises(Refusal) as refusal:
        act(**words)
    assert refusal.value.code == code


def test_the_room_shows_checklist_runs_and_every_reason(town, crowd, signed_in):
    run = town.computed()
    officer = signed_in(town.officer, "en")
    assert "ranked fewer than three" in officer.get(f"/desk/match/{town.call.code}/").content.decode()
    page = officer.get(f"/desk/match/run/{run.code}/?person={crowd[2].code}").content.decode()
    assert ("Why not there" in page and "choice 1" in page.lower()) or "ranked above" in page
    assert run.figures["placed"] == 2 and run.figures["choices"] == {"1": 1, "2": 1}
    assert run.figures["mean_rank"] == 1.5 and run.figures["spread"] == 0.5
    assert run.progress == 100 and run.certificate == "certified"


def test_a_missed_floor_shows_a_way_out_that_is_tried_in_one_click(town, crowd, signed_in):
    node = "province-TH-13"
    run = town.computed(floors={node: 3})
    assert run.report["floors"][0]["reach"] == 2  # two seats, so three can never be there
    officer = signed_in(town.officer, "en")
    page = officer.get(f"/desk/match/run/{run.code}/").content.decode()
    assert "cannot be met by any assignment" in page and "Try it" in page
    change = {"key": "seats", "name": town.opening.code, "value": "2"}
    officer.post(f"/desk/match/run/{run.code}/try/", change)
    runs.compute_due_runs(at=town.now)
    tried = MatchRun.objects.get(number=2)
    assert tried.seed == run.seed and tried.figures["placed"] == 3
    assert not tried.report["floors"]
    compare = officer.get(f"/desk/match/{town.call.code}/compare/?one=1&other=2").content.decode()
    assert "a place now" in compare
    refused("tried_seats", adoption.adopt_run, run=tried, by=town.officer2, at=town.now)


@pytest.mark.parametrize("value", ["-1", "x", "", "9999999", "²"])
def test_a_change_that_makes_no_sense_is_refused_in_words(town, crowd, signed_in, value):
    run = town.computed()
    change = {"key": "caps", "name": "programme", "value": value}
    page = signed_in(town.officer, "en").post(f"/desk/match/run/{run.code}/try/", change, follow=True)
    assert "cannot be tried" in page.content.decode() and MatchRun.objects.count() == 1


def test_limits_are_checked_where_they_are_typed(town, crowd, signed_in):
    town.drawn()
    form = {"caps-programme": "1", "floors-programme": "2"}
    page = signed_in(town.officer, "en").post(f"/desk/match/{town.call.code}/run/", form)
    assert page.status_code == 422 and "cannot be more than at most" in page.content.decode()
    form = {"caps-programme": "1"}
    signed_in(town.officer).post(f"/desk/match/{town.call.code}/run/", form)
    run = MatchRun.objects.get()
    runs.compute_due_runs(at=town.now)
    run.refresh_from_db()
    assert run.figures["placed"] == 1 and run.report["vacancies"]


def test_a_pair_decided_by_hand_needs_a_reason_and_two_people(town, crowd, signed_in):
    last = Match.objects.get(run=town.computed(), opening=None).application
    words = {"kind": MatchRule.Kind.FIXED, "application": last, "opening": town.opening, "at": town.now}
    refused("no_reason", match_rules.propose_rule, **words, reason=" ", by=town.officer)
    rule = match_rules.propose_rule(**words, reason="ผู้ดูแลแม่ป่วย", by=town.officer)
    refused("has_rule", match_rules.propose_rule, **words, reason="อีกครั้ง", by=town.officer)
    refused("second_person", match_rules.approve_rule, rule=rule, by=town.officer, at=town.now)
    assert inputs_of(town.call, {})["fixed"] == []
    match_rules.approve_rule(rule=rule, by=town.officer2, at=town.now)
    refused("stale", match_rules.approve_rule, rule=rule, by=town.officer2, at=town.now)
    run = town.computed()
    assert run.matches.get(application=last).opening == town.opening
    assert run.report["by_hand"] > 0  # how many would be elsewhere without it
    page = signed_in(town.officer2, "en").get(f"/desk/match/{town.call.code}/").content.decode()
    assert "ผู้ดูแลแม่ป่วย" in page
    match_rules.remove_rule(rule=rule, reason="", by=town.officer, at=town.now)
    assert inputs_of(town.call, {})["fixed"] == []
    acts = AuditEntry.objects.filter(object_code=last.code, act__endswith="_fixed").order_by("pk")
    assert [(entry.act, entry.actor) for entry in acts] == [
        ("propose_fixed", town.officer), ("approve_fixed", town.officer2), ("remove_fixed", town.officer),
    ]  # fmt: skip
    history = signed_in(town.officer2, "en").get(f"/desk/applications/{last.code}/").content.decode()
    assert "proposed to fix a pair" in history and "removed the fixed pair" in history


def another_call(town):
    fields = {
        "slug": "other", "title_th": "อีกรอบ", "opens_at": town.now + timedelta(days=1),
        "closes_at": town.now + timedelta(days=9),
    }  # fmt: skip
    return cohorts.create_call(cohort=town.cohort, fields=fields, by=town.officer, at=town.now)


def test_a_pair_belongs_to_one_call_and_a_rule_is_signed_and_removed_once(town, crowd):
    person = crowd[0]
    words = {"kind": MatchRule.Kind.FORBIDDEN, "reason": "x", "by": town.officer, "at": town.now}
    elsewhere = town.make_opening(town.agency, town.host, call=another_call(town))
    refused("other_call", match_rules.propose_rule, application=person, opening=elsewhere, **words)
    rule = match_rules.propose_rule(application=person, opening=town.opening, **words)
    match_rules.remove_rule(rule=rule, reason="y", by=town.officer, at=town.now)
    refused("stale", match_rules.remove_rule, rule=rule, reason="y", by=town.officer, at=town.now)
    refused("stale", match_rules.approve_rule, rule=rule, by=town.officer2, at=town.now)


def test_inputs_that_changed_since_cannot_be_adopted(town, crowd):
    run = town.computed()
    town.opening.seats = 2
    town.opening.save(update_fields=["seats"])
    refused("inputs_changed", adoption.adopt_run, run=run, by=town.officer2, at=town.now)
    refused("stale", adoption.order_release, run=run, people=3, by=town.officer, at=town.now)


def test_the_preview_sends_nothing_and_shows_one_letter_of_each_kind(town, crowd, signed_in):
    run, before = town.computed(), Letter.objects.count()
    page = signed_in(town.officer, "en").get(f"/desk/match/run/{run.code}/letters/").content.decode()
    assert "2 letters" in page and "1 letter" in page and "ข้อเสนอ" in page
    assert Letter.objects.count() == before and not Offer.objects.exists()


def adopted(town) -> MatchRun:
    run = town.computed()
    return adoption.adopt_run(run=run, by=town.officer2, at=town.now)


def test_a_release_is_ordered_by_typing_whom_it_reaches(town, crowd, signed_in):
    run, browser = adopted(town), signed_in(town.officer, "en")
    path = f"/desk/match/run/{run.code}/release/"
    page = browser.get(path).content.decode()
    assert "15 minutes" in page and ">3<" in page.replace(" ", "").replace("\n", "")
    for typed in ("", "2", "three", "99999999999"):
        answer = browser.post(path, {"people": typed})
        assert answer.status_code == 422 and (typed in answer.content.decode())
    run.refresh_from_db()
    assert run.state == "adopted"
    assert browser.post(path, {"people": "3"})["Location"] == f"/desk/match/run/{run.code}/"
    run.refresh_from_db()
    assert run.state == "releasing"
    assert "Call the release off" in browser.get(f"/desk/match/run/{run.code}/").content.decode()


def test_nothing_leaves_while_the_release_can_be_called_off(town, crowd, signed_in):
    run = adopted(town)
    adoption.order_release(run=run, people=3, by=town.officer, at=town.now)
    before, almost = Letter.objects.count(), town.now + adoption.TIME_TO_CALL_OFF - timedelta(seconds=1)
    assert adoption.release_due_runs(at=almost) == 0
    assert not Offer.objects.exists() and Letter.objects.count() == before
    browser = signed_in(town.officer2, "en")
    browser.post(f"/desk/match/run/{run.code}/act/", {"act": "call_off"})
    run.refresh_from_db()
    assert run.state == "adopted" and run.release_at is None
    assert adoption.release_due_runs(at=town.now + timedelta(days=1)) == 0


def test_a_release_that_is_leaving_cannot_be_called_off(town, crowd):
    run = adopted(town)
    adoption.order_release(run=run, people=3, by=town.officer, at=town.now)
    over = town.now + adoption.TIME_TO_CALL_OFF
    refused("too_late", adoption.call_off_release, run=run, by=town.officer, at=over)
    assert adoption.release_due_runs(at=over) == 1
    refused("stale", adoption.call_off_release, run=run, by=town.officer, at=over)
    refused("stale", adoption.order_release, run=run, people=3, by=town.officer, at=over)


@pytest.mark.parametrize("who", ["host", "reviewer", "evaluator", "editor", "applicant"])
def test_only_an_officer_releases_or_calls_off(town, crowd, who, signed_in):
    run = adopted(town)
    with pytest.raises((NotAllowed, NotVisible)):
        adoption.order_release(run=run, people=3, by=getattr(town, who), at=town.now)
    adoption.order_release(run=run, people=3, by=town.officer, at=town.now)
    with pytest.raises((NotAllowed, NotVisible)):
        adoption.call_off_release(run=run, by=getattr(town, who), at=town.now)
    assert signed_in(getattr(town, who)).get(f"/desk/match/run/{run.code}/release/").status_code in (403, 404)


def test_a_killed_release_resumes_without_doubles_and_shows_nothing_before(town, crowd, monkeypatch):
    run = town.computed()
    adoption.adopt_run(run=run, by=town.officer2, at=town.now)
    adoption.order_release(run=run, people=3, by=town.officer, at=town.now - adoption.TIME_TO_CALL_OFF)
    real, seen = adoption.prepare_offer, []

    def killed_at_the_second(**words):
        if seen:
            raise KeyboardInterrupt
        seen.append(1)
        return real(**words)

    monkeypatch.setattr(adoption, "prepare_offer", killed_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        adoption.release_due_runs(at=town.now)
    assert Offer.objects.get().state == "prepared"
    assert not Decision.objects.exclude(released_at=None).exists()
    monkeypatch.setattr(adoption, "prepare_offer", real)
    assert adoption.release_due_runs(at=town.now) == 1
    assert adoption.release_due_runs(at=town.now) == 0
    assert sorted(Offer.objects.values_list("state", flat=True)) == ["sent", "sent"]
    letters = Letter.objects.filter(kind__in=("offer_sent", "result_released")).values_list("dedupe_key", flat=True)
    assert len(letters) == len(set(letters)) == 3


def test_the_bundle_certifies_from_a_clean_folder(town, crowd, signed_in, tmp_path):
    run = town.computed()
    content = signed_in(town.officer).get(f"/desk/match/run/{run.code}/bundle/").content
    zipfile.ZipFile(io.BytesIO(content)).extractall(tmp_path)
    checked = subprocess.run(
        [sys.executable, "-I", "certify.py", "."], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0 and "CERTIFIED" in checked.stdout
    result = json.loads((tmp_path / "result.json").read_text())
    people = sorted(result["assignment"])
    result["assignment"][people[0]], result["assignment"][people[1]] = None, None
    (tmp_path / "result.json").write_text(json.dumps(result))
    broken = subprocess.run(
        [sys.executable, "-I", "certify.py", "."], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert broken.returncode == 1 and "NOT CERTIFIED" in broken.stdout


@pytest.mark.parametrize("path", ["/desk/match/{call}/", "/desk/match/run/{run}/", "/desk/match/{call}/compare/"])
def test_the_rooms_are_for_officers(town, crowd, signed_in, path):
    town.computed()
    address = path.format(call=town.call.code, run=town.computed().code)
    assert signed_in(town.officer).get(address).status_code == 200
    for person in (town.host, town.applicant, town.evaluator, town.reviewer):
        assert signed_in(person).get(address).status_code in (403, 404)


@pytest.mark.parametrize("path", ["/desk/match/{call}/", "/desk/match/run/{run}/", "/desk/match/{call}/compare/"])
def test_the_rooms_cost_the_same_with_more_people(town, signed_in, path):
    town.ranked(*(town.person(f"p{n}@t.example") for n in range(2)))
    town.selecting()
    town.computed()
    address = path.format(call=town.call.code, run=town.computed().code)
    client = signed_in(town.officer)
    placed = Match.objects.filter(run__number=2).exclude(opening=None)
    Match.objects.filter(pk=placed.first().pk).update(opening=None, choice_rank=None)
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    placed.update(opening=None, choice_rank=None)
    with CaptureQueriesContext(connection) as more:
        client.get(address)
    assert len(more) <= len(one) <= 24
