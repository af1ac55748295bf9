"""A conflict declared before the match closes what grew from it: the placement, its work, its agreement, in any role."""

from dataclasses import dataclass

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.domain import screening
from mentoring.domain import claims, help, missions, placements, weeks
from mentoring.models import Claim, ClaimRevision, HelpCall, Mission, Placement, Problem, Week
from mentoring.queries.supervision import officer_of
from mentoring.urls import urlpatterns
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.kernel.policies import can, visible_to
from programme.models import AuditEntry, Letter
from tests.applications.doors import case_of, many_hats

pytestmark = pytest.mark.django_db


@dataclass
class Year:
    """The placement that grew from an accepted offer, with work of each kind, and somebody who holds every role."""

    town: object
    case: object
    hats: object
    placement: Placement
    log: object
    outcome: object
    problem: object
    mission: Mission
    help: HelpCall
    week: Week

    def address(self, name: str) -> str:
        found = {
            "host_week": self.week.pk, "host_mission": self.mission.code, "field_mission": self.mission.code,
            "host_claim": self.outcome.code, "desk_claim": self.outcome.code, "field_claim": self.outcome.code,
            "desk_help_call": self.help.code,
        }  # fmt: skip
        return reverse(name, args=[found.get(name, self.placement.code)])

    def secrets(self) -> list[str]:
        person = self.placement.ambassador
        return [
            person.profile.family_name_th, person.email, self.placement.code, self.log.code, self.outcome.code,
            self.problem.code, self.mission.code, self.help.code,
        ]  # fmt: skip


@pytest.fixture
def year(town) -> Year:
    case, hats = case_of(town), many_hats(town)
    placement, today = Placement.objects.get(offer=case.offer), timezone.localdate(town.now)
    if placement.state == "planned":
        placements.start_placement(placement=placement, by=None, at=town.now)
    for kind in ("supervisor", "host_mentor"):
        placements.assign_role(placement=placement, user=hats, kind=kind, on=today, by=town.officer, at=town.now)
    author = placement.ambassador
    log, outcome, mission = town.log(placement), town.outcome(placement), town.mission(placement)
    problem = Problem.objects.create(
        kind="problem", placement=placement, author=author, city=town.city, title="ก", statement="ข", domains=["env"],
        happened_on=today, created_at=town.now, state_changed_at=town.now,
    )  # fmt: skip
    for claim in (log, outcome, problem):
        claims.submit_claim(claim=claim, by=author, at=town.now)
    asked = help.call_for_help(placement=placement, words="ช่วยด้วย", by=author, at=town.now)
    week = Week.objects.get(placement=placement, logs=log)
    return Year(town, case, hats, placement, log, outcome, problem, mission, asked, week)


def declare(year, person=None):
    application = year.case.application
    screening.declare_conflict(application=application, person=person or year.hats, reason="ญาติ", at=year.town.now)


RECORDS = (
    "host_week", "host_mission", "field_mission", "host_claim", "field_claim", "desk_claim", "desk_help_call",
    "desk_placement", "mentor_person", "mentor_logs",
)  # fmt: skip
BUTTONS = {"host_mission"}
LISTS = ("host_home", "desk_verify", "desk_help", "desk_placements")
NO_RECORD_OF_ANOTHER = {"mentor_home", "desk_figures", "desk_figure", "desk_reports", "desk_report_new", "desk_report"}
AUTHOR_ONLY = {
    "field_home", "field_log", "field_log_change", "field_week", "field_missions", "field_mission_new",
    "field_mission_edit", "field_outcomes", "field_outcome_new", "field_outcome_edit", "field_problem_new",
    "field_problem_edit", "field_correct", "field_discard",
}  # fmt: skip
MORE = (
    "/desk/letters/", "/desk/verify/?state=submitted", "/desk/history/", "/desk/", "/desk/verify/?export=csv", "/desk/placements/?export=csv",
    "/desk/help/?export=csv", "/desk/letters/?export=csv", "/desk/history/?export=csv",
)  # fmt: skip


def test_a_new_address_of_the_field_has_to_be_placed_in_this_table():
    assert {row.name for row in urlpatterns} == {*RECORDS, *LISTS, *NO_RECORD_OF_ANOTHER, *AUTHOR_ONLY}


def test_without_a_stake_every_door_is_open(year, signed_in):
    """What the next tests close stands open before: otherwise they would prove nothing."""
    browser = signed_in(year.hats)
    for name in RECORDS:
        assert browser.get(year.address(name)).status_code == (302 if name in BUTTONS else 200), name
    for page in [
        reverse("desk_verify") + "?state=submitted",
        *(reverse(name) for name in LISTS if name != "desk_verify"),
    ]:
        html = browser.get(page).content.decode()
        assert [secret for secret in year.secrets() if secret in html], page


def test_a_conflict_closes_every_record_of_the_placement(year, signed_in):
    declare(year)
    browser = signed_in(year.hats)
    for name in RECORDS:
        assert name in BUTTONS or browser.get(year.address(name)).status_code == 404, name
        assert browser.post(year.address(name), {"act": "confirm", "reason": "เพราะ"}).status_code == 404, name


def test_a_conflict_takes_the_placement_out_of_every_list_export_and_history(year, signed_in):
    declare(year)
    browser = signed_in(year.hats)
    found = {}
    for page in [*(reverse(name) for name in LISTS), *MORE]:
        answer = browser.get(page)
        said = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
        if hits := [secret for secret in year.secrets() if secret in said]:
            found[page] = hits
    assert found == {}
    assert browser.get(reverse("mentor_home")).status_code == 404  # the only one they stood by


def test_what_hangs_on_the_placement_is_closed_to_lists_and_acts_alike(year):
    declare(year)
    for model in (Placement, Claim, Mission, HelpCall, ClaimRevision):
        for purpose in ("view", "desk", *(() if model is HelpCall else ("host", "mentor"))):
            assert not visible_to(year.hats, model, purpose).exists(), (model, purpose)
    for action in ("confirm", "manage", "call_for_help"):
        assert not can(year.hats, action, year.placement), action
        assert can(year.hats, "log", year.placement).reason == can(year.town.stranger, "log", year.placement).reason
    for action in ("confirm", "give_back", "verify", "dispute", "settle", "void"):
        assert not can(year.hats, action, year.outcome), action
    assert not can(year.hats, "agree", year.mission) and not can(year.hats, "answer", year.help)


ACTS = {
    "confirm a week": lambda year, by: weeks.confirm_week(week=year.week, by=by, at=year.town.now),
    "confirm": lambda year, by: claims.confirm_claim(claim=year.outcome, by=by, at=year.town.now),
    "agree": lambda year, by: missions.agree_mission(mission=year.mission, by=by, at=year.town.now),
    "take a call": lambda year, by: help.take_help_call(call=year.help, by=by, at=year.town.now),
    "assign": lambda year, by: placements.assign_role(
        placement=year.placement, user=year.town.reviewer, kind="officer", on=year.placement.starts_on, by=by,
        at=year.town.now,
    ),
    "concern": lambda year, by: help.call_for_help(placement=year.placement, words="ห่วง", by=by, at=year.town.now),
}  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
def test_a_conflict_refuses_every_act_and_changes_nothing(year, act):
    declare(year)
    before = AuditEntry.objects.count()
    with pytest.raises((NotVisible, NotAllowed)):
        ACTS[act](year, year.hats)
    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("act", ["confirm a week", "agree"])
def test_a_colleague_without_a_stake_goes_on(year, act):
    declare(year)
    ACTS[act](year, year.town.host)


def test_the_ambassador_s_own_pages_stay_open(year, signed_in):
    declare(year)
    browser = signed_in(year.placement.ambassador)
    for name in ("field_home", "field_missions", "field_outcomes"):
        assert browser.get(reverse(name)).status_code == 200
    assert browser.get(year.address("field_claim")).status_code == 200


def test_who_declared_a_conflict_before_is_not_put_beside_the_person(town):
    """The supervisor of the opening declared it at the ranking; the year opens without them."""
    from applications.domain import offers  # the acceptance is what this test is about
    from applications.models import Offer

    town.ranked()
    application = town.call.applications.get()
    screening.declare_conflict(application=application, person=town.host, reason="", at=town.now)
    town.selecting()
    town.release(town.computed())
    offer = Offer.objects.get(application=application)
    assert offer.opening == town.opening
    offers.accept_offer(offer=offer, typed_name="ชื่อเต็ม", by=town.applicant, at=town.now)
    placement = Placement.objects.get(offer=offer)
    assert list(placement.roles.values_list("user", flat=True)) == [town.mentor.pk]


def test_nobody_with_a_stake_is_assigned_handed_over_to_or_written_to(year):
    town = year.town
    declare(year, town.reviewer)
    with pytest.raises(Refusal) as refusal:
        placements.assign_role(
            placement=year.placement, user=town.reviewer, kind="officer", on=year.placement.starts_on, by=town.officer,
            at=town.now,
        )  # fmt: skip
    assert refusal.value.code == "stake"
    declare(year)
    moved = placements.hand_over_placements(agency=town.agency, old=town.host, new=year.hats, by=None, at=town.now)
    assert moved == 0
    town.log(year.placement, headline="อีกวัน")
    Letter.objects.filter(kind="week_submitted").delete()
    weeks.submit_week(week=year.week, by=year.placement.ambassador, at=town.now)
    assert [letter.recipient for letter in Letter.objects.filter(kind="week_submitted")] == [town.host]
    assert officer_of(year.placement, besides=year.placement.ambassador) != year.hats
