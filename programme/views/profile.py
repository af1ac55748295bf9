"""A person's own data: profile, consents, and a copy of everything."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from programme.domain.people import give_consent, save_profile, take_copy, withdraw_consent
from programme.forms.compared import compared
from programme.forms.people import ConsentForm, ProfileForm
from programme.kernel.operations import Operation, Operations, operate_one_of
from programme.kernel.posting import posted_from
from programme.kernel.privacy import archive, copies_for
from programme.models import Consent, Profile
from programme.privacy import openers_of


@login_required
def edit_profile(request: HttpRequest) -> HttpResponse:
    profile = Profile.objects.filter(user=request.user).first()
    saving = Operation(
        ProfileForm,
        lambda **fields: save_profile(user=request.user, fields=fields),
        said=_("Saved."),
        to=reverse("my_home"),
        options={"initial": compared(model_to_dict(profile)) if profile else {"language": request.LANGUAGE_CODE[:2]}},
    )
    page = Operations(request, {"": saving})
    if answer := page.answer():
        return answer
    context = {
        "form": page.form,
        "title": _("Profile and language"),
        "submit_label": _("Save"),
        "area": "my",
        "here": "profile",
    }
    return render(request, "portal_form.html", context, status=page.status)


@login_required
def my_data(request: HttpRequest) -> HttpResponse:
    """What is kept, what was agreed to, and the way to take it away or end it."""
    given = {row.purpose: row for row in Consent.objects.filter(user=request.user, withdrawn_at=None)}
    rows = [{"purpose": key, "label": label, "consent": given.get(key)} for key, label in Consent.Purpose.choices]
    return render(request, "programme/my_data.html", {"rows": rows, "area": "my", "here": "data"})


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
def download_data(request: HttpRequest) -> StreamingHttpResponse:
    """Everything the portal holds about the person: data that other programs can read, and every file, as one archive."""
    take_copy(user=request.user, at=timezone.now())
    body = archive(copies_for(request.user), openers_of(request.user))
    response = StreamingHttpResponse(body, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="my-data-{timezone.localdate():%Y%m%d}.zip"'
    response["Cache-Control"] = "private, no-store"
    return response
