"""The screening room: what the work list counts, one after the other, decided where it is read."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from applications.domain import screening
from applications.models import Application, Outcome
from applications.queries.screening_queue import screening_queue
from applications.queries.waiting import SCREEN, waiting
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.kernel.policies import visible_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(town):
    """Three that wait; the last that came is due first."""
    rows = [town.submitted(town.person(f"new{n}@t.example")) for n in range(3)]
    for days, row in zip((3, 2, 1), rows, strict=True):
        Application.objects.filter(pk=row.pk).update(due_at=town.now + timedelta(days=days))
    return rows[::-1]


def room(application):
    return reverse("desk_screening_one", args=[application.code])


def test_the_queue_is_what_the_work_list_counts_the_most_urgent_first(three, town):
    queue = screening_queue(town.officer, town.now, three[1])
    assert [row.pk for row in queue.rows] == [row.pk for row in three]
    assert queue.total == waiting(visible_to(town.officer, Application, "desk"), SCREEN, town.now).count()
    assert (queue.before, queue.after) == (three[0], three[2])


def test_two_presses_screen_one_and_open_the_next(client, three, town):
    client.force_login(town.officer)
    assert client.get(reverse("desk_screening")).url == room(three[0])
    for place, application in enumerate(three):
        assert client.post(room(application), {"act": "rest"}).url == room(application)
        to = room(three[place + 1]) if place < 2 else reverse("desk_screening")
        assert client.post(room(application), {"act": "pass"}).url == to
    assert set(Application.objects.values_list("state", flat=True)) == {"eligible"}
    assert client.get(reverse("desk_screening")).status_code == 200


def test_nothing_passes_unlooked_at_and_what_was_typed_stays(client, three, town):
    client.force_login(town.officer)
    answer = client.post(room(three[0]), {"act": "pass", "reason": "ยังไม่ได้ดู"})
    assert answer.status_code == 422 and "ยังไม่ได้ดู" in answer.content.decode()
    three[0].refresh_from_db()
    assert three[0].state == "submitted"


@pytest.mark.parametrize("act", ["pass-identity", "rest"])
def test_a_point_gives_back_what_was_typed_for_the_decision(client, three, town, act):
    client.force_login(town.officer)
    said = client.post(room(three[0]), {"act": act, "reason": "ขอภาพที่ชัดกว่านี้", "part": "documents"}, follow=True)
    assert said.redirect_chain == [(room(three[0]), 302)] and "ขอภาพที่ชัดกว่านี้" in said.content.decode()


def test_two_officers_at_once_the_later_reads_that_it_is_decided(client, three, town):
    screening.meet_the_rest(application=three[0], by=town.officer2, at=town.now)
    three[0].refresh_from_db()
    screening.pass_screening(application=three[0], by=town.officer2, at=town.now)
    client.force_login(town.officer)
    answer = client.post(room(three[0]), {"act": "rule_out", "reason": "ไม่ครบ"})
    assert answer.status_code == 422 and "dk-note--bad" in answer.content.decode()
    three[0].refresh_from_db()
    assert three[0].state == "eligible"


@pytest.mark.parametrize(
    ("act", "sent", "state"),
    [
        ("correction", {"reason": "ขอภาพที่ชัดกว่านี้", "part": "documents"}, "correction"),
        ("rule_out", {"reason": "อายุไม่ถึง"}, "ineligible"),
    ],
)
def test_a_decision_with_its_words_leads_to_the_next(client, three, town, act, sent, state):
    client.force_login(town.officer)
    assert client.post(room(three[0]), {"act": act} | sent).url == room(three[1])
    three[0].refresh_from_db()
    assert three[0].state == state


@pytest.mark.parametrize("act", ["correction", "rule_out"])
def test_a_decision_without_words_is_refused_and_the_parts_stay_ticked(client, three, town, act):
    client.force_login(town.officer)
    answer = client.post(room(three[0]), {"act": act, "reason": " ", "part": "documents"})
    tree = BeautifulSoup(answer.content.decode(), "html.parser")
    assert answer.status_code == 422 and tree.select_one(".dk-note--bad p").get_text(strip=True)
    assert tree.select_one("#part-documents").has_attr("checked")


@pytest.mark.parametrize("who", ["reviewer", "host", "evaluator", "editor", "applicant", "stranger"])
def test_nobody_but_an_officer_meets_the_points_or_opens_the_room(client, three, town, who):
    person = getattr(town, who)
    with pytest.raises((NotAllowed, NotVisible)):
        screening.meet_the_rest(application=three[0], by=person, at=town.now)
    client.force_login(person)
    assert client.get(room(three[0])).status_code in (403, 404)
    assert client.post(room(three[0]), {"act": "rest"}).status_code in (403, 404)
    assert not three[0].screening_checks.exclude(outcome=Outcome.OPEN).exists()


def test_when_the_screening_is_over_the_rest_is_refused(three, town):
    Application.objects.filter(pk=three[0].pk).update(state="in_review")
    three[0].refresh_from_db()
    with pytest.raises(Refusal) as refusal:
        screening.meet_the_rest(application=three[0], by=town.officer, at=town.now)
    assert refusal.value.code == "closed"


def test_what_has_no_promise_stands_behind_what_has_one(three, town):
    Application.objects.filter(pk=three[0].pk).update(due_at=None)
    assert [row.pk for row in screening_queue(town.officer, town.now).rows][-1] == three[0].pk


def test_the_rest_leaves_what_was_decided(three, town):
    words = {"application": three[0], "by": town.officer, "at": town.now}
    screening.note_check(key="identity", outcome="fail", note="", **words)
    three[0].refresh_from_db()
    screening.meet_the_rest(**words)
    found = dict(three[0].screening_checks.values_list("key", "outcome"))
    assert found.pop("identity") == Outcome.FAIL
    assert set(found.values()) == {Outcome.PASS}


def test_a_point_turns_from_open_to_met_to_failing_to_open(client, three, town):
    client.force_login(town.officer)
    for outcome in ("pass", "fail", "open"):
        assert f'value="{outcome}-identity"' in client.get(room(three[0])).content.decode()
        client.post(room(three[0]), {"act": f"{outcome}-identity"})
        assert three[0].screening_checks.get(key="identity").outcome == outcome


def test_a_conflict_closes_the_room(client, three, town):
    screening.declare_conflict(application=three[0], person=town.officer, reason="ญาติ", at=town.now)
    client.force_login(town.officer)
    assert client.get(room(three[0])).status_code == 404
    assert three[0] not in screening_queue(town.officer, town.now).rows


def test_the_room_costs_the_same_with_one_and_with_three_that_wait(client, three, town, django_assert_num_queries):
    client.force_login(town.officer)
    client.get(room(three[0]))
    with django_assert_num_queries(26):
        client.get(room(three[0]))
    for row in three[1:]:
        screening.meet_the_rest(application=row, by=town.officer, at=town.now)
        row.refresh_from_db()
        screening.pass_screening(application=row, by=town.officer, at=town.now)
    with django_assert_num_queries(26):
        client.get(room(three[0]))
