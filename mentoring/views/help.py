"""Calls for help on the desk: each with its owner, until a person has answered."""

from functools import partial

import django_filters
import django_tables2 as tables
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.domain import help as domain
from mentoring.forms.answers import HelpAnswerForm
from mentoring.models import HelpCall
from mentoring.states import HELP
from programme.filters import AGENCY, PERSON, SearchFilter, columns
from programme.forms.fields import PlainForm
from programme.kernel.dates import moment
from programme.kernel.lists import list_page
from programme.kernel.operations import Operation, Operations
from programme.kernel.policies import can, get_visible, visible_to
from programme.queries.history import story_of
from programme.tables import StateColumn, linked
from programme.views.desk import require_staff


class HelpFilter(SearchFilter):
    searched = (
        "code",
        "words",
        *columns("placement__agency__", AGENCY),
        *columns("placement__ambassador__", PERSON),
        *columns("owner__", PERSON),
    )
    state = django_filters.ChoiceFilter(
        choices=HELP.choices, label=gettext_lazy("State"), empty_label=gettext_lazy("All states")
    )

    class Meta:
        model = HelpCall
        fields = ["q", "state"]


class HelpTable(tables.Table):
    code = tables.Column(verbose_name=gettext_lazy("What"))
    placement = tables.Column(verbose_name=gettext_lazy("Agency"), order_by="placement__agency__order_key")
    asked_at = tables.Column(verbose_name=gettext_lazy("Asked"))
    owner = tables.Column(verbose_name=gettext_lazy("Whose it is"), orderable=False)
    state = StateColumn(verbose_name=gettext_lazy("State"))

    class Meta:
        empty_text = gettext_lazy("Nobody waits for help.")
        caption = gettext_lazy("Calls for help")

    def render_code(self, record):
        return linked("desk_help_call", record.code, record.words[:120])

    def value_code(self, record):
        return record.words

    def render_placement(self, record):
        return record.placement.agency.short_name

    def render_asked_at(self, value):
        return moment(value)

    def render_owner(self, value):
        return value.get_full_name()


@login_required
def help_list(request: HttpRequest) -> HttpResponse:
    require_staff(request)
    rows = (
        visible_to(request.user, HelpCall, "desk")
        .select_related("placement__agency", "owner__profile")
        .order_by("asked_at", "pk")
    )
    return list_page(
        request,
        "desk/list.html",
        filterset=HelpFilter(request.GET or {"state": "open"}, queryset=rows),
        table=HelpTable,
        name="help",
        title=_("Calls for help"),
        lead=_("Answer within one working day. A call stays open until a person has answered."),
        here="help",
    )


@login_required
def help_call(request: HttpRequest, code: str) -> HttpResponse:
    queryset = HelpCall.objects.select_related(
        "placement__agency", "placement__city", "asked_by__profile", "owner__profile", "claim", "answered_by__profile"
    )
    call = get_visible(request.user, HelpCall, action="desk", queryset=queryset, code=code)
    act = {"call": call, "by": request.user, "at": timezone.now()}
    buttons = Operations(
        request,
        {
            "answer": Operation(
                HelpAnswerForm, partial(domain.answer_help_call, **act), said=_("Sent. The call is closed.")
            ),
            "take": Operation(
                PlainForm, partial(domain.take_help_call, **act), said=_("It is yours now; the person sees your name.")
            ),
        },
    )
    done = buttons.answer()
    if done:
        return done
    context = {
        "call": call,
        "answer": can(request.user, "answer", call),
        "buttons": buttons.forms,
        "history": story_of(call, request.user),
        "here": "help",
    }
    return render(request, "mentoring/desk/help_call.html", context, status=buttons.status)
