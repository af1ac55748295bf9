"""Letters at the desk: officers see what left, what bounced, what its reader did not want by mail, and send again."""

import django_filters
import django_tables2 as tables
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from programme.domain.delivery import requeue_letter
from programme.filters import PERSON, SearchFilter, columns
from programme.kernel.dates import moment
from programme.kernel.lists import list_page
from programme.kernel.policies import can, get_visible, visible_to
from programme.kernel.posting import posted_from
from programme.models import Letter
from programme.queries.letters import LOST, lost
from programme.states import LETTER
from programme.templatetags.labels import state
from programme.views.desk import require_staff


class LetterFilter(SearchFilter):
    searched = ("code", "subject", "to_address", *columns("recipient__", PERSON))
    work = django_filters.ChoiceFilter(
        choices=[(LOST, _("Did not arrive"))],
        method="by_work",
        label=_("What waits"),
        empty_label=_("Waiting or not"),
    )
    state = django_filters.ChoiceFilter(choices=LETTER.choices, label=_("State"), empty_label=_("All states"))

    class Meta:
        model = Letter
        fields = ["q", "work", "state"]

    def by_work(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return lost(rows)


class LetterTable(tables.Table):
    subject = tables.Column(verbose_name=_("Letter"))
    to_address = tables.Column(verbose_name=_("To"))
    state = tables.Column(verbose_name=_("State"))
    created_at = tables.Column(verbose_name=_("Written"))
    attempts = tables.Column(verbose_name=_("Attempts"), attrs={"td": {"class": "num"}, "th": {"class": "num"}})

    class Meta:
        empty_text = _("No letters fit.")
        order_by = "-created_at"
        caption = _("Letters")

    def render_subject(self, record):
        return format_html('<a class="id" href="{}">{}</a>', reverse("desk_letter", args=[record.code]), record.subject)

    def value_subject(self, record):
        return record.subject

    def render_state(self, record):
        return state(record)

    def value_state(self, record):
        return record.word.label

    def render_created_at(self, value):
        return moment(value)


@login_required
def letter_list(request: HttpRequest) -> HttpResponse:
    require_staff(request)
    found = LetterFilter(request.GET, queryset=visible_to(request.user, Letter, "desk").order_by("-created_at", "-pk"))
    return list_page(
        request,
        "desk/list.html",
        filterset=found,
        table=LetterTable,
        name="letters",
        title=_("Letters"),
        here="letters",
    )


@login_required
def letter_detail(request: HttpRequest, code: str) -> HttpResponse:
    letter = get_visible(request.user, Letter, action="desk", code=code)
    context = {"letter": letter, "events": letter.events.order_by("happened_at", "pk"), "here": "letters"}
    return render(request, "desk/letter.html", context | {"may_requeue": can(request.user, "requeue", letter)})


@login_required
@posted_from("desk_letter", code="code")
def requeue(request: HttpRequest, code: str) -> HttpResponse:
    letter = get_visible(request.user, Letter, action="desk", code=code)
    requeue_letter(letter=letter, by=request.user, at=timezone.now())
    messages.success(request, _("The letter goes out again."))
    return redirect("desk_letter", code=code)
