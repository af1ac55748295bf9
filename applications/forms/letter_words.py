"""What a call adds to one of its letters."""

from django import forms
from django.utils.translation import gettext_lazy as _

from programme.forms.compared import ComparedForm

LONGEST = 2000


class LetterWordsForm(ComparedForm):
    th = forms.CharField(
        label=_("Own words in Thai"), max_length=LONGEST, required=False,
        widget=forms.Textarea(attrs={"rows": 5, "lang": "th"}),
        help_text=_("Plain text; an empty line begins a new paragraph. Empty: the letter stands as it is."),
    )  # fmt: skip
    en = forms.CharField(
        label=_("Own words in English"), max_length=LONGEST, required=False,
        widget=forms.Textarea(attrs={"rows": 5, "lang": "en"}),
    )  # fmt: skip
