"""Fifty seats, a thousand attempts at once: never one person too many, never two answers, nothing lost."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from applications.domain import offers, reserve
from applications.models import Application, MatchRun, Offer
from applications.queries.market import LIVE
from applications.queries.reserve import claims_on_free_seats
from mentoring.models import Placement
from programme.kernel.errors import Refusal
from programme.models import AuditEntry, Call, Letter, Opening
from tests.factories.market import released_market
from tests.factories.town import Town

SEATS, PEOPLE = 50, 120
ATTEMPTS = 1000
THREADS = 16 if connection.vendor == "postgresql" else 4  # SQLite has one writer at a time; its lock keeps the order
ANSWERS = ("accept", "decline", "expire", "revoke")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_thousand_attempts_over_fifty_seats_keep_every_promise():
    town = Town(timezone.now()).build()
    released_market(town, seats=SEATS, people=PEOPLE)
    town.call.refills_automatically = True
    town.call.save(update_fields=["refills_automatically"])
    said = run_attempts(town)
    while reserve.refill_due_calls(at=town.now + timedelta(hours=1)):  # what the doorbell found locked, the clock does
        pass
    check_promises(town, said)


def run_attempts(town) -> Counter:
    dice, said = random.Random(3), Counter()
    codes = list(Offer.objects.values_list("pk", flat=True))
    jobs = [(dice.choice(codes), dice.choice(ANSWERS)) for _ in range(ATTEMPTS)]

    def attempt(job) -> str:
        pk, name = job
        try:
            return answer(
                Offer.objects.select_related("application__applicant", "application__call").get(pk=pk), name, town
            )
        except Refusal as refusal:
            return f"refused: {refusal.code}"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        said.update(pool.map(attempt, jobs))
    return said


def answer(offer, name, town) -> str:
    person, at = offer.application.applicant, town.now + timedelta(hours=1)
    if name == "accept":
        offers.accept_offer(offer=offer, typed_name="ก", by=person, at=at)
    elif name == "decline":
        offers.decline_offer(offer=offer, reason="", by=person, at=at)
    elif name == "revoke":
        offers.revoke_offer(offer=offer, reason="ทดสอบ", by=town.officer, at=at)
    else:
        Offer.objects.filter(pk=offer.pk, state="sent").update(deadline_at=at - timedelta(minutes=1))
        return f"expired {offers.expire_offers(at=at)}"
    return name


def check_promises(town, said: Counter) -> None:
    assert sum(said.values()) == ATTEMPTS
    for opening in Opening.objects.all():
        assert opening.offers.filter(state__in=LIVE).count() <= opening.seats
    ended = Offer.objects.exclude(state="sent")
    acts = Counter(AuditEntry.objects.filter(object_type=Offer._meta.label_lower).values_list("object_code", "act"))
    assert max(acts.values()) == 1  # nothing happened twice to any offer
    for offer in Offer.objects.all():
        answers = [act for code, act in acts if code == offer.code and act in ("accept", "decline", "expire")]
        assert len(answers) <= 1
        assert (offer.state == "sent") == (not answers and (offer.code, "revoke") not in acts)
    assert said["accept"] == sum(act == "accept" for _, act in acts)
    assert said["decline"] == sum(act == "decline" for _, act in acts)
    assert said["revoke"] == sum(act == "revoke" for _, act in acts)
    assert Placement.objects.filter(state="planned").count() == Offer.objects.filter(state="accepted").count()
    letters = Counter(Letter.objects.values_list("kind", flat=True))
    assert letters["offer_sent"] == Offer.objects.count()
    assert letters["offer_answered"] == said["accept"] + said["decline"]
    assert letters["offer_revoked"] == said["revoke"]
    assert letters["offer_expired"] == sum(act == "expire" for _, act in acts)
    assert ended.count() > SEATS // 2
    assert (
        claims_on_free_seats(Call.objects.get(pk=town.call.pk)) == []
    )  # every freed seat went on to whoever could claim it
    held = Application.objects.filter(offers__state__in=LIVE).values_list("pk", flat=True)
    assert len(held) == len(set(held))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_officers_refill_at_once_and_nobody_gets_two_offers():
    town = Town(timezone.now()).build()
    released_market(town, seats=10, people=40)
    for offer in Offer.objects.filter(state="sent")[:6]:
        offers.decline_offer(offer=offer, reason="", by=offer.application.applicant, at=town.now)

    def press(officer):
        try:
            return len(reserve.refill_seats(call=Call.objects.get(pk=town.call.pk), by=officer, at=town.now))
        except Refusal:
            return 0
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        sent = sum(pool.map(press, [town.officer, town.officer2] * 4))
    assert sent == Offer.objects.exclude(replaces=None).count() == 6
    assert MatchRun.objects.count() == 1
