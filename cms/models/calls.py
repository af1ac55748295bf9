"""The public face of calls. Dates, rules and openings come from the call's record: the page cannot disagree with it."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Locale

from applications.models import Application
from applications.queries.applications import alive_application
from cms.models.base import PortalPage, TextPage
from cms.queries.call_parts import applied_last_time, places_sheet, questions_sheet
from cms.queries.calls import call_sheet, dates_of, openings_by_domain, requirements_of
from programme.kernel.lists import shown_page
from programme.kernel.remembered import remembered
from programme.models import AuditEntry, Call

PER_PAGE = 24


class CallIndexPage(PortalPage):
    """All calls: open, coming, over."""

    subpage_types = ["cms.CallPage"]
    max_count_per_parent = 1
    menu_key = "calls"
    template = "cms/call_index.html"

    class Meta:
        verbose_name, verbose_name_plural = _("call index page"), _("call index pages")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        pages = (
            CallPage.objects.child_of(self)
            .live()
            .select_related("call__cohort", "locale")
            .order_by("-call__closes_at", "pk")
        )
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


class CallPage(RoutablePageMixin, TextPage):
    """One call as the public reads it; below it all questions, and all openings on a map."""

    call = models.ForeignKey("programme.Call", models.PROTECT, related_name="pages", verbose_name=_("call"))
    what_you_get = models.TextField(_("what you get"), blank=True, help_text=_("One line each."))

    parent_page_types = ["cms.CallIndexPage"]
    subpage_types: list[str] = []
    menu_key = "calls"
    template = "cms/call.html"
    open_now = False
    kept_sheet: dict | None = None
    drawn_with = ("image", "call__cohort")
    content_panels = [
        *TextPage.content_panels[:1],
        FieldPanel("call"),
        *TextPage.content_panels[1:],
        FieldPanel("what_you_get"),
    ]

    class Meta:
        verbose_name, verbose_name_plural = _("call page"), _("call pages")

    @classmethod
    def now_open(cls, request, locale: Locale) -> "CallPage | None":
        """The open call that closes first, in one language."""
        rows = cls.objects.live().filter(locale=locale, call__state="open")
        rows = rows.select_related("call__cohort", "locale").order_by("call__closes_at", "pk")
        pages = remembered(request, ("calls", "frame"), ("open calls", locale.pk), lambda: list(rows))
        return next((page for page in pages if page.call.takes_entries(timezone.now())), None)

    @classmethod
    def with_deadline(cls, language: str) -> QuerySet:
        """Live pages in one language with `changes` (how often their call has changed) and `changed_at`, by closing time."""
        acts = AuditEntry.objects.filter(object_type=Call._meta.label_lower, object_code=OuterRef("call__code"))
        acts = acts.order_by().values("object_code")
        rows = cls.objects.live().filter(locale__language_code=language).select_related("call", "locale")
        rows = rows.annotate(
            changes=Coalesce(Subquery(acts.annotate(n=Count("pk")).values("n")), 0),
            changed_at=Subquery(acts.annotate(last=Max("at")).values("last")),
        )
        return rows.order_by("call__closes_at", "pk")

    def shared_name(self) -> str:
        return f"call-{self.call.slug}-{self.locale.language_code}"

    def clean(self):
        super().clean()
        other = CallPage.objects.filter(call_id=self.call_id, locale_id=self.locale_id, live=True).exclude(pk=self.pk)
        if self.call_id and other.exists():
            raise ValidationError(
                {"call": _("Another page already shows this call. Edit that one, or choose another call.")}
            )

    def publish(self, *args, **kwargs):
        """Page and call go public together or not at all: a refusal of the call leaves the page as it was."""
        with transaction.atomic():
            return super().publish(*args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        call, now = self.call, timezone.now()
        self.open_now = call.takes_entries(now)
        sheet = self.sheet_for(request)
        return super().get_context(request, *args, **kwargs) | sheet | {
            "call": call, "mine": self._own_application(request), "is_open": self.open_now, "shared_alt": self.title, "now": now, "requirements": requirements_of(sheet, call),
            "dates": dates_of(call, sheet["milestones"], now), "domains": openings_by_domain(sheet["openings"]),
            "gains": [line for line in self.what_you_get.splitlines() if line.strip()],
        }  # fmt: skip

    def _own_application(self, request) -> Application | None:
        """Of whoever is signed in: a kept page is only for visitors without a session, who have none."""
        user = getattr(request, "user", None)
        return alive_application(call=self.call, applicant=user) if user and user.is_authenticated else None

    def sheet_for(self, request) -> dict:
        """What all its pages show from records, read once for each of them."""
        if self.kept_sheet is None:
            self.kept_sheet = remembered(request, ("calls",), ("call", self.call_id), self._sheet)
        return self.kept_sheet

    def _sheet(self) -> dict:
        return call_sheet(self.call) | {"last_time": applied_last_time(self.call)}

    @path("questions/")
    def asked(self, request):
        """Everything that is asked and how it is judged, to be read before anybody begins."""
        self.below, call = "questions/", self.call
        sheet = remembered(request, ("calls",), ("call questions", call.pk), lambda: questions_sheet(call))
        return self.render(request, context_overrides=sheet, template="cms/call_questions.html")

    @path("openings/")
    def places(self, request):
        """The openings with what each needs, on a map and as a list."""
        self.below, openings = "openings/", self.sheet_for(request)["openings"]
        wanted = {"province": request.GET.get("province", "")[:6], "domain": request.GET.get("domain", "")[:10]}
        key = ("call openings", self.call_id, *wanted.values())
        sheet = remembered(request, ("calls",), key, lambda: places_sheet(openings, **wanted))
        page_of = shown_page(request, sheet["rows"], PER_PAGE)
        return self.render(
            request, context_overrides=sheet | {"wanted": wanted, "page_of": page_of}, template="cms/call_places.html"
        )

    def structured_data(self, context: dict) -> list[dict]:
        """An open call as a job search engine reads it; a closed one is no offer any more."""
        call = self.call
        if not self.open_now or self.below:
            return []
        posting = {
            "@type": "JobPosting", "title": self.title, "description": self.lead or self.title, "datePosted": call.opens_at.isoformat(),
            "validThrough": call.closes_at.isoformat(), "employmentType": "FULL_TIME", "directApply": True,
            "hiringOrganization": {"@type": "Organization", "name": "The Smart City Ambassadors"},
            "jobLocation": {"@type": "Place", "address": {"@type": "PostalAddress", "addressCountry": "TH"}},
        }  # fmt: skip
        if call.stipend_baht:
            amount = {"@type": "QuantitativeValue", "value": call.stipend_baht, "unitText": "MONTH"}
            posting["baseSalary"] = {"@type": "MonetaryAmount", "currency": "THB", "value": amount}
        return [posting]
