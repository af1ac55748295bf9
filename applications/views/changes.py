"""What was handed in, opened again by its applicant until the deadline: the two buttons beside it."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.domain.changes import begin_change, give_up_change
from applications.models import Application
from programme.forms.fields import PlainForm
from programme.kernel.operations import Operation, operate
from programme.kernel.policies import get_visible
from programme.kernel.posting import posted_from

OWN = Application.objects.select_related("call")


@login_required
@posted_from("my_application", code="code")
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Opens it; the check page leads to every part."""
    application = get_visible(request.user, Application, action="own", queryset=OWN, code=code)
    do = partial(begin_change, application=application, by=request.user, at=timezone.now())
    return operate(request, Operation(PlainForm, do), to=reverse("apply", args=[application.call.slug]))


@login_required
@posted_from("my_application", code="code")
def keep(request: HttpRequest, code: str) -> HttpResponse:
    """Gives the change up."""
    application = get_visible(request.user, Application, action="own", queryset=OWN, code=code)
    do = partial(give_up_change, application=application, by=request.user, at=timezone.now())
    said = _("What you handed in stays as it is and counts.")
    return operate(request, Operation(PlainForm, do, said), to=reverse("my_application", args=[code]))
