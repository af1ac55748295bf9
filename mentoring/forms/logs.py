"""A log: what happened comes before how many; three required things only."""

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mentoring.forms.sending import SentOnceForm
from mentoring.models import ActivityLog, Evidence, Mission, Placement
from programme.forms.fields import ThaiDayField
from programme.kernel.files import IMAGES, check_upload
from programme.kernel.typed_dates import HAPPENED

STATED = ("headline", "happened_on", "place_name", "activity", "note", "needs_help", "mission")


class LogForm(SentOnceForm):
    headline = forms.CharField(label=_("What did you do, in one line?"), max_length=200)
    mission = forms.ModelChoiceField(
        label=_("Mission"),
        queryset=Mission.objects.none(),
        required=False,
        blank=True,
        empty_label=_("General"),
        widget=forms.RadioSelect,
    )
    activity = forms.ChoiceField(
        label=_("Kind"), choices=ActivityLog.Activity.choices, initial="visit", widget=forms.RadioSelect
    )
    happened_on = ThaiDayField(label=_("Day"), span=HAPPENED)
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
    photo = forms.ImageField(
        label=_("Photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
        help_text=_("A log without a photo is kept, but does not count in the figures."),
    )
    consent = forms.ChoiceField(
        label=_("Are there people in the photo?"),
        choices=Evidence.ConsentOf.choices,
        initial="none",
        widget=forms.RadioSelect,
        help_text=_("A photo of people who have not agreed shows nothing for the figures."),
    )
    place_name = forms.CharField(label=_("Place"), max_length=200, required=False)
    note = forms.CharField(
        label=_("More, if you like"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    needs_help = forms.BooleanField(
        label=_("I need help: somebody from the programme should write to me"), required=False
    )

    def __init__(self, *args, placement: Placement, mission_id: int | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        open_ones = Q(state__in=("agreed", "active")) | Q(pk=mission_id)
        self.fields["mission"].queryset = Mission.objects.filter(open_ones, placement=placement).order_by(
            "-starts_on", "pk"
        )

    def clean_photo(self) -> UploadedFile | None:
        photo = self.cleaned_data["photo"]
        if photo:
            check_upload(photo, allowed=IMAGES)
        return photo

    def clean(self):
        cleaned = super().clean()
        if (cleaned.get("first_time") or 0) > (cleaned.get("people") or 0):
            self.add_error("first_time", _("There cannot be more newcomers than people."))
        return cleaned

    def given(self) -> dict:
        """What the domain gets."""
        data = self.cleaned_data
        people = {"group": data["group"], "number": data["people"], "first_time": data["first_time"]}
        return {
            "client_uuid": data["client_uuid"],
            "fields": {name: data[name] for name in STATED if name in data},
            "people": [people] if data["people"] else [],
            "photos": [data["photo"]] if data.get("photo") else [],
            "consent": data.get("consent", Evidence.ConsentOf.NOT_NEEDED),
        }


def log_as_typed(log: ActivityLog) -> dict:
    """A log as its form shows it. A need that was answered is not asked for again unless it is ticked again."""
    count = log.people.select_related("group").order_by("pk").first()
    shown = {name: getattr(log, name) for name in STATED} | {"consent": Evidence.ConsentOf.NOT_NEEDED, "people": 0}
    shown["needs_help"] = log.help_calls.filter(state="open").exists()
    if count:
        shown |= {
            "people": count.number,
            "first_time": count.first_time,
            "group": count.group.name if count.group else "",
        }
    return shown
