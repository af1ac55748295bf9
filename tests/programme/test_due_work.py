"""One bad row stops nothing: the others are done, it is tried again ever later, and at last waits for a person."""

from datetime import timedelta

import pytest
from django.utils.translation import get_language, gettext, override

from programme.domain.due_work import MAX_ATTEMPTS, for_each_due, note_failure, try_again
from programme.kernel.errors import NotVisible, Refusal
from programme.kernel.jobs import known_jobs
from programme.models import AuditEntry, City, FailedWork

pytestmark = pytest.mark.django_db
JOB = "open_calls"


@pytest.fixture
def cities(town):
    """Three rows of work; the one in the middle is bad."""
    for number in range(3):
        City.objects.create(name_th=f"เมือง {number}", slug=f"c{number}", province=town.province)
    return City.objects.filter(slug__startswith="c", population=None).exclude(name_en="done").order_by("slug")


def finish(city):
    city.name_en = "done"
    city.save()
    if city.slug == "c1":
        raise Refusal("ไม่ได้", code="no")


def slugs(**fields):
    return list(City.objects.filter(slug__startswith="c", **fields).order_by("slug").values_list("slug", flat=True))


def test_without_the_helper_one_row_would_have_stopped_those_after_it(cities):
    with pytest.raises(Refusal):
        for city in cities:
            finish(city)
    assert "c2" not in slugs(name_en="done")


def test_the_others_are_done_and_the_bad_row_is_untouched_and_written_down(cities, now):
    assert for_each_due(JOB, cities, finish, at=now) == 2
    assert slugs(name_en="done") == ["c0", "c2"]
    failure = FailedWork.objects.get()
    assert (failure.job, failure.object_id, failure.attempts) == (JOB, City.objects.get(slug="c1").pk, 1)
    assert (failure.last_error, failure.is_refusal, failure.given_up_at) == ("ไม่ได้", True, None)


def test_an_error_of_the_program_stops_nothing_either_and_is_told_apart(cities, now):
    def crash(city):
        if city.slug == "c1":
            raise KeyError("x\x00y")
        finish(city)

    assert for_each_due(JOB, cities, crash, at=now) == 2
    failure = FailedWork.objects.get()
    assert not failure.is_refusal and failure.last_error == "KeyError: 'x\\x00y'"


def test_the_row_rests_ever_longer_and_is_given_up_after_the_last_attempt(cities, now):
    waits, at = [], now
    for _attempt in range(MAX_ATTEMPTS):
        for_each_due(JOB, cities, finish, at=at)
        failure = FailedWork.objects.get()
        assert for_each_due(JOB, cities, finish, at=failure.next_at - timedelta(seconds=1)) == 0
        waits.append((failure.next_at - at).total_seconds() / 60)
        at = failure.next_at
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128]
    assert failure.attempts == MAX_ATTEMPTS and failure.given_up_at
    for_each_due(JOB, cities, finish, at=at + timedelta(days=9))
    assert FailedWork.objects.get().attempts == MAX_ATTEMPTS  # nobody tries any more


def test_giving_up_may_move_the_row_to_a_state_of_its_own(cities, now):
    told = []
    note_failure(job=JOB, row=City.objects.get(slug="c1"), error="x", is_refusal=True, at=now, attempts=7)
    later = now + timedelta(days=1)
    for_each_due(JOB, cities, finish, at=later, give_up=lambda city, error: told.append((city.slug, error)))
    assert told == [("c1", "ไม่ได้")]


def test_a_row_that_works_at_last_leaves_the_list(cities, now):
    for_each_due(JOB, cities, finish, at=now)
    assert for_each_due(JOB, cities, lambda city: None, at=now + timedelta(minutes=2)) == 1
    assert not FailedWork.objects.exists()


def test_a_row_that_is_not_due_any_more_leaves_the_list_unless_it_is_still_of_interest(cities, now):
    for_each_due(JOB, cities, finish, at=now)
    City.objects.filter(slug="c1").update(population=7)
    for_each_due(JOB, cities, finish, at=now, relevant=City.objects.all())
    assert FailedWork.objects.count() == 1
    for_each_due(JOB, cities, finish, at=now)
    assert FailedWork.objects.count() == 0


def test_an_act_that_did_nothing_is_not_counted_and_a_limit_is_kept(cities, now):
    assert for_each_due(JOB, cities, lambda city: False, at=now) == 0
    assert for_each_due(JOB, cities, lambda city: None, at=now, limit=2) == 2


def test_a_row_that_another_worker_finished_meanwhile_is_not_done_again(cities, now):
    done = []

    def act(city):
        done.append(city.slug)
        City.objects.filter(slug__startswith="c").update(name_en="done")  # the other worker, at the same moment

    assert for_each_due(JOB, cities, act, at=now) == 1 and done == ["c0"]


def test_an_act_with_its_own_transactions_keeps_what_it_committed(cities, now):
    for_each_due(JOB, cities, finish, at=now, in_one=False)
    assert slugs(name_en="done") == ["c0", "c1", "c2"]
    assert FailedWork.objects.get().object_id == City.objects.get(slug="c1").pk


@pytest.mark.parametrize("who", ["applicant", "host", "reviewer", "editor", "evaluator"])
def test_only_officers_let_it_be_tried_again(town, now, who):
    failure = note_failure(job=JOB, row=town.call, error="x", is_refusal=True, at=now, attempts=MAX_ATTEMPTS)
    with pytest.raises(NotVisible):
        try_again(failure=failure, by=getattr(town, who), at=now)
    failure.refresh_from_db()
    assert failure.given_up_at


def test_trying_again_begins_anew_and_is_written_down(cities, town, now):
    row = City.objects.get(slug="c1")
    failure = note_failure(job=JOB, row=row, error="x", is_refusal=True, at=now, attempts=MAX_ATTEMPTS)
    assert for_each_due(JOB, cities, lambda city: None, at=now) == 2
    try_again(failure=failure, by=town.officer, at=now)
    assert for_each_due(JOB, cities.filter(slug="c1"), lambda city: None, at=now) == 1
    assert AuditEntry.objects.get(act="try_again").data == {"job": JOB}


def test_every_job_that_can_fail_has_words_for_the_desk():
    import re
    from pathlib import Path

    root = Path(__file__).resolve().parents[2]
    text = "".join(path.read_text() for path in root.glob("*/domain/*.py"))
    used = set(re.findall(r'for_each_due\(\s*"(\w+)"', text)) | {"show_call"}
    assert used == known_jobs()


def refuse_in_words(city):
    city.name_en = "touched"
    city.save()
    if city.slug == "c1":
        raise Refusal(gettext("This agency is not approved yet. Approve it first; then its openings can be submitted."))


def test_a_refusal_is_read_in_the_language_of_the_reader(cities, now):
    for_each_due(JOB, cities, refuse_in_words, at=now)
    failure = FailedWork.objects.get()
    assert failure.last_error.startswith("หน่วยงาน")  # as the worker said it, and all that was kept before
    with override("en"):
        assert failure.why.startswith("This agency") and failure.language == "en"
    with override("th"):
        assert failure.why == failure.last_error and failure.language == "th"


def test_asking_for_the_words_changes_nothing(cities, now):
    for_each_due(JOB, cities, refuse_in_words, at=now)
    assert slugs(name_en="touched") == ["c0", "c2"]


def test_what_speaks_to_the_outside_is_not_done_again_for_its_words(cities, now):
    done = []

    def act(city):
        done.append(city.slug)
        refuse_in_words(city)

    for_each_due(JOB, cities, act, at=now, in_one=False)
    assert done == ["c0", "c1", "c2"]
    with override("en"):
        assert FailedWork.objects.get().language == "th"  # marked as what it is


def test_another_refusal_the_second_time_is_not_taken_for_the_first(cities, now):
    codes = iter(["first", "second"])

    def act(city):
        raise Refusal(f"{get_language()}", code=next(codes))

    for_each_due(JOB, cities, act, at=now, limit=1)
    assert FailedWork.objects.get().words == {"th": "th"}
