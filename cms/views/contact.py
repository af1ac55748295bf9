"""The contact form for everybody, and its messages on the desk."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.domain.contact import settle_message, take_message
from cms.forms.contact import ContactForm
from cms.models import ContactMessage
from cms.tables import MessageFilter, MessageTable
from programme.kernel.limits import is_used_up
from programme.kernel.lists import list_page
from programme.kernel.operations import form_of
from programme.kernel.policies import get_visible, visible_to
from programme.views.desk import require_staff

FIELDS = ("topic", "name", "email", "text")


def contact(request: HttpRequest, page) -> HttpResponse:
    """The page's own view. A robot is thanked like everybody and kept nowhere; a refusal keeps what was typed."""
    form = form_of(request, ContactForm, initial={"topic": request.GET.get("topic", "")})
    problem = ""
    if request.method == "POST" and form.is_valid():
        if form.is_from_a_robot or not is_used_up(request, door="contact", rate="5/h"):
            messages.success(request, _taken(form, page))
            return redirect(page.get_url(request))
        problem = _(
            "Five messages came from your network within an hour. Please try again later; nothing you wrote is lost."
        )
    context = page.get_context(request) | {"form": form, "problem": problem}
    return render(request, page.template, context, status=429 if problem else 422 if form.errors else 200)


def _taken(form: ContactForm, page) -> str:
    now, fields = timezone.now(), {name: form.cleaned_data[name] for name in FIELDS}
    if not form.is_from_a_robot:
        message = take_message(fields=fields, language=page.locale.language_code, at=now)
        if message.created_at != now:
            return _("We have this message already; it was not sent twice.")
    return _("Thank you. Your message has arrived; we answer by e-mail.")


@login_required
def message_list(request: HttpRequest) -> HttpResponse:
    require_staff(request)
    rows = visible_to(request.user, ContactMessage).order_by("handled_at", "-created_at", "pk")
    found = MessageFilter(request.GET, queryset=rows)
    return list_page(
        request,
        "desk/list.html",
        filterset=found,
        table=MessageTable,
        name="messages",
        title=_("Messages"),
        here="messages",
    )


@login_required
def message_detail(request: HttpRequest, code: str) -> HttpResponse:
    message = get_visible(
        request.user, ContactMessage, queryset=ContactMessage.objects.select_related("handled_by__profile"), code=code
    )
    if request.method == "POST":
        settle_message(message=message, by=request.user, at=timezone.now())
        messages.success(request, _("Settled."))
        return redirect("desk_messages")
    return render(request, "cms/desk/message.html", {"message": message, "here": "messages"})
