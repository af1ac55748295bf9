"""A person's rights over their own data: what is kept and how long, a copy of it, and the end of it."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from programme.domain.data_copies import ask_copy
from programme.domain.erasure import ask_erasure, stop_erasure
from programme.domain.people import give_consent, take_copy, withdraw_consent
from programme.forms.data_rights import EraseForm
from programme.forms.fields import PlainForm
from programme.forms.people import ConsentForm
from programme.kernel.errors import Refusal
from programme.kernel.operations import Operation, Operations, operate, operate_one_of
from programme.kernel.posting import posted_from
from programme.kernel.privacy import as_json, copies_for, hindrances_of, holdings_of
from programme.models import Consent, DataCopy, Erasure

HERE = {"area": "my", "here": "data"}


@login_required
def my_data(request: HttpRequest) -> HttpResponse:
    """What is kept, what was agreed to, and the way to take it away or end it."""
    given: dict[str, list[Consent]] = {}
    for row in Consent.objects.filter(user=request.user).order_by("-given_at", "-pk"):
        given.setdefault(row.purpose, []).append(row)
    context = HERE | {
        "rows": [_consent(key, label, given.get(key, [])) for key, label in Consent.Purpose.choices],
        "holdings": holdings_of(request.user),
        "copy": DataCopy.objects.filter(user=request.user).first(),
        "erasure": Erasure.objects.filter(user=request.user).first(),
        "copy_days": DataCopy.KEPT.days,
    }
    return render(request, "programme/my_data.html", context)


def _consent(purpose: str, label: str, given: list[Consent]) -> dict:
    """The consent that stands, and those that were taken back, newest first."""
    return {
        "purpose": purpose,
        "label": label,
        "consent": next((row for row in given if row.withdrawn_at is None), None),
        "earlier": [row for row in given if row.withdrawn_at],
    }


@login_required
@posted_from("my_data")
def change_consent(request: HttpRequest) -> HttpResponse:
    done = {"user": request.user, "at": timezone.now()}
    thanks, gone = (
        _("Thank you. You can take this back at any time."),
        _("Taken back. What rested on it has left the site."),
    )
    buttons = {
        "agree": Operation(ConsentForm, partial(_agree, **done), thanks),
        "take_back": Operation(ConsentForm, partial(withdraw_consent, **done), gone),
    }
    return operate_one_of(request, buttons, to=reverse("my_data"))


def _agree(*, purpose: str, **done) -> Consent:
    """What a person agrees to is what they read: the wording is kept with the yes."""
    return give_consent(purpose=purpose, wording=str(dict(Consent.Purpose.choices)[purpose]), **done)


@login_required
@posted_from("my_data")
def order_copy(request: HttpRequest) -> HttpResponse:
    ordering = Operation(
        PlainForm,
        partial(ask_copy, user=request.user, at=timezone.now()),
        said=_("Your copy is being made. We write to you when it is ready."),
    )
    return operate(request, ordering, to=reverse("my_data") + "#copy")


@login_required
@posted_from("my_data")
def fetch_copy(request: HttpRequest) -> FileResponse:
    """The archive that was made, to its owner only."""
    copy = DataCopy.objects.filter(user=request.user, ready_at__isnull=False).first()
    if copy is None:
        raise Refusal(_("There is no copy to fetch: it is not ready yet, or its days are over. Ask for a new one."))
    take_copy(user=request.user, at=timezone.now())
    name = f"my-data-{timezone.localdate(copy.ready_at):%Y%m%d}.zip"
    response = FileResponse(copy.file.open("rb"), as_attachment=True, filename=name, content_type="application/zip")
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@posted_from("my_data")
def download_data(request: HttpRequest) -> HttpResponse:
    """The small copy, at once: data that other programs can read, without the files."""
    take_copy(user=request.user, at=timezone.now())
    response = HttpResponse(as_json(copies_for(request.user)), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="my-data-{timezone.localdate():%Y%m%d}.json"'
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
def erase_me(request: HttpRequest) -> HttpResponse:
    """Shows what goes and what stays before it is asked for."""
    erasing = Operation(
        EraseForm,
        lambda **_typed: ask_erasure(user=request.user, at=timezone.now()),
        said=_("Noted. We have confirmed it by letter; until then you can stop it here."),
        to=reverse("my_data") + "#erase",
        options={"address": request.user.email},
    )
    page = Operations(request, {"": erasing})
    if answer := page.answer():
        return answer
    found = holdings_of(request.user)
    context = HERE | {
        "form": page.form,
        "going": [one for one in found if not one.stays],
        "staying": [one for one in found if one.stays],
        "reasons": hindrances_of(request.user),
        "erasure": Erasure.objects.filter(user=request.user).first(),
        "wait": Erasure.WAITS,
    }
    return render(request, "programme/erase.html", context, status=page.status)


@login_required
@posted_from("my_data")
def keep_me(request: HttpRequest) -> HttpResponse:
    stopping = Operation(
        PlainForm,
        partial(stop_erasure, user=request.user, at=timezone.now()),
        said=_("Stopped. Nothing was erased."),
    )
    return operate(request, stopping, to=reverse("my_data") + "#erase")
