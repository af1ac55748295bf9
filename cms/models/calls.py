"""The public face of calls. Dates, rules and openings come from the call's record: the page cannot disagree with it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.models.base import PortalPage, TextPage
from cms.queries import openings_by_province, rubric_of
from programme.models import Call


class CallIndexPage(PortalPage):
    """All calls: open, coming, over."""

    subpage_types = ["cms.CallPage"]
    max_count_per_parent = 1
    menu_key = "calls"
    template = "cms/call_index.html"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        pages = CallPage.objects.child_of(self).live().select_related("call__cohort").order_by("-call__closes_at", "pk")
        groups = {"open": [], "coming": [], "over": []}
        for page in pages:
            key = (
                "open"
                if page.call.takes_entries(timezone.now())
                else "coming"
                if page.call.state in ("draft", "scheduled")
                else "over"
            )
            groups[key].append(page)
        return context | {"groups": groups}


class CallPage(TextPage):
    """One call as the public reads it."""

    call = models.ForeignKey("programme.Call", models.PROTECT, related_name="pages", verbose_name=_("call"))
    what_you_get = models.TextField(_("what you get"), blank=True, help_text=_("One line each."))

    parent_page_types = ["cms.CallIndexPage"]
    subpage_types: list[str] = []
    menu_key = "calls"
    template = "cms/call.html"
    content_panels = [
        *TextPage.content_panels[:1],
        FieldPanel("call"),
        *TextPage.content_panels[1:],
        FieldPanel("what_you_get"),
    ]

    def clean(self):
        super().clean()
        other = CallPage.objects.filter(call_id=self.call_id, locale_id=self.locale_id, live=True).exclude(pk=self.pk)
        if self.call_id and other.exists():
            raise ValidationError(
                {"call": _("Another page already shows this call. Edit that one, or choose another call.")}
            )

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        call = Call.objects.select_related("cohort").get(pk=self.call_id)
        now = timezone.now()
        milestones = call.cohort.milestones.filter(audience="public").order_by("starts_at", "pk")
        provinces = openings_by_province(call)
        return context | {
            "call": call, "is_open": call.takes_entries(now), "now": now, "milestones": milestones, "provinces": provinces,
            "seats": sum(opening.seats for _province, openings in provinces for opening in openings), "criteria": rubric_of(call), "amendments": call.amendments.order_by("-published_at", "pk"),
            "questions": call.form_versions.order_by("-number").first(), "gains": [line for line in self.what_you_get.splitlines() if line.strip()],
        }  # fmt: skip
