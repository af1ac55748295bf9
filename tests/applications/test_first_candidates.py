"""An agency reads in a letter that there is somebody to judge: once for each opening, one letter for all of a day."""

import pytest

from applications.domain import rankings, screening
from applications.domain.first_candidates import tell_of_first_candidates
from applications.models import HostRanking
from programme.models import Letter, Opening

pytestmark = pytest.mark.django_db
KIND = "first_candidates_came"


def letters(person=None):
    found = Letter.objects.filter(kind=KIND).order_by("pk")
    return found.filter(recipient=person) if person else found


def test_before_anybody_came_through_screening_nobody_is_written_to(town):
    town.submitted()
    assert tell_of_first_candidates(at=town.now) == 0 and not letters()


def test_each_agency_is_written_to_once_when_its_first_candidate_came(town, later):
    application = town.screened(town.submitted())
    assert tell_of_first_candidates(at=town.now) == 2
    assert {letter.recipient for letter in letters()} == {town.host, town.host2}
    letter = letters(town.host).get()
    assert town.opening.title in letter.subject and f"/host/candidates/{town.opening.code}/" in letter.body_text
    assert application.code not in letter.body_text and application.applicant.get_full_name() not in letter.body_text
    town.screened(town.submitted(town.person("second@t.example")))
    assert tell_of_first_candidates(at=later(days=1)) == 0 and letters().count() == 2


def test_several_openings_of_one_agency_come_in_one_letter(town):
    Opening.objects.filter(pk=town.opening2.pk).update(agency=town.opening.agency)
    town.screened(town.submitted())
    assert tell_of_first_candidates(at=town.now) == 1
    text = letters(town.host).get().body_text
    assert town.opening.title in text and town.opening2.title in text and not letters(town.host2)


def test_who_has_begun_to_judge_needs_no_letter(town):
    application = town.screened(town.submitted())
    words = {"rows": {application.code: {"tier": 2}}, "base_version": 0, "by": town.host, "at": town.now}
    rankings.save_ranking(opening=town.opening, **words)
    town.screened(town.submitted(town.person("second@t.example")))
    assert tell_of_first_candidates(at=town.now) == 1 and not letters(town.host)


def test_who_has_a_conflict_with_the_only_candidate_reads_nothing_and_a_colleague_later_does(town, later):
    application = town.screened(town.submitted())
    screening.declare_conflict(application=application, person=town.host, reason="ญาติ", at=town.now)
    assert tell_of_first_candidates(at=town.now) == 1 and not letters(town.host)
    assert not HostRanking.objects.filter(opening=town.opening).exclude(told_at=None).exists()
    town.screened(town.submitted(town.person("second@t.example")))
    assert tell_of_first_candidates(at=later(days=1)) == 1 and letters(town.host).count() == 1
