"""The form of a call as a whole: begun, read from a file, kept for others, corrected, given up."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.blueprint import Blueprint
from applications.domain import form_versions
from applications.domain.form_files import read_form, read_form_file
from applications.domain.forms import begin_version
from applications.forms.builder_versions import CorrectionForm, EditionForm, ImportForm, StartForm, TemplateForm
from applications.models import FormTemplate
from applications.queries.blueprints import as_blueprint
from applications.queries.form_changes import changes_between
from applications.queries.forms import form_in_work
from applications.views.builder import call_to_build
from applications.views.builder_parts import draft_of
from programme.forms.fields import PlainForm
from programme.kernel.errors import NotVisible
from programme.kernel.operations import Operation, Operations, operate
from programme.kernel.policies import visible_to
from programme.kernel.posting import posted_from
from programme.models import Call


@login_required
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Of nothing, a template, an earlier call, or a file."""
    call = call_to_build(request, code)
    if form_in_work(call):
        return redirect("desk_form", code=code)
    earlier = visible_to(request.user, Call, "desk").exclude(pk=call.pk).exclude(form_versions=None)
    earlier = earlier.order_by("-opens_at", "pk").distinct()

    def begin(*, source: str) -> None:
        sort, _colon, chosen = source.partition(":")
        plan, like = Blueprint(sections=[]), None
        if sort == "template":
            plan = read_form(FormTemplate.objects.get(code=chosen).blueprint)
        elif sort == "call":
            like = earlier.get(code=chosen)
            plan = as_blueprint(form_in_work(like))
        form_versions.start_form(call=call, plan=plan, like=like, by=request.user, at=timezone.now())

    page = Operations(
        request,
        {
            "": Operation(
                StartForm, begin, _("The form is begun."), reverse("desk_form", args=[code]), {"calls": earlier}
            )
        },
    )
    if answer := page.answer():
        return answer
    context = {
        "call": call, "form": page.form, "title": _("Begin the form"), "lead": call.title, "here": "cohorts",
        "submit_label": _("Begin"), "cancel_url": reverse("desk_call", args=[code]), "is_start": True,
    }  # fmt: skip
    return render(request, "applications/desk/builder/form.html", context, status=page.status)


@login_required
def import_form(request: HttpRequest, code: str) -> HttpResponse:
    """A file takes the place of the draft, or begins the form."""
    call = call_to_build(request, code)
    version = draft_of(request, code) if form_in_work(call) else None
    done = {"by": request.user, "at": timezone.now()}

    def take(*, edition: int | None, file) -> None:
        plan = read_form_file(file.read())
        if version is None:
            form_versions.start_form(call=call, plan=plan, **done)
        else:
            form_versions.rewrite_form(form=version, edition=edition or 0, plan=plan, **done)

    reading = Operation(ImportForm, take, _("The form is read. Look through it."), reverse("desk_form", args=[code]))
    page = Operations(request, {"": reading})
    if answer := page.answer():
        return answer
    context = {
        "call": call, "version": version, "form": page.form, "title": _("Read a form from a file"), "lead": call.title,
        "submit_label": _("Read it"), "cancel_url": reverse("desk_form", args=[code]), "here": "cohorts",
    }  # fmt: skip
    return render(request, "applications/desk/builder/form.html", context, status=page.status)


@login_required
def export_form(request: HttpRequest, code: str) -> HttpResponse:
    """The whole form as one file, for another call or another installation."""
    call = call_to_build(request, code)
    version = form_in_work(call)
    if version is None:
        raise NotVisible
    version.call = call
    content = as_blueprint(version).model_dump_json(indent=2)
    headers = {"Content-Disposition": f'attachment; filename="form-{call.slug}.json"'}
    return HttpResponse(content, content_type="application/json", headers=headers)


@login_required
def keep_template(request: HttpRequest, code: str) -> HttpResponse:
    call = call_to_build(request, code)
    version = form_in_work(call)
    if version is None:
        raise NotVisible
    version.call = call
    keeping = Operation(
        TemplateForm,
        partial(form_versions.save_template, form=version, by=request.user, at=timezone.now()),
        said=_("Kept. New calls can begin with it."),
        to=reverse("desk_form", args=[code]),
    )
    page = Operations(request, {"": keeping})
    if answer := page.answer():
        return answer
    context = {
        "call": call, "form": page.form, "title": _("Keep as a template"), "lead": call.title, "here": "cohorts",
        "submit_label": _("Keep"), "cancel_url": reverse("desk_form", args=[code]),
    }  # fmt: skip
    return render(request, "applications/desk/builder/form.html", context, status=page.status)


@login_required
@posted_from("desk_form", code="code")
def correct(request: HttpRequest, code: str) -> HttpResponse:
    """Opens the next version as a draft, equal to what people answer."""
    call = call_to_build(request, code)
    beginning = Operation(PlainForm, partial(begin_version, call=call, by=request.user, at=timezone.now()))
    return operate(request, beginning, to=reverse("desk_form", args=[code]))


@login_required
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """What differs from the public version, in words; and the button that makes it public."""
    version = draft_of(request, code)
    public = version.call.form_versions.filter(state="published").first()
    if public is None:
        raise NotVisible
    public.call = version.call
    publishing = Operation(
        CorrectionForm,
        partial(form_versions.publish_correction, form=version, by=request.user, at=timezone.now()),
        said=_("Published. Everybody who began to apply is told."),
        to=reverse("desk_form", args=[code]),
        options={"version": version},
        given=lambda form: form.cleaned_data,
    )
    page = Operations(request, {"": publishing})
    if answer := page.answer():
        return answer
    version.refresh_from_db(fields=["edition"])
    context = {
        "call": version.call, "version": version, "form": page.form, "here": "cohorts",
        "changes": changes_between(as_blueprint(public), as_blueprint(version)),
        "cancel_url": reverse("desk_form", args=[code]),
    }  # fmt: skip
    return render(request, "applications/desk/builder/publish.html", context, status=page.status)


@login_required
def discard(request: HttpRequest, code: str) -> HttpResponse:
    version = draft_of(request, code)
    discarding = Operation(
        EditionForm,
        partial(form_versions.discard_version, form=version, by=request.user, at=timezone.now()),
        said=_("The correction is given up; the public form stands."),
        to=reverse("desk_form", args=[code]),
    )
    page = Operations(request, {"": discarding})
    if answer := page.answer():
        return answer
    version.refresh_from_db(fields=["edition"])
    context = {
        "call": version.call, "version": version, "form": page.form, "title": _("Give this correction up?"),
        "lead": version.call.title, "lines": [_("What was edited is lost. The public form stands as it is.")],
        "submit_label": _("Give it up"), "danger": True, "cancel_url": reverse("desk_form", args=[code]), "here": "cohorts",
    }  # fmt: skip
    return render(request, "applications/desk/builder/form.html", context, status=page.status)
