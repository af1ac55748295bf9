"""Who sees and does what in the pipeline, and when: every role against every record, act and state."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from applications.domain import screening
from applications.letters import referee_asked, referee_released
from applications.models import (
    Application,
    FormVersion,
    HostRanking,
    Match,
    MatchRule,
    MatchRun,
    Offer,
    RefereeInvitation,
    RefereeRule,
    Reference,
    ReviewAssignment,
)
from applications.policies import (
    IN_CONFLICT,
    OWN_OPENING,
    WROTE_REFERENCE,
    candidates_of,
    placed_people,
    read_agreement,
    read_document,
    read_reference,
)
from programme.domain import cohorts, members, people
from programme.domain.files import store_file
from programme.domain.letters import queue_letter
from programme.kernel.policies import can, policies, visible_to
from programme.queries.people import forget_standing
from tests.applications.doors import case_of
from tests.factories.town import photo

pytestmark = pytest.mark.django_db
MODELS = (
    Application, FormVersion, HostRanking, Match, MatchRule, MatchRun, Offer, Reference, RefereeInvitation,
    ReviewAssignment,
)  # fmt: skip
OFFICERS = {"officer", "officer2"}
NOBODY: set[str] = set()


def outsider_of(town):
    """An officer of another cohort."""
    fields = {
        "number": 6, "name_th": "รุ่นที่ 6", "name_en": "Cohort 6", "starts_on": town.cohort.starts_on,
        "ends_on": town.cohort.ends_on, "target_places": 1, "target_people": 1,
    }  # fmt: skip
    other = cohorts.create_cohort(fields=fields, milestones=[], by=town.officer, at=town.now)
    found = town.person("outsider@t.example")
    people.grant_role(user=found, role="officer", cohort=other, by=None, at=town.now)
    return found


def referred(application, at) -> Reference:
    """Somebody has written about this person; how it came to be is told in `test_references`."""
    rule = RefereeRule.objects.create(form=application.form, key="teacher", label_th="ครู", prompt_th="เล่า")
    invitation = RefereeInvitation.objects.create(
        application=application, rule=rule, name="ครู", email="kru@school.example", state="came", invited_at=at,
        sent_at=at,
    )  # fmt: skip
    return Reference.objects.create(invitation=invitation, text="ดี", came_at=at)


class Pipeline:
    """One application from the form to the agreement, everything that hangs on it, and one person of each role."""

    def __init__(self, town):
        self.town, self.case = town, case_of(town)
        self.application, self.offer = self.case.application, self.case.offer
        self.run, self.rule, self.assignment = self.case.run, self.case.rule, self.case.assignment
        self.ranking = HostRanking.objects.get(opening=town.opening)
        self.form = self.application.form
        self.match = Match.objects.get(run=self.run, application=self.application)
        self.reference = referred(self.application, town.now)
        self.invitation = self.reference.invitation
        reader = self.assignment.reviewer
        self.who = {
            name: getattr(town, name) for name in ("host", "host2", "mentor", "editor", "evaluator", "stranger")
        }
        self.who |= {"officer": town.officer, "officer2": town.officer2, "outsider": outsider_of(town)}
        self.who |= {"reader": reader, "other reader": town.reviewer2 if reader == town.reviewer else town.reviewer}
        self.who |= {"owner": self.application.applicant, "nobody": AnonymousUser()}
        self.who["rival"] = Application.objects.exclude(pk=self.application.pk).order_by("pk")[0].applicant

    def see(self, row, purpose: str) -> set[str]:
        return {
            name for name, who in self.who.items() if visible_to(who, type(row), purpose).filter(pk=row.pk).exists()
        }

    def may(self, act: str, row) -> set[str]:
        return {name for name, who in self.who.items() if can(who, act, row)}

    def set_state(self, row, state: str) -> None:
        type(row).objects.filter(pk=row.pk).update(state=state)
        row.refresh_from_db()


@pytest.fixture
def pipeline(town):
    return Pipeline(town)


SIGHT = {  # noun → purpose → who sees it once the results are out
    "application": {"own": {"owner"}, "desk": OFFICERS, "view": {"owner"} | OFFICERS},
    "form": {"view": OFFICERS},
    "assignment": {"own": NOBODY, "desk": OFFICERS, "view": {"reader"}},
    "invitation": {"own": {"owner"}, "desk": OFFICERS, "view": {"owner"} | OFFICERS},
    "reference": {"own": NOBODY, "desk": OFFICERS, "view": OFFICERS},
    "ranking": {"view": {"host"} | OFFICERS},
    "run": {"view": OFFICERS},
    "match": {"own": NOBODY, "desk": OFFICERS, "view": OFFICERS},
    "rule": {"own": NOBODY, "desk": OFFICERS, "view": OFFICERS},
    "offer": {"own": {"owner"}, "desk": OFFICERS, "view": {"owner", "host"} | OFFICERS},
}
ACTS = {
    "application": {
        "edit": {"owner"}, "submit": {"owner"}, "correct": {"owner"}, "withdraw": {"owner"}, "accept": {"owner"},
        "decline": {"owner"}, "read_sensitive": {"owner"}, "screen": OFFICERS, "assign": OFFICERS, "match": OFFICERS,
        "waive": OFFICERS,
    },
    "form": {"change": OFFICERS},
    "assignment": {"score": {"reader"}, "recuse": {"reader"}, "assign": OFFICERS},
    "invitation": {"withdraw": {"owner"}},
    "reference": {},
    "ranking": {"rank": {"host"}, "reopen": {"host"} | OFFICERS},
    "run": {"run": OFFICERS, "release": OFFICERS, "adopt": {"officer2"}, "take_away": OFFICERS},
    "offer": {"answer": {"owner"}, "send": OFFICERS, "manage": OFFICERS, "object": {"host"}},
    "match": {},
    "rule": {},
}  # fmt: skip


def test_the_tables_know_every_model_purpose_and_act(pipeline):
    rows = {noun: getattr(pipeline, noun) for noun in SIGHT}
    assert {type(row) for row in rows.values()} == set(MODELS)
    assert set(MODELS) == {model for model in policies() if model._meta.app_label == "applications"}
    for noun, row in rows.items():
        policy = policies()[type(row)]
        acts = {name.removeprefix("can_") for name in dir(policy) if name.startswith("can_")} - {"view"}
        assert acts == set(ACTS[noun]), noun
        assert {"view", *policy.purposes} == set(SIGHT[noun]), noun


def test_who_sees_what(pipeline):
    found = {
        noun: {purpose: pipeline.see(getattr(pipeline, noun), purpose) for purpose in seen}
        for noun, seen in SIGHT.items()
    }
    assert found == SIGHT


def test_who_may_do_what(pipeline):
    found = {noun: {act: pipeline.may(act, getattr(pipeline, noun)) for act in acts} for noun, acts in ACTS.items()}
    assert found == ACTS


def states_of(row) -> list[str]:
    return [word.code for word in row.MACHINE.words]


def test_an_application_is_on_the_desk_unless_it_is_a_draft(pipeline):
    row = pipeline.application
    for state in states_of(row):
        pipeline.set_state(row, state)
        assert pipeline.see(row, "desk") == (NOBODY if state == "draft" else OFFICERS), state
        assert pipeline.see(row, "own") == {"owner"}, state


def test_a_reader_sees_a_reading_until_it_ends(pipeline):
    row = pipeline.assignment
    for state in states_of(row):
        pipeline.set_state(row, state)
        assert pipeline.see(row, "view") == (NOBODY if state in ("recused", "withdrawn") else {"reader"}), state
        assert pipeline.see(row, "desk") == OFFICERS, state


def test_who_sees_an_offer_when(pipeline):
    row = pipeline.offer
    for state in states_of(row):
        pipeline.set_state(row, state)
        owner = NOBODY if state == "prepared" else {"owner"}
        host = {"host"} if state in ("sent", "accepted") else NOBODY
        assert pipeline.see(row, "own") == owner, state
        assert pipeline.see(row, "desk") == OFFICERS, state
        assert pipeline.see(row, "view") == owner | host | OFFICERS, state
        assert {name for name, who in pipeline.who.items() if placed_people(who, row.opening).exists()} == host, state


def judges(pipeline) -> set[str]:
    rows = {name: candidates_of(who, pipeline.town.opening) for name, who in pipeline.who.items()}
    return {name for name, found in rows.items() if found.filter(pk=pipeline.application.pk).exists()}


def test_hosts_judge_who_ranked_them_while_it_may_be_judged(pipeline):
    for state in states_of(pipeline.application):
        pipeline.set_state(pipeline.application, state)
        rankable = state in ("eligible", "in_review", "reviewed", "ranked")
        assert judges(pipeline) == ({"host"} if rankable else NOBODY), state


def test_hosts_judge_the_reserve_too_once_a_second_round_has_its_day(pipeline):
    pipeline.set_state(pipeline.application, "reserve")
    assert judges(pipeline) == NOBODY
    call = pipeline.town.opening.call
    call.late_choices_until = timezone.localdate(pipeline.town.now)
    assert judges(pipeline) == {"host"}


def test_who_wants_an_opening_does_not_rank_its_candidates_until_they_withdraw(pipeline):
    """A member of the agency applied too, and chose the opening of their own agency."""
    rival, opening = pipeline.who["rival"], pipeline.town.opening
    for capacity in ("approver", "reviewer"):
        members.add_member(
            agency=opening.agency, user=rival, capacity=capacity, by=pipeline.town.officer, at=pipeline.town.now
        )
    forget_standing(rival)
    assert can(rival, "rank", pipeline.ranking).reason == OWN_OPENING
    pipeline.set_state(Application.objects.get(applicant=rival), "withdrawn")
    assert can(rival, "rank", pipeline.ranking)


JUDGED = {"application": ("screen", "assign", "match", "waive"), "assignment": ("assign",), "offer": ("send", "manage")}


def test_a_stake_closes_every_act_of_an_officer_and_says_why(pipeline):
    officer, at = pipeline.who["officer"], pipeline.town.now
    screening.declare_conflict(application=pipeline.application, person=officer, reason="ญาติ", at=at)
    for noun, acts in JUDGED.items():
        row = getattr(pipeline, noun)
        assert pipeline.see(row, "desk") == {"officer2"}, noun
        for act in acts:
            assert pipeline.may(act, row) == {"officer2"}, act
            assert can(officer, act, row).reason == IN_CONFLICT, act


def test_whoever_wrote_a_reference_meets_closed_doors_and_whoever_was_only_asked_does_not(pipeline):
    officer, invitation = pipeline.who["officer"], pipeline.invitation
    type(invitation).objects.filter(pk=invitation.pk).update(email=officer.email, state="invited")
    assert pipeline.see(pipeline.application, "desk") == OFFICERS
    type(invitation).objects.filter(pk=invitation.pk).update(state="came")
    assert pipeline.see(pipeline.application, "desk") == pipeline.see(pipeline.reference, "desk") == {"officer2"}
    assert can(officer, "screen", pipeline.application).reason == WROTE_REFERENCE
    assert pipeline.may("send", pipeline.offer) == {"officer2"}


def test_a_letter_that_holds_a_referees_link_is_read_by_nobody_of_the_staff(pipeline):
    letter = queue_letter(spec=referee_asked(pipeline.invitation), at=pipeline.town.now)
    other = queue_letter(spec=referee_released(pipeline.invitation), at=pipeline.town.now)
    assert pipeline.see(other, "desk") == OFFICERS
    assert pipeline.see(letter, "desk") == pipeline.see(letter, "view") == NOBODY


def test_one_s_own_answer_to_an_offer_and_own_edits_need_no_second_person(pipeline):
    owner = pipeline.who["owner"]
    people.grant_role(user=owner, role="officer", by=None, at=pipeline.town.now)
    forget_standing(owner)
    assert can(owner, "answer", pipeline.offer) and can(owner, "withdraw", pipeline.application)
    assert not can(owner, "manage", pipeline.offer) and not can(owner, "screen", pipeline.application)
    assert pipeline.see(pipeline.offer, "desk") == OFFICERS


def test_who_reads_the_papers(pipeline):
    written = store_file(upload=photo(), purpose="reference", by=None, at=pipeline.town.now)
    Reference.objects.filter(pk=pipeline.reference.pk).update(file=written)
    papers = {
        "document": (read_document, pipeline.case.document),
        "agreement": (read_agreement, pipeline.case.agreement),
        "reference": (read_reference, written),
    }
    for noun, (reads, file) in papers.items():
        assert {name for name, who in pipeline.who.items() if reads(who, file)} == OFFICERS, noun


def test_papers_that_were_not_handed_in_last_are_read_by_no_officer(pipeline):
    officer, document = pipeline.who["officer"], pipeline.case.document
    pipeline.set_state(pipeline.application, "draft")
    assert not read_document(officer, document)
    pipeline.set_state(pipeline.application, "accepted")
    assert read_document(officer, document)
    revision = pipeline.application.revisions.get()
    revision.content["documents"] = []
    revision.save(update_fields=["content"])
    assert not read_document(officer, document)
