"""One object for each kind of question: how what was typed is understood, and how it is shown to a reader."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from stdnum.exceptions import ValidationError as WrongNumber
from stdnum.th import pin

from programme.kernel.dates import day
from programme.kernel.secrets import masked
from programme.kernel.thai import normalise
from programme.kernel.typed_dates import ANY, BIRTH, NoDay, Span, parse_day

LARGEST = 10**9


@dataclass(frozen=True)
class Facts:
    """What answers refer to: the provinces by their number, in the reader's language."""

    provinces: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Kind:
    """`parse` makes of a typed value what is stored, or says what is wrong; `show` is for readers; `write` for the form.

    All three take a stored value too, so that reading something twice changes nothing.
    """

    parse: Callable
    show: Callable
    write: Callable = lambda question, value: value
    has_limit: bool = False
    mask: Callable = lambda text: "•" * 6


def label_of(question, value: str) -> str:
    """The words of one option in the reader's language."""
    english = (get_language() or "th").startswith("en")
    for option in question.options:
        if option["value"] == value:
            return (option.get("en") if english else option["th"]) or option["th"]
    return str(value)


def _text(question, typed, facts: Facts) -> str:
    return str(typed)


def _number(question, typed, facts: Facts) -> int:
    digits = normalise(str(typed)).replace(",", "").replace(" ", "")
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 10 or int(digits) > LARGEST:
        raise ValidationError(_("Write a whole number in digits, for example 1200."))
    return int(digits)


def _day(question, typed, facts: Facts) -> str:
    try:
        return (typed if isinstance(typed, date) else parse_day(str(typed), span=span_of(question))).isoformat()
    except NoDay as no:
        raise ValidationError(str(no)) from None


def span_of(question) -> Span:
    """A birthday lies in the past; any other day has a wide span, which the call's rules narrow."""
    return BIRTH if question.kind == "birthday" else ANY


def _day_words(question, value, facts: Facts | None = None) -> str:
    return day(date.fromisoformat(value))


def _choice(question, typed, facts: Facts) -> str:
    if typed not in {option["value"] for option in question.options}:
        raise ValidationError(_("Choose one of the answers."))
    return typed


def _choices(question, typed, facts: Facts) -> list[str]:
    return [_choice(question, value, facts) for value in (typed if isinstance(typed, list) else [typed])]


def _yes(question, typed, facts: Facts) -> bool:
    return typed if isinstance(typed, bool) else typed in ("on", "yes", "true", "True", "1")


def _province(question, typed, facts: Facts) -> str:
    if str(typed) not in facts.provinces:
        raise ValidationError(_("Choose a province from the list."))
    return str(typed)


def _phone(question, typed, facts: Facts) -> str:
    try:
        number = phonenumbers.parse(normalise(str(typed)), "TH")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise ValidationError(_("This is no telephone number that we can call. Example: 081 234 5678."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _phone_words(question, value, facts: Facts | None = None) -> str:
    """081-234-5678 at home, +81 … from abroad."""
    number = phonenumbers.parse(value, "TH")
    at_home = number.country_code == 66
    style = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, style.NATIONAL if at_home else style.INTERNATIONAL).replace("-", " ")


def _identity(question, typed, facts: Facts) -> str:
    """Thirteen digits with their check digit; spaces and dashes as on the card do not count."""
    try:
        return pin.validate(normalise(str(typed)))
    except WrongNumber:
        raise ValidationError(_("This is not a valid identity number. Check the 13 digits on your card.")) from None


KINDS: dict[str, Kind] = {
    "text": Kind(_text, _text, has_limit=True),
    "long": Kind(_text, _text, has_limit=True),
    "number": Kind(_number, lambda question, value, facts: f"{value:,}"),
    "date": Kind(_day, _day_words, _day_words),
    "birthday": Kind(_day, _day_words, _day_words),
    "choice": Kind(_choice, lambda question, value, facts: label_of(question, value)),
    "choices": Kind(_choices, lambda question, value, facts: ", ".join(label_of(question, one) for one in value)),
    "yes": Kind(_yes, lambda question, value, facts: _("Yes") if value else _("No")),
    "province": Kind(_province, lambda question, value, facts: facts.provinces[value]),
    "phone": Kind(_phone, _phone_words, _phone_words, mask=masked),
    "identity": Kind(_identity, lambda question, value, facts: pin.format(value), mask=masked),
}


def kind_of(question) -> Kind:
    return KINDS[question.kind]
