"""Runs: computed once by whichever worker is alive, whole or not at all, and only what the certifier confirms."""

import pytest

from applications.domain import adoption, runs
from applications.models import MatchRun

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(town) -> MatchRun:
    """A run that waits for its worker."""
    town.ranked()
    town.selecting()
    town.drawn()
    return runs.request_run(call=town.call, parameters={}, by=town.officer, at=town.now)


def test_a_run_is_taken_again_once_the_lease_of_its_worker_ended(town, run):
    MatchRun.objects.filter(pk=run.pk).update(state="running", leased_until=town.now + runs.LEASE)
    assert runs.compute_due_runs(at=town.now) == 0  # its worker is alive
    assert runs.compute_due_runs(at=town.now + runs.LEASE) == 1
    run.refresh_from_db()
    assert run.state == "computed"


def test_a_run_that_the_certifier_does_not_confirm_fails_and_says_why(town, run, monkeypatch):
    monkeypatch.setattr(runs, "certify", lambda *words: {"ok": False, "violations": [{"text": "A prefers B"}]})
    assert runs.compute_due_runs(at=town.now) == 0
    run.refresh_from_db()
    assert (run.state, run.error, run.matches.count()) == ("failed", "A prefers B", 0)
    assert adoption.discard_run(run=run, by=town.officer, at=town.now).state == "discarded"


def test_a_run_set_aside_before_its_turn_is_not_computed(town, run):
    stale = MatchRun.objects.get(pk=run.pk)
    adoption.discard_run(run=run, by=town.officer, at=town.now)
    assert runs._take_and_compute(stale, at=town.now) is False
    assert MatchRun.objects.get(pk=run.pk).state == "discarded"


@pytest.mark.parametrize("step", ["solve", "certify", "figures_of"])
def test_a_run_cancelled_at_any_step_leaves_nothing(town, run, monkeypatch, step):
    real = getattr(runs, step)

    def cancelled_meanwhile(*given):
        adoption.discard_run(run=MatchRun.objects.get(), by=town.officer, at=town.now)
        return real(*given)

    monkeypatch.setattr(runs, step, cancelled_meanwhile)
    assert runs.compute_due_runs(at=town.now) == 0
    run.refresh_from_db()
    assert (run.state, run.result, run.matches.count()) == ("discarded", "", 0)


def test_of_two_workers_with_one_ended_lease_one_computes(town, run):
    MatchRun.objects.filter(pk=run.pk).update(state="running", leased_until=town.now)
    slower = MatchRun.objects.get(pk=run.pk)
    assert runs.compute_due_runs(at=town.now) == 1
    assert runs._take_and_compute(slower, at=town.now) is False
