"""What a builder may tell a kind of question: each setting with its control, its check and an example."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from programme.forms.fields import ThaiDayField
from programme.kernel.typed_dates import ANY

HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


@dataclass(frozen=True)
class Setting:
    """One thing that can be told. `fields` are its controls by name, `gather` takes their cleaned values together."""

    name: str
    label: str | Promise
    default: object = None
    example: object = None

    def field(self) -> forms.Field:
        return forms.CharField(label=self.label, required=False, max_length=200)

    def fields(self) -> dict[str, forms.Field]:
        return {self.name: self.field()}

    def gather(self, cleaned: dict):
        return cleaned.get(self.name)

    def initial(self, value) -> dict:
        return {self.name: self.default if value is None else value}

    def clean(self, value):
        """The value as it is kept, or a `ValidationError` in words."""
        if isinstance(value, list | dict):
            raise ValidationError(_("“%(label)s” is one value.") % {"label": self.label})
        return self.field().clean(value)


@dataclass(frozen=True)
class Whole(Setting):
    """A whole number from `first` to `last`."""

    first: int = 0
    last: int = 10**9

    def field(self) -> forms.Field:
        return forms.IntegerField(
            label=self.label, required=False, min_value=self.first, max_value=self.last, localize=False
        )


@dataclass(frozen=True)
class Amount(Setting):
    """A number with decimals; kept as text, so that nothing is rounded."""

    def field(self) -> forms.Field:
        return forms.DecimalField(label=self.label, required=False, max_digits=14, decimal_places=4)

    def clean(self, value):
        found = super().clean(value)
        return None if found is None else str(found)


@dataclass(frozen=True)
class Day(Setting):
    """A day, kept as 2026-12-18."""

    def field(self) -> forms.Field:
        return ThaiDayField(label=self.label, required=False, span=ANY)

    def clean(self, value):
        found = super().clean(value)
        return found.isoformat() if isinstance(found, date) else found

    def initial(self, value) -> dict:
        return {self.name: date.fromisoformat(value) if value else None}


@dataclass(frozen=True)
class Flag(Setting):
    def field(self) -> forms.Field:
        return forms.BooleanField(label=self.label, required=False)

    def clean(self, value):
        if not isinstance(value, bool):
            raise ValidationError(_("“%(label)s” is yes or no.") % {"label": self.label})
        return value or None


@dataclass(frozen=True)
class OneOf(Setting):
    """One of a few ways."""

    ways: tuple[tuple[str, str | Promise], ...] = ()

    def field(self) -> forms.Field:
        return forms.ChoiceField(label=self.label, required=False, choices=self.ways)


@dataclass(frozen=True)
class Words(Setting):
    """A text in Thai and English: {"th", "en"}."""

    longest: int = 100
    is_needed: bool = False

    def fields(self) -> dict[str, forms.Field]:
        widget = forms.Textarea(attrs={"rows": 5}) if self.longest > 300 else forms.TextInput()
        named = {"th": gettext_lazy("Thai"), "en": gettext_lazy("English")}
        return {
            f"{self.name}_{code}": forms.CharField(
                label=_("%(label)s (%(language)s)") % {"label": self.label, "language": language},
                required=self.is_needed and code == "th", max_length=self.longest, widget=widget,
            )
            for code, language in named.items()
        }  # fmt: skip

    def gather(self, cleaned: dict):
        return {code: cleaned.get(f"{self.name}_{code}") or "" for code in ("th", "en")}

    def initial(self, value) -> dict:
        return {f"{self.name}_{code}": (value or {}).get(code, "") for code in ("th", "en")}

    def clean(self, value):
        if value in (None, ""):
            value = {}
        if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
            raise ValidationError(_("“%(label)s” is a text in Thai and one in English.") % {"label": self.label})
        if set(value) - {"th", "en"}:
            raise ValidationError(_("“%(label)s” is a text in Thai and one in English.") % {"label": self.label})
        found = {code: text.strip() for code, text in value.items() if text.strip()}
        if any(len(text) > self.longest for text in found.values()):
            words = _("Shorten “%(label)s”: at most %(limit)s characters.")
            raise ValidationError(words % {"label": self.label, "limit": f"{self.longest:,}"})
        if not found.get("th") and (found or self.is_needed):
            raise ValidationError(_("Write “%(label)s” in Thai too.") % {"label": self.label})
        return found


@dataclass(frozen=True)
class Hosts(Setting):
    """Sites, one a line, as youtube.com; their subdomains belong to them."""

    def field(self) -> forms.Field:
        return forms.CharField(
            label=self.label, required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
        )

    def initial(self, value) -> dict:
        return {self.name: "\n".join(value or self.default or ())}

    def clean(self, value):
        rows = value.split() if isinstance(value, str) else value or []
        if not isinstance(rows, list | tuple) or not all(isinstance(row, str) for row in rows):
            raise ValidationError(_("Write one site a line, for example youtube.com."))
        found = [row.strip().lower() for row in rows]
        if not all(HOST.fullmatch(row) for row in found):
            raise ValidationError(_("Write one site a line, for example youtube.com."))
        return sorted(set(found))


def number(value) -> Decimal | None:
    """A bound that was kept as text."""
    return None if value in (None, "") else Decimal(str(value))
