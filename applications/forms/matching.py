"""The match room's forms: the ceremony of the seed, a run with its limits, and a decision by hand."""

from django import forms
from django.utils.translation import gettext_lazy as _

from applications.models import Application, MatchRule
from programme.forms.fields import MomentField, PlainForm
from programme.kernel.policies import visible_to
from programme.models import User

MOST = 100_000


class FreezeForm(PlainForm):
    """How the seed will be drawn; and why it is drawn anew, where it was drawn before."""

    plan = forms.CharField(
        label=_("How and when the seed will be drawn"),
        max_length=300,
        required=False,
        help_text=_("Published with the hash, for example: the last six digits of the first prize of 16 December."),
    )
    reason = forms.CharField(label=_("Why it is drawn anew"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, anew: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not anew:
            del self.fields["reason"]


class UnfreezeForm(PlainForm):
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class SeedForm(PlainForm):
    seed = forms.CharField(
        label=_("Seed"),
        max_length=120,
        required=False,
        help_text=_("The number that was drawn. Leave it empty and the portal draws one."),
    )
    source = forms.CharField(label=_("How it was drawn, and before whom"), max_length=200, required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("seed") and not cleaned.get("source"):
            self.add_error("source", _("Write how and before whom the number was drawn."))
        return cleaned


class RunForm(PlainForm):
    """A cap and a floor for every node; a floor above its cap is refused here, in words."""

    def __init__(self, *args, labels: dict[str, str], parameters: dict | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.labels, before = labels, parameters or {}
        for node, label in labels.items():
            for key, said in (("caps", _("at most")), ("floors", _("at least"))):
                self.fields[f"{key}-{node}"] = forms.IntegerField(
                    label=f"{label}: {said}", min_value=0, max_value=MOST, required=False,
                    initial=(before.get(key) or {}).get(node), widget=forms.NumberInput(attrs={"class": "form-control"}),
                )  # fmt: skip

    def limits(self) -> list[tuple]:
        """(label, cap field, floor field) for the table of limits, widest first."""
        return [(label, self[f"caps-{node}"], self[f"floors-{node}"]) for node, label in self.labels.items()]

    def clean(self):
        cleaned = super().clean()
        for node in self.labels:
            cap, floor = cleaned.get(f"caps-{node}"), cleaned.get(f"floors-{node}")
            if cap is not None and floor is not None and floor > cap:
                self.add_error(f"floors-{node}", _("At least cannot be more than at most."))
        return cleaned


def limits_typed(fields: dict[str, int | None]) -> dict[str, dict[str, int]]:
    """The caps and floors of a run, from the fields of its form; an empty field is no limit."""
    found: dict[str, dict[str, int]] = {"caps": {}, "floors": {}}
    for field, value in fields.items():
        key, _dash, node = field.partition("-")
        if value is not None and (value or key == "caps"):
            found[key][node] = value
    return {key: limits for key, limits in found.items() if limits}


class RuleForm(PlainForm):
    kind = forms.ChoiceField(
        label=_("Decision"),
        choices=[(MatchRule.Kind.FIXED, _("Fix this pair")), (MatchRule.Kind.FORBIDDEN, _("Rule this pair out"))],
    )
    application = forms.CharField(label=_("Receipt number"), max_length=20)
    opening = forms.ModelChoiceField(label=_("Opening"), queryset=None, to_field_name="code")
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, call, reader: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.call, self.reader = call, reader
        self.fields["opening"].queryset = (
            call.openings.filter(state="approved").select_related("agency").order_by("agency__order_key", "pk")
        )

    def clean_application(self):
        number = self.cleaned_data["application"].strip()
        found = (
            visible_to(self.reader, Application, "desk")
            .exclude(state__in=("draft", "withdrawn"))
            .filter(call=self.call, receipt_number__iexact=number)
            .first()
        )
        if found is None:
            raise forms.ValidationError(
                _("No application of this call has this number. Copy it from the list of applications.")
            )
        return found


class SecondRoundForm(PlainForm):
    until_at = MomentField(label=_("People on the reserve list may add openings until"))


class TryForm(PlainForm):
    """One limit of a run, changed to see what it does; its buttons are drawn where the limit is shown."""

    key = forms.ChoiceField(choices=[(key, key) for key in ("caps", "floors", "seats")])
    name = forms.CharField(max_length=60)
    value = forms.IntegerField(min_value=0, max_value=MOST)

    def full_clean(self):
        """Its fields are written by the page, so whatever is wrong with one is said in the same words."""
        super().full_clean()
        if self._errors:
            self._errors.clear()
            self.add_error(None, _("This change cannot be tried. Reload the page and choose again."))


class RemoveRuleForm(PlainForm):
    reason = forms.CharField(label=_("Reason"), max_length=2000, required=False)


class ReleaseForm(PlainForm):
    """The release is ordered by typing how many people it reaches, never by one press."""

    people = forms.IntegerField(
        label=_("How many people does this release reach?"), min_value=0, max_value=MOST,
        help_text=_("The number stands above. Typing it keeps a slip of the finger from writing to everybody."),
    )  # fmt: skip
