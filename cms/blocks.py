"""A small set of good blocks. Whatever is a number comes from a verified record; nobody types one."""

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from cms.queries.blocks import map_of_missions, measured_outcome, measured_outcomes, person_choices, person_line
from mentoring.queries.figures import REGISTRY, Scope
from mentoring.queries.figures.publish import shown


def figure_choices() -> list[tuple[str, str]]:
    return [(figure.key, f"{figure.key} · {figure.label}") for figure in REGISTRY.values()]


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Words"), help_text=_("In the first person, as it was said."))
    by = blocks.CharBlock(label=_("Who said it"), required=False)

    class Meta:
        icon = "openquote"
        template = "cms/blocks/quote.html"


class FigureBlock(blocks.StructBlock):
    key = blocks.ChoiceBlock(choices=figure_choices, label=_("Figure"))

    class Meta:
        icon = "order"
        template = "cms/blocks/figure.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        figure = REGISTRY.get(value["key"])
        return context | {"row": shown(figure, Scope()) if figure else None}


class MeasureBlock(blocks.StructBlock):
    """Before and after, from a verified outcome; when the outcome stops counting the block shows nothing."""

    outcome = blocks.ChoiceBlock(choices=measured_outcomes, label=_("Verified outcome"))

    class Meta:
        icon = "arrows-up-down"
        template = "cms/blocks/measure.html"

    def get_context(self, value, parent_context=None):
        return super().get_context(value, parent_context) | {"outcome": measured_outcome(value["outcome"])}


class PhotoBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Photo"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=200)

    class Meta:
        icon = "image"
        template = "cms/blocks/photo.html"


class GalleryBlock(blocks.ListBlock):
    def __init__(self, **kwargs):
        super().__init__(PhotoBlock(), min_num=2, max_num=9, **kwargs)

    class Meta:
        icon = "image"
        template = "cms/blocks/gallery.html"


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("What to do"), max_length=80)
    text = blocks.TextBlock(label=_("How"), required=False)


class StepsBlock(blocks.ListBlock):
    def __init__(self, **kwargs):
        super().__init__(StepBlock(), min_num=2, max_num=8, **kwargs)

    class Meta:
        icon = "list-ol"
        template = "cms/blocks/steps.html"


class PeopleBlock(blocks.StructBlock):
    """Ambassadors who agreed to be named; whoever takes that back is gone from the block."""

    people = blocks.MultipleChoiceBlock(choices=person_choices, label=_("Ambassadors who agreed to be named"))

    class Meta:
        icon = "group"
        template = "cms/blocks/people.html"

    def get_context(self, value, parent_context=None):
        lines = [line for code in value["people"] if (line := person_line(code))]
        return super().get_context(value, parent_context) | {"lines": lines}


class MapBlock(blocks.StructBlock):
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=200)

    class Meta:
        icon = "site"
        template = "cms/blocks/map.html"

    def get_context(self, value, parent_context=None):
        return super().get_context(value, parent_context) | map_of_missions()


class FileBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("File"))
    label = blocks.CharBlock(label=_("What it is"), max_length=120)

    class Meta:
        icon = "doc-full"
        template = "cms/blocks/file.html"

    class Value(blocks.StructValue):
        @cached_property
        def kind(self) -> str:
            return (self["document"].file_extension or "").upper()

    Meta.value_class = Value


BODY = [
    ("heading", blocks.CharBlock(form_classname="title", template="cms/blocks/heading.html", label=_("Heading"))),
    ("text", blocks.RichTextBlock(features=["bold", "link", "ul", "ol"], label=_("Text"))),
    ("quote", QuoteBlock(label=_("Quote"))),
    ("figure", FigureBlock(label=_("Figure"))),
    ("measure", MeasureBlock(label=_("Before and after"))),
    ("callout", blocks.TextBlock(template="cms/blocks/callout.html", label=_("Call-out"))),
    ("photo", PhotoBlock(label=_("Photo"))),
    ("gallery", GalleryBlock(label=_("Gallery"))),
    ("steps", StepsBlock(label=_("Steps"))),
    ("people", PeopleBlock(label=_("People"))),
    ("map", MapBlock(label=_("Map of missions"))),
    ("file", FileBlock(label=_("File"))),
]
