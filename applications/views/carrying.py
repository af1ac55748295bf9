"""The second button of the page on which one begins: with the answers of an earlier call."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.domain.carrying import start_with_earlier
from programme.forms.fields import PlainForm
from programme.kernel.operations import Operation, operate
from programme.kernel.policies import get_visible
from programme.kernel.posting import posted_from
from programme.models import Call


@login_required
@posted_from("apply", slug="slug")
def carry(request: HttpRequest, slug: str) -> HttpResponse:
    call = get_visible(request.user, Call, queryset=Call.objects.select_related("cohort"), slug=slug)
    do = partial(start_with_earlier, call=call, applicant=request.user, at=timezone.now())
    said = _("Your earlier answers are taken over. Each says from when it is, until you have looked at its page.")
    return operate(request, Operation(PlainForm, do, said), to=reverse("apply", args=[slug]))
