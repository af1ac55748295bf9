"""Who has a stake in an application, by a declared conflict or because it is their own, meets closed doors everywhere."""

import io
import zipfile

import pytest
from django.urls import get_resolver, reverse

from applications.domain import match_rules, offers, readers, reserve, reviews, screening
from applications.models import Application, MatchRule, Offer, ReviewAssignment
from applications.policies import candidates_of, closed_to, has_applied, placed_people, stake_in
from applications.queries.reserve import claims_on_free_seats
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.kernel.policies import can, visible_to
from programme.kernel.posting import owning_page
from programme.models import AuditEntry, Letter
from programme.queries.people import forget_standing
from tests.applications.doors import RECORDS_OF_ONE, case_of, many_hats

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(town):
    return case_of(town)


@pytest.fixture
def hats(case):
    person = many_hats(case.town)
    ReviewAssignment.objects.filter(pk=case.assignment.pk).update(reviewer=person)
    case.assignment.refresh_from_db()
    return person


def text_of(response) -> str:
    """All that leaves in one response: addresses, file names, and the insides of a workbook too."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    return content.decode("utf-8", "replace") + str(response.headers)


def told(browser, pages, secrets) -> dict[str, list[str]]:
    found = {}
    for page in pages:
        said = text_of(browser.get(page))
        if hits := [secret for secret in secrets if secret in said]:
            found[page] = hits
    return found


def is_page(address: str) -> bool:
    """An address of its own; one that only takes what is sent leads to the page that it belongs to."""
    return owning_page(address) == address


def declare(case, person):
    screening.declare_conflict(application=case.application, person=person, reason="ญาติ", at=case.town.now)


def test_without_a_stake_every_door_opens_and_tells(case, hats, signed_in):
    """What the next tests close stands open to others: otherwise they would prove nothing."""
    browser = signed_in(hats)
    statuses = {name: browser.get(path).status_code for name, path in case.records().items() if is_page(path)}
    assert set(statuses.values()) == {200}, statuses
    telling = told(browser, case.pages(), case.secrets())
    silent = {page for page in case.pages() if page not in telling}
    own_person = reverse("desk_person", args=[case.application.applicant.code])
    assert own_person in telling
    assert silent == {
        reverse("desk_home"), reverse("desk_screening"), reverse("review_home"), reverse("desk_call", args=[case.town.call.code]),
        reverse("desk_match_compare", args=[case.town.call.code]), reverse("host_candidates"),
        reverse("host_rank", args=[case.town.opening.code]), reverse("desk_opening", args=[case.town.opening.code]),
    }  # fmt: skip


def test_a_declared_conflict_closes_every_record(case, hats, signed_in):
    declare(case, hats)
    browser = signed_in(hats)
    for name, path in case.records().items():
        assert not is_page(path) or browser.get(path).status_code == 404, name
        assert browser.post(path, {"act": "pass", "reason": "เพราะ"}).status_code in (404, 405), name


def test_a_declared_conflict_closes_every_list_export_room_and_history(case, hats, signed_in):
    declare(case, hats)
    person = reverse(
        "desk_person", args=[case.application.applicant.code]
    )  # the person is no secret, the application is
    typed = [page for page in case.pages() if "?q=" in page or "?person=" in page]  # these repeat what was typed
    pages = [page for page in case.pages() if page not in (person, *typed)]
    assert told(signed_in(hats), pages, case.secrets()) == {}
    family = case.application.applicant.profile.family_name_th
    assert told(signed_in(hats), typed, [family, case.agreement.code]) == {}
    for page in typed[:3]:
        assert "<b>0</b>" in text_of(signed_in(hats).get(page)), page


def test_one_s_own_application_is_closed_to_the_officer_in_the_same_way(case, signed_in):
    from programme.domain import members, people  # only here does an applicant hold every role

    town, person = case.town, case.application.applicant
    for role in ("officer", "reviewer"):
        people.grant_role(user=person, role=role, by=None, at=town.now)
    for capacity in ("approver", "reviewer"):
        members.add_member(agency=town.agency, user=person, capacity=capacity, by=town.officer, at=town.now)
    forget_standing(person)
    browser = signed_in(person)
    for name in RECORDS_OF_ONE:
        assert not is_page(case.records()[name]) or browser.get(case.records()[name]).status_code == 404, name
        assert browser.post(case.records()[name], {"act": "pass"}).status_code in (404, 405), name
    for file in ("document", "agreement"):  # the papers are their own
        expected = 200
        assert browser.get(case.records()[file]).status_code == expected
    secrets = [case.application.code, case.offer.code, case.application.receipt_number]
    pages = [page for page in case.pages() if "?q=" not in page and "person=" not in page]
    assert told(browser, pages, secrets) == {}


ACTS = {
    "revoke": lambda case, by: offers.revoke_offer(offer=case.offer, reason="เพราะ", by=by, at=case.town.now),
    "screen": lambda case, by: screening.note_check(
        application=case.application, key="identity", outcome="pass", note="", by=by, at=case.town.now
    ),
    "reopen": lambda case, by: screening.reopen_screening(
        application=case.application, reason="เพราะ", by=by, at=case.town.now
    ),
    "assign": lambda case, by: readers.assign_reviewer(
        application=case.application, reviewer=case.town.reviewer, by=by, at=case.town.now
    ),
    "propose": lambda case, by: match_rules.propose_rule(
        kind="fixed", application=case.application, opening=case.town.opening, reason="เพราะ", by=by, at=case.town.now
    ),
    "remind": lambda case, by: readers.remind_reader(assignment=case.assignment, by=by, at=case.town.now),
    "extend a reading": lambda case, by: readers.extend_reading(
        assignment=case.assignment, due_at=case.town.now, by=by, at=case.town.now
    ),
    "let a reader go": lambda case, by: readers.withdraw_reader(
        assignment=case.assignment, reason="", by=by, at=case.town.now
    ),
    "approve": lambda case, by: match_rules.approve_rule(rule=case.rule, by=by, at=case.town.now),
    "remove": lambda case, by: match_rules.remove_rule(rule=case.rule, reason="เพราะ", by=by, at=case.town.now),
    "score": lambda case, by: reviews.save_review(
        assignment=case.assignment, levels={}, comment="", base_version=0, by=by, at=case.town.now
    ),
}


@pytest.mark.parametrize("act", ACTS)
def test_a_conflict_refuses_every_act_of_the_domain_and_changes_nothing(case, hats, act):
    declare(case, hats)
    before = AuditEntry.objects.count()
    with pytest.raises((NotVisible, NotAllowed)):
        ACTS[act](case, hats)
    assert AuditEntry.objects.count() == before
    assert Offer.objects.get(pk=case.offer.pk).state == "accepted"
    assert MatchRule.objects.get(pk=case.rule.pk).approved_by is None


@pytest.mark.parametrize("act", ["revoke", "approve"])
def test_the_same_acts_work_for_a_second_officer_without_a_stake(case, act):
    ACTS[act](case, case.town.officer2)
    assert AuditEntry.objects.filter(actor=case.town.officer2, act__in=("revoke", "approve_forbidden")).exists()


def test_the_receipt_number_of_a_closed_application_is_unknown_in_the_match_room(case, hats, signed_in):
    words = {"kind": "fixed", "application": case.application.receipt_number, "opening": case.town.opening.code}
    address = reverse("desk_match_rule", args=[case.town.call.code])
    declare(case, hats)
    before = MatchRule.objects.count()
    assert signed_in(hats).post(address, words | {"reason": "เพราะ"}).status_code == 422
    assert MatchRule.objects.count() == before
    assert signed_in(case.town.officer2).post(address, words | {"reason": "เพราะ"}).status_code == 302


def test_the_auditor_s_bundle_is_not_for_whoever_has_a_stake_in_it(case, hats, signed_in):
    address = reverse("desk_run_bundle", args=[case.run.code])
    assert case.application.code in text_of(signed_in(hats).get(address))
    declare(case, hats)
    assert signed_in(hats).get(address).status_code == 403


def test_a_freed_seat_for_somebody_in_conflict_waits_for_another_officer(case, hats):
    town = case.town
    waiting = Application.objects.get(call=town.call, state="reserve")
    screening.declare_conflict(application=waiting, person=hats, reason="เพื่อน", at=town.now)
    offers.revoke_offer(offer=case.offer, reason="เพราะ", by=town.officer, at=town.now)
    assert claims_on_free_seats(town.call, hats) == []
    with pytest.raises(Refusal) as refusal:
        reserve.refill_seats(call=town.call, by=hats, at=town.now)
    assert refusal.value.code == "nobody"
    assert [claim.application for claim in claims_on_free_seats(town.call, town.officer2)] == [waiting]
    (sent,) = reserve.refill_seats(call=town.call, by=town.officer2, at=town.now)
    assert sent.application == waiting


def test_an_officer_who_applied_runs_no_match_of_that_call(case, signed_in):
    from programme.domain import people  # the applicant becomes an officer

    town, person = case.town, case.application.applicant
    people.grant_role(user=person, role="officer", by=None, at=town.now)
    forget_standing(person)
    for action in ("run", "adopt", "release"):
        assert can(town.officer2, action, case.run), action
        assert not can(person, action, case.run), action
    assert has_applied(town.officer2, town.call) and not has_applied(person, town.call)
    browser = signed_in(person)
    for name in ("freeze", "seed", "run"):
        assert browser.post(reverse(f"desk_match_{name}", args=[town.call.code])).status_code == 403, name


def test_a_host_who_applied_does_not_judge_the_rivals(town, signed_in):
    from programme.domain import members  # the applicant becomes a member of the agency

    rival = town.person("rival@t.example")
    town.read(town.applicant, rival)
    for capacity in ("reviewer", "approver"):
        members.add_member(agency=town.agency, user=town.applicant, capacity=capacity, by=town.officer, at=town.now)
    forget_standing(town.applicant)
    page = signed_in(town.applicant)
    seen = candidates_of(town.host, town.opening)
    assert rival in [row.applicant for row in seen]
    assert not candidates_of(town.applicant, town.opening).exists()
    address = reverse("host_rank", args=[town.opening.code])
    code = seen.get(applicant=rival).code
    assert page.get(address).status_code == 403 and code not in page.get(address).content.decode()
    assert page.post(address, {f"tier-{code}": "5", "version": "0", "act": "save"}).status_code == 403
    assert signed_in(town.host).post(address, {f"tier-{code}": "5", "version": "0", "act": "save"}).status_code == 302


def test_a_host_in_conflict_sees_neither_candidate_nor_placement(case, hats):
    town = case.town
    assert placed_people(hats, town.opening).filter(pk=case.offer.pk).exists()
    declare(case, hats)
    assert not placed_people(hats, town.opening).exists()
    assert placed_people(town.host, town.opening).filter(pk=case.offer.pk).exists()


def test_what_hangs_on_a_closed_application_is_counted_nowhere(case, hats):
    kinds = (Application, Offer, ReviewAssignment, type(case.rule), Letter, AuditEntry)
    purposes = {AuditEntry: "view"}
    before = {kind: visible_to(hats, kind, purposes.get(kind, "desk")).count() for kind in kinds}
    declare(case, hats)
    for kind in kinds:
        assert visible_to(hats, kind, purposes.get(kind, "desk")).count() < before[kind], kind.__name__
    assert visible_to(case.town.officer2, Offer, "desk").filter(pk=case.offer.pk).exists()


def test_the_reason_of_a_stake_is_told(case, hats):
    assert stake_in(hats, case.application)
    declare(case, hats)
    verdict, own = stake_in(hats, case.application), stake_in(case.application.applicant, case.application)
    assert not verdict and not own and verdict.reason != own.reason
    assert set(closed_to(hats).values_list("pk", flat=True)) == {case.application.pk}


def test_declaring_twice_changes_nothing_more(case, hats):
    declare(case, hats)
    before = AuditEntry.objects.count()
    declare(case, hats)
    assert AuditEntry.objects.count() == before and case.application.conflicts.count() == 1


REACH_NO_APPLICATION = {
    "desk_form", "desk_form_start", "desk_form_export", "desk_form_import", "desk_form_template", "desk_form_correct",
    "desk_form_publish", "desk_form_discard", "desk_form_weights", "desk_form_dry_run", "desk_form_agreement", "desk_form_readers",
    "desk_form_preview", "desk_form_new", "desk_form_new_kind", "desk_form_part", "desk_form_condition",
    "desk_form_remove", "desk_form_move",
    "desk_cohorts", "desk_cohort", "desk_cohort_new", "desk_call_new", "desk_milestone", "desk_milestone_edit",
    "desk_milestone_remove", "desk_agencies", "desk_agency", "desk_agency_new", "desk_agency_decide", "desk_openings",
    "desk_opening_new", "desk_opening_decide", "desk_people", "desk_call_amend", "desk_call_exempt", "desk_call_letters", "desk_call_letter", "desk_match_second",
    "desk_match_freeze", "desk_match_unfreeze", "desk_match_ranking_close", "desk_match_seed", "desk_match_run", "desk_run_try", "desk_run_release",
}  # fmt: skip
ACTS_TESTED_ABOVE = {
    "desk_readings_remind", "desk_match_rule", "desk_match_rule_act", "desk_match_refill", "desk_run_act", "desk_run_bundle",
    "desk_run_letters", "host_answer", "host_conflict", "desk_match_ranking", "host_rank_open_again",
}  # fmt: skip


def test_a_new_address_of_the_pipeline_has_to_be_placed_in_this_table(case):
    """Whoever adds an address under /desk/, /review/ or /host/ says here whether it reaches an application."""
    from applications.urls import urlpatterns  # the table of this app

    known = REACH_NO_APPLICATION | ACTS_TESTED_ABOVE | set(RECORDS_OF_ONE)
    paths = {get_resolver().resolve(page.partition("?")[0]).url_name for page in case.pages()}
    judged = {row.name for row in urlpatterns if str(row.pattern).startswith(("desk/", "review/", "host/"))}
    assert judged - known - paths == set()
