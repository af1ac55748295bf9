"""Stories that tell the truth: their facts are bound to verified records, and they stand on a consent."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from cms.models.base import TextPage
from cms.models.calls import CallPage
from mentoring.models import Outcome
from programme.domains import CHOICES
from programme.kernel.errors import Gone
from programme.models import Consent


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
    facts_shown: list["StoryFact"] = []
    template = "cms/story.html"
    drawn_with = ("image", "city", "ambassador__profile")
    content_panels = [
        *TextPage.content_panels, FieldPanel("domain"), FieldPanel("city"), FieldPanel("ambassador"),
        FieldPanel("what_did_not_work"), InlinePanel("facts", label=_("Facts from verified records")),
    ]  # fmt: skip

    class Meta:
        verbose_name, verbose_name_plural = _("story page"), _("story pages")

    def obstacles(self) -> list[str]:
        """Why this story may not be public now; empty when it may."""
        found = []
        if not self.what_did_not_work.strip():
            found.append(_("Say what has not worked yet: a story without it is an advertisement."))
        outcomes = [fact.outcome for fact in self.told_facts()]
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

    def told_facts(self) -> list["StoryFact"]:
        """The facts with all that is shown of them. One query."""
        records = (f"outcome__placement__{name}" for name in ("agency", "cohort", "city"))
        self.facts_shown = list(self.facts.select_related(*records).order_by("sort_order", "pk"))
        return self.facts_shown

    def serve(self, request, *args, **kwargs):
        """A story whose ground is gone is gone from the site in the same moment, whatever the page's state says."""
        if not getattr(request, "is_preview", False) and (not self.live or self.obstacles()):
            raise Gone
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        facts = self.facts_shown or self.told_facts()
        return context | {
            "facts": facts, "placement": facts[0].outcome.placement if facts else None, "is_article": True,
            "open_call": CallPage.now_open(request, self.locale),
        }  # fmt: skip

    def shared_name(self) -> str:
        return self.city.slug if self.city else "brand"

    def structured_data(self, context: dict) -> list[dict]:
        article = {
            "@type": "Article", "headline": self.title, "description": self.lead, "inLanguage": self.locale.language_code,
            "mainEntityOfPage": context["address"], "publisher": {"@type": "Organization", "name": "The Smart City Ambassadors"},
        }  # fmt: skip
        if self.first_published_at:
            article |= {
                "datePublished": self.first_published_at.isoformat(),
                "dateModified": self.last_published_at.isoformat(),
            }
        return [article | ({"contentLocation": {"@type": "City", "name": self.city.name}} if self.city else {})]


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
