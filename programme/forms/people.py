"""What a person tells about themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from programme.forms.compared import ComparedForm
from programme.forms.fields import PhoneField, PlainForm
from programme.kernel.letters import Topic
from programme.models import Consent, User


class AccountField(forms.EmailField):
    """A person, named by the address of an account that is in use."""

    default_error_messages = {"unknown": _("No account has this address. Ask the person to sign up first.")}

    def clean(self, value):
        address = super().clean(value)
        if not address:
            return None
        user = User.objects.filter(email__iexact=address, is_active=True).first()
        if user is None:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        return user


class ProfileForm(ComparedForm):
    title = forms.CharField(label=pgettext_lazy("before a name", "Title"), max_length=40, required=False)
    given_name_th = forms.CharField(label=_("Given name in Thai"), max_length=100)
    family_name_th = forms.CharField(label=_("Family name in Thai"), max_length=100, required=False)
    given_name_en = forms.CharField(label=_("Given name in Latin letters"), max_length=100, required=False)
    family_name_en = forms.CharField(label=_("Family name in Latin letters"), max_length=100, required=False)
    phone = PhoneField(label=_("Telephone"), required=False)
    line_id = forms.CharField(label=_("LINE ID"), max_length=60, required=False)
    language = forms.ChoiceField(
        label=_("Language of our letters"), choices=[("th", "ไทย"), ("en", "English")], widget=forms.RadioSelect
    )


class ConsentForm(PlainForm):
    """One purpose, agreed to or taken back by its button."""

    purpose = forms.ChoiceField(choices=Consent.Purpose.choices, widget=forms.HiddenInput)


class NotificationsForm(PlainForm):
    """Which letters also come by mail."""

    TOPICS = [topic for topic in Topic if topic.may_rest]

    by_mail = forms.MultipleChoiceField(
        label=_("These letters also come by e-mail"),
        choices=[(topic.value, topic.label) for topic in TOPICS],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("What you take the tick away from stays in your inbox."),
    )
