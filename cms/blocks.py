"""A small set of good blocks. A figure block offers registered figures only and never a typed number."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from mentoring.queries.counting import Scope
from mentoring.queries.figures import REGISTRY


def figure_choices() -> list[tuple[str, str]]:
    return [(figure.key, f"{figure.key} · {figure.label}") for figure in REGISTRY.values()]


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Words"))
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
        return context | {"figure": figure, "result": figure.compute(Scope()) if figure else None}


BODY = [
    ("heading", blocks.CharBlock(form_classname="title", template="cms/blocks/heading.html", label=_("Heading"))),
    ("text", blocks.RichTextBlock(features=["bold", "link", "ul", "ol"], label=_("Text"))),
    ("quote", QuoteBlock(label=_("Quote"))),
    ("figure", FigureBlock(label=_("Figure"))),
    ("callout", blocks.TextBlock(template="cms/blocks/callout.html", label=_("Call-out"))),
]
