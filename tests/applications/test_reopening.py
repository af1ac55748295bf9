"""A handed-in ranking is opened again, by the office or by the agency, until the lists are frozen for the draw."""

from datetime import timedelta

import pytest
from django.urls import reverse

from applications.domain import draws, match_rules, rankings, reopening, runs, screening
from applications.models import HostRanking
from applications.queries.judging import judging_gaps
from applications.queries.market import open_points
from programme.domain import members, people
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.kernel.worklist import queues_for
from programme.models import AuditEntry, Letter
from programme.queries.people import forget_standing

pytestmark = pytest.mark.django_db
WHY = "มีผู้สมัครเพิ่ม"


@pytest.fixture
def handed_in(town):
    """One candidate, judged by both agencies."""
    town.ranked()
    return town


@pytest.fixture
def late(handed_in):
    """Somebody came through screening and reading after both agencies had handed in."""
    (application,) = handed_in.read(handed_in.person("late@t.example"))
    application.refresh_from_db()
    return application


def ranking_at(town) -> HostRanking:
    return HostRanking.objects.get(opening=town.opening)


def reopen(town, by=None, **words):
    words = {"reason": WHY, "due_at": town.now + timedelta(days=3)} | words
    return reopening.reopen_ranking(opening=town.opening, by=by or town.officer, at=town.now, **words)


def refused(code, act, *args, **words):
    with pytest.raises(Refusal) as refusal:
        act(*args, **words)
    assert refusal.value.code == code
    return refusal.value


def judge(town, application, opening=None, by=None):
    words = {"opening": opening or town.opening, "by": by or town.host, "at": town.now}
    version = HostRanking.objects.get(opening=words["opening"]).version
    return rankings.save_and_hand_in(rows={application.code: {"tier": 2}}, base_version=version, **words)


def errors(town):
    return [point["text"] for point in open_points(town.call) if point["level"] == "error"]


def test_a_late_candidate_stands_in_the_way_until_the_agency_judged_it(town, late):
    """The whole road: told, opened, judged, handed in, and the other agency too; then nothing stands in the way."""
    town.selecting()
    assert len(errors(town)) == 1
    reopen(town)
    judge(town, late)
    assert len(errors(town)) == 1
    reopening.reopen_ranking(opening=town.opening2, reason=WHY, by=town.host2, at=town.now)
    judge(town, late, town.opening2, town.host2)
    assert errors(town) == [] and judging_gaps(town.call, town.officer) == []
    assert town.computed().state == "computed"


def test_each_agency_is_told_once_for_each_hand_in(town, late):
    letters = Letter.objects.filter(kind="candidate_came_late")
    assert {letter.recipient for letter in letters} == {town.host, town.host2}
    town.screened(town.submitted(town.person("later@t.example")))
    assert letters.count() == 2
    assert late.receipt_number not in letters[0].body_text and late.code not in letters[0].body_text


def test_before_the_hand_in_nobody_is_written_to(town):
    town.screened(town.submitted())
    assert not Letter.objects.filter(kind="candidate_came_late").exists()


def test_the_match_room_says_which_agency_has_to_judge_whom(town, late, signed_in):
    gaps = {gap.opening: gap for gap in judging_gaps(town.call, town.officer)}
    assert gaps.keys() == {town.opening, town.opening2}
    assert all(gap.people == [late] and gap.is_late and gap.may_act for gap in gaps.values())
    page = signed_in(town.officer, "en").get(reverse("desk_match", args=[town.call.code]))
    html = page.content.decode()
    assert late.receipt_number in html and str(town.agency) in html
    assert reverse("desk_match_ranking", args=[town.call.code, town.opening.code]) in html


def test_the_letter_tells_reason_and_deadline_in_both_languages(town, late):
    colleague = town.person("colleague@t.example", language="en")
    members.add_member(agency=town.agency, user=colleague, capacity="reviewer", by=town.officer, at=town.now)
    ranking = reopen(town)
    assert ranking.frozen_at is None and ranking.is_untouched and ranking.due_at
    letters = {letter.recipient: letter for letter in Letter.objects.filter(kind="ranking_reopened")}
    assert letters.keys() == {town.host, colleague}
    assert "เปิดอีกครั้ง" in letters[town.host].subject and WHY in letters[town.host].body_text
    assert "open again" in letters[colleague].subject and "Hand it in again by" in letters[colleague].body_text
    entry = AuditEntry.objects.get(act="reopen_ranking")
    assert (entry.object_code, entry.reason, entry.actor) == (town.opening.code, WHY, town.officer)


def test_what_was_judged_stands_when_the_ranking_is_open_again(town, handed_in):
    before = list(ranking_at(town).rows.values_list("application", "tier"))
    reopen(town)
    assert list(ranking_at(town).rows.values_list("application", "tier")) == before


@pytest.mark.parametrize(
    ("code", "words"), [("no_reason", {"reason": "  "}), ("past", {"due_at": None}), ("open", {"reason": WHY})]
)
def test_what_is_refused_changes_nothing(town, handed_in, code, words):
    if code == "past":
        words = {"due_at": town.now}
    if code == "open":
        HostRanking.objects.update(frozen_at=None)
    before = HostRanking.objects.filter(opening=town.opening).values().get()
    refused(code, reopen, town, **words)
    assert HostRanking.objects.filter(opening=town.opening).values().get() == before
    assert not Letter.objects.filter(kind="ranking_reopened").exists()


@pytest.mark.parametrize("person", ["host2", "evaluator", "editor", "reviewer", "mentor", "applicant", "stranger"])
def test_nobody_else_opens_a_ranking(town, handed_in, person):
    with pytest.raises((NotVisible, NotAllowed)):
        reopen(town, by=getattr(town, person))
    assert ranking_at(town).frozen_at


def test_a_member_who_only_reviews_asks_the_approver(town, handed_in):
    colleague = town.person("colleague@t.example")
    members.add_member(agency=town.agency, user=colleague, capacity="reviewer", by=town.officer, at=town.now)
    with pytest.raises(NotAllowed):
        reopen(town, by=colleague)


@pytest.mark.parametrize("person", ["officer", "host"])
def test_whoever_has_a_stake_in_a_candidate_opens_nothing(town, handed_in, person):
    by = getattr(town, person)
    application = ranking_at(town).rows.get().application
    screening.declare_conflict(application=application, person=by, reason="", at=town.now)
    with pytest.raises(NotAllowed):
        reopen(town, by=by)
    assert reopen(town, by=town.officer2).is_reopened


def test_an_officer_who_applied_opens_nothing(town, handed_in):
    rival = town.person("rival@t.example")
    town.submitted(rival, wanted=[town.opening2])
    people.grant_role(user=rival, role="officer", by=None, at=town.now)
    forget_standing(rival)
    with pytest.raises(NotAllowed):
        reopen(town, by=rival)


def test_once_the_lists_are_frozen_nothing_in_them_changes(town, handed_in):
    reopen(town)
    rankings.hand_in_ranking(opening=town.opening, by=town.host, at=town.now)
    town.selecting()
    draws.freeze_lists(call=town.call, plan="", by=town.officer, at=town.now)
    for by in (town.officer, town.host):
        refused("lists_frozen", reopen, town, by=by)
    HostRanking.objects.update(frozen_at=None)  # as a ranking without candidates stands
    refused(
        "lists_frozen", rankings.save_ranking, opening=town.opening, rows={}, base_version=1, by=town.host, at=town.now
    )
    refused("lists_frozen", rankings.hand_in_ranking, opening=town.opening, by=town.host, at=town.now)


def test_a_freeze_is_taken_back_before_the_draw_with_its_reason(town, handed_in):
    town.selecting()
    words = {"call": town.call, "by": town.officer, "at": town.now}
    refused("not_frozen", draws.unfreeze_lists, reason=WHY, **words)
    frozen = draws.freeze_lists(plan="", **words)
    refused("no_reason", draws.unfreeze_lists, reason=" ", **words)
    draws.unfreeze_lists(reason=WHY, **words)
    entry = AuditEntry.objects.get(act="unfreeze_lists")
    assert (entry.reason, entry.data["hash"]) == (WHY, frozen.inputs_hash)
    assert reopen(town).is_reopened
    rankings.hand_in_ranking(opening=town.opening, by=town.host, at=town.now)
    town.drawn()
    refused("drawn", draws.unfreeze_lists, reason=WHY, **words)
    refused("lists_frozen", reopen, town)


def test_after_the_draw_a_pair_ruled_out_by_two_officers_needs_no_judgement(town, handed_in):
    late = town.submitted(town.person("late@t.example"))
    screening.rule_out(application=late, reason=WHY, by=town.officer, at=town.now)
    town.selecting()
    town.drawn()
    screening.reopen_screening(application=late, reason=WHY, by=town.officer, at=town.now)
    late.refresh_from_db()
    town.scored([town.screened(late)])
    refused("not_ready", runs.request_run, call=town.call, parameters={}, by=town.officer, at=town.now)
    for opening in (town.opening, town.opening2):
        words = {"kind": "forbidden", "application": late, "opening": opening, "reason": WHY, "at": town.now}
        rule = match_rules.propose_rule(by=town.officer, **words)
        assert errors(town)
        match_rules.approve_rule(rule=rule, by=town.officer2, at=town.now)
    assert errors(town) == []
    assert runs.request_run(call=town.call, parameters={}, by=town.officer, at=town.now)


def test_a_reopening_is_undone_until_the_agency_saves(town, handed_in):
    was = ranking_at(town).frozen_at
    reopen(town)
    ranking = reopening.close_again(opening=town.opening, by=town.officer, at=town.now)
    assert ranking.frozen_at == was and not ranking.is_reopened and ranking.due_at is None
    assert Letter.objects.get(kind="ranking_closed_again").recipient == town.host
    refused("not_open", reopening.close_again, opening=town.opening, by=town.officer, at=town.now)
    reopen(town)
    words = {"opening": town.opening, "rows": {}, "base_version": ranking.version, "by": town.host}
    rankings.save_ranking(at=town.now + timedelta(seconds=1), **words)
    refused("changed", reopening.close_again, opening=town.opening, by=town.officer, at=town.now)


def test_the_work_list_counts_the_rankings_that_wait(town, late, signed_in):
    room = reverse("desk_match", args=[town.call.code]) + "#judging"

    def queue():
        return next((row for row in queues_for(town.officer) if row.href == room), None)

    def shown():
        page = signed_in(town.officer).get(room)
        return sum(gap.needs_desk(town.now + timedelta(days=9)) for gap in page.context["gaps"])

    assert queue().waiting == shown() == 2 and queue().late == 0
    reopen(town)
    assert queue().waiting == 1
    HostRanking.objects.filter(opening=town.opening).update(due_at=town.now - timedelta(hours=1))
    assert queue().waiting == shown() == 2 and queue().late == 1
    assert not [row for row in queues_for(town.evaluator) if row.href == room]


def test_the_officer_is_asked_and_what_was_typed_comes_back(town, late, signed_in):
    browser = signed_in(town.officer, "en")
    page = reverse("desk_match_ranking", args=[town.call.code, town.opening.code])
    assert "1 candidate came later" in browser.get(page).content.decode()
    day = f"{(town.now + timedelta(days=3)):%d/%m/%Y}"
    refused_ = browser.post(page, {"act": "", "reason": "", "due_at_0": day, "due_at_1": "16:30"})
    assert refused_.status_code == 422 and day in refused_.content.decode()
    done = browser.post(page, {"act": "", "reason": WHY, "due_at_0": day, "due_at_1": "16:30"})
    assert done.status_code == 302 and ranking_at(town).is_reopened
    assert (
        reverse("desk_match_ranking_close", args=[town.call.code, town.opening.code])
        in browser.get(done["Location"]).content.decode()
    )
    browser.post(reverse("desk_match_ranking_close", args=[town.call.code, town.opening.code]))
    assert ranking_at(town).frozen_at


def test_the_approver_opens_the_own_ranking_from_the_page_of_candidates(town, late, signed_in):
    browser = signed_in(town.host, "en")
    candidates, page = (reverse(name, args=[town.opening.code]) for name in ("host_rank", "host_rank_open_again"))
    html = browser.get(candidates).content.decode()
    assert page in html and "1 candidate came after that" in html
    assert browser.post(page, {"act": "", "reason": ""}).status_code == 422
    assert browser.post(page, {"act": "", "reason": WHY})["Location"] == candidates
    html = browser.get(candidates).content.decode()
    assert "Your ranking is open again." in html and WHY in html and page not in html
    assert not Letter.objects.filter(kind="ranking_reopened").exists()  # who opened it knows


@pytest.mark.parametrize("n", [1, 3])
def test_the_number_of_queries_does_not_grow_with_late_candidates(town, handed_in, n, django_assert_num_queries):
    town.read(*(town.person(f"late{number}@t.example") for number in range(n)))
    with django_assert_num_queries(4):
        assert [gap.count for gap in judging_gaps(town.call, town.officer)] == [n, n]
