"""A person's letters: every one can be read here, whatever became of it as mail; and which also come by mail."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from programme.domain.inbox import choose_letters, open_all_letters, open_letter, switch_off
from programme.forms.fields import PlainForm
from programme.forms.people import NotificationsForm
from programme.kernel.letters import Topic
from programme.kernel.lists import shown_page
from programme.kernel.operations import Operation, Operations, operate
from programme.kernel.policies import get_visible, visible_to
from programme.kernel.posting import posted_from
from programme.models import Letter
from programme.queries.letters import read_off_address

PER_PAGE = 20
HERE = {"area": "my", "here": "inbox"}


@login_required
def my_inbox(request: HttpRequest) -> HttpResponse:
    """Newest first; what was not opened yet is marked."""
    rows = visible_to(request.user, Letter).order_by("-created_at", "-pk")
    page = shown_page(request, rows, PER_PAGE)
    return render(request, "programme/my_inbox.html", {"page": page} | HERE)


@login_required
def my_letter(request: HttpRequest, code: str) -> HttpResponse:
    letter = get_visible(request.user, Letter, code=code)
    open_letter(letter=letter, at=timezone.now())
    return render(request, "programme/my_letter.html", {"letter": letter} | HERE)


@login_required
@posted_from("my_inbox")
def mark_all(request: HttpRequest) -> HttpResponse:
    reading = partial(open_all_letters, user=request.user, at=timezone.now())
    return operate(request, Operation(PlainForm, reading, _("All letters are marked as read.")), to=reverse("my_inbox"))


@login_required
def my_notifications(request: HttpRequest) -> HttpResponse:
    """What is needed always comes by mail; the rest as the person likes."""
    resting = set(request.user.letter_choices.values_list("topic", flat=True))
    wanted = [topic for topic in NotificationsForm.TOPICS if topic not in resting]
    saving = Operation(
        NotificationsForm,
        partial(choose_letters, user=request.user, at=timezone.now()),
        said=_("Saved."),
        options={"initial": {"by_mail": wanted}},
    )
    page = Operations(request, {"": saving})
    if answer := page.answer():
        return answer
    context = {"form": page.form, "needed": Topic.NEEDED.label} | HERE
    return render(request, "programme/my_notifications.html", context, status=page.status)


@csrf_exempt  # a mail program presses here for its owner; the signature in the address takes the token's place
@never_cache
def letters_off(request: HttpRequest, token: str) -> HttpResponse:
    """The address at the foot of a letter. Opened it asks, because mail programs open addresses by themselves."""
    user, topic = read_off_address(token)
    is_done = request.method == "POST"
    if is_done:
        switch_off(user=user, topic=topic, at=timezone.now())
    profile = getattr(user, "profile", None)
    with override(profile.language if profile else "th"):
        return render(request, "programme/letters_off.html", {"topic": topic.label, "is_done": is_done})
