"""A run becomes the programme's decision: certified, current, signed by a second officer, one a round, and set aside again."""

import pytest

from applications.domain import adoption, match_rules
from applications.models import Decision, Match, MatchRun
from programme.kernel.errors import NotAllowed, NotVisible, Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def ready(town):
    """Three people on two seats, ranked and judged; the call is in selection."""
    town.ranked(town.applicant, town.person("second@t.example"), town.person("third@t.example"))
    town.selecting()
    return town


def refused(code, act, **words):
    with pytest.raises(Refusal) as no:
        act(**words)
    assert no.value.code == code


def adopt(town, run, by=None) -> MatchRun:
    return adoption.adopt_run(run=run, by=by or town.officer2, at=town.now)


def states(run) -> list[str]:
    return sorted(run.matches.values_list("application__state", flat=True))


def test_adopting_writes_every_decision_and_shows_none(ready):
    run = adopt(ready, ready.computed())
    assert (run.state, run.adopted_by, states(run)) == ("adopted", ready.officer2, ["matched", "matched", "ranked"])
    kinds = Decision.objects.values_list("kind", flat=True)
    assert sorted(kinds) == ["reserve", "selected", "selected"]
    assert not Decision.objects.exclude(released_at=None).exists()


@pytest.mark.parametrize("who", ["host", "reviewer", "evaluator", "editor", "applicant", "stranger"])
def test_only_officers_adopt(ready, who):
    with pytest.raises((NotAllowed, NotVisible)):
        adopt(ready, ready.computed(), by=getattr(ready, who))


def test_a_run_without_its_certificate_is_not_adopted(ready):
    run = ready.computed()
    MatchRun.objects.filter(pk=run.pk).update(certificate="")
    refused("no_certificate", adopt, town=ready, run=run)


def test_a_round_has_one_adopted_run(ready):
    first, second = ready.computed(), ready.computed()
    Match.objects.filter(run=second).delete()  # only the run itself is of interest here
    MatchRun.objects.filter(pk=first.pk).update(state="adopted")
    refused("adopted_already", adopt, town=ready, run=second)


def test_lists_that_can_no_longer_be_frozen_have_no_fingerprint(ready):
    run = ready.computed()
    assert adoption.frozen_hash(run) == run.snapshot_hash
    person = run.matches.order_by("pk")[0].application
    for number in (1, 2):  # two pairs fixed for one person contradict each other
        opening = ready.opening if number == 1 else ready.opening2
        rule = match_rules.propose_rule(
            kind="fixed", application=person, opening=opening, reason="x", by=ready.officer, at=ready.now
        )
        match_rules.approve_rule(rule=rule, by=ready.officer2, at=ready.now)
    assert adoption.frozen_hash(run) == ""
    refused("inputs_changed", adopt, town=ready, run=run)


def test_a_run_set_aside_takes_its_hidden_decisions_along(ready):
    run = adopt(ready, ready.computed())
    adoption.discard_run(run=run, by=ready.officer, at=ready.now)
    assert (run.state, states(run)) == ("discarded", ["ranked", "ranked", "ranked"])
    assert not Decision.objects.exists()
    assert adopt(ready, ready.computed()).state == "adopted"


def test_a_run_that_was_never_adopted_is_set_aside_alone(ready):
    adopted, other = adopt(ready, ready.computed()), ready.computed()
    adoption.discard_run(run=other, by=ready.officer, at=ready.now)
    assert Decision.objects.count() == 3 and states(adopted) == ["matched", "matched", "ranked"]


def test_nobody_without_a_ranking_is_left_out_of_the_decision(ready):
    """Who was read and never ranked by a host is ranked by the decision."""
    run = ready.computed()
    waiting = run.matches.get(opening=None).application
    type(waiting).objects.filter(pk=waiting.pk).update(state="reviewed")
    adopt(ready, run)
    waiting.refresh_from_db()
    assert waiting.state == "ranked" and waiting.reserve_rank == 1


def test_a_release_called_off_while_it_begins_announces_nothing(ready, monkeypatch):
    run = adopt(ready, ready.computed())
    adoption.order_release(run=run, people=3, by=ready.officer, at=ready.now - adoption.TIME_TO_CALL_OFF)
    real = adoption._prepare_offers

    def called_off_meanwhile(one, at):
        real(one, at)
        MatchRun.objects.filter(pk=one.pk).update(state="adopted")

    monkeypatch.setattr(adoption, "_prepare_offers", called_off_meanwhile)
    assert adoption.release_due_runs(at=ready.now) == 0
    assert not run.offers.exclude(state="prepared").exists()
