"""What the match room shows of a run: who is found, why somebody is not there, why a seat is empty, and what would help."""

import pytest
from django.utils.translation import override

from applications.domain import match_rules
from applications.models import HostRankingRow, Match
from applications.queries import run_pages
from applications.queries.ranking import others_ranked
from applications.queries.release import letters_of_release
from applications.queries.run_report import _mean_and_spread

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(town):
    """Two people on two seats, a third without a place."""
    town.ranked(town.applicant, town.person("second@t.example"), town.person("third@t.example"))
    town.selecting()
    return town.computed()


def found(town, run, **asked) -> set[Match]:
    return set(run_pages.matches_of(run, asked, town.officer))


def test_the_rows_are_narrowed_by_what_was_asked(town, run):
    everybody, unplaced = set(run.matches.all()), set(run.matches.filter(opening=None))
    assert len(everybody) == 3 and len(unplaced) == 1
    assert found(town, run) == everybody
    assert found(town, run, show="unplaced") == unplaced
    assert found(town, run, region="central") == everybody - unplaced
    assert found(town, run, region="south") == set()
    assert found(town, run, choice="2") == set(run.matches.filter(choice_rank=2))
    assert found(town, run, q=town.agency2.name_th) == set(run.matches.filter(opening=town.opening2))


@pytest.mark.parametrize("asked", [{"show": "x"}, {"region": "moon"}, {"choice": "²"}, {"choice": "100"}])
def test_what_nobody_knows_narrows_nothing(town, run, asked):
    assert len(found(town, run, **asked)) == 3


def test_pairs_decided_by_hand_are_found_while_their_rule_stands(town, run):
    person = run.matches.order_by("pk")[0].application
    rule = match_rules.propose_rule(
        kind="forbidden", application=person, opening=town.opening, reason="x", by=town.officer, at=town.now
    )
    assert {row.application for row in found(town, run, show="hand")} == {person}
    match_rules.remove_rule(rule=rule, reason="y", by=town.officer, at=town.now)
    assert found(town, run, show="hand") == set()


def test_why_not_there_is_said_for_listed_and_other_openings(town, run):
    match, openings = run.matches.get(opening=None), {row.code: row for row in town.call.openings.all()}
    with override("en"):
        rows = run_pages.reasons_in_words(match, openings, run_pages.node_labels(town.call))
        assert run_pages.why_not(match, town.opening, rows) == rows[0]["text"] != ""
        assert "not on their list" in run_pages.why_not(match, town.opening, [])


def test_a_missed_floor_shows_every_way_out_in_words(town, run):
    seat, places = town.opening.code, {row.code: row for row in town.call.openings.select_related("agency")}
    run.report["limits"] = [{"node": "programme", "cap": None, "floor": 3, "count": 2, "short": 1}]
    run.report["floors"] = [
        {
            "node": "programme",
            "certificate": {"limits": [{"name": seat, "limit": 1}, {"name": "programme", "limit": 9}]},
            "prices": [{"position": seat, "moves": [1, 2], "unplaced": 1}],
        }
    ]
    (limit,) = run_pages.limits_of(run, {})
    assert (limit.label, limit.met) == ("programme", False)
    with override("en"):
        ways = run_pages.ways_out(limit, run, places)
    assert [(way["key"], way["name"], way["value"]) for way in ways] == [
        ("seats", seat, 2), ("seats", seat, 0), ("floors", "programme", 2),
    ]  # fmt: skip
    assert "takes 2 instead of 1" in ways[0]["text"] and "2 people get another place" in ways[1]["text"]


def test_a_floor_that_is_met_needs_no_way_out(town, run):
    run.report["limits"] = [{"node": "programme", "cap": 9, "floor": 1, "count": 2, "short": 0}]
    (limit,) = run_pages.limits_of(run, run_pages.node_labels(town.call))
    assert limit.met and run_pages.ways_out(limit, run, {}) == []


def test_an_empty_seat_says_why_and_what_can_be_done(town, run):
    seat = town.opening.code
    run.report["vacancies"] = [
        {"position": seat, "vacancy": "CAP_REACHED", "node": "programme", "cap": 1, "listed": 3},
        {"position": seat, "vacancy": "x", "listed": 0},
        {"position": seat, "vacancy": "x", "listed": 2},
        {"position": "gone", "vacancy": "x", "listed": 2},
    ]
    with override("en"):
        said = run_pages.vacancies_of(run, {seat: town.opening}, {"programme": "The whole programme"})
    assert [row["why"] for row in said] == [
        "The whole programme reached its limit of 1",
        "Nobody ranked it",
        "Everyone whom the host accepts got a place they prefer",
    ]


def test_before_the_release_a_host_reads_nothing_about_its_other_candidates(town, run):
    assert others_ranked(town.opening, town.host) == []
    town.release(run)
    elsewhere = run.matches.exclude(opening=town.opening).count()
    assert len(others_ranked(town.opening, town.host)) == elsewhere == 2


def test_a_candidate_whom_the_host_did_not_accept_is_said_so(town, run):
    other = run.matches.exclude(opening=town.opening).order_by("pk")[0].application
    HostRankingRow.objects.filter(application=other, ranking__opening=town.opening).update(
        is_acceptable=False, tier=None
    )
    town.release(town.computed())
    with override("en"):
        said = {row["tier"]: row["status"] for row in others_ranked(town.opening, town.host)}
    assert len(said) == 2 and said[None] not in [status for tier, status in said.items() if tier]


def test_the_letters_of_a_second_round_are_offers_only(town, run):
    assert len(letters_of_release(run, town.now, town.officer)) == 2
    run.round = 2
    assert [kind["count"] for kind in letters_of_release(run, town.now, town.officer)] == [2]


def test_a_run_that_placed_nobody_has_no_mean():
    assert _mean_and_spread({}) == {"mean_rank": None, "spread": None}
