"""What all pages share: a lead, a scene or photo, a body of good blocks, and the twin in the other language."""

from dataclasses import dataclass
from itertools import chain, count
from uuid import UUID

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

SCENES = [
    ("khlong", _("Canal and houses")),
    ("market", _("Market street")),
    ("bus", _("Songthaew at a stop")),
    ("home", _("Visit at home")),
    ("solar", _("Solar roofs")),
    ("data", _("Data of the city")),
    ("nan", _("Hills and river")),
]


@dataclass(frozen=True)
class Place:
    """One live page in the tree: enough to find it, to name it and to lead to it."""

    pk: int
    kind: str
    depth: int
    title: str
    url: str
    language: str
    key: UUID


def place_of(page: Page) -> Place:
    """The place of a page whose locale is at hand."""
    url = address_of(page.url_path, page.locale.language_code)
    kind = page.cached_content_type.model
    return Place(page.pk, kind, page.depth, page.title, url, page.locale.language_code, page.translation_key)


def address_of(path: str, language: str) -> str:
    """The address of a place in the tree (`/home/calls/`): what follows the home page, English below `/en/`."""
    rest = path.lstrip("/").partition("/")[2]
    return f"/en/{rest}" if language == "en" else f"/{rest}"


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

    def free_slug(self, wanted: str, parent: Page) -> str:
        """The wanted address, or the next free one beside its sisters."""
        taken = set(parent.get_children().exclude(pk=self.pk).values_list("slug", flat=True))
        return next(slug for slug in chain([wanted], (f"{wanted}-{n}" for n in count(2))) if slug not in taken)

    def get_view_restrictions(self):
        return PageViewRestriction.objects.none() if self.nothing_is_restricted else super().get_view_restrictions()

    @cached_property
    def twin(self) -> "Place | None":
        """The live page in the other language."""
        page = self.get_translations().live().select_related("locale").first()
        return place_of(page) if page else None

    @cached_property
    def way(self) -> "list[Place]":
        """The places from the home page to this one, for breadcrumbs. One query."""
        return [place_of(page) for page in [*self.get_ancestors().filter(depth__gt=1).select_related("locale"), self]]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        own = f"{self.get_url(request)}{self.below}"
        other = f"{self.twin.url}{self.below}" if self.twin else ""
        languages = {self.locale.language_code: own} | ({self.twin.language: other} if self.twin else {})
        context |= {
            "translated_url": other, "here": self.menu_key, "canonical": own, "alternates": languages,
            "shared_name": self.shared_name(), "way": self.way, "address": self.get_full_url(request),
        }  # fmt: skip
        return context | {"linked_data": linked_data([*self.structured_data(context), self.breadcrumbs()])}

    def get_url(self, request=None, current_site=None) -> str:
        """The portal is one site: an address follows from the page's place and language, without a question."""
        return address_of(self.url_path, self.locale.language_code)

    url = property(get_url)

    def get_full_url(self, request=None) -> str:
        return absolute(self.get_url(request))

    full_url = property(get_full_url)

    def shared_name(self) -> str:
        """Whose cloth travels with a link to this page: a city's key, or the programme's own."""
        return "brand"

    def breadcrumbs(self) -> dict:
        """The way here from the home page, as search engines show it."""
        items = [
            {"@type": "ListItem", "position": i, "name": place.title, "item": absolute(place.url)}
            for i, place in enumerate(self.way, start=1)
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
        FieldPanel("body", heading=_("Contents of the page")),
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
