"""Stories that tell the truth: their facts are bound to verified records, and they stand on a consent."""

from django.core.paginator import Paginator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from cms.models.base import PortalPage, TextPage
from mentoring.models import Outcome
from programme.domains import CHOICES
from programme.kernel.thai import normalise
from programme.models import Consent, Domain

PER_PAGE = 12


class StoryIndexPage(PortalPage):
    """All stories, by domain and by words."""

    subpage_types = ["cms.StoryPage"]
    max_count_per_parent = 1
    menu_key = "stories"
    template = "cms/story_index.html"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        rows = (
            StoryPage.objects.child_of(self)
            .live()
            .select_related("city", "image")
            .order_by("-first_published_at", "-pk")
        )
        domain, words = (
            request.GET.get("domain", ""),
            normalise(request.GET.get("q", ""))[:100].replace("\x00", "").strip(),
        )
        if domain in Domain.values:
            rows = rows.filter(domain=domain)
        if words:
            rows = rows.filter(title__icontains=words) | rows.filter(lead__icontains=words)
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
        return context | {"page_of": page, "domain": domain, "words": words, "domains": CHOICES}


class StoryPage(TextPage):
    """One success story, with what did not work."""

    domain = models.CharField(_("domain"), max_length=3, choices=CHOICES)
    city = models.ForeignKey(
        "programme.City", models.PROTECT, null=True, blank=True, related_name="stories", verbose_name=_("city")
    )
    ambassador = models.ForeignKey(
        "programme.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("whose consent it needs"),
    )
    report = models.ForeignKey(
        "mentoring.Report", models.SET_NULL, null=True, blank=True, related_name="stories", editable=False
    )
    what_did_not_work = models.TextField(_("what has not worked yet"), blank=True)

    parent_page_types = ["cms.StoryIndexPage"]
    subpage_types: list[str] = []
    menu_key = "stories"
    template = "cms/story.html"
    content_panels = [
        *TextPage.content_panels, FieldPanel("domain"), FieldPanel("city"), FieldPanel("ambassador"),
        FieldPanel("what_did_not_work"), InlinePanel("facts", label=_("Facts from verified records")),
    ]  # fmt: skip

    def obstacles(self) -> list[str]:
        """Why this story may not be public now; empty when it may."""
        found = []
        if not self.what_did_not_work.strip():
            found.append(_("Say what has not worked yet: a story without it is an advertisement."))
        outcomes = [fact.outcome for fact in self.facts.all()]
        if not outcomes:
            found.append(_("Bind at least one fact to a verified outcome."))
        if any(outcome.state != "verified" for outcome in outcomes):
            found.append(_("A fact of this story is not verified, or has been disputed or voided."))
        if (
            self.ambassador_id
            and not Consent.objects.filter(user_id=self.ambassador_id, purpose="story", withdrawn_at=None).exists()
        ):
            found.append(_("The ambassador has not agreed, or no longer agrees, that the story is published."))
        return found

    def serve(self, request, *args, **kwargs):
        """A story whose ground is gone is gone from the site in the same moment, whatever the page's state says."""
        if self.obstacles() and not getattr(request, "is_preview", False):
            from cms.views import gone  # the view module imports the page models

            return gone(request)
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        facts = self.facts.select_related("outcome__placement__agency", "outcome__placement__cohort").order_by(
            "sort_order", "pk"
        )
        return context | {"facts": facts}


class StoryFact(Orderable):
    """One number of a story, read from the verified outcome it is bound to; nobody types it."""

    page = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="facts")
    outcome = models.ForeignKey(
        Outcome,
        models.PROTECT,
        related_name="story_facts",
        limit_choices_to={"state": "verified"},
        verbose_name=_("outcome"),
    )

    panels = [FieldPanel("outcome")]
