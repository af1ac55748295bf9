"""What ambassadors, hosts and evaluators fill in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.models import ActivityLog, Evidence, Mission, Outcome
from programme.domains import CHOICES
from programme.forms.fields import PlainForm, ThaiDayField
from programme.kernel.typed_dates import HAPPENED
from programme.models import Cohort

AREA = {"rows": 3}


class MissionForm(PlainForm):
    title = forms.CharField(label=_("Name of the mission"), max_length=200)
    aim = forms.CharField(
        label=_("What should be different afterwards, and for whom?"),
        max_length=3000,
        widget=forms.Textarea(attrs=AREA),
    )
    kind = forms.ChoiceField(label=_("Whose idea"), choices=Mission.Kind.choices, initial="own")
    domains = forms.MultipleChoiceField(label=_("Domains"), choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    starts_on = ThaiDayField(label=_("Begins"))
    ends_on = ThaiDayField(label=_("Ends"))
    partners = forms.CharField(label=_("Partners"), max_length=300, required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("starts_on") and cleaned.get("ends_on") and cleaned["ends_on"] < cleaned["starts_on"]:
            self.add_error("ends_on", _("The end has to come after the beginning."))
        return cleaned


class CloseMissionForm(PlainForm):
    what_changed = forms.CharField(label=_("What changed?"), max_length=3000, widget=forms.Textarea(attrs=AREA))
    what_did_not = forms.CharField(label=_("What did not?"), max_length=3000, widget=forms.Textarea(attrs=AREA))
    what_continues = forms.CharField(
        label=_("What goes on?"), max_length=3000, required=False, widget=forms.Textarea(attrs=AREA)
    )
    owner_after = forms.CharField(label=_("Who owns it after you?"), max_length=200, required=False)


class LogForm(PlainForm):
    """What happened comes before how many: three required things only."""

    headline = forms.CharField(label=_("What did you do, in one line?"), max_length=200)
    photo = forms.ImageField(
        label=_("Photo"), required=False, widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"})
    )
    consent = forms.ChoiceField(
        label=_("Are there people in the photo?"),
        choices=Evidence.ConsentOf.choices,
        initial="none",
        widget=forms.RadioSelect,
    )
    mission = forms.ModelChoiceField(
        label=_("Mission"), queryset=Mission.objects.none(), required=False, empty_label=_("General")
    )
    people = forms.IntegerField(label=_("How many people took part?"), min_value=0, max_value=100_000, initial=0)
    first_time = forms.IntegerField(
        label=_("Of these for the first time"), min_value=0, max_value=100_000, required=False
    )
    group = forms.CharField(
        label=_("Which group of people?"),
        max_length=120,
        required=False,
        help_text=_("For example “elders of village 3”. No names."),
    )
    happened_on = ThaiDayField(label=_("Day"), span=HAPPENED)
    place_name = forms.CharField(label=_("Place"), max_length=200, required=False)
    activity = forms.ChoiceField(label=_("Kind"), choices=ActivityLog.Activity.choices, initial="visit")
    note = forms.CharField(
        label=_("More, if you like"), max_length=4000, required=False, widget=forms.Textarea(attrs=AREA)
    )
    needs_help = forms.BooleanField(
        label=_("I need help: somebody from the programme should write to me"), required=False
    )

    def __init__(self, *args, placement, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mission"].queryset = Mission.objects.filter(
            placement=placement, state__in=("agreed", "active")
        ).order_by("-starts_on", "pk")

    def clean(self):
        cleaned = super().clean()
        if (cleaned.get("first_time") or 0) > (cleaned.get("people") or 0):
            self.add_error("first_time", _("There cannot be more newcomers than people."))
        return cleaned


class OutcomeForm(PlainForm):
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

    def __init__(self, *args, placement, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mission"].queryset = (
            Mission.objects.filter(placement=placement)
            .exclude(state__in=("draft", "cancelled"))
            .order_by("-starts_on", "pk")
        )


class EvidenceForm(PlainForm):
    kind = forms.ChoiceField(label=_("What it is"), choices=Evidence.Kind.choices)
    grade = forms.TypedChoiceField(label=_("How strong"), choices=Evidence.Grade.choices, coerce=int)
    caption = forms.CharField(label=_("What it shows"), max_length=300)
    upload = forms.FileField(label=_("File"), required=False)
    url = forms.URLField(label=_("or a link"), required=False, assume_scheme="https")
    consent = forms.ChoiceField(label=_("Are there people in it?"), choices=Evidence.ConsentOf.choices, initial="none")

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("upload") and not cleaned.get("url") and not self.errors:
            self.add_error("upload", _("Add a file or a link."))
        return cleaned


class ProblemForm(PlainForm):
    title = forms.CharField(label=_("The problem in one line"), max_length=200)
    statement = forms.CharField(
        label=_("Who suffers what, and where?"), max_length=3000, widget=forms.Textarea(attrs=AREA)
    )
    domains = forms.MultipleChoiceField(label=_("Domains"), choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    happened_on = ThaiDayField(label=_("Seen on"), span=HAPPENED)
    size_number = forms.DecimalField(label=_("Its size: number"), max_digits=14, decimal_places=2, required=False)
    size_unit = forms.CharField(label=_("Unit"), max_length=80, required=False)
    size_method = forms.CharField(label=_("How measured"), max_length=300, required=False)


class ReportForm(PlainForm):
    title_th = forms.CharField(label=_("Title in Thai"), max_length=200)
    title_en = forms.CharField(label=_("Title in English"), max_length=200)
    cohort = forms.ModelChoiceField(label=_("Cohort"), queryset=Cohort.objects.order_by("-number", "pk"))
    from_on = ThaiDayField(label=_("From"))
    to_on = ThaiDayField(label=_("To"))
    summary_th = forms.CharField(
        label=_("Summary in Thai"), max_length=4000, required=False, widget=forms.Textarea(attrs=AREA)
    )
    summary_en = forms.CharField(
        label=_("Summary in English"), max_length=4000, required=False, widget=forms.Textarea(attrs=AREA)
    )
    highlight = forms.ModelChoiceField(
        label=_("Outcome to tell the public about"), queryset=Outcome.objects.none(), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["highlight"].queryset = Outcome.objects.filter(state="verified").order_by("-happened_on", "pk")
