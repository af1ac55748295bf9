"""The desk's first page, and the story of everything that was done."""

import django_filters
import django_tables2 as tables
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from programme.acts import ACTS
from programme.filters import SearchFilter
from programme.kernel.dates import moment
from programme.kernel.errors import NotAllowed
from programme.kernel.lists import list_page
from programme.kernel.policies import visible_to
from programme.kernel.thai import sort_key
from programme.kernel.worklist import queues_for
from programme.models import AuditEntry, Milestone
from programme.nouns import change_words, noun_of
from programme.queries.people import on_staff
from programme.templatetags.labels import act_words


def require_staff(request: HttpRequest) -> None:
    """The desk is for those who hold a role; reviewers have their own pages."""
    if not on_staff(request.user):
        raise NotAllowed(_("The desk is for programme staff. Your own page has what waits for you."))


@login_required
def worklist(request: HttpRequest) -> HttpResponse:
    """What waits for staff, most pressing first, and the moments ahead."""
    require_staff(request)
    ahead = (
        Milestone.objects.filter(starts_at__gte=timezone.now()).select_related("cohort").order_by("starts_at", "pk")[:6]
    )
    queues = queues_for(request.user)
    context = {"queues": queues, "ahead": ahead, "here": "work", "late": sum(queue.late for queue in queues)}
    return render(request, "desk/worklist.html", context)


class HistoryFilter(SearchFilter):
    q = django_filters.CharFilter(field_name="object_code", lookup_expr="iexact", label=_("Code of the record"))
    act = django_filters.ChoiceFilter(choices=[*ACTS.items()], label=_("Act"), empty_label=_("All acts"))

    class Meta:
        model = AuditEntry
        fields = ["q", "act"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        first, *acts = self.form.fields["act"].choices
        self.form.fields["act"].choices = [first, *sorted(acts, key=lambda act: sort_key(str(act[1])))]


class HistoryTable(tables.Table):
    at = tables.Column(verbose_name=_("When"))
    actor = tables.Column(verbose_name=_("Who"), empty_values=(), orderable=False)
    act = tables.Column(verbose_name=_("Act"))
    object_type = tables.Column(verbose_name=_("Record"))
    change = tables.Column(verbose_name=_("Change"), empty_values=(), orderable=False)
    reason = tables.Column(verbose_name=_("Reason"), orderable=False)

    class Meta:
        empty_text = _("Nothing has happened yet.")
        order_by = "-at"
        caption = _("History")

    def render_at(self, value):
        return moment(value)

    def render_actor(self, record):
        return str(record.actor) if record.actor else _("The system")

    def render_act(self, value):
        return act_words(value)

    def value_act(self, value):
        return str(act_words(value))

    def render_object_type(self, record):
        return format_html("{} <code>{}</code>", noun_of(record.object_type), record.object_code)

    def value_object_type(self, record):
        return f"{noun_of(record.object_type)} {record.object_code}"

    def render_change(self, record):
        return change_words(record.object_type, record.source, record.target) or "–"


@login_required
def history(request: HttpRequest) -> HttpResponse:
    """Every act, newest first: who, what, when and why."""
    require_staff(request)
    rows = visible_to(request.user, AuditEntry).select_related("actor__profile").order_by("-at", "-pk")
    found = HistoryFilter(request.GET, queryset=rows)
    return list_page(
        request,
        "desk/list.html",
        filterset=found,
        table=HistoryTable,
        name="history",
        title=_("History"),
        here="history",
    )
