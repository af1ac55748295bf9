"""A reader's judgement: a level for each criterion, a remark, and the version that the page was drawn from."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from applications.models import Criterion, Rubric
from programme.forms.fields import PlainForm

LEVEL = "level-"
LONGEST = 5000
MINE, THEIRS, BOTH = "mine", "theirs", "both"
REMARKS = [(MINE, _("Mine, as it stands below")), (THEIRS, _("The one of the other page")), (BOTH, _("Both"))]


class ReviewForm(PlainForm):
    """One field for each criterion of the rubric, so that nothing else can be scored."""

    is_whole = False

    version = forms.IntegerField(min_value=0, max_value=10**9, required=False, widget=forms.HiddenInput)
    comment = forms.CharField(
        label=_("Remark"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
    )
    note_to_applicant = forms.CharField(
        label=_("Note to the applicant"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The applicant reads it after a no, without your name. What does the next application need?"),
    )  # fmt: skip
    remark = forms.ChoiceField(label=_("Which remark stays?"), choices=REMARKS, required=False)

    def __init__(self, *args, rubric: Rubric, criteria: list[Criterion], **kwargs):
        super().__init__(*args, **kwargs)
        if not rubric.call.reader_notes_told:
            del self.fields["note_to_applicant"]
        levels = [(level, level) for level in range(1, rubric.max_level + 1)]
        for criterion in criteria:
            self.fields[LEVEL + criterion.key] = forms.TypedChoiceField(
                label=criterion.label, choices=levels, coerce=int, empty_value=None, required=self.is_whole,
                error_messages={"required": _now("Choose a level for “%(label)s”.") % {"label": criterion.label}},
            )  # fmt: skip

        self.is_stale = self.is_bound and str(self["version"].value() or 0) != str(self.initial["version"])

    def clean(self):
        cleaned = super().clean()
        if len(self._remark(cleaned)) > LONGEST:
            self.add_error("comment", _("Both remarks together are too long. Shorten yours, or keep one of them."))
        return cleaned

    def _remark(self, cleaned: dict) -> str:
        mine, theirs = cleaned.get("comment", ""), self.initial.get("comment", "")
        return {THEIRS: theirs, BOTH: f"{theirs}\n\n{mine}"}.get(cleaned.get("remark", ""), mine)

    @property
    def judged(self) -> str:
        """The names of what is said of a person, all of it."""
        return " ".join(name for name in self.fields if name != "version")

    def show_newest(self) -> None:
        """For a page that is drawn again: what was saved meanwhile stands beside what was typed, and the next press counts."""
        if self.is_stale:
            self.data = self.data.copy()
            self.data["version"] = str(self.initial["version"])

    def theirs(self, name: str) -> str:
        """What the other page saved, where it is another thing than what was typed here."""
        kept = str(self.initial.get(name) or "")
        return kept if self.is_stale and kept != str(self[name].value() or "") else ""

    def given(self) -> dict:
        levels = {
            key.removeprefix(LEVEL): level
            for key, level in self.cleaned_data.items()
            if key.startswith(LEVEL) and level is not None
        }
        return {
            "levels": levels,
            "comment": self._remark(self.cleaned_data),
            "note_to_applicant": self.cleaned_data.get("note_to_applicant", ""),
            "base_version": self.cleaned_data["version"] or 0,
        }


class HandInForm(ReviewForm):
    """Every criterion needs its level; each that has none says so."""

    is_whole = True
