"""The work list of a desk where everything waits: each count is the number of rows of the list it leads to."""

import re

import pytest

from mentoring.domain import claims, settling
from programme.kernel.worklist import queues_for
from programme.models import HostAgency, Letter, Opening
from tests.journeys.access import Access

pytestmark = pytest.mark.django_db
ROWS = re.compile(r'role="status">\s*<b>([\d,]+)</b>')


@pytest.fixture
def busy(town):
    """Claims, a call for help, stopped work, a lost letter, an agency and an opening that wait: all at once."""
    world = Access(town)
    for claim in (world.log, world.outcome, world.problem):
        claims.submit_claim(claim=claim, by=world.ambassador, at=town.now)
    for claim in (world.log, world.problem, world.shown):
        claims.confirm_claim(claim=type(claim).objects.get(pk=claim.pk), by=town.host, at=town.now)
    settling.dispute_claim(claim=world.outcome, reason="ไม่ตรง", by=town.host, at=town.now)
    Letter.objects.filter(pk=Letter.objects.exclude(kind__startswith="account").first().pk).update(state="failed")
    HostAgency.objects.filter(pk=town.agency2.pk).update(state="pending")
    Opening.objects.filter(pk=town.opening2.pk).update(state="pending")
    return world


def rows_of(page) -> int:
    if "rows" in (page.context or {}) and page.request["PATH_INFO"].startswith("/desk/stopped/"):
        return len(page.context["rows"])
    return int(ROWS.search(page.content.decode()).group(1).replace(",", ""))


def test_every_count_of_every_app_is_the_length_of_its_list(busy, signed_in):
    browser = signed_in(busy.town.officer)
    found = {queue.href: queue for queue in queues_for(busy.town.officer)}
    areas = {href.split("?")[0] for href in found}
    assert areas >= {
        "/desk/verify/",
        "/desk/help/",
        "/desk/stopped/",
        "/desk/letters/",
        "/desk/agencies/",
        "/desk/openings/",
    }
    for href, queue in found.items():
        page = browser.get(href)
        assert page.status_code == 200, href
        if not href.startswith("/desk/match/"):
            assert rows_of(page) == queue.waiting > 0, href
        if queue.late_href:
            assert rows_of(browser.get(queue.late_href)) == queue.late, queue.late_href


def test_what_waits_in_the_field_waits_once_for_each_kind(busy):
    found = {queue.icon: queue.waiting for queue in queues_for(busy.town.officer)}
    assert {icon: found.get(icon) for icon in ("seal-check", "flag", "warning", "lifebuoy", "warning-circle")} == {
        "seal-check": 1, "flag": 1, "warning": 1, "lifebuoy": 1, "warning-circle": 1,
    }  # fmt: skip


@pytest.mark.parametrize("letter", ["R", "H", "X", "M", "A", "P", "S"])
def test_nobody_else_has_work_of_the_desk(busy, letter):
    assert queues_for(busy.people[letter]) == []
