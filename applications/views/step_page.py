"""The frame of one step of the form: where one stands, what is locked, what an officer asked for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from applications import wizard
from applications.models import Application
from applications.queries.corrections import open_correction
from applications.queries.forms import steps_in
from applications.queries.pipeline import is_asked, steps_of
from applications.queries.rules import asked_of


def step_page(
    request: HttpRequest, application: Application, section: str, template: str, status: int = 200, **context
) -> HttpResponse:
    """A step with its list of steps. `context` is for the template of the step itself."""
    found = steps_of(application, here=section)
    step = next(step for step in found if step.section.key == section)
    asked = open_correction(application)
    parts = asked.parts if asked else []
    context |= {
        "application": application,
        "call": application.call,
        "steps": found,
        "step": step,
        "previous": wizard.before([row.section for row in found], section, parts),
        "correction": asked,
        "area": "my",
    }
    return render(request, template, context, status=status)


def after(application: Application, section: str) -> str:
    """Where "save and continue" leads; in a correction past what is locked."""
    asked = open_correction(application)
    shown = asked_of(application)
    steps = [row for row in steps_in(application.form) if is_asked(row, shown) or row.key == section]
    return wizard.after(steps, section, asked.parts if asked else [])
