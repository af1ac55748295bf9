"""Who sees and does what in the field: every role against every record and act."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from mentoring.domain import claims, help, placements
from mentoring.models import Claim, ClaimRevision, HelpCall, Mission, Placement, Report
from mentoring.policies import read_evidence
from programme.kernel.policies import UnknownQuestion, can, visible_to
from programme.models import PrivateFile

pytestmark = pytest.mark.django_db
EVERYBODY = (
    "applicant",
    "host",
    "host2",
    "mentor",
    "officer",
    "officer2",
    "editor",
    "reviewer",
    "evaluator",
    "stranger",
)


class Field:
    """A running placement with one of everything that is handed in."""

    def __init__(self, town):
        self.placement = town.placement()
        today = timezone.localdate(town.now)
        placements.assign_role(
            placement=self.placement, user=town.mentor, kind="host_mentor", on=today, by=town.officer, at=town.now
        )
        self.mission = town.mission(self.placement)
        self.draft, self.claim = town.log(self.placement), town.log(self.placement)
        claims.submit_claim(claim=self.claim, by=town.applicant, at=town.now)
        self.revision = ClaimRevision.objects.get()
        self.call = help.call_for_help(placement=self.placement, words="ช่วยด้วย", by=town.applicant, at=town.now)


@pytest.fixture
def field(town):
    return Field(town)


def sees(town, model, purpose, row) -> set[str]:
    return {who for who in EVERYBODY if visible_to(getattr(town, who), model, purpose).filter(pk=row.pk).exists()}


OFFICERS = {"officer", "officer2"}
VISIBLE = {
    "own": {"applicant"},
    "host": {"host"},
    "mentor": {"mentor"},
    "desk": OFFICERS,
    "view": {"applicant", "host", "mentor"} | OFFICERS,
}


@pytest.mark.parametrize("purpose", list(VISIBLE))
def test_who_sees_what_is_handed_in(town, field, purpose):
    rows = (
        (Placement, field.placement), (Mission, field.mission), (Claim, field.claim), (ClaimRevision, field.revision),
    )  # fmt: skip
    for model, row in rows:
        assert sees(town, model, purpose, row) == VISIBLE[purpose], model.__name__


@pytest.mark.parametrize("purpose", list(VISIBLE))
def test_a_draft_is_its_authors(town, field, purpose):
    assert sees(town, Claim, purpose, field.draft) <= {"applicant"}
    assert sees(town, Claim, "own", field.draft) == {"applicant"}


def test_a_call_for_help_is_read_by_who_asked_and_who_answers(town, field):
    assert sees(town, HelpCall, "own", field.call) == {"applicant"}
    assert sees(town, HelpCall, "desk", field.call) == OFFICERS
    assert sees(town, HelpCall, "view", field.call) == OFFICERS | {"applicant"}


def test_who_is_not_signed_in_sees_nothing_of_the_field(field):
    for model in (Placement, Mission, Claim, ClaimRevision, HelpCall, Report):
        assert not visible_to(AnonymousUser(), model).exists(), model.__name__


def test_a_photo_is_read_by_its_author_and_by_who_sees_what_it_backs(town, field):
    file = field.claim.evidence.get().file
    assert {who for who in EVERYBODY if read_evidence(getattr(town, who), file)} == VISIBLE["view"]
    assert not read_evidence(town.officer, PrivateFile(owner=town.applicant))  # a file that backs nothing


@pytest.mark.parametrize("model", [Placement, Mission, Claim, ClaimRevision, HelpCall, Report])
def test_a_slip_of_the_pen_is_loud_and_shows_nothing_more(town, field, model, settings):
    settings.LOUD_POLICIES = True
    with pytest.raises(UnknownQuestion):
        visible_to(town.applicant, model, "onw")
    settings.LOUD_POLICIES = False
    assert not visible_to(town.applicant, model, "onw").exists()


ACTS = {
    "placement": {
        "log": {"applicant"}, "confirm": {"host"}, "manage": OFFICERS, "call_for_help": {"applicant", "host", "mentor"},
    },
    "mission": {"change": {"applicant"}, "agree": {"host"}},
    "claim": {
        "change": {"applicant"}, "confirm": {"host"}, "give_back": {"host"} | OFFICERS, "verify": OFFICERS,
        "dispute": {"host"} | OFFICERS, "settle": OFFICERS, "void": OFFICERS,
    },
    "revision": {"decide": OFFICERS},
    "call": {"answer": OFFICERS},
}  # fmt: skip


@pytest.mark.parametrize(("noun", "act"), [(noun, act) for noun, acts in ACTS.items() for act in acts])
def test_who_may(town, field, noun, act):
    row = getattr(field, noun)
    assert {who for who in EVERYBODY if can(getattr(town, who), act, row)} == ACTS[noun][act]


def test_who_may_write_and_release_reports(town):
    for act in ("add", "release"):
        allowed = {who for who in EVERYBODY if can(getattr(town, who), act, Report)}
        assert allowed == OFFICERS | {"evaluator"}


def test_an_officer_of_another_cohort_is_an_outsider(town, field):
    from programme.domain import cohorts, people

    fields = {
        "number": 6, "name_th": "รุ่นที่ 6", "name_en": "Cohort 6", "starts_on": town.cohort.starts_on,
        "ends_on": town.cohort.ends_on, "target_places": 1, "target_people": 1,
    }  # fmt: skip
    other = cohorts.create_cohort(fields=fields, milestones=[], by=town.officer, at=town.now)
    outsider = town.person("outsider@t.example")
    people.grant_role(user=outsider, role="officer", cohort=other, by=None, at=town.now)
    for model, row in ((Placement, field.placement), (Claim, field.claim), (HelpCall, field.call)):
        assert not visible_to(outsider, model, "desk").filter(pk=row.pk).exists()
    assert not [act for act in ("verify", "settle", "void", "give_back") if can(outsider, act, field.claim)]
    assert not can(outsider, "answer", field.call) and not can(outsider, "manage", field.placement)
