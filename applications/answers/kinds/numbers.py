"""Numbers, money in baht, and a scale between two words."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.answers.kind import ORDER, Kind, in_language, one_text
from applications.answers.settings import Amount, Whole, Words, number
from programme.kernel.thai import in_arabic_digits

LARGEST = 10**9
DIGITS = re.compile(r"[-−]?[0-9]{1,11}(?:\.[0-9]{1,4})?")
BAHT = re.compile(r"^฿|(?:บาท|baht|thb|฿)\.?$", re.IGNORECASE)


def read_number(text: str) -> Decimal | None:
    """1,200 and ๑ ๒๐๐.๕ as numbers; None where it is none."""
    bare = in_arabic_digits(text).replace(",", "").replace(" ", "").replace("\u00a0", "")
    return Decimal(bare.replace("−", "-")) if DIGITS.fullmatch(bare) else None


class Number(Kind):
    """A whole number, kept as one; with decimals kept as text, so that 3.25 stays 3.25."""

    code, label, order = "number", gettext_lazy("Number"), 30
    compares, compared = ORDER, "number"
    settings = (
        Amount("least", gettext_lazy("Least"), None, "1"),
        Amount("most", gettext_lazy("Most"), None, "4"),
        Whole("decimals", gettext_lazy("Digits after the point"), 0, 2, last=4),
        Words("unit", gettext_lazy("Unit"), None, {"th": "คะแนน", "en": "points"}, longest=30),
    )

    def decimals(self, question) -> int:
        return self.told(question, "decimals")

    def widget(self, question, facts):
        mode = "decimal" if self.decimals(question) else "numeric"
        return forms.TextInput(attrs={"inputmode": mode, "autocomplete": "off"})

    def hint(self, question):
        least, most = self.bounds(question)
        said = {"least": self._said(question, least or 0), "most": self._said(question, most or 0)}
        room = ""
        if least is not None and most is not None:
            room = _("From %(least)s to %(most)s.") % (said | {"least": self._figures(question, least)})
        elif least is not None:
            room = _("At least %(least)s.") % said
        elif most is not None:
            room = _("At most %(most)s.") % said
        elif unit := self.unit(question):
            room = _("In %(unit)s.") % {"unit": unit}
        return f"{question.hint} {room}".strip()

    def unit(self, question) -> str:
        return in_language(self.told(question, "unit"))

    def bounds(self, question) -> tuple[Decimal | None, Decimal | None]:
        return number(self.told(question, "least")), number(self.told(question, "most"))

    def unfit(self, found):
        return super().unfit({name: number(found.get(name)) for name in ("least", "most")})

    def parse(self, question, typed, facts):
        value = read_number(self._bare(question, one_text(typed)))
        places = self.decimals(question)
        if value is None or value != round(value, places):
            raise ValidationError(self._example(places))
        least, most = self.bounds(question)
        if value > (LARGEST if most is None else most):
            words = _("This is more than the most that can be said here: %(most)s.")
            raise ValidationError(words % {"most": self._said(question, LARGEST if most is None else most)})
        if value < (0 if least is None else least):
            words = _("This is less than the least that can be said here: %(least)s.")
            raise ValidationError(words % {"least": self._said(question, least or 0)})
        return self._kept(value, places)

    def _bare(self, question, text: str) -> str:
        return text

    def _example(self, places: int) -> str:
        if places:
            return _("Write a number in digits, for example 3.25.")
        return _("Write a whole number in digits, for example 1200.")

    def _kept(self, value: Decimal, places: int):
        return f"{value:.{places}f}" if places else int(value)

    def _figures(self, question, value) -> str:
        return f"{Decimal(value):,.{self.decimals(question)}f}"

    def _said(self, question, value) -> str:
        return f"{self._figures(question, value)} {self.unit(question)}".strip()

    def show(self, question, value, facts):
        return self._said(question, value)

    def write(self, question, value):
        return str(value)

    def pretend(self, question, facts, number):
        least, most = self.bounds(question)
        value = (least or 0) + number % 7
        return str(value if most is None else min(value, most))


class Money(Number):
    """Baht and satang, exact: kept as text with two decimals."""

    code, label, order = "money", gettext_lazy("Money in baht"), 40
    settings = (Amount("least", gettext_lazy("Least"), None, "0"), Amount("most", gettext_lazy("Most"), None, "50000"))

    def decimals(self, question):
        return 2

    def unit(self, question):
        return _("baht")

    def _bare(self, question, text):
        return BAHT.sub("", BAHT.sub("", text.strip())).strip()

    def _example(self, places):
        return _("Write an amount in baht, for example 1500 or 1500.50.")

    def _figures(self, question, value):
        return f"{Decimal(value):,.2f}".removesuffix(".00")


class Scale(Kind):
    """From 1 to the most; the ends have words."""

    code, label, order = "scale", gettext_lazy("Scale"), 90
    compares, compared = ORDER, "number"
    settings = (
        Whole("most", gettext_lazy("Steps"), 5, 7, first=2, last=10),
        Words("low", gettext_lazy("Words for 1"), None, {"th": "น้อยที่สุด", "en": "Least"}),
        Words("high", gettext_lazy("Words for the highest step"), None, {"th": "มากที่สุด", "en": "Most"}),
    )

    def widget(self, question, facts):
        return forms.RadioSelect(choices=[(str(n), self._step(question, n)) for n in self._steps(question)])

    def _steps(self, question) -> range:
        return range(1, self.told(question, "most") + 1)

    def _step(self, question, n: int) -> str:
        end = {1: "low", self.told(question, "most"): "high"}.get(n)
        words = in_language(self.told(question, end)) if end else ""
        return f"{n} – {words}" if words else str(n)

    def parse(self, question, typed, facts):
        found = read_number(one_text(typed))
        if found is None or found not in self._steps(question):
            raise ValidationError(_("Choose one of the answers."))
        return int(found)

    def show(self, question, value, facts):
        numbers = {"n": value, "most": self.told(question, "most")}
        return _("%(n)s of %(most)s") % numbers

    def write(self, question, value):
        return str(value)

    def pretend(self, question, facts, number):
        return str(1 + number % self.told(question, "most"))


KINDS = [Number(), Money(), Scale()]
