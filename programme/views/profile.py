"""What a person says about themselves."""

from django.contrib.auth.decorators import login_required
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from programme.domain.people import save_profile
from programme.forms.compared import compared
from programme.forms.people import ProfileForm
from programme.kernel.operations import Operation, Operations
from programme.models import Profile


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
