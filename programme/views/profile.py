"""A person's own data: profile, consents, and a copy of everything."""

import json

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from programme.domain.people import give_consent, save_profile, withdraw_consent
from programme.forms.people import ProfileForm
from programme.kernel.privacy import copies_for
from programme.models import Consent, Profile


@login_required
def edit_profile(request: HttpRequest) -> HttpResponse:
    profile = Profile.objects.filter(user=request.user).first()
    form = ProfileForm(
        request.POST or None, initial=model_to_dict(profile) if profile else {"language": request.LANGUAGE_CODE[:2]}
    )
    if request.method == "POST" and form.is_valid():
        save_profile(user=request.user, fields=form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("my_home")
    context = {
        "form": form,
        "title": _("Profile and language"),
        "submit_label": _("Save"),
        "area": "my",
        "here": "profile",
    }
    return render(request, "portal_form.html", context, status=422 if form.errors else 200)


@login_required
def my_data(request: HttpRequest) -> HttpResponse:
    """What is kept, what was agreed to, and the way to take it away or end it."""
    given = {row.purpose: row for row in Consent.objects.filter(user=request.user, withdrawn_at=None)}
    rows = [{"purpose": key, "label": label, "consent": given.get(key)} for key, label in Consent.Purpose.choices]
    return render(request, "programme/my_data.html", {"rows": rows, "area": "my", "here": "data"})


@login_required
@require_POST
def change_consent(request: HttpRequest) -> HttpResponse:
    purpose = request.POST.get("purpose", "")
    labels = dict(Consent.Purpose.choices)
    if purpose in labels and request.POST.get("answer") == "yes":
        give_consent(user=request.user, purpose=purpose, wording=str(labels[purpose]), at=timezone.now())
        messages.success(request, _("Thank you. You can take this back at any time."))
    elif purpose in labels:
        withdraw_consent(user=request.user, purpose=purpose, at=timezone.now())
        messages.success(request, _("Taken back. What rested on it has left the site."))
    return redirect("my_data")


@login_required
def download_data(request: HttpRequest) -> HttpResponse:
    """Everything the portal holds about the person, as one file that other programs can read."""
    body = json.dumps(copies_for(request.user), ensure_ascii=False, indent=2, default=str)
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response
