"""Outcomes, problems and the evidence for them."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from mentoring.forms.sending import SentOnceForm
from mentoring.models import Evidence, Mission, Outcome, Placement, Problem
from programme.domains import CHOICES
from programme.forms.fields import PlainForm, ThaiDayField
from programme.kernel.files import DOCUMENTS, IMAGES, check_upload
from programme.kernel.typed_dates import HAPPENED

AREA = {"rows": 3}
NO_UNIT = _("Write what the number counts: households, days, metres.")


class StatedForm(SentOnceForm):
    """A claim of one kind: `given` is what the domain gets."""

    numbers: tuple[str, ...] = ()  # say nothing without their unit
    unit_name = "unit"

    def clean(self):
        cleaned = super().clean()
        is_told = any(cleaned.get(name) is not None for name in self.numbers)
        if is_told and not cleaned.get(self.unit_name) and self.unit_name not in self.errors:
            self.add_error(self.unit_name, NO_UNIT)
        return cleaned

    def given(self) -> dict:
        fields = dict(self.cleaned_data)
        return {"client_uuid": fields.pop("client_uuid"), "fields": fields}


class OutcomeForm(StatedForm):
    numbers = ("before", "after")
    change = forms.ChoiceField(label=_("What kind of change"), choices=Outcome.Change.choices)
    statement = forms.CharField(
        label=_("Who changed what, when and where?"), max_length=400, widget=forms.Textarea(attrs=AREA)
    )
    happened_on = ThaiDayField(label=_("When"), span=HAPPENED)
    mission = forms.ModelChoiceField(
        label=_("Mission"), queryset=Mission.objects.none(), required=False, empty_label=_("None")
    )
    domains = forms.MultipleChoiceField(label=_("Domains"), choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    measure = forms.CharField(label=_("Measured by"), max_length=200, required=False)
    unit = forms.CharField(label=_("Unit"), max_length=60, required=False)
    before = forms.DecimalField(label=_("Before"), max_digits=14, decimal_places=2, required=False)
    after = forms.DecimalField(label=_("After"), max_digits=14, decimal_places=2, required=False)
    contribution = forms.CharField(
        label=_("Your part in it"), max_length=2000, required=False, widget=forms.Textarea(attrs=AREA)
    )

    def __init__(self, *args, placement: Placement, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mission"].queryset = (
            Mission.objects.filter(placement=placement)
            .exclude(state__in=("draft", "cancelled"))
            .order_by("-starts_on", "pk")
        )


class ProblemForm(StatedForm):
    numbers, unit_name = ("size_number",), "size_unit"
    title = forms.CharField(label=_("The problem in one line"), max_length=200)
    statement = forms.CharField(
        label=_("Who suffers what, and where?"), max_length=3000, widget=forms.Textarea(attrs=AREA)
    )
    domains = forms.MultipleChoiceField(label=_("Domains"), choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    happened_on = ThaiDayField(label=_("Seen on"), span=HAPPENED)
    size_number = forms.DecimalField(label=_("Its size: number"), max_digits=14, decimal_places=2, required=False)
    size_unit = forms.CharField(label=_("Unit"), max_length=80, required=False)
    size_method = forms.CharField(label=_("How measured"), max_length=300, required=False)

    def __init__(self, *args, placement: Placement, **kwargs):
        super().__init__(*args, **kwargs)


def as_typed(claim: Outcome | Problem, form: type[StatedForm]) -> dict:
    """An outcome or a problem as its form shows it."""
    return {name: getattr(claim, name) for name in form.base_fields if name not in ("client_uuid", "reason", "seen")}


class EvidenceForm(PlainForm):
    kind = forms.ChoiceField(label=_("What it is"), choices=Evidence.Kind.choices)
    grade = forms.TypedChoiceField(
        label=_("How strong"), choices=Evidence.Grade.choices, coerce=int, initial=Evidence.Grade.C
    )
    caption = forms.CharField(label=_("What it shows"), max_length=300)
    upload = forms.FileField(label=_("File"), required=False)
    url = forms.URLField(label=_("or a link"), required=False, assume_scheme="https")
    consent = forms.ChoiceField(label=_("Are there people in it?"), choices=Evidence.ConsentOf.choices, initial="none")

    def clean(self):
        cleaned = super().clean()
        upload = cleaned.get("upload")
        if not upload and not cleaned.get("url") and not self.errors:
            self.add_error("upload", _("Add a file or a link."))
        if upload:
            self._check(upload, IMAGES if cleaned.get("kind") == Evidence.Kind.PHOTO else DOCUMENTS)
        return cleaned

    def _check(self, upload: UploadedFile, allowed: dict[str, str]) -> None:
        try:
            check_upload(upload, allowed=allowed)
        except forms.ValidationError as error:
            self.add_error("upload", error)

    def given(self) -> dict:
        """What the domain gets."""
        fields = dict(self.cleaned_data)
        return {"upload": fields.pop("upload"), "fields": fields}


class HandInForm(EvidenceForm):
    """Handing in: with the evidence that stands in the open form, if any does; it is not left behind."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        told = [str(self.data.get(name, "")).strip() for name in ("url", "caption")] if self.is_bound else []
        self.has_evidence = self.is_bound and (any(told) or bool(self.files.get("upload")))
        if not self.has_evidence:
            self.fields.clear()

    def clean(self):
        return super().clean() if self.has_evidence else {}

    def given(self) -> dict:
        return {"proof": super().given() if self.has_evidence else None}
