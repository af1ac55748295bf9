"""A host's ranking: only of those who ranked the opening, whole before it is handed in, and closed to whoever has a stake."""

import pytest

from applications.domain import rankings, screening
from applications.models import Application, HostRanking, HostRankingRow
from programme.domain import members
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.models import AuditEntry
from programme.queries.people import forget_standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def ranked(town):
    """Two people who ranked the first opening, read to the end; nobody has judged them."""
    return town.read(town.applicant, town.person("second@t.example"))


def save(town, rows, by=None, version=0, opening=None, act=rankings.save_ranking):
    return act(opening=opening or town.opening, rows=rows, base_version=version, by=by or town.host, at=town.now)


def refused(code, town, rows, **words):
    with pytest.raises(Refusal) as refusal:
        save(town, rows, **words)
    assert refusal.value.code == code
    return refusal.value


def colleague(town, *capacities):
    person = town.person("colleague@t.example")
    for capacity in capacities or ("reviewer",):
        members.add_member(agency=town.agency, user=person, capacity=capacity, by=town.officer, at=town.now)
    forget_standing(person)
    return person


def test_tiers_and_refusals_are_kept_and_changed(town, ranked):
    first, second = ranked
    save(town, {first.code: {"tier": 2, "reason": "ดูอีกที"}, second.code: {"tier": None, "reason": " ไกลไป "}})
    kept = {row.application: (row.tier, row.is_acceptable, row.reason) for row in HostRankingRow.objects.all()}
    assert kept == {first: (2, True, "ดูอีกที"), second: (None, False, "ไกลไป")}
    ranking = save(town, {second.code: {"tier": 1}}, version=1)
    assert ranking.version == 2 and ranking.saved_by == town.host
    assert HostRankingRow.objects.get(application=second).is_acceptable


@pytest.mark.parametrize("reason", ["", "   "])
def test_no_refusal_without_its_reason(town, ranked, reason):
    no = refused("no_reason", town, {ranked[0].code: {"tier": None, "reason": reason}})
    assert no.field == f"reason-{ranked[0].code}" and not HostRankingRow.objects.exists()


@pytest.mark.parametrize("tier", [0, 6, -1])
def test_a_place_that_is_not_on_the_page_is_refused(town, ranked, tier):
    refused("unknown_tier", town, {ranked[0].code: {"tier": tier}})
    assert not HostRankingRow.objects.exists()


def test_one_bad_judgement_keeps_none_of_the_page(town, ranked):
    first, second = ranked
    refused("no_reason", town, {first.code: {"tier": 1}, second.code: {"tier": None}})
    assert not HostRankingRow.objects.exists()


def test_the_domain_itself_asks_who_ranked_the_opening(town, ranked):
    """Codes of people who did not rank it, of unscreened ones and of nobody are refused, whoever made the list."""
    elsewhere = town.screened(town.submitted(town.person("elsewhere@t.example"), wanted=[town.opening2]))
    unscreened = town.submitted(town.person("new@t.example"))
    for code in (elsewhere.code, unscreened.code, "zzzzzzzzzz"):
        refused("unknown", town, {ranked[0].code: {"tier": 1}, code: {"tier": 1}})
    assert not HostRankingRow.objects.exists()
    save(town, {elsewhere.code: {"tier": 1}}, by=town.host2, opening=town.opening2)  # where they did rank, they count


def test_whoever_declared_a_conflict_judges_no_more(town, ranked):
    first, _second = ranked
    save(town, {first.code: {"tier": 1}})
    screening.declare_conflict(application=first, person=town.host, reason="", at=town.now)
    refused("unknown", town, {first.code: {"tier": 1}}, version=1)


def test_what_was_judged_with_a_stake_does_not_stand(town, ranked):
    first, second = ranked
    save(town, {row.code: {"tier": 1} for row in ranked})
    screening.declare_conflict(application=first, person=town.host, reason="", at=town.now)
    assert [row.application for row in HostRankingRow.objects.all()] == [second]


def test_a_handed_in_ranking_and_a_colleague_s_judgement_stay_when_a_conflict_is_declared(town, ranked):
    first, second = ranked
    other = colleague(town)
    save(town, {row.code: {"tier": 1} for row in ranked}, by=other)
    screening.declare_conflict(application=first, person=town.host, reason="", at=town.now)
    assert HostRankingRow.objects.count() == 2
    rankings.hand_in_ranking(opening=town.opening, by=other, at=town.now)
    screening.declare_conflict(application=second, person=other, reason="", at=town.now)
    assert HostRankingRow.objects.count() == 2


def test_a_candidate_in_conflict_waits_for_a_colleague_who_hands_in(town, ranked):
    first, second = ranked
    screening.declare_conflict(application=first, person=town.host, reason="", at=town.now)
    refused("colleague", town, {second.code: {"tier": 1}}, act=rankings.save_and_hand_in)
    other = colleague(town)
    rows = {row.code: {"tier": 1} for row in ranked}
    assert save(town, rows, by=other, act=rankings.save_and_hand_in).frozen_at == town.now


def test_a_ranking_with_an_unjudged_candidate_is_not_handed_in_and_nothing_of_it_is_kept(town, ranked):
    no = refused("incomplete", town, {ranked[0].code: {"tier": 1}}, act=rankings.save_and_hand_in)
    assert "1" in str(no.message) and not HostRankingRow.objects.exists()
    assert not AuditEntry.objects.filter(act="hand_in_ranking").exists()


def test_handed_in_it_is_frozen_and_a_second_press_changes_nothing(town, ranked):
    rows = {row.code: {"tier": 1} for row in ranked}
    save(town, rows, act=rankings.save_and_hand_in)
    assert AuditEntry.objects.get(act="hand_in_ranking").data == {"candidates": 2}
    rankings.hand_in_ranking(opening=town.opening, by=town.host, at=town.now)
    assert AuditEntry.objects.filter(act="hand_in_ranking").count() == 1
    refused("frozen", town, {ranked[0].code: {"tier": 5}}, version=1)
    assert set(HostRankingRow.objects.values_list("tier", flat=True)) == {1}


def test_an_older_page_does_not_overwrite_a_colleague(town, ranked):
    save(town, {ranked[0].code: {"tier": 1}}, by=colleague(town))
    refused("stale_tab", town, {ranked[0].code: {"tier": 5}})
    assert HostRankingRow.objects.get().tier == 1


@pytest.mark.parametrize(
    "person", ["host2", "officer", "evaluator", "editor", "reviewer", "mentor", "applicant", "stranger"]
)
def test_nobody_but_the_agency_judges(town, ranked, person):
    with pytest.raises((NotVisible, NotAllowed)):
        save(town, {ranked[0].code: {"tier": 1}}, by=getattr(town, person))
    with pytest.raises((NotVisible, NotAllowed)):
        rankings.hand_in_ranking(opening=town.opening, by=getattr(town, person), at=town.now)
    assert not HostRankingRow.objects.exists() and not HostRanking.objects.filter(frozen_at__isnull=False).exists()


@pytest.mark.parametrize("capacity", ["reviewer", "approver"])
def test_reviewers_and_approvers_of_the_agency_judge(town, ranked, capacity):
    assert save(town, {ranked[0].code: {"tier": 1}}, by=colleague(town, capacity)).version == 1


def test_a_supervisor_alone_does_not_judge(town, ranked):
    with pytest.raises((NotVisible, NotAllowed)):
        save(town, {ranked[0].code: {"tier": 1}}, by=colleague(town, "supervisor"))


def test_a_candidate_who_withdrew_needs_no_word(town, ranked):
    from applications.domain.applications import withdraw_application  # only here

    first, second = ranked
    withdraw_application(application=first, by=first.applicant, at=town.now)
    save(town, {second.code: {"tier": 1}}, act=rankings.save_and_hand_in)
    assert Application.objects.get(pk=first.pk).state == "withdrawn"
