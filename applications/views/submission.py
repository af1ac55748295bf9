"""The last step: everything on one page, then handed in."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications import wizard
from applications.domain.submission import submit_application
from applications.forms.choices import TruthForm
from applications.models import Application
from applications.queries.answers import draft_sheet, secrets_of, typed_in
from applications.queries.documents import papers_of
from applications.queries.forms import key_of, sections_of
from applications.queries.pipeline import steps_of
from applications.queries.preferences import chosen_openings
from applications.queries.referees import places_of
from applications.queries.rules import asked_of, draft_findings, ground_of, not_sent
from applications.rules import Finding
from applications.views.step_page import step_page
from programme.kernel.operations import Operation, Operations


def check(request: HttpRequest, application: Application, section: str) -> HttpResponse:
    page = Operations(request, {"": Operation(TruthForm, partial(_submit, request, application), said=_receipt)})
    if answer := page.answer(to=reverse("my_application", args=[application.code])):
        return answer
    shown, findings = asked_of(application), draft_findings(application)
    kept = typed_in(application) | secrets_of(application)
    context = {
        "parts": _with_reasons(draft_sheet(application, shown.questions), findings),
        "stops": _stops(application, findings),
        "warnings": [finding for finding in findings if finding.warns],
        "waived": [finding for finding in findings if finding.is_waived],
        "not_sent": not_sent(ground_of(application), shown, kept),
        "unseen": _unseen(application),
        "chosen": chosen_openings(application),
        "papers": papers_of(application),
        "places": places_of(application) if key_of(application.form, "referees") else [],
        "gaps": wizard.missing(steps_of(application)),
        "form": page.form,
    }
    return step_page(request, application, section, "applications/check.html", page.status, **context)


def _unseen(application: Application) -> list[wizard.Section]:
    """The steps in which an answer or a paper of an earlier call was not looked at yet."""
    keys = {row.section for row in application.answers.all() if row.carried}
    if any(row.carried_from for row in application.documents.all()):
        keys.add(key_of(application.form, "documents"))
    return [row for row in sections_of(application.form) if row.key in keys]


def _submit(request: HttpRequest, application: Application, truth: bool) -> Application:
    """The tick itself is not kept: without it nothing is handed in."""
    return submit_application(application=application, by=request.user, at=timezone.now())


def _receipt(submitted: Application) -> str:
    words = _("Submitted. Your receipt number is %(number)s; a letter is on its way.")
    return words % {"number": submitted.receipt_number}


def _with_reasons(parts: list[dict], findings: list[Finding]) -> list[dict]:
    """Beside each answer that a hard rule stops, why."""
    for row in (row for part in parts for row in part["rows"]):
        reasons = [finding.reason for finding in findings if finding.stops and row["question"].key in finding.keys]
        row["problem"] = " ".join([row["problem"], *reasons]).strip()
    return parts


def _stops(application: Application, findings: list[Finding]) -> list[dict]:
    """`[{"reason", "section"}]`: hard rules that are not met, with the step where the answer can be looked at again."""
    steps = {row.key: row.section for row in ground_of(application).questions}
    return [
        {"reason": finding.reason, "section": next((steps[key] for key in finding.keys if key in steps), "")}
        for finding in findings
        if finding.stops
    ]
