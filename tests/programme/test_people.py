"""People of the programme: accounts made by the office, roles given and taken back, a profile of one's own."""

import pytest

from programme.domain import letters, people
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.kernel.letters import LetterSpec, LetterText
from programme.models import AuditEntry, Cohort, Letter, Role, RoleGrant
from programme.queries.people import forget_standing, is_evaluator, is_officer, standing_of

pytestmark = pytest.mark.django_db


def refused(code, act, **words):
    with pytest.raises(Refusal) as no:
        act(**words)
    assert no.value.code == code


def grant(town, by, user=None, role=Role.EVALUATOR, **more) -> RoleGrant:
    return people.grant_role(user=user or town.stranger, role=role, by=by, at=town.now, **more)


def test_an_account_made_by_the_office_has_a_verified_address_and_a_profile(town):
    person = people.create_person(email="New@T.example", by=town.officer, at=town.now, given_name_th="ใหม่")
    assert person.emailaddress_set.get().verified and person.profile.given_name_th == "ใหม่"
    assert AuditEntry.objects.get(object_code=person.code, act="create").actor == town.officer


def test_a_role_is_given_once_and_written_down(town):
    assert not is_evaluator(town.stranger)
    assert grant(town, town.officer) == grant(town, town.officer)
    forget_standing(town.stranger)
    assert is_evaluator(town.stranger)
    assert AuditEntry.objects.filter(object_code=town.stranger.code, act="grant_role").count() == 1


def test_a_role_that_does_not_exist_is_refused(town):
    refused("unknown_role", grant, town=town, by=town.officer, role="king")


@pytest.mark.parametrize("who", ["host", "editor", "evaluator", "reviewer", "applicant", "stranger"])
def test_only_officers_give_and_take_roles(town, who):
    held = RoleGrant.objects.get(user=town.reviewer2)
    with pytest.raises((NotAllowed, NotVisible)):
        grant(town, getattr(town, who), user=town.mentor)
    with pytest.raises((NotAllowed, NotVisible)):
        people.end_role(grant=held, by=getattr(town, who), at=town.now)


def test_nobody_changes_their_own_roles_and_an_officer_of_one_cohort_nobody_s(town):
    with pytest.raises(NotAllowed):
        grant(town, town.officer, user=town.officer)
    grant(town, town.officer, user=town.mentor, role=Role.OFFICER, cohort=town.cohort)
    forget_standing(town.mentor)
    with pytest.raises((NotAllowed, NotVisible)):
        grant(town, town.mentor)


def test_a_role_of_several_cohorts_covers_each_and_one_everywhere_covers_all(town):
    other = Cohort.objects.create(
        number=9, name_th="รุ่น 9", starts_on=town.cohort.starts_on, ends_on=town.cohort.ends_on
    )
    for cohort in (town.cohort, other):
        grant(town, town.officer, role=Role.OFFICER, cohort=cohort)
    forget_standing(town.stranger)
    assert standing_of(town.stranger).cohort_scope(Role.OFFICER) == {town.cohort.pk, other.pk}
    assert is_officer(town.stranger, other.pk) and not is_officer(town.stranger, 0)
    grant(town, town.officer, role=Role.OFFICER)
    forget_standing(town.stranger)
    assert standing_of(town.stranger).cohort_scope(Role.OFFICER) is None


def test_a_role_ends_and_the_last_officer_stays(town):
    first, second = (RoleGrant.objects.get(user=person) for person in (town.officer, town.officer2))
    people.end_role(grant=second, by=town.officer, at=town.now)
    forget_standing(town.officer2)
    assert not is_officer(town.officer2)
    grant(town, town.officer, user=town.officer2, role=Role.OFFICER, cohort=town.cohort)  # who holds no key to all
    town.stranger.is_superuser = True
    refused("last_officer", people.end_role, grant=first, by=town.stranger, at=town.now)


def test_a_profile_is_kept_and_made_where_there_is_none(town):
    town.stranger.profile.delete()
    town.stranger.refresh_from_db()
    people.save_profile(user=town.stranger, fields={"given_name_th": "หนึ่ง"})
    assert people.save_profile(user=town.stranger, fields={"given_name_th": "สอง"}).user == town.stranger
    town.stranger.refresh_from_db()
    assert town.stranger.profile.given_name_th == "สอง"


@pytest.mark.parametrize("gone", ["email", "anonymised_at"])
def test_nobody_writes_to_who_has_no_address_any_more(town, gone):
    person = town.stranger
    spec = LetterSpec(kind="note", key="k", to=person, write=lambda: LetterText(subject="x", lines=["y"]))
    setattr(person, gone, "" if gone == "email" else town.now)
    assert letters.queue_letter(spec=spec, at=town.now) is None and not Letter.objects.filter(kind="note").exists()
    person.refresh_from_db()
    assert letters.queue_letter(spec=spec, at=town.now) == Letter.objects.get(kind="note")
