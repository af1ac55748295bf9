"""The demo's cohort in selection, matched from the checklist to a refilled seat by officers, hosts and applicants."""

import pytest

from applications.domain.runs import compute_due_runs
from applications.models import MatchRun, Offer
from cms.management.commands.seed_demo import tell
from programme.kernel.doorbell import without_doorbell
from programme.models import Call, User
from tests.browser.acts import release_results

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def demo():
    with without_doorbell():
        world = tell(104, lambda words: None)
    return world, Call.objects.get(slug="cohort-5-additional")


def sign_in(visitor, name: str, **options):
    return visitor(User.objects.get(email=f"{name}@demo.example"), **options)


def test_the_demo_cohort_is_matched(demo, visitor):
    world, call = demo
    officer, second = sign_in(visitor, "officer"), sign_in(visitor, "officer2")
    run = freeze_and_explain(officer, call, world.now)
    release(second, run)
    two_hosts_confirm(visitor, run)
    refill(officer, three_applicants(visitor, run))


def freeze_and_explain(officer, call, now) -> MatchRun:
    page = officer.go(f"/desk/match/{call.code}/")
    assert officer.sees("Nothing stands in the way.")
    officer.press("Freeze the lists")
    page.fill("#id_seed", "482913")
    page.fill("#id_source", "drawn in public")
    officer.press("Write down the draw")
    officer.press("Compute a run")
    compute_due_runs(at=now)
    run = MatchRun.objects.get(call=call)
    officer.go(f"/desk/match/run/{run.code}/")
    assert officer.sees("Checked") and officer.sees("A second officer has to adopt it")
    officer.page.locator("td.w-why a").first.click()
    assert officer.sees("The whole list, as the applicant will read it")
    return run


def release(second, run) -> None:
    second.go(f"/desk/match/run/{run.code}/")
    second.press("Adopt")
    release_results(second, run)
    assert Offer.objects.filter(run=run, state="sent").count() == run.matches.exclude(opening=None).count()


def two_hosts_confirm(visitor, run) -> None:
    for opening in run.call.openings.select_related("supervisor").order_by("pk")[:2]:
        host = visitor(opening.supervisor, width=390)
        host.go(f"/host/placed/{opening.code}/")
        host.press("We look forward to them")
        assert Offer.objects.filter(opening=opening, host_answer="confirmed").exists()


def three_applicants(visitor, run) -> Offer:
    """One accepts, one declines, one without a place reads why. Returns the freed offer."""
    accepting, declining = Offer.objects.filter(run=run).order_by("pk")[:2]
    person = visitor(accepting.application.applicant, width=390)
    person.go(f"/my/offers/{accepting.code}/accept/")
    person.page.fill("#id_typed_name", accepting.application.applicant.get_full_name())
    person.page.check("#id_agree")
    person.press("Accept and sign")
    assert accepting.application.applicant.placements.filter(state="planned").exists()
    person = visitor(declining.application.applicant, width=390)
    person.go(f"/my/offers/{declining.code}/decline/")
    person.press("Decline")
    waiting = run.matches.filter(opening=None, reserve_rank=1).get().application
    person = visitor(waiting.applicant, width=390)
    person.go(f"/my/applications/{waiting.code}/")
    assert person.sees("on the reserve list")
    declining.refresh_from_db()
    assert declining.state == "declined"
    return declining


def refill(officer, freed: Offer) -> None:
    officer.go(f"/desk/offers/{freed.code}/")
    officer.press("Approve and send these offers")
    assert officer.sees("The story of this seat") and officer.sees("declined")
    new = Offer.objects.get(replaces=freed)
    assert new.state == "sent" and new.opening_id == freed.opening_id
