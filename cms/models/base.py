"""What all pages share: a lead, a scene or photo, a body of good blocks, and the twin in the other language."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.blocks import BODY

SCENES = [(name, name) for name in ("khlong", "market", "bus", "home", "solar", "data", "nan")]


class PortalPage(Page):
    """Base of the site's pages. A page never holds a programme number; it renders what the records say."""

    lead = models.CharField(_("lead"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead")]

    class Meta:
        abstract = True

    def twin(self) -> Page | None:
        """The live page in the other language."""
        return self.get_translations().live().first()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        twin = self.twin()
        return context | {"translated_url": twin.get_url(request) if twin else "", "here": self.menu_key}

    menu_key = ""


class TextPage(PortalPage):
    """Base of pages with a body and a picture."""

    scene = models.CharField(
        _("scene"), max_length=12, choices=SCENES, blank=True, help_text=_("A drawn scene, where there is no photo.")
    )
    image = models.ForeignKey(
        "wagtailimages.Image", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("photo")
    )
    image_alt = models.CharField(_("what the picture shows"), max_length=250, blank=True)
    body = StreamField(BODY, blank=True)

    content_panels = [
        *PortalPage.content_panels,
        FieldPanel("scene"),
        FieldPanel("image"),
        FieldPanel("image_alt"),
        FieldPanel("body"),
    ]

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if (self.scene or self.image_id) and not self.image_alt.strip():
            raise ValidationError(
                {"image_alt": _("Say in one sentence what the picture shows, for people who cannot see it.")}
            )
