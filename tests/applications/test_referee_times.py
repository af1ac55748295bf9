"""Until when a referee may be asked and may write: the applicant's own deadline, its grace, and the rule's days."""

from datetime import timedelta

import pytest

from applications.domain import referees, references
from applications.domain.changes import begin_change
from applications.models import RefereeInvitation, Reference
from applications.queries.referees import with_end
from programme.domain.calls import extend_deadline
from programme.kernel.errors import Refusal

pytestmark = pytest.mark.django_db
SECOND, GRACE, HOURS, DAYS = timedelta(seconds=1), timedelta(minutes=5), timedelta(hours=60), timedelta(days=7)


@pytest.fixture
def asking(town):
    town.call.grace_minutes = 5
    town.call.save(update_fields=["grace_minutes"])
    town.asks_referee()
    town.application = town.fill()
    return town


def extended(town):
    until = town.call.closes_at + HOURS
    extend_deadline(call=town.call, user=town.applicant, until_at=until, reason="ไฟดับ", by=town.officer, at=town.now)
    return until


def refused(code, act, **words):
    with pytest.raises(Refusal) as refusal:
        act(**words)
    assert refusal.value.code == code


def test_in_the_grace_a_draft_still_names_its_referee_and_after_it_nobody(asking):
    end = asking.call.closes_at + GRACE
    refused("deadline", asking.asked, application=asking.application, at=end)
    assert asking.asked(asking.application, at=end - SECOND).state == "invited"


def test_in_the_grace_nobody_who_was_asked_is_let_go_and_after_it_a_dead_draft_asks_nobody(asking):
    asking.asked(asking.application)
    assert references.expire_references(at=asking.call.closes_at + GRACE - SECOND) == 0
    assert references.expire_references(at=asking.call.closes_at + GRACE) == 1


def test_a_change_that_ran_past_its_deadline_asks_nobody_and_what_was_handed_in_still_may(asking):
    asking.asks_referee(how_many=2, key="employer")
    asking.asked(asking.application)
    for n in range(2):
        asking.asked(asking.application, rule="employer", email=f"{n}@work.example")
    handed_in = asking.submitted_as_filled(asking.application)
    late = asking.call.closes_at + GRACE
    begin_change(application=handed_in, by=asking.applicant, at=asking.now)
    teacher = RefereeInvitation.objects.get(rule__key="teacher")
    words = {"invitation": teacher, "by": asking.applicant, "at": late}
    refused("deadline", referees.ask_referee_again, **words)
    type(handed_in).objects.update(changing_since=None)
    assert referees.ask_referee_again(**words).sent_at == late


def test_more_time_for_one_applicant_is_more_time_for_their_referee(asking):
    invitation, everybodys = asking.asked(asking.application), asking.call.closes_at + DAYS
    assert invitation.due_at == everybodys
    until = extended(asking)
    assert invitation.due_at == with_end().get().ends == until + DAYS
    asking.submitted_as_filled(asking.application)
    assert references.expire_references(at=everybodys) == 0
    words = {"text": "ทำงานจริง", "level": 5, "file": None, "version": 0}
    refused("deadline", references.write_reference, invitation=invitation, at=until + DAYS, **words)
    references.write_reference(invitation=invitation, at=until + DAYS - SECOND, **words)
    assert Reference.objects.get().came_at == until + DAYS - SECOND


def test_more_time_for_one_is_none_for_another_nor_ever_less(asking):
    extended(asking)
    other = asking.asked(asking.fill(asking.stranger), by=asking.stranger)
    assert other.due_at == with_end().get().ends == asking.call.closes_at + DAYS
    mine = asking.asked(asking.application, email="more@school.example")
    asking.call.extensions.update(until_at=asking.call.closes_at - HOURS)
    assert mine.due_at == with_end().get(pk=mine.pk).ends == asking.call.closes_at + DAYS
