"""The referee's page: opened by a signed link and nothing else, and told to no cache and no search engine.

Whoever holds the link may write; so the page says nothing of the applicant but the name, and shows what came only to
let it be corrected.
"""

from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from applications.domain.references import decline_reference, write_reference
from applications.forms.referees import WriteReferenceForm
from applications.letters.referees import name_of
from applications.models import RefereeInvitation
from applications.queries.referees import invitation_behind, is_over
from programme.forms.fields import PlainForm
from programme.kernel.limits import is_used_up
from programme.kernel.operations import Operation, Operations

RATE = "30/h"  # for one network: links that nobody sent, and sendings: a school may have several referees


@never_cache
def refer(request: HttpRequest, token: str) -> HttpResponse:
    """What is asked, by whom, who reads it; sent, corrected or declined."""
    invitation = invitation_behind(token)
    if invitation is None or request.user == invitation.application.applicant:
        is_guessing = is_used_up(request, door="refer", rate=RATE)
        return _plain(request, "too_often" if is_guessing else "unknown", 429 if is_guessing else 404)
    _speak_to(request, invitation)
    if is_over(invitation, timezone.now()):
        return _plain(request, invitation.state, 410, invitation=invitation)
    words = {"invitation": invitation, "at": timezone.now()}
    buttons = Operations(
        request,
        {
            "send": Operation(
                WriteReferenceForm, partial(write_reference, **words), said=_("Thank you. Your reference has arrived."),
                options={"invitation": invitation}, given=WriteReferenceForm.given,
            ),
            "decline": Operation(
                PlainForm, partial(decline_reference, **words), said=_("Thank you for telling us. The applicant may ask somebody else.")
            ),
        },
    )  # fmt: skip
    is_too_often = request.method == "POST" and is_used_up(request, door="refer_send", rate=RATE)
    if not is_too_often and (answer := buttons.answer(to=request.path)):
        return _kept_to_itself(answer)
    context = {"invitation": invitation, "person": name_of(invitation.application), "form": buttons.forms["send"]}
    context |= {
        "call": invitation.application.call,
        "came": getattr(invitation, "reference", None),
        "declining": buttons.forms["decline"],
        "is_too_often": is_too_often,
    }
    return _kept_to_itself(
        render(request, "applications/refer.html", context, status=429 if is_too_often else buttons.status)
    )


def _plain(request: HttpRequest, reason: str, status: int, **context) -> HttpResponse:
    """No form, no name: what became of the link, and what to do."""
    return _kept_to_itself(render(request, "applications/refer_over.html", {"reason": reason} | context, status=status))


def _kept_to_itself(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def _speak_to(request: HttpRequest, invitation: RefereeInvitation) -> None:
    """In the language of the letter, until its reader chooses another."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        translation.activate(invitation.language)
        request.LANGUAGE_CODE = translation.get_language()
