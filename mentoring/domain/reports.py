"""Reports freeze figures: what was published stays what it was, and can be traced."""

import hashlib
import json
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mentoring.models import FigureSnapshot, Outcome, Report
from mentoring.queries.figures import REGISTRY, Scope
from mentoring.signals import report_released
from programme.domain.audit import record_act
from programme.domain.transitions import lock, move
from programme.kernel.errors import Refusal
from programme.kernel.policies import require
from programme.kernel.shapes import Fields
from programme.models import User


@transaction.atomic
def write_report(*, fields: Fields, by: User, at: datetime) -> Report:
    """Begins a report with all figures of its cohort and period frozen."""
    require(by, "add", Report)
    report = Report.objects.create(created_by=by, created_at=at, state_changed_at=at, **fields)
    scope = Scope(cohort_id=report.cohort_id, from_on=report.from_on, to_on=report.to_on)
    for key in REGISTRY:
        take_snapshot(key=key, scope=scope, report=report, by=by, at=at)
    record_act(act="write", obj=report, by=by, at=at)
    return report


def take_snapshot(*, key: str, scope: Scope, report: Report | None, by: User, at: datetime) -> FigureSnapshot:
    """One figure as it stands now, with the codes of the rows behind it and a fingerprint of both."""
    figure = REGISTRY[key]
    value, codes = figure.compute(scope), sorted(figure.rows(scope).values_list("code", flat=True))
    content = json.dumps([key, figure.version, scope.as_data(), value, codes], sort_keys=True)
    return FigureSnapshot.objects.create(
        report=report, key=key, formula_version=figure.version, filters=scope.as_data(), value=value, row_codes=codes,
        digest=hashlib.sha256(content.encode()).hexdigest(), taken_by=by, taken_at=at,
    )  # fmt: skip


@transaction.atomic
def release_report(*, report: Report, by: User, at: datetime) -> Report:
    """Publishes the frozen figures and tells the site, which drafts a story from the report's highlight."""
    report = lock(report)
    if report.highlight and report.highlight.state != "verified":
        raise Refusal(
            _("The outcome that the report highlights is no longer verified. Choose another one."), code="not_verified"
        )
    move(report, "release", by=by, at=at, values={"released_by": by, "released_at": at})
    report_released.send(sender=Report, report=report, by=by, at=at)
    return report


def highlights(report_cohort_id: int | None) -> QuerySet[Outcome]:
    """Outcomes that a report may highlight: verified ones of its cohort."""
    rows = Outcome.objects.filter(state="verified")
    return rows.filter(placement__cohort_id=report_cohort_id) if report_cohort_id else rows
