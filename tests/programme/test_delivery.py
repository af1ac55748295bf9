"""A provider that answers late, early events, a file that is gone: one delivery each, and no other letter waits."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from programme.domain import delivery
from programme.domain.delivery import (
    deliver_all_letters,
    deliver_due_letters,
    note_event,
    repair_letters,
    requeue_letter,
)
from programme.domain.transitions import move
from programme.kernel import mail
from programme.kernel.mail import DeliveryProblem
from programme.models import FailedWork, Letter, LetterEvent, PrivateFile
from programme.views import webhooks
from tests.programme.test_letters import letter_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def letters(town, now):
    """Three letters are due; a test makes the one in the middle bad."""
    Letter.objects.all().delete()
    return [letter_to(town.applicant, now - timedelta(minutes=3 - number), str(number)) for number in range(3)]


@pytest.fixture
def told(letters, sendgrid, client, now):
    """The provider tells of all three at once, as it does."""
    deliver_due_letters(at=now)

    def tell(**of_the_second):
        events = [{"letter": one.code, "sg_event_id": one.code, "event": "delivered"} for one in letters]
        events[1] |= of_the_second
        body, headers = sendgrid.signed(events)
        return client.post("/hooks/sendgrid/", data=body, content_type="application/json", **headers).status_code

    return tell


def broken(monkeypatch, letter, error):
    """Writing down the event of this letter fails."""
    as_it_is = webhooks.note_event

    def note(*, code, **words):
        if code == letter.code:
            raise error
        return as_it_is(code=code, **words)

    monkeypatch.setattr(webhooks, "note_event", note)


def states():
    return list(Letter.objects.order_by("send_after", "pk").values_list("state", flat=True))


def fresh(letter):
    return Letter.objects.get(pk=letter.pk)


def test_a_provider_that_took_the_letter_and_answered_too_late_gives_one_delivery(letters, now, sendgrid, monkeypatch):
    monkeypatch.setattr(mail, "TIMEOUT_SECONDS", 0.3)
    Letter.objects.exclude(pk=letters[0].pk).delete()
    sendgrid.answers = [1]  # it takes the letter and says so a second later
    deliver_due_letters(at=now)
    letter = fresh(letters[0])
    assert letter.state == "failed" and letter.handed_at
    for hours in range(1, 30):
        repair_letters(at=now + timedelta(hours=hours))
        deliver_due_letters(at=now + timedelta(hours=hours))
    assert sendgrid.begun == 1  # an officer or the provider's event decides, never the machine
    with override("en"):
        assert "may have arrived" in fresh(letter).problem


@pytest.mark.parametrize(
    ("kind", "state"),
    [("delivered", "delivered"), ("processed", "sent"), ("bounce", "bounced"), ("spamreport", "suppressed")],
)
def test_the_event_of_the_provider_settles_a_letter_that_may_have_arrived(letters, now, kind, state):
    Letter.objects.filter(pk=letters[0].pk).update(state="failed", handed_at=now, last_error=delivery.UNCLEAR)
    assert note_event(code=letters[0].code, event_id="e", kind=kind, happened_at=now)
    assert fresh(letters[0]).state == state


def test_an_event_proves_nothing_for_a_letter_that_was_never_handed_over(letters, now):
    Letter.objects.filter(pk=letters[0].pk).update(state="failed", handed_at=None)
    assert note_event(code=letters[0].code, event_id="e", kind="delivered", happened_at=now)
    assert fresh(letters[0]).state == "failed"


def test_the_officer_sees_a_letter_that_may_have_arrived_and_can_send_it_again(letters, town, now, signed_in):
    Letter.objects.filter(pk=letters[0].pk).update(state="failed", handed_at=now, last_error=delivery.UNCLEAR)
    page = signed_in(town.officer, "en").get(reverse("desk_letter", args=[letters[0].code])).content.decode()
    assert "It may have arrived" in page and "Send again" in page and delivery.UNCLEAR not in page
    requeue_letter(letter=fresh(letters[0]), by=town.officer, at=now)
    assert fresh(letters[0]).state == "queued"


class EarlyEvent:
    """A provider whose event comes before its own answer."""

    def __init__(self, kind, now, problem=None):
        self.kind, self.now, self.problem = kind, now, problem

    def __call__(self, message):
        code = message.extra_headers[mail.CODE_HEADER]
        note_event(code=code, event_id=code, kind=self.kind, happened_at=self.now)
        if self.problem:
            raise self.problem


def test_an_early_event_would_have_ended_the_sweep(letters, now):
    letter = move(letters[0], "take", by=None, at=now)
    note_event(code=letter.code, event_id="e", kind="delivered", happened_at=now)
    with pytest.raises(delivery.Refusal):
        move(letter, "sent", by=None, at=now)


@pytest.mark.parametrize(("kind", "state"), [("delivered", "delivered"), ("bounce", "bounced")])
def test_an_early_event_stands_and_the_letters_after_it_leave(letters, now, monkeypatch, kind, state):
    monkeypatch.setattr(delivery.EmailMultiAlternatives, "send", lambda message: EarlyEvent(kind, now)(message))
    assert deliver_due_letters(at=now) == 3
    assert states() == [state] * 3
    assert not Letter.objects.filter(sent_at=None).exists() and not Letter.objects.exclude(leased_until=None).exists()


def test_an_early_event_and_then_no_answer_is_a_delivery(letters, now, monkeypatch):
    silence = DeliveryProblem("no answer", may_have_arrived=True)
    monkeypatch.setattr(
        delivery.EmailMultiAlternatives, "send", lambda message: EarlyEvent("delivered", now, silence)(message)
    )
    deliver_due_letters(at=now)
    assert states() == ["delivered"] * 3


def test_a_delivery_that_is_reported_while_the_letter_waits_for_its_next_attempt_is_not_repeated(
    letters, now, sendgrid
):
    Letter.objects.exclude(pk=letters[0].pk).delete()
    sendgrid.answers = [503]
    deliver_due_letters(at=now)
    note_event(code=letters[0].code, event_id="e", kind="delivered", happened_at=now)
    deliver_due_letters(at=now + timedelta(days=1))
    assert states() == ["delivered"] and sendgrid.received == []


def test_a_letter_whose_file_is_gone_waits_and_the_others_leave(letters, town, now, settings):
    gone = PrivateFile.objects.create(
        purpose="agreement", file="xx/gone", original_name="a.pdf", media_type="application/pdf", size=1, sha256="0", uploaded_at=now
    )  # fmt: skip
    letters[1].attachments.add(gone)
    with pytest.raises(FileNotFoundError):
        delivery.as_message(letters[1])  # this would have ended the sweep
    assert deliver_due_letters(at=now) == 2
    assert sorted(states()) == ["queued", "sent", "sent"]
    waiting = fresh(letters[1])
    assert waiting.state == "queued" and waiting.send_after > now and waiting.handed_at is None
    at = now
    for _attempt in range(delivery.MAX_ATTEMPTS):
        at += timedelta(days=1)
        deliver_due_letters(at=at)
    assert fresh(letters[1]).state == "failed" and "FileNotFoundError" in fresh(letters[1]).last_error


def test_what_nobody_foresaw_stops_no_other_letter(letters, now, monkeypatch):
    as_it_is = delivery._hand_over

    def break_one(letter, message, at):
        if letter.pk == letters[1].pk:
            raise OperationalError("deadlock")
        return as_it_is(letter, message, at)

    monkeypatch.setattr(delivery, "_hand_over", break_one)
    assert deliver_due_letters(at=now) == 2
    assert FailedWork.objects.get().object_id == letters[1].pk
    repair_letters(at=now + timedelta(minutes=6))
    monkeypatch.setattr(delivery, "_hand_over", as_it_is)
    assert deliver_due_letters(at=now + timedelta(minutes=6)) == 1
    assert states().count("sent") == 3 and not FailedWork.objects.exists()


def test_repairing_goes_on_behind_a_letter_that_cannot_be_repaired(letters, now, monkeypatch):
    Letter.objects.update(state="sending", leased_until=now - timedelta(minutes=1))
    as_it_is = delivery.move

    def break_one(letter, *args, **words):
        if letter.pk == letters[0].pk:
            raise OperationalError("deadlock")
        return as_it_is(letter, *args, **words)

    monkeypatch.setattr(delivery, "move", break_one)
    assert repair_letters(at=now) == 2


def test_all_that_is_due_leaves_batch_by_batch(letters, now, monkeypatch):
    monkeypatch.setattr(delivery, "BATCH", 1)
    assert deliver_all_letters(at=lambda: now) == 3 and states() == ["sent"] * 3


def test_a_batch_ends_before_its_leases_do():
    assert delivery.LEASE.total_seconds() > delivery.BATCH * mail.TIMEOUT_SECONDS


@pytest.mark.parametrize(
    ("status", "permanent", "unclear"),
    [(400, True, False), (401, False, False), (413, True, False), (429, False, False), (503, False, False), (504, False, True)],
)  # fmt: skip
def test_each_answer_of_the_provider_has_its_meaning(status, permanent, unclear):
    error = mail.http_errors.HTTPError(status, "x", b"", {"Retry-After": "99999999999999"})
    problem = mail.problem_of(error)
    assert (problem.is_permanent, problem.may_have_arrived) == (permanent, unclear)
    assert problem.retry_after <= mail.AN_HOUR


def test_a_bad_event_would_have_ended_the_batch(letters, monkeypatch, now):
    broken(monkeypatch, letters[1], KeyError("x"))
    with pytest.raises(KeyError):
        webhooks.note_event(code=letters[1].code, event_id="e", kind="delivered", happened_at=now)


def test_one_bad_event_stops_no_other_and_is_left_out(letters, told, monkeypatch):
    broken(monkeypatch, letters[1], KeyError("x"))
    assert told() == 204
    assert states() == ["delivered", "sent", "delivered"]


def test_events_that_the_database_did_not_take_come_again_and_no_other_counts_twice(letters, told, monkeypatch):
    with monkeypatch.context() as patch:
        broken(patch, letters[1], OperationalError("locked"))
        assert told() == 503
    assert states() == ["delivered", "sent", "delivered"] and LetterEvent.objects.count() == 2
    assert told() == 204
    assert states() == ["delivered"] * 3 and LetterEvent.objects.count() == 3


@pytest.mark.parametrize("stamp", [True, -5, 10**30, "1790000000", None, 1.5, [], {}])
def test_an_event_without_a_sane_moment_happened_now(letters, told, stamp, now):
    assert told(timestamp=stamp) == 204
    assert states() == ["delivered"] * 3
    assert abs(LetterEvent.objects.get(letter=letters[1]).happened_at - timezone.now()) < timedelta(minutes=1)


@pytest.mark.parametrize("change", [{"event": "x" * 900}, {"sg_event_id": "\x00\ud800"}, {"reason": {"a": ["\x00"]}}])
def test_strange_words_of_an_event_stop_nothing(letters, told, change):
    assert told(**change) == 204
    assert states()[0] == states()[2] == "delivered" and LetterEvent.objects.count() == 3
