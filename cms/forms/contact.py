"""The contact form: no CAPTCHA; a field that only robots fill in, and a limit for each address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.models import ContactMessage
from programme.forms.fields import PlainForm

MOST_LINKS = 2


class ContactForm(PlainForm):
    topic = forms.ChoiceField(label=_("What is it about?"), choices=ContactMessage.Topic.choices)
    name = forms.CharField(label=_("Your name"), max_length=120)
    email = forms.EmailField(label=_("Your e-mail"), help_text=_("We answer there, and use it for nothing else."))
    text = forms.CharField(
        label=_("Your message"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Please leave out identity numbers and health details."),
    )  # fmt: skip
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def clean_text(self):
        text = self.cleaned_data["text"]
        if text.lower().count("http") > MOST_LINKS:
            raise forms.ValidationError(_("Please send at most two links; describe the rest in words."))
        return text

    @property
    def is_from_a_robot(self) -> bool:
        return bool(self.data.get("website"))
