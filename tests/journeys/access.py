"""The records behind every personal address, and the people who try to reach them."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern
from django.utils import timezone

from applications.models import ReviewAssignment
from cms.models import ContactMessage
from mentoring.domain import claims, help, placements, reports
from mentoring.models import Mission, Problem, Week
from programme.domain import members
from programme.domain.due_work import MAX_ATTEMPTS, note_failure
from programme.models import Membership, Milestone
from tests.applications.doors import case_of
from tests.factories.town import Town

FORM_PARTS = ("desk_form_part", "desk_form_condition", "desk_form_remove", "desk_form_move")
AREAS = ("desk/", "host/", "review/", "my/", "field/", "mentor/", "files/")
LETTERS = {
    "O": "officer", "E": "evaluator", "D": "editor", "R": "reader", "H": "host", "X": "host2", "M": "mentor",
    "A": "ambassador", "P": "person", "S": "stranger",
}  # fmt: skip


def addresses(resolver=None, prefix: str = "") -> dict[str, URLPattern]:
    """name → pattern of every address of a person's own pages."""
    found = {}
    for pattern in (resolver or get_resolver()).url_patterns:
        path = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            found |= addresses(pattern, path)
        elif path.startswith(AREAS):
            found[pattern.name or path] = pattern
    return found


class Access:
    """One record of each kind, and one person of each role. `person` has an offer; `ambassador` works in the field."""

    def __init__(self, town: Town):
        self.town, self.case = town, case_of(town)
        self.people = {letter: getattr(town, name, None) for letter, name in LETTERS.items()}
        self.ambassador = town.person("ambassador@t.example")
        self.people |= {"A": self.ambassador, "P": self.case.application.applicant, "R": self.case.assignment.reviewer}
        self._field()
        self._rest()

    def _field(self) -> None:
        town = self.town
        self.placement = town.placement(self.ambassador)
        placements.assign_role(
            placement=self.placement, user=town.mentor, kind="host_mentor", on=timezone.localdate(town.now),
            by=town.officer, at=town.now,
        )  # fmt: skip
        self.log, self.outcome = town.log(self.placement), town.outcome(self.placement)
        self.shown = claims.submit_claim(claim=town.outcome(self.placement), by=self.ambassador, at=town.now)
        self.problem = Problem.objects.create(
            kind="problem", placement=self.placement, author=self.ambassador, city=town.city, title="ก", statement="ข",
            domains=["env"], happened_on=timezone.localdate(town.now), created_at=town.now, state_changed_at=town.now,
        )  # fmt: skip
        self.mission, self.plan = town.mission(self.placement), town.mission(self.placement)
        Mission.objects.filter(pk=self.plan.pk).update(state="draft")
        self.help = help.call_for_help(placement=self.placement, words="ช่วยด้วย", by=self.ambassador, at=town.now)
        self.week = Week.objects.filter(placement=self.placement).first()

    def _rest(self) -> None:
        town, today = self.town, timezone.localdate(self.town.now)
        town.asks_referee()
        words = {"by": town.officer, "at": town.now}
        self.invitation = members.invite_member(
            agency=town.agency, email=town.stranger.email, capacities=["reviewer"], **words
        )
        other = Client()
        other.force_login(self.people["P"], backend="django.contrib.auth.backends.ModelBackend")
        self.device = UserSession.objects.create(
            user=self.people["P"], ip="192.0.2.1", user_agent="a phone", session_key=other.session.session_key
        )
        self.member = Membership.objects.filter(agency=town.agency).first()
        self.milestone = Milestone.objects.create(cohort=town.cohort, kind="training", starts_at=town.now)
        fields = {"cohort": town.cohort, "title_th": "รายงาน", "from_on": today - timedelta(days=30), "to_on": today}
        self.report = reports.write_report(fields=fields, by=town.evaluator, at=town.now)
        self.failure = note_failure(
            job="open_calls", row=town.call, at=town.now, error="ก", is_refusal=True, attempts=MAX_ATTEMPTS
        )
        self.message = ContactMessage.objects.create(
            topic="other", name="ก", email="a@t.example", text="ก", created_at=town.now
        )

    def of(self, name: str) -> str:
        """The address of this name, for the record that the world holds of it."""
        town, case = self.town, self.case
        if name.startswith(("host_rank", "host_placed")) or name == "desk_opening":
            return reverse(name, args=[town.opening.code])
        special = {
            "private_file": [case.document.code],
            "my_letter": [case.letter.code],
            "my_session_end": [self.device.pk],
            "desk_call_letter": [town.call.code, "offer_sent"],
            "host_member_end": [town.agency.code, self.member.pk],
            "desk_milestone_edit": [town.cohort.code, self.milestone.pk],
            "desk_milestone_remove": [town.cohort.code, self.milestone.pk],
            "my_application_revision": [case.application.code, 1],
            "my_application_revision_copy": [case.application.code, 1],
            "host_answer": [town.opening.code, case.offer.code],
            "host_conflict": [town.opening.code, case.application.code],
            "desk_match_ranking": [town.call.code, town.opening.code],
            "desk_match_ranking_close": [town.call.code, town.opening.code],
            "desk_match_rule_act": [town.call.code, case.rule.pk],
            "host_week": [self.week.pk],
            "desk_figure": ["F-01"],
            "desk_call_new": [town.cohort.code],
            "desk_form_preview": [town.call.code, "th", "person"],
            "desk_form_new": [town.call.code, "section"],
            "desk_form_new_kind": [town.call.code, "question", "text"],
            **{name: [town.call.code, "section", "person"] for name in FORM_PARTS},
        }
        if name in special:
            return reverse(name, args=special[name])
        starts = {
            "host_people": town.agency, "host_invitation": self.invitation, "desk_cohort": town.cohort,
            "desk_milestone": town.cohort, "desk_call": town.call, "desk_form": town.call, "desk_agency": town.agency, "desk_person": town.stranger,
            "desk_letter": case.letter, "desk_failed_work_again": self.failure, "my_application": case.application,
            "my_offer": case.offer, "review": case.assignment, "desk_application": case.application,
            "desk_screen": case.application, "desk_screening_one": case.application, "desk_assign": case.application, "desk_conflict": case.application,
            "desk_reading": ReviewAssignment.objects.get(pk=case.assignment.pk), "desk_match": town.call,
            "desk_run": case.run, "desk_offer": case.offer, "field_log": self.log, "field_mission": self.mission,
            "field_outcome": self.outcome, "field_problem": self.problem, "field_mission_edit": self.plan, "field_": self.log, "host_mission": self.mission,
            "host_claim": self.shown, "mentor_": self.placement, "desk_claim": self.shown, "desk_help": self.help,
            "desk_placement": self.placement, "desk_report": self.report, "desk_message": self.message,
        }  # fmt: skip
        if not addresses()[name].pattern.converters:
            return reverse(name)
        record = next(starts[start] for start in sorted(starts, key=len, reverse=True) if name.startswith(start))
        return reverse(name, args=[record.code])
