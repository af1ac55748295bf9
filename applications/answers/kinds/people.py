"""Numbers that name a person: the telephone and the Thai identity number."""

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from stdnum.exceptions import ValidationError as WrongNumber
from stdnum.th import pin

from applications.answers.kind import Kind, as_typed, one_text
from programme.kernel.secrets import masked
from programme.kernel.thai import in_arabic_digits

THAILAND = 66


class NumberOfAPerson(Kind):
    is_number, digits_shown = True, 3

    def mask(self, text):
        return masked(text)

    def names(self, value):
        return [as_typed(value)], ()


class Phone(NumberOfAPerson):
    """A number that can be called; kept in the international form."""

    code, label, order = "phone", gettext_lazy("Telephone number"), 120

    def widget(self, question, facts):
        return forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})

    def parse(self, question, typed, facts):
        try:
            number = phonenumbers.parse(in_arabic_digits(one_text(typed)), "TH")
        except phonenumbers.NumberParseException:
            number = None
        if number is None or not phonenumbers.is_valid_number(number):
            raise ValidationError(_("This is no telephone number that we can call. Example: 081 234 5678."))
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)

    def show(self, question, value, facts):
        return self.write(question, value)

    def write(self, question, value):
        """081 234 5678 at home, +81 … from abroad."""
        number = phonenumbers.parse(value, "TH")
        styles = phonenumbers.PhoneNumberFormat
        style = styles.NATIONAL if number.country_code == THAILAND else styles.INTERNATIONAL
        return phonenumbers.format_number(number, style).replace("-", " ")

    def pretend(self, question, facts, number):
        return f"081 234 {5000 + number % 5000}"


class Identity(NumberOfAPerson):
    """Thirteen digits with their check digit; spaces and dashes as on the card do not count."""

    code, label, order = "identity", gettext_lazy("Thai identity number"), 130

    def widget(self, question, facts):
        return forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})

    def parse(self, question, typed, facts):
        text = in_arabic_digits(one_text(typed))
        try:
            return pin.validate(text[:40])
        except WrongNumber:
            raise ValidationError(_("This is not a valid identity number. Check the 13 digits on your card.")) from None

    def show(self, question, value, facts):
        return pin.format(value)

    def pretend(self, question, facts, number):
        digits = f"110170{number % 10**6:06d}"
        return digits + pin.calc_check_digit(digits)


KINDS = [Phone(), Identity()]
