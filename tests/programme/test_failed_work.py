"""What the clock gave up on waits on the work list: each role, each language, a steady number of queries."""

from datetime import timedelta

import pytest

from programme.domain.calls import advance_calls
from programme.domain.due_work import MAX_ATTEMPTS, note_failure
from programme.kernel.worklist import queues_for
from programme.models import Call, FailedWork
from programme.queries.failed_work import stopped_work

pytestmark = pytest.mark.django_db


def stop(row, now, job="open_calls", **words):
    said = {"error": "ยังไม่มีคำถาม", "is_refusal": True, "attempts": MAX_ATTEMPTS} | words
    return note_failure(job=job, row=row, at=now, **said)


def another(town, number):
    fields = {
        "slug": f"call-{number}",
        "title_th": f"รอบ {number}",
        "opens_at": town.now,
        "closes_at": town.call.closes_at,
    }
    return Call.objects.create(cohort=town.cohort, **fields)


def test_calls_open_and_close_each_by_itself(town, now, monkeypatch):
    bad, good = another(town, 1), another(town, 2)
    Call.objects.filter(pk__in=(bad.pk, good.pk)).update(state="scheduled")
    from programme.domain import calls

    as_it_is = calls.open_call
    monkeypatch.setattr(
        calls, "open_call", lambda *, call, **words: 1 / 0 if call.pk == bad.pk else as_it_is(call=call, **words)
    )
    assert advance_calls(at=now) == 1
    assert advance_calls(at=now) == 0
    assert [Call.objects.get(pk=row.pk).state for row in (bad, good)] == ["scheduled", "open"]
    monkeypatch.undo()
    assert advance_calls(at=now + timedelta(minutes=2)) == 1
    assert advance_calls(at=town.call.closes_at) == 3


def test_only_what_was_given_up_is_listed_and_counted(town, now):
    stop(another(town, 1), now)
    stop(another(town, 2), now, attempts=1)  # still tried by itself
    assert [row.thing.slug for row in stopped_work(town.officer)] == ["call-1"]
    (queue,) = [queue for queue in queues_for(town.officer) if queue.href == "/desk/stopped/"]
    assert queue.waiting == len(stopped_work(town.officer)) == 1


def test_a_record_that_is_gone_stops_no_page(town, now, signed_in):
    gone = another(town, 1)
    stop(gone, now)
    gone.delete()
    assert signed_in(town.officer).get("/desk/stopped/").status_code == 200


def test_the_page_speaks_both_languages_and_tells_errors_of_the_program_apart(town, now, signed_in):
    failure = stop(town.call, now, error="KeyError: 'x'", is_refusal=False)
    thai = signed_in(town.officer).get("/desk/stopped/").content.decode()
    english = signed_in(town.officer, "en").get("/desk/stopped/").content.decode()
    assert "งานที่หยุดค้าง" in thai and "ระบบขัดข้อง" in thai and "open_calls" not in thai
    assert "Calls open on their day" in english and "An error of the program" in english
    answer = signed_in(town.officer, "en").post(f"/desk/stopped/{failure.code}/again/", follow=True)
    assert "within a minute" in answer.content.decode()
    assert FailedWork.objects.get().given_up_at is None


@pytest.mark.parametrize(
    ("who", "page", "act"),
    [
        ("officer", 200, 302),
        ("officer2", 200, 302),
        ("evaluator", 200, 404),
        ("applicant", 403, 404),
        ("host", 403, 404),
    ],
)
def test_who_may_see_and_try_again(town, now, signed_in, who, page, act):
    failure = stop(town.call, now)
    client = signed_in(getattr(town, who))
    answer = client.get("/desk/stopped/")
    assert answer.status_code == page and ("ยังไม่มีคำถาม" in answer.content.decode()) == (act == 302)
    assert client.post(f"/desk/stopped/{failure.code}/again/").status_code == act


def test_trying_again_is_a_post_and_for_those_signed_in(town, now, client, signed_in):
    failure = stop(town.call, now)
    assert signed_in(town.officer).get(f"/desk/stopped/{failure.code}/again/").url == "/desk/stopped/"
    assert client.post(f"/desk/stopped/{failure.code}/again/").status_code == 302
    failure.refresh_from_db()
    assert failure.given_up_at


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_row_and_for_three(town, now, rows, django_assert_num_queries):
    for number in range(rows):
        stop(another(town, number), now)
    officer = type(town.officer).objects.get(pk=town.officer.pk)
    stopped_work(officer)
    with django_assert_num_queries(2):
        stopped_work(officer)
