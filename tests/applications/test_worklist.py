"""The work list: each count is the length of the list behind it, and each entry leads to where the work is done."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from applications.domain import offers, readers, screening
from applications.models import Application, Offer, ReviewAssignment
from applications.queries.waiting import WAITING, waiting
from programme.domain import calls
from programme.kernel.policies import visible_to
from programme.kernel.worklist import queues_for
from programme.models import Call, Letter

pytestmark = pytest.mark.django_db
ROWS = re.compile(r'role="status">\s*<b>([\d,]+)</b>')


@pytest.fixture
def busy(town):
    """Something of every kind waits, some of it late, and part of it under a conflict of the first officer."""
    for n in range(4):
        town.submitted(town.person(f"new{n}@t.example"))
    screening.note_check(
        application=Application.objects.order_by("pk").first(), key="identity", outcome="pass", note="", by=town.officer2,
        at=town.now,
    )  # fmt: skip
    Application.objects.filter(state="submitted").update(due_at=town.now - timedelta(days=1))
    read = [town.screened(town.submitted(town.person(f"read{n}@t.example"))) for n in range(3)]
    for application in read[:2]:
        readers.assign_evenly(applications=[application], by=town.officer2, at=town.now - timedelta(days=30))
    hidden = read[1]
    screening.declare_conflict(application=hidden, person=town.officer, reason="ญาติ", at=town.now)
    words = {"recipient": town.host, "to_address": "h@t.example", "created_at": town.now, "send_after": town.now}
    for state in ("bounced", "failed", "failed"):
        letter = Letter.objects.create(
            kind="x", subject="x", body_text="x", dedupe_key=f"x{Letter.objects.count()}", **words
        )
        Letter.objects.filter(pk=letter.pk).update(**{"state": state})
    town.make_opening(town.agency, town.host)
    return town


def rows_behind(browser, address: str) -> int:
    found = ROWS.search(browser.get(address).content.decode())
    assert found, f"{address} shows no number of rows"
    return int(found.group(1).replace(",", ""))


LISTS = (
    "/desk/applications/",
    "/desk/readings/",
    "/desk/offers/",
    "/desk/letters/",
    "/desk/agencies/",
    "/desk/openings/",
)


def test_every_count_is_the_length_of_the_list_behind_it(busy, signed_in):
    browser = signed_in(busy.officer)
    queues = [queue for queue in queues_for(busy.officer) if queue.href.startswith(LISTS)]
    assert {"list-checks", "eye", "clock", "envelope-simple"} <= {queue.icon for queue in queues}
    for queue in queues:
        assert rows_behind(browser, queue.href) == queue.waiting, queue.title
        if queue.late_href:
            assert rows_behind(browser, queue.late_href) == queue.late, queue.title


def test_the_numbers_are_the_right_ones(busy):
    found = {queue.icon: (queue.waiting, queue.late) for queue in queues_for(busy.officer)}
    assert found["list-checks"] == (4, 3)  # begun ones wait too
    assert found["clock"] == (2, 2)  # the two readers of the application without a conflict
    assert found["eye"] == (1, 0)
    assert found["envelope-simple"] == (3, 0)
    seen = {queue.icon: queue.waiting for queue in queues_for(busy.officer2)}
    assert seen["clock"] == 4  # the second officer has no conflict


def test_refill_stands_on_the_list_that_the_work_list_opens(town, signed_in):
    town.ranked(town.applicant, town.person("second@t.example"), town.person("third@t.example"))
    town.selecting()
    town.release(town.computed())
    offer = Offer.objects.get(opening=town.opening)
    offers.decline_offer(offer=offer, reason="", by=offer.application.applicant, at=town.now)
    queue = next(queue for queue in queues_for(town.officer) if queue.icon == "user-switch")
    browser, button = signed_in(town.officer), reverse("desk_match_refill", args=[town.call.code])
    assert queue.waiting == rows_behind(browser, queue.href) == 1
    assert f'action="{button}"' in browser.get(queue.href).content.decode()
    browser.post(button)
    assert not [queue for queue in queues_for(town.officer) if queue.icon == "user-switch"]


def test_each_call_in_selection_leads_to_its_own_room(town, signed_in):
    other = Call.objects.create(
        cohort=town.cohort,
        slug="other",
        title_th="ประกาศสอง",
        opens_at=town.now - timedelta(days=9),
        closes_at=town.now,
        state="closed",
    )
    town.selecting()
    calls.start_selection(call=other, by=town.officer, at=town.now)
    rooms = {queue.href for queue in queues_for(town.officer) if queue.icon == "intersect-three"}
    assert rooms == {reverse("desk_match", args=[call.code]) for call in (town.call, other)}
    assert all(signed_in(town.officer).get(room).status_code == 200 for room in rooms)


def test_an_objection_of_a_host_waits_until_it_is_settled(town):
    from applications.domain import host_answers  # only here

    town.ranked(town.applicant)
    town.selecting()
    town.release(town.computed())
    offer = Offer.objects.get()
    host = town.host if offer.opening == town.opening else town.host2
    host_answers.answer_placement(offer=offer, objects=True, reason="ไม่มีที่นั่ง", by=host, at=town.now)
    assert [queue.waiting for queue in queues_for(town.officer) if queue.icon == "hand-palm"] == [1]
    host_answers.settle_objection(offer=offer, reason="ตกลงแล้ว", by=town.officer, at=town.now)
    assert not [queue for queue in queues_for(town.officer) if queue.icon == "hand-palm"]


@pytest.mark.parametrize("role", ["reviewer", "host", "editor", "evaluator", "applicant", "stranger"])
def test_who_is_no_officer_has_no_queue_of_the_pipeline(busy, role):
    assert [queue for queue in queues_for(getattr(busy, role)) if queue.href.startswith(LISTS)] == []


@pytest.mark.parametrize("model", WAITING, ids=lambda model: model.__name__)
def test_an_unknown_kind_of_work_shows_nothing(busy, model):
    rows = visible_to(busy.officer, model, "desk")
    assert not waiting(rows, "no-such-work", busy.now).exists()
    assert all(waiting(rows, name, busy.now).count() <= rows.count() for name in WAITING[model])


def test_an_application_with_enough_readers_is_not_short_of_them(busy):
    rows = visible_to(busy.officer2, Application, "desk")
    short = waiting(rows, "readers", busy.now)
    assert short.count() == 1
    assignment = ReviewAssignment.objects.order_by("pk").first()
    readers.withdraw_reader(assignment=assignment, reason="", by=busy.officer2, at=busy.now)
    assert set(waiting(rows, "readers", busy.now)) == {short.get(state="eligible"), assignment.application}
