"""What all pages share: a lead, a scene or photo, a body of good blocks, and the twin in the other language."""

from itertools import chain, count

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction

from cms.blocks import BODY
from cms.linked_data import linked_data
from programme.kernel.addresses import absolute
from programme.kernel.thai import latin_slug

SCENES = [(name, name) for name in ("khlong", "market", "bus", "home", "solar", "data", "nan")]


class PortalPageForm(WagtailAdminPageForm):
    """An address that can be read in both languages: from the title, in Latin letters, unless the editor writes one."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_slug(self) -> str:
        typed, title = self.cleaned_data.get("slug", ""), self.cleaned_data.get("title", "")
        if typed and not typed.isdigit():  # figures are all that the editor's script keeps of a Thai title
            return typed
        return self.instance.free_slug(latin_slug(title), self.parent_page)


class PortalPage(Page):
    """Base of the site's pages. A page never holds a programme number; it renders what the records say."""

    lead = models.CharField(_("lead"), max_length=400, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("lead")]

    class Meta:
        abstract = True

    base_form_class = PortalPageForm
    menu_key = ""
    below = ""  # what a route adds to the page's own address
    drawn_with: tuple[str, ...] = ()  # the related records that this kind of page always shows
    nothing_is_restricted = False  # whoever found the page knows that the site has no closed part

    @classmethod
    def kinds(cls) -> list[type["PortalPage"]]:
        """Every kind of page there is, by name."""
        below = [kind for child in cls.__subclasses__() for kind in (child, *child.kinds())]
        return sorted({kind for kind in below if not kind._meta.abstract}, key=lambda kind: kind._meta.model_name)

    def free_slug(self, wanted: str, parent: Page) -> str:
        """The wanted address, or the next free one beside its sisters."""
        taken = set(parent.get_children().exclude(pk=self.pk).values_list("slug", flat=True))
        return next(slug for slug in chain([wanted], (f"{wanted}-{n}" for n in count(2))) if slug not in taken)

    def get_view_restrictions(self):
        return PageViewRestriction.objects.none() if self.nothing_is_restricted else super().get_view_restrictions()

    def twin(self) -> Page | None:
        """The live page in the other language."""
        return self.get_translations().live().select_related("locale").first()

    @cached_property
    def way(self) -> list[Page]:
        """The pages from the home page to this one. One query for breadcrumbs, addresses and the language."""
        above = list(self.get_ancestors().filter(depth__gt=1).select_related("locale"))
        self.locale = above[0].locale if above else self.locale
        return [*above, self]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        way, twin = self.way, self.twin()
        own = f"{self.get_url(request)}{self.below}"
        other = f"{twin.get_url(request)}{self.below}" if twin else ""
        languages = {self.locale.language_code: own} | ({twin.locale.language_code: other} if twin else {})
        context |= {
            "translated_url": other, "here": self.menu_key, "canonical": own, "alternates": languages,
            "shared_name": self.shared_name(), "way": way, "address": self.get_full_url(request),
        }  # fmt: skip
        return context | {"linked_data": linked_data([*self.structured_data(context), self.breadcrumbs(request)])}

    def get_url_parts(self, request=None):
        """Wagtail's parts of the address, at the one place that the settings name."""
        parts = super().get_url_parts(request)
        return parts and (parts[0], absolute(""), parts[2])

    def shared_name(self) -> str:
        """Whose cloth travels with a link to this page: a city's key, or the programme's own."""
        return "brand"

    def breadcrumbs(self, request) -> dict:
        """The way here from the home page, as search engines show it."""
        items = [
            {"@type": "ListItem", "position": i, "name": row.title, "item": absolute(row.get_url(request))}
            for i, row in enumerate(self.way, start=1)
        ]
        return {"@type": "BreadcrumbList", "itemListElement": items}

    def structured_data(self, context: dict) -> list[dict]:
        """What search engines read of this page, as JSON-LD without its context; nothing by default."""
        return []


class TextPage(PortalPage):
    """Base of pages with a body and a picture."""

    scene = models.CharField(
        _("scene"), max_length=12, choices=SCENES, blank=True, help_text=_("A drawn scene, where there is no photo.")
    )
    image = models.ForeignKey(
        "cms.Picture", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("photo")
    )
    image_alt = models.CharField(_("what the picture shows"), max_length=250, blank=True)
    body = StreamField(BODY, blank=True)
    drawn_with = ("image",)

    content_panels = [
        *PortalPage.content_panels,
        FieldPanel("scene"),
        FieldPanel("image"),
        FieldPanel("image_alt"),
        FieldPanel("body"),
    ]

    class Meta:
        abstract = True

    @property
    def picture_alt(self) -> str:
        """What the picture shows: said for this page, or with the photo itself."""
        return self.image_alt or (self.image.alt if self.image else "")

    def clean(self):
        super().clean()
        if self.scene and not self.image_id and not self.image_alt.strip():
            raise ValidationError(
                {"image_alt": _("Say in one sentence what the picture shows, for people who cannot see it.")}
            )
