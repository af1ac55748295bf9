"""The school or university: found in the shipped list in either language, or written as it is called."""

import csv
from functools import lru_cache
from pathlib import Path

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.answers.kind import Kind, as_typed, one_text
from applications.answers.settings import Flag
from programme.kernel.dates import is_thai
from programme.kernel.thai import plain_text, search_text

SHIPPED = Path(__file__).resolve().parents[2] / "shipped" / "universities.csv"
LONGEST = 200


@lru_cache(maxsize=1)
def universities() -> dict[str, str]:
    """The Thai name of each university of the list to its English one."""
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        return {row["name_th"]: row["name_en"] for row in csv.DictReader(file)}


@lru_cache(maxsize=1)
def _by_any_name() -> dict[str, str]:
    return {search_text(name): thai for thai, english in universities().items() for name in (thai, english)}


class NameInput(forms.TextInput):
    """A text field with names to choose from; any other name can be typed."""

    template_name = "applications/widgets/names.html"

    def __init__(self, names: list[str]):
        super().__init__({"autocomplete": "off"})
        self.names = names

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"{context['widget']['attrs'].get('id', name)}_names"
        return context | {"names": self.names}


class School(Kind):
    """Kept by its Thai name where the list has it, else as it was written."""

    code, label, order = "school", gettext_lazy("School or university"), 115
    settings = (Flag("only_listed", gettext_lazy("Only universities of the list"), False, True),)

    def widget(self, question, facts):
        return NameInput(sorted(universities()) if is_thai() else sorted(universities().values()))

    def hint(self, question):
        if self.told(question, "only_listed"):
            room = _("Type a few letters and choose from the list.")
        else:
            room = _("Type a few letters and choose from the list; write the full name if it is not there.")
        return f"{question.hint} {room}".strip()

    def parse(self, question, typed, facts):
        name = " ".join(plain_text(one_text(typed)).split())
        found = _by_any_name().get(search_text(name))
        if found is None and self.told(question, "only_listed"):
            raise ValidationError(_("Choose a university of the list; type a part of its name to find it."))
        if len(name) > LONGEST:
            raise ValidationError(_("Shorten the name to %(n)s characters.") % {"n": LONGEST})
        return found or name

    def show(self, question, value, facts):
        return value if is_thai() else universities().get(value, value)

    def write(self, question, value):
        return self.show(question, value, None)

    def names(self, value):
        name = as_typed(value)
        return [name, universities().get(name, name)], ()

    def pretend(self, question, facts, number):
        listed = sorted(universities())
        return listed[number % len(listed)]


KINDS = [School()]
