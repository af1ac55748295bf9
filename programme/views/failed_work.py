"""Work that the clock could not do: officers read why, mend the cause, and let it be tried again."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from programme.domain.due_work import try_again
from programme.kernel.policies import get_visible
from programme.kernel.posting import posted_from
from programme.models import FailedWork
from programme.queries.failed_work import stopped_work
from programme.views.desk import require_staff


@login_required
def failed_list(request: HttpRequest) -> HttpResponse:
    require_staff(request)
    return render(request, "desk/failed_work.html", {"rows": stopped_work(request.user), "here": "work"})


@login_required
@posted_from("desk_failed_work")
def again(request: HttpRequest, code: str) -> HttpResponse:
    failure = get_visible(request.user, FailedWork, code=code)
    try_again(failure=failure, by=request.user, at=timezone.now())
    messages.success(request, _("It is tried again within a minute. If it stops again, it comes back to this list."))
    return redirect("desk_failed_work")
