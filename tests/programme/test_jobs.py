"""A periodic job runs in one worker at a time; one that died frees its place; the doorbell only makes it sooner."""

from datetime import timedelta

import pytest
from django.db import transaction

from programme.domain.jobs import LEASE, run_job
from programme.kernel.doorbell import on_ring, ring, without_doorbell
from programme.models import JobLease

pytestmark = pytest.mark.django_db


def test_a_second_worker_leaves_the_job_to_the_first(now):
    told = []

    def work():
        told.append(run_job("sweep", lambda: told.append("twice"), at=now))

    assert run_job("sweep", work, at=now) and told == [False]
    assert run_job("sweep", lambda: told.append("again"), at=now) and told == [False, "again"]
    assert JobLease.objects.get().finished_at == now


def test_another_job_is_not_kept_waiting(now):
    assert run_job("one", lambda: run_job("two", lambda: None, at=now), at=now)
    assert JobLease.objects.exclude(finished_at=None).count() == 2


def test_the_lease_of_a_killed_worker_runs_out(now):
    JobLease.objects.create(job="sweep", holder="dead", leased_until=now + LEASE)
    assert not run_job("sweep", lambda: None, at=now + LEASE - timedelta(seconds=1))
    assert run_job("sweep", lambda: None, at=now + LEASE)


def test_a_slow_worker_does_not_free_the_place_of_its_successor(now):
    late = now + LEASE

    def slow():
        JobLease.objects.update(holder="successor", leased_until=late + LEASE)

    run_job("sweep", slow, at=now)
    assert JobLease.objects.get().holder == "successor"


def test_a_job_that_breaks_says_so_and_runs_again(now):
    with pytest.raises(ZeroDivisionError):
        run_job("sweep", lambda: 1 / 0, at=now)
    assert JobLease.objects.get().last_error.startswith("ZeroDivisionError")
    assert run_job("sweep", lambda: None, at=now)
    assert JobLease.objects.get().last_error == ""


@pytest.fixture
def heard():
    found = []
    on_ring("a test")(lambda: found.append("rung"))
    yield found
    from programme.kernel import doorbell  # the subscription ends with the test

    del doorbell._subscribers["a test"]


def test_the_bell_rings_when_the_act_is_kept_and_never_before(heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ring("a test")
        assert heard == []
    assert heard == ["rung"]


def test_an_act_that_was_rolled_back_rings_nobody(heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError), transaction.atomic():
        ring("a test")
        raise RuntimeError
    assert heard == []


def test_a_deaf_worker_never_undoes_an_act(heard, django_capture_on_commit_callbacks):
    on_ring("a test")(lambda: 1 / 0)
    on_ring("a test")(lambda: heard.append("the next hears it all the same"))
    with django_capture_on_commit_callbacks(execute=True):
        ring("a test")
    assert heard == ["rung", "the next hears it all the same"]


def test_work_in_bulk_rings_nobody(heard, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), without_doorbell():
        ring("a test")
    assert heard == []
