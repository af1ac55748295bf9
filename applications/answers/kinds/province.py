"""One of the 77 provinces, kept by its key."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.answers.kind import ANY_OF, Facts, Kind, one_text
from programme.kernel.thai import sort_key


def province_choices(facts: Facts) -> list[tuple[str, str]]:
    """As a dictionary sorts them."""
    names = sorted(facts.provinces.items(), key=lambda row: sort_key(row[1]))
    return [("", _("Choose a province")), *names]


def known_province(typed, facts: Facts) -> str:
    key = one_text(typed)
    if key not in facts.provinces:
        raise ValidationError(_("Choose a province from the list."))
    return key


class Province(Kind):
    code, label, order, needs_provinces = "province", gettext_lazy("Province"), 100, True
    compares, compared = ANY_OF | {"distance"}, "place"

    def widget(self, question, facts):
        return forms.Select(choices=province_choices(facts))

    def parse(self, question, typed, facts):
        return known_province(typed, facts)

    def show(self, question, value, facts):
        return facts.provinces[value]

    def pretend(self, question, facts, number):
        keys = sorted(facts.provinces, key=int)
        return keys[number % len(keys)]


KINDS = [Province()]
