"""Choices: yes or no, one of several, several of many."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from applications.answers.kind import ANY_OF, ORDER, Kind, as_typed, label_of, one_text
from applications.answers.settings import Flag, Whole

YES, NO = ("on", "yes", "true", "True", "1"), ("no", "false", "False", "0")
MANY = 12  # so many radio buttons are no longer read; a list is


def pairs(question) -> list[tuple[str, str]]:
    return [(option["value"], label_of(question, option["value"])) for option in question.options]


class Yes(Kind):
    """A box to tick; with `both`, two answers of which either counts."""

    code, label, order = "yes", gettext_lazy("Yes or no"), 70
    compares, compared = frozenset({"is"}), "flag"
    settings = (Flag("both", gettext_lazy("Ask with two answers, yes and no; either counts"), False, True),)

    def widget(self, question, facts):
        if self.told(question, "both"):
            return forms.RadioSelect(choices=[("yes", _("Yes")), ("no", _("No"))])
        return forms.CheckboxInput()

    def is_missing(self, question, typed):
        """A box that has to be ticked and is not says nothing."""
        is_box = question.is_required and not self.told(question, "both")
        return super().is_missing(question, typed) or (is_box and typed in (False, *NO))

    def parse(self, question, typed, facts):
        if isinstance(typed, bool):
            return typed
        text = one_text(typed)
        if text not in (*YES, *NO):
            raise ValidationError(_("Choose one of the answers."))
        return text in YES

    def show(self, question, value, facts):
        return _("Yes") if value else _("No")

    def show_unread(self, question, typed, facts):
        return self.show(question, typed, facts) if isinstance(typed, bool) else as_typed(typed)

    def write(self, question, value):
        return ("yes" if value else "no") if self.told(question, "both") else value

    def pretend(self, question, facts, number):
        if self.told(question, "both"):
            return "no" if number % 3 == 2 else "yes"
        return question.is_required or number % 3 != 2


class Choice(Kind):
    code, label, order, has_options = "choice", gettext_lazy("One choice"), 75, True
    compares, compared = ANY_OF | ORDER, "option"

    def widget(self, question, facts):
        if len(question.options) > MANY:
            return forms.Select(choices=[("", _("Choose")), *pairs(question)])
        return forms.RadioSelect(choices=pairs(question))

    def parse(self, question, typed, facts):
        value = one_text(typed)
        if value not in {option["value"] for option in question.options}:
            raise ValidationError(_("Choose one of the answers."))
        return value

    def show(self, question, value, facts):
        return label_of(question, value)

    def pretend(self, question, facts, number):
        return question.options[number % len(question.options)]["value"]


class Choices(Kind):
    """Several of the options, kept in the order in which they are offered."""

    code, label, order, has_options = "choices", gettext_lazy("Several choices"), 80, True
    compares, compared = ANY_OF, "option"
    settings = (
        Whole("least", gettext_lazy("Least answers"), 0, 1, last=100),
        Whole("most", gettext_lazy("Most answers"), None, 2, first=1, last=100),
    )

    def widget(self, question, facts):
        return forms.CheckboxSelectMultiple(choices=pairs(question))

    def hint(self, question):
        least, most = self.told(question, "least"), self.told(question, "most")
        if least and most:
            room = _("Choose %(least)s to %(most)s.") if least < most else _("Choose %(most)s.")
        elif most:
            room = _("Choose at most %(most)s.")
        else:
            room = _("Choose at least %(least)s.") if least > 1 else ""
        return f"{question.hint} {room % {'least': least, 'most': most}}".strip()

    def parse(self, question, typed, facts):
        chosen = {one_text(one) for one in (typed if isinstance(typed, list | tuple) else [typed])}
        values = [option["value"] for option in question.options]
        if chosen - set(values):
            raise ValidationError(_("Choose one of the answers."))
        least, most = self.told(question, "least"), self.told(question, "most")
        if len(chosen) < least:
            words = ngettext("Choose at least %(n)s answer.", "Choose at least %(n)s answers.", least)
            raise ValidationError(words % {"n": least})
        if most and len(chosen) > most:
            words = ngettext("Choose at most %(n)s answer.", "Choose at most %(n)s answers.", most)
            raise ValidationError(words % {"n": most})
        return [value for value in values if value in chosen]

    def show(self, question, value, facts):
        return ", ".join(label_of(question, one) for one in value)

    def pretend(self, question, facts, number):
        values = [option["value"] for option in question.options]
        wanted = max(1, self.told(question, "least"))
        return [values[(number + step) % len(values)] for step in range(min(wanted, len(values)))]

    def check(self, question):
        wrong = super().check(question)
        if not wrong and self.told(question, "least") > len(question.options):
            wrong["least"] = [_("More answers are asked for than there are to choose from.")]
        return wrong


KINDS = [Yes(), Choice(), Choices()]
