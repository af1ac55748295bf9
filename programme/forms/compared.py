"""Two pages changed the same record: the older one is told what the newer one saved, field by field, and overwrites nothing."""

from datetime import date
from hashlib import sha256
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from programme.forms.fields import PlainForm
from programme.kernel.dates import day

SEEN = "seen"


def compared(initial: dict[str, Any]) -> dict[str, Any]:
    """What a form shows first of a record that is changed, with a mark of exactly that."""
    said = repr(sorted((name, str(value)) for name, value in initial.items()))
    return initial | {SEEN: sha256(said.encode()).hexdigest()[:16]}


class ComparedForm(PlainForm):
    """A form over a record that may have changed since its page was drawn; `initial` is `compared`, or nothing is."""

    seen = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    def clean(self):
        cleaned = super().clean()
        seen, newest = cleaned.pop(SEEN, ""), self.initial.get(SEEN, "")
        if seen and newest and seen != newest:
            self._show_both(newest)
        return cleaned

    def _show_both(self, newest: str) -> None:
        """The other page's value stands beside each field that differs; after that the next press is a choice."""
        differ = [name for name in self.changed_data if name in self.initial and name != SEEN]
        for name in differ:
            kept = said(self.fields[name], self.initial[name])
            self.add_error(name, _("The other page saved: %(kept)s") % {"kept": kept or "–"})
        if differ:
            words = _(
                "This was saved on another page in the meantime. Compare, put in what should stay, and press again."
            )
            self.add_error(None, words)
            self.data = self.data.copy()
            self.data[SEEN] = newest


def said(field: forms.Field, value: Any) -> str:
    """A kept value as the field shows it."""
    if isinstance(value, list | tuple):
        return ", ".join(said(field, one) for one in value)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return str(day(value))
    choices = dict(field.choices) if isinstance(field, forms.ChoiceField) else {}
    return str(choices.get(value, "" if value is None else value))
