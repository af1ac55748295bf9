"""Two workers at once, and one killed in the middle: nothing is done twice, nothing is left half done."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.db import connection, connections
from django.utils import timezone

from applications.domain import offers, reserve
from applications.models import Application, Offer
from programme.domain.jobs import run_job
from programme.models import AuditEntry, FailedWork, JobLease, Letter
from tests.factories.market import released_market
from tests.factories.town import Town

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
SEATS = 12


def at_once(act, workers=4):
    def work(number):
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(work, range(workers)))


@pytest.fixture
def market():
    town = Town(timezone.now()).build()
    released_market(town, seats=SEATS, people=20)
    return town


def check_each_ended_once():
    assert not Offer.objects.exclude(state="expired").exists()
    acts = Counter(AuditEntry.objects.filter(act="expire").values_list("object_code", flat=True))
    assert set(acts.values()) == {1} and len(acts) == SEATS
    assert Letter.objects.filter(kind="offer_expired").count() == SEATS
    assert Application.objects.filter(state="not_selected", offers__state="expired").count() == SEATS


def test_four_workers_end_each_offer_once_and_refill_each_seat_once(market):
    at = market.now + timedelta(days=8)
    assert sum(at_once(lambda: offers.expire_offers(at=at))) == SEATS
    check_each_ended_once()
    market.call.refills_automatically = True
    market.call.save(update_fields=["refills_automatically"])
    at_once(lambda: reserve.refill_due_calls(at=at))
    for opening in market.call.openings.all():
        assert opening.offers.filter(state="sent").count() <= opening.seats
    assert Offer.objects.filter(state="sent").count() == Offer.objects.exclude(replaces=None).count() == 8
    assert not FailedWork.objects.exists()


def test_only_one_of_four_workers_takes_a_job():
    ran = []
    now = timezone.now()
    JobLease.objects.create(job="sweep")

    def work():
        ran.append(1)
        time.sleep(0.5)

    assert sorted(at_once(lambda: run_job("sweep", work, at=now))) == [False, False, False, True]
    assert ran == [1]


WORKER = """
import sys
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from applications.domain import offers
as_it_is, done = offers._expire, []
def slow(offer, *, at):
    as_it_is(offer, at=at)
    done.append(offer)
    if len(done) == 3:  # the third is done but not committed
        print("now", flush=True)
        __import__("time").sleep(60)
offers._expire = slow
offers.expire_offers(at=timezone.now() + timedelta(days=8))
"""


def test_a_worker_killed_in_the_middle_leaves_each_offer_whole_or_untouched(market):
    """A real process, killed with -9 while the third offer is done but not committed."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "programme.config.settings.development", "DATABASE_URL": address_of_database(),
    }  # fmt: skip
    worker = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", WORKER],
        env=environment, cwd=django_settings.BASE_DIR, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert worker.stdout.readline().strip() == "now"
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    worker.stdout.close()
    assert settled(lambda: Offer.objects.filter(state="expired").count() == 2)
    assert Letter.objects.filter(kind="offer_expired").count() == 2
    at, ended = market.now + timedelta(days=8), [2]

    def all_ended() -> bool:  # a server needs a moment to let go of the row of a client that is gone
        ended.append(offers.expire_offers(at=at))
        return sum(ended) == SEATS

    assert settled(all_ended)
    check_each_ended_once()


def settled(found, seconds=10) -> bool:
    """The database notices within a moment that a client is gone."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found():
            return True
        time.sleep(0.2)
    return False


def address_of_database() -> str:
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    return f"postgres://{found['USER']}:{found['PASSWORD']}@{found['HOST']}:{found['PORT']}/{found['NAME']}"
