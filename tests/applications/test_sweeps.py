"""Runs, releases, agreements and old answers: one that cannot be done stops no other, two workers do each once."""

from datetime import timedelta

import pytest

from applications.domain import adoption, agreements, offers, purge, runs
from applications.models import Application, MatchRun, Offer, SensitiveAnswer
from programme.domain import due_work
from programme.kernel.errors import Refusal
from programme.models import FailedWork, Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def ranked(town):
    town.ranked(town.applicant, town.person("second@t.example"), town.person("third@t.example"))
    town.selecting()
    town.drawn()
    return town


def two_runs(town):
    words = {"call": town.call, "parameters": {}, "by": town.officer, "at": town.now}
    return [runs.request_run(**words) for _number in range(2)]


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def break_first(monkeypatch, module, name, is_bad):
    as_it_is = getattr(module, name)

    def act(*args, **words):
        if is_bad(*args):
            raise RuntimeError("bad row")
        return as_it_is(*args, **words)

    monkeypatch.setattr(module, name, act)


def test_a_run_that_breaks_would_have_stopped_the_next(ranked, monkeypatch):
    first, _second = two_runs(ranked)
    break_first(monkeypatch, runs, "_compute", lambda run, at: run.pk == first.pk)
    with pytest.raises(RuntimeError):
        runs._take_and_compute(first, at=ranked.now)


def test_a_run_that_breaks_stops_no_other_and_fails_in_words_at_last(ranked, monkeypatch, signed_in):
    first, second = two_runs(ranked)
    break_first(monkeypatch, runs, "_compute", lambda run, at: run.pk == first.pk)
    assert runs.compute_due_runs(at=ranked.now) == 1
    assert (fresh(first).state, fresh(second).state) == ("running", "computed")
    at = ranked.now
    for _attempt in range(due_work.MAX_ATTEMPTS):
        at += timedelta(days=1)
        runs.compute_due_runs(at=at)
    assert fresh(first).state == "failed" and "bad row" in fresh(first).error
    runs.compute_due_runs(at=at)
    assert not FailedWork.objects.exists()  # the run says it itself


def test_a_run_that_broke_once_is_computed_at_the_next_attempt(ranked, monkeypatch):
    first, _second = two_runs(ranked)
    with monkeypatch.context() as patch:
        break_first(patch, runs, "_compute", lambda run, at: run.pk == first.pk)
        runs.compute_due_runs(at=ranked.now)
    assert runs.compute_due_runs(at=ranked.now) == 0  # it rests
    assert runs.compute_due_runs(at=ranked.now + timedelta(minutes=2)) == 1


def test_a_run_whose_worker_was_killed_is_taken_again_after_its_lease(ranked, monkeypatch):
    first, second = two_runs(ranked)
    second.delete()
    with monkeypatch.context() as patch:
        patch.setattr(runs, "_compute", lambda run, at: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            runs.compute_due_runs(at=ranked.now)
    assert fresh(first).state == "running"
    assert runs.compute_due_runs(at=ranked.now + runs.LEASE - timedelta(minutes=1)) == 0
    assert runs.compute_due_runs(at=ranked.now + runs.LEASE) == 1
    assert runs.compute_due_runs(at=ranked.now + runs.LEASE * 2) == 0


def test_two_workers_take_a_run_once(ranked):
    first, second = two_runs(ranked)
    second.delete()
    stale = fresh(first)
    assert runs._take_and_compute(first, at=ranked.now) is True
    assert runs._take_and_compute(stale, at=ranked.now) is False


def ordered(town) -> MatchRun:
    """A run that was adopted and whose release was ordered."""
    run = town.computed()
    adoption.adopt_run(run=run, by=town.officer2, at=town.now)
    adoption.order_release(run=run, people=run.matches.count(), by=town.officer, at=town.now)
    return fresh(run)


def test_a_release_that_fails_shows_nothing_and_waits_for_an_officer(ranked, monkeypatch, signed_in):
    run = ordered(ranked)
    at = run.release_at
    with monkeypatch.context() as patch:
        patch.setattr(adoption, "_tell_the_others", lambda run, at: 1 / 0)
        for _attempt in range(due_work.MAX_ATTEMPTS):
            assert adoption.release_due_runs(at=at) == 0
            at += timedelta(days=1)
    assert fresh(run).state == "releasing" and not Offer.objects.exclude(state="prepared").exists()
    assert not Letter.objects.filter(kind__in=("offer_sent", "result_released")).exists()
    page = signed_in(ranked.officer, "en").get("/desk/stopped/").content.decode()
    assert "Results are released" in page and "ZeroDivisionError" in page
    due_work.try_again(failure=FailedWork.objects.get(), by=ranked.officer, at=at)
    assert adoption.release_due_runs(at=at) == 1 and fresh(run).state == "released"
    assert Letter.objects.filter(kind="offer_sent").count() == Offer.objects.count() == 2


def test_a_person_withdrawn_meanwhile_does_not_pass_for_a_faster_worker(ranked):
    """The refusal of another record is no sign that this one is done: it is written down."""
    run = ordered(ranked)
    adoption._prepare_offers(fresh(run), run.release_at)
    Application.objects.filter(offers__run=run).update(state="declined")
    assert adoption.release_due_runs(at=run.release_at) == 0
    assert FailedWork.objects.get(job="release_run").is_refusal


@pytest.fixture
def accepted(offers_out, now):
    for offer in offers_out:
        offers.accept_offer(offer=offer, typed_name="ก", by=offer.application.applicant, at=now)
    return offers_out


def test_an_agreement_that_cannot_be_drawn_stops_no_other(accepted, now, monkeypatch):
    break_first(monkeypatch, agreements, "agreement_pdf", lambda offer: offer.pk == accepted[0].pk)
    with pytest.raises(RuntimeError):
        agreements._make_agreement(accepted[0], at=now)  # this would have stopped the others
    assert agreements.make_due_agreements(at=now) == 1
    assert Letter.objects.filter(kind="agreement_copy").count() == 1
    assert FailedWork.objects.get(job="make_agreement").object_id == accepted[0].pk


def test_two_workers_make_one_agreement(accepted, now):
    stale = fresh(accepted[0])
    assert agreements._make_agreement(accepted[0], at=now) is True
    assert agreements._make_agreement(stale, at=now) is False
    assert Letter.objects.filter(kind="agreement_copy").count() == 1


def test_sensitive_answers_go_ninety_days_after_the_end(town, now):
    application = town.submitted()
    assert SensitiveAnswer.objects.filter(application=application).exists()
    assert purge.purge_sensitive_answers(at=now + timedelta(days=91)) == 0  # it still goes on
    Application.objects.filter(pk=application.pk).update(state="not_selected", state_changed_at=now)
    assert purge.purge_sensitive_answers(at=now + timedelta(days=89)) == 0
    assert purge.purge_sensitive_answers(at=now + timedelta(days=91)) == 1
    assert not SensitiveAnswer.objects.exists()


def test_sensitive_answers_of_the_accepted_go_after_their_year(town, now):
    application = town.submitted()
    Application.objects.filter(pk=application.pk).update(state="accepted")
    over = (town.cohort.ends_on - now.date()).days
    assert purge.purge_sensitive_answers(at=now + timedelta(days=over + 89)) == 0
    assert purge.purge_sensitive_answers(at=now + timedelta(days=over + 92)) == 1


def test_an_answer_that_cannot_be_erased_stops_no_other(town, now, monkeypatch):
    for person in (town.applicant, town.person("second@t.example")):
        Application.objects.filter(pk=town.submitted(person).pk).update(state="withdrawn", state_changed_at=now)
    bad, erase = SensitiveAnswer.objects.order_by("pk").first().pk, SensitiveAnswer.delete

    def refuse_one(answer):
        if answer.pk == bad:
            raise Refusal("x")
        return erase(answer)

    monkeypatch.setattr(SensitiveAnswer, "delete", refuse_one)
    assert purge.purge_sensitive_answers(at=now + timedelta(days=91)) == 1
    assert list(SensitiveAnswer.objects.values_list("pk", flat=True)) == [bad]
