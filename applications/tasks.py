"""Background work of the pipeline: woken by the doorbell or the clock, each makes one domain call."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from applications.domain.adoption import release_due_runs
from applications.domain.agreements import make_due_agreements
from applications.domain.changes import end_due_changes
from applications.domain.copies import make_due_copies
from applications.domain.first_candidates import tell_of_first_candidates
from applications.domain.offers import expire_offers, remind_of_offers
from applications.domain.purge import purge_sensitive_answers
from applications.domain.references import expire_references, purge_references, remind_referees
from applications.domain.reserve import refill_due_calls
from applications.domain.runs import compute_due_runs
from programme.domain.jobs import run_job
from programme.kernel.doorbell import on_ring
from programme.kernel.jobs import Job, name_jobs

name_jobs(
    {
        "compute_run": Job(_("Match runs are computed"), "desk_run", "run ordered"),
        "release_run": Job(_("Results are released"), "desk_run", "release ordered"),
        "expire_offer": Job(_("Offers end at their hour"), "desk_offer"),
        "remind_of_offer": Job(_("People are reminded of their offer"), "desk_offer"),
        "refill_call": Job(_("Free seats go to the reserve list"), "desk_match", "seat freed"),
        "tell_of_candidates": Job(_("Agencies read that there are candidates to judge")),
        "end_change": Job(_("Changes that were not handed in end with the deadline"), "desk_application"),
        "make_agreement": Job(_("Agreements are made as PDF"), "desk_offer", "offer accepted"),
        "remind_referee": Job(_("Referees are reminded after a week")),
        "warn_referee": Job(_("Referees are reminded before the end")),
        "expire_reference": Job(_("The time for references ends")),
        "purge_reference": Job(_("References are erased when their time is over")),
        "make_copy": Job(_("What was handed in is copied as PDF"), bell="application submitted"),
        "purge_sensitive": Job(_("Sensitive answers are erased when their time is over")),
    }
)


@on_ring("run ordered")
@db_task()
def compute_runs() -> None:
    compute_due_runs(at=timezone.now())


@on_ring("release ordered")
@db_task()
def release_runs() -> None:
    release_due_runs(at=timezone.now())


@on_ring("seat freed")
@db_task()
def refill_calls() -> None:
    refill_due_calls(at=timezone.now())


@on_ring("offer accepted")
@db_task()
def make_agreements() -> None:
    make_due_agreements(at=timezone.now())


@db_periodic_task(crontab(minute="*"))
def sweep_runs() -> None:
    """Every minute: runs and releases that nobody heard the doorbell for, or whose worker died."""
    now = timezone.now()
    run_job("compute runs", lambda: compute_due_runs(at=now), at=now)
    run_job("release runs", lambda: release_due_runs(at=now), at=now)


@db_periodic_task(crontab(minute="*"))
def sweep_offers() -> None:
    """Every minute: offers end at their hour, freed seats go on, reminders leave before."""
    now = timezone.now()
    run_job("expire offers", lambda: expire_offers(at=now), at=now)
    run_job("refill calls", lambda: refill_due_calls(at=now), at=now)
    run_job("remind of offers", lambda: remind_of_offers(at=now), at=now)


@on_ring("application submitted")
@db_task()
def make_copies() -> None:
    make_due_copies(at=timezone.now())


@db_periodic_task(crontab(minute="*"))
def sweep_copies() -> None:
    """Every minute: PDF copies of what was handed in since."""
    now = timezone.now()
    run_job("make copies", lambda: make_due_copies(at=now), at=now)


@db_periodic_task(crontab(minute="*"))
def sweep_agreements() -> None:
    """Every minute: PDF copies of agreements that were signed since."""
    now = timezone.now()
    run_job("make agreements", lambda: make_due_agreements(at=now), at=now)


@db_periodic_task(crontab(minute="25"))
def sweep_references() -> None:
    """Every hour: what did not come in time ends; who was asked is reminded."""
    now = timezone.now()
    run_job("expire references", lambda: expire_references(at=now), at=now)
    run_job("remind referees", lambda: remind_referees(at=now), at=now)


@db_periodic_task(crontab(hour="8", minute="30"))
def sweep_first_candidates() -> None:
    """Every morning: agencies read which of their openings have somebody to judge since yesterday."""
    now = timezone.now()
    run_job("tell of candidates", lambda: tell_of_first_candidates(at=now), at=now)


@db_periodic_task(crontab(minute="*"))
def sweep_changes() -> None:
    """Every minute: the deadline passed over what somebody was changing."""
    now = timezone.now()
    run_job("end changes", lambda: end_due_changes(at=now), at=now)


@db_periodic_task(crontab(hour="3", minute="40"))
def sweep_sensitive_answers() -> None:
    """Every night: sensitive answers and references whose time is over go."""
    now = timezone.now()
    run_job("purge sensitive answers", lambda: purge_sensitive_answers(at=now), at=now)
    run_job("purge references", lambda: purge_references(at=now), at=now)
