"""A policy answers what it knows, and says loudly what it was never told."""

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser

from programme.domain import agencies
from programme.kernel.policies import DENIED, Policy, UnknownQuestion, can, policies, visible_to
from programme.models import (
    AuditEntry,
    Call,
    Cohort,
    FailedWork,
    HostAgency,
    Letter,
    Opening,
    PrivateFile,
    Stateful,
    User,
)

ROLES = ("officer", "editor", "reviewer", "evaluator", "host", "applicant", "stranger")


@pytest.mark.parametrize("role", ROLES)
def test_a_slip_of_the_pen_raises_for_every_model_and_role(town, role):
    person = getattr(town, role)
    for model in policies():
        with pytest.raises(UnknownQuestion):
            visible_to(person, model, "onw")
        with pytest.raises(UnknownQuestion):
            can(person, "aprove", model)


def test_in_production_a_slip_of_the_pen_shows_nothing_and_allows_nothing(town, settings, caplog):
    settings.LOUD_POLICIES = False
    town.submitted()
    assert visible_to(town.officer, Opening).exists()  # there was something to show
    for model in policies():
        assert not visible_to(town.officer, model, "onw").exists()
        assert not can(town.officer, "aprove", model)
    assert "onw" in caplog.text and "aprove" in caplog.text


MADE_BY_THE_SYSTEM = {  # by the worker, the provider's events, the clock, and who holds a signed link
    "Letter",
    "Call",
    "RefereeInvitation",
}


def test_every_move_that_a_person_makes_is_known_to_the_policy_of_its_record():
    unknown = set()
    for model in apps.get_models():
        if not issubclass(model, Stateful) or model not in policies():
            continue
        unknown |= {
            model.__name__ for step in model.MACHINE.moves if not hasattr(policies()[model], f"can_{step.asked}")
        }
    assert unknown - MADE_BY_THE_SYSTEM == set()


class Records:
    """One record of each kind. The officer wrote the agency and its openings down; nobody else did anything."""

    def __init__(self, town):
        self.town, self.cohort, self.call, self.agency, self.opening = (
            town, town.cohort, town.call, town.agency, town.opening,
        )  # fmt: skip
        self.pending = agencies.submit_opening(
            fields={"call": town.call, "agency": town.agency, "city": town.city, "title_th": "งาน", "seats": 1},
            by=town.officer, at=town.now,
        )  # fmt: skip
        self.user, self.officer = town.stranger, town.officer
        self.letter = Letter.objects.create(
            kind="note", subject="x", dedupe_key="k", created_at=town.now, send_after=town.now, recipient=town.stranger
        )
        self.failure = FailedWork(job="x")
        self.file = PrivateFile.objects.create(
            owner=town.stranger, purpose="nobody reads this", size=1, uploaded_at=town.now
        )

    def may(self, act: str, noun: str) -> set[str]:
        return {who for who in PEOPLE if can(getattr(self.town, who), act, getattr(self, noun))}


PEOPLE = ("applicant", "host", "host2", "mentor", "officer", "officer2", "editor", "reviewer", "evaluator", "stranger")
OFFICERS, SECOND = {"officer", "officer2"}, {"officer2"}  # the second is not the one who wrote it down
ACTS = {
    "cohort": {"add": OFFICERS, "change": OFFICERS},
    "call": {
        "add": OFFICERS, "change": OFFICERS, "start_selection": OFFICERS, "announce": OFFICERS,
        "publish": OFFICERS | {"editor"},
    },
    "agency": {
        "add": OFFICERS, "change": OFFICERS | {"host"}, "manage_people": OFFICERS | {"host"}, "approve": SECOND,
        "reject": OFFICERS,
    },
    "opening": {
        "add": OFFICERS | {"host", "host2"}, "change": OFFICERS, "approve": SECOND, "reject": OFFICERS,
        "withdraw": OFFICERS | {"host"},
    },
    "pending": {"change": OFFICERS | {"host"}},
    "user": {"grant": OFFICERS},
    "officer": {"grant": SECOND},
    "letter": {"requeue": OFFICERS, "suppress": OFFICERS},
    "failure": {"try_again": OFFICERS},
    "file": {"view": {"stranger"}},
}  # fmt: skip


def test_who_may_do_what(town):
    records = Records(town)
    assert {noun: {act: records.may(act, noun) for act in acts} for noun, acts in ACTS.items()} == ACTS


def test_the_table_knows_every_act_of_the_foundation(town):
    records, known = Records(town), {}
    for noun, acts in ACTS.items():
        known.setdefault(type(getattr(records, noun)), set()).update(acts)
    for model, policy in policies().items():
        if model._meta.app_label == "programme":
            acts = {name.removeprefix("can_") for name in dir(policy) if name.startswith("can_")} - {"view"}
            assert acts == known.get(model, set()) - {"view"}, model.__name__


def test_the_second_person_is_asked_for_in_words(town):
    for act, row in (("approve", town.agency), ("approve", town.opening), ("grant", town.officer)):
        verdict = can(town.officer, act, row)
        assert not verdict and verdict.reason != DENIED.reason


def test_who_is_not_signed_in_sees_what_is_public_and_nothing_else(town):
    records, nobody = Records(town), AnonymousUser()
    public = {model for model in policies() if visible_to(nobody, model).exists()}
    assert public == {Call, Opening}
    assert not can(nobody, "view", records.file) and can(town.stranger, "view", records.file)


def test_a_superuser_has_every_role_everywhere(town):
    town.stranger.is_superuser = True
    assert can(town.stranger, "add", Cohort) and can(town.stranger, "publish", town.call)
    assert codes(visible_to(town.stranger, Opening, "desk")) == codes(Opening.objects.all())


def test_a_policy_never_answers_for_unknown_purposes_by_itself():
    with pytest.raises(TypeError, match="define rows"):
        type("Wrong", (Policy,), {"visible_to": lambda self, user, purpose: None})


def test_a_model_without_a_policy_is_a_fault(town):
    with pytest.raises(LookupError, match="has no policy"):
        can(town.officer, "change", town.province)


def codes(rows) -> set[str]:
    return set(rows.values_list("code", flat=True))


def test_who_sees_which_openings_on_the_desk(town):
    pending = town.make_opening(town.agency, town.host)
    town.make_opening(town.agency2, town.host2)
    both = codes(Opening.objects.all())
    own = codes(Opening.objects.filter(agency=town.agency))
    assert codes(visible_to(town.officer, Opening, "inside")) == both
    assert codes(visible_to(town.evaluator, Opening, "inside")) == both
    assert codes(visible_to(town.host, Opening, "inside")) == own
    assert codes(visible_to(town.stranger, Opening, "inside")) == set()
    assert pending.code in codes(visible_to(town.stranger, Opening))  # what is public stays public


@pytest.mark.parametrize(
    ("role", "status"),
    [("officer", 200), ("officer2", 200), ("evaluator", 200), ("host", 200), ("host2", 404), ("applicant", 404),
     ("stranger", 404), ("reviewer", 404), ("mentor", 404)],
)  # fmt: skip
def test_an_opening_of_the_desk_opens_to_those_who_may_see_it(town, signed_in, role, status):
    assert visible_to(getattr(town, role), Opening).filter(pk=town.opening.pk).exists()  # on the public page they may
    assert signed_in(getattr(town, role)).get(f"/desk/openings/{town.opening.code}/").status_code == status


@pytest.mark.parametrize(("role", "told"), [("officer", True), ("host", True), ("evaluator", False)])
def test_the_history_of_an_opening_is_for_officers_and_its_own_agency(town, signed_in, role, told):
    AuditEntry.objects.create(
        at=town.now, actor=town.officer2, act="approve", object_type="programme.opening",
        object_code=town.opening.code, reason="เพราะพร้อม",
    )  # fmt: skip
    page = signed_in(getattr(town, role)).get(f"/desk/openings/{town.opening.code}/")
    assert ("เพราะพร้อม" in page.content.decode()) is told


def test_an_agency_reads_the_history_of_its_own_and_of_no_other(town):
    seen = set(visible_to(town.host, AuditEntry).values_list("object_code", flat=True))
    assert seen == {town.agency.code, town.opening.code}
    assert not visible_to(town.stranger, AuditEntry).exists()
    assert not visible_to(town.evaluator, AuditEntry).exists()


def test_an_officer_of_another_cohort_reads_no_history_and_no_letters_of_this_one(town):
    from programme.domain import people  # the other officer is needed here only

    elsewhere = Cohort.objects.create(
        number=9, name_th="รุ่น 9", starts_on=town.cohort.starts_on, ends_on=town.cohort.ends_on
    )
    other = town.person("officer9@t.example")
    people.grant_role(user=other, role="officer", cohort=elsewhere, by=None, at=town.now)
    application = town.submitted()
    assert visible_to(town.officer, AuditEntry).filter(object_code=application.code).exists()
    assert visible_to(town.officer, Letter, "desk").filter(about_code=application.code).exists()
    assert not visible_to(other, AuditEntry).filter(object_code__in=[application.code, town.call.code]).exists()
    assert not visible_to(other, Letter, "desk").filter(about_code=application.code).exists()
    assert not visible_to(other, Call, "desk").exists() and not visible_to(other, Opening, "desk").exists()


def test_account_letters_are_read_by_nobody_on_the_desk(town):
    words = {"recipient": town.stranger, "to_address": "s@t.example", "body_text": "123456"}
    letter = Letter.objects.create(
        kind="account_code", subject="code", dedupe_key="k", created_at=town.now, send_after=town.now, **words
    )
    assert not visible_to(town.officer, Letter, "desk").filter(pk=letter.pk).exists()
    assert not can(town.officer, "requeue", letter)


@pytest.mark.parametrize("role", ROLES)
def test_people_see_themselves_and_officers_see_everybody(town, role):
    person = getattr(town, role)
    expected = set(User.objects.values_list("pk", flat=True)) if role == "officer" else {person.pk}
    assert set(visible_to(person, User).values_list("pk", flat=True)) == expected


@pytest.mark.parametrize(
    ("role", "seen"), [("officer", 2), ("evaluator", 2), ("host", 1), ("host2", 1), ("applicant", 0), ("reviewer", 0)]
)
def test_agencies_are_seen_by_staff_and_their_own_people(town, role, seen):
    assert visible_to(getattr(town, role), HostAgency).count() == seen
