"""Naming a referee, and writing as one."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from applications.answers import redactor
from applications.models import RefereeInvitation, Reference
from programme.forms.fields import PlainForm

LANGUAGES = [("th", _l("Thai")), ("en", _l("English"))]
LONGEST = 6000  # characters of a reference: about two pages
ADDRESSES = redactor(())  # what it blacks out of a name is an address or a number


class NameRefereeForm(PlainForm):
    """Who is asked, and in which language."""

    name = forms.CharField(label=_l("Name of the person"), max_length=120)
    relation = forms.CharField(
        label=_l("How this person knows you"), max_length=120, help_text=_l("For example: my adviser, my head of work.")
    )
    email = forms.EmailField(
        label=_l("E-mail address"), max_length=254, help_text=_l("The letter with the link goes there, and only there.")
    )
    language = forms.ChoiceField(
        label=_l("Language of the letter"), choices=LANGUAGES, widget=forms.RadioSelect, initial="th"
    )

    def clean(self):
        cleaned = super().clean()
        for field in ("name", "relation"):
            if field in cleaned and ADDRESSES.clean(cleaned[field]) != cleaned[field]:
                self.add_error(field, _("Write words only: no address, no number. They stand in a letter."))
        return cleaned


class WriteReferenceForm(PlainForm):
    """What the rule asks for; what came already stands in it to be corrected."""

    version = forms.IntegerField(widget=forms.HiddenInput(), min_value=0, required=False)
    level = forms.TypedChoiceField(
        label=_l("Do you recommend this person?"), choices=Reference.Level.choices, coerce=int, empty_value=None,
        widget=forms.RadioSelect, error_messages={"required": _l("Choose how far you recommend this person.")},
    )  # fmt: skip
    text = forms.CharField(
        label=_l("Your words"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_l("As long as you like, up to about two pages."),
        error_messages={"required": _l("Write what you want to say about this person.")},
    )  # fmt: skip
    file = forms.FileField(label=_l("Your letter as a file"), help_text=_l("PDF or a photo of it."))

    def __init__(self, *args, invitation: RefereeInvitation, **kwargs):
        came = getattr(invitation, "reference", None)
        kept = {"text": came.text, "level": came.level, "version": came.version} if came else {"version": 0}
        super().__init__(*args, initial=kept, **kwargs)
        rule = invitation.rule
        asked = {"text": rule.asks_text, "level": rule.asks_scale, "file": rule.asks_file}
        for name in [name for name, is_asked in asked.items() if not is_asked]:
            del self.fields[name]
        if came and came.file and "file" in self.fields:
            self.fields["file"].required = False
            self.fields["file"].label = _("Another file instead of the one that came")

    def given(self) -> dict:
        blank = {"text": "", "level": None, "file": None}
        return blank | self.cleaned_data | {"version": self.cleaned_data.get("version") or 0}
