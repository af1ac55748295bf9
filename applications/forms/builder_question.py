"""One question: its words, its answers to choose from, the settings of its kind, what it means and who may read it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from applications.answers.kinds import KINDS
from applications.answers.roles import KINDS_OF, QuestionRole
from applications.forms.builder import PartForm, area
from applications.models import Question, Section
from programme.forms.fields import PlainForm

MOST_OPTIONS, BLANK = 60, 3
NOT_OF_A_HEADING = ("hint_th", "hint_en", "is_required", "role", "sensitivity", "blind_readers_see", "hosts_see")


class OptionRow(PlainForm):
    """One answer to choose from. What is emptied goes; its value is made once and stays."""

    value = forms.CharField(widget=forms.HiddenInput(), required=False, max_length=60)
    th = forms.CharField(label=_l("Thai"), required=False, max_length=200)
    en = forms.CharField(label=_l("English"), required=False, max_length=200)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("en") and not cleaned.get("th"):
            self.add_error("th", _("Write it in Thai too."))
        return cleaned


OptionRows = forms.formset_factory(
    OptionRow, extra=BLANK, can_order=True, max_num=MOST_OPTIONS, absolute_max=MOST_OPTIONS + BLANK, validate_max=True
)


class QuestionForm(PartForm):
    section = forms.ChoiceField(label=_l("Section"))
    label_th = forms.CharField(label=_l("Question in Thai"), max_length=300, widget=area())
    label_en = forms.CharField(label=_l("Question in English"), max_length=300, required=False, widget=area())
    hint_th = forms.CharField(label=_l("Hint in Thai"), max_length=500, required=False, widget=area())
    hint_en = forms.CharField(label=_l("Hint in English"), max_length=500, required=False, widget=area())
    is_required = forms.BooleanField(label=_l("Has to be answered"), required=False, initial=True)
    rows_label = _l("Answers to choose from, lowest first")
    role = forms.ChoiceField(
        label=_l("What the answer means"), required=False,
        help_text=_l("Rules, lists and the hiding of names go by this, not by the words of the question."),
    )  # fmt: skip
    sensitivity = forms.ChoiceField(label=_l("How personal it is"), choices=Question.Sensitivity.choices)
    blind_readers_see = forms.BooleanField(label=_l("Readers who judge without names may read it"), required=False)
    hosts_see = forms.BooleanField(label=_l("Hosts may read it"), required=False)

    def __init__(self, *args, version, row=None, kind: str = "", section: str = "", **kwargs):
        super().__init__(*args, version=version, row=row, **kwargs)
        self.kind = KINDS[row.kind if row else kind]
        holding = version.sections.filter(kind__in=Section.ASKING)
        self.fields["section"].choices = [(one.key, one.label) for one in holding]
        self.initial.setdefault("section", section)
        roles = [(role, role.label) for role in QuestionRole if self.kind.code in KINDS_OF[role]]
        self.fields["role"].choices = [("", _("Nothing special")), *roles]
        if not roles:
            del self.fields["role"]
        if not self.kind.is_answered:
            for name in NOT_OF_A_HEADING:
                self.fields.pop(name, None)
        self._add_settings()
        if self.kind.has_options:
            kept = row.options if row else []
            initial = [option | {"ORDER": n} for n, option in enumerate(kept, 1)]
            self.row_set = OptionRows(self.data if self.is_bound else None, prefix="option", initial=initial)

    def _add_settings(self) -> None:
        """What this kind of question can be told, before what all have in common."""
        told = dict(self.row.settings) if self.row else {}
        if self.row and self.row.max_length:
            told.setdefault("most", self.row.max_length)
        added = {}
        for setting in self.kind.settings:
            added |= {f"set_{name}": field for name, field in setting.fields().items()}
            self.initial |= {f"set_{name}": value for name, value in setting.initial(told.get(setting.name)).items()}
        names = list(self.fields)
        before = names.index("is_required") if "is_required" in names else len(names)
        self.fields = {name: self.fields[name] for name in names[:before]} | added | {
            name: self.fields[name] for name in names[before:]
        }  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        self._clean_settings(cleaned)
        if self.row_set is not None:
            if self.row_set.is_valid():
                cleaned["options"] = self._options()
            else:
                self.add_error(None, _("Look at the answers to choose from: something is wrong there."))
        return cleaned

    def _clean_settings(self, cleaned: dict) -> None:
        typed = {name[4:]: value for name, value in cleaned.items() if name.startswith("set_")}
        told = {setting.name: setting.gather(typed) for setting in self.kind.settings}
        for name in [name for name in cleaned if name.startswith("set_")]:
            del cleaned[name]
        if any(name.startswith("set_") for name in self.errors):
            return
        try:
            cleaned["settings"] = self.kind.clean_settings(told)
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                place = next((one for one in (f"set_{name}", f"set_{name}_th") if one in self.fields), None)
                self.add_error(place, messages)

    def _options(self) -> list[dict]:
        """The rows in their order. A new one gets a value of its words, unlike any other."""
        rows = [form.cleaned_data for form in self.row_set.ordered_forms if form.cleaned_data.get("th")]
        kept = {one["value"] for one in (self.row.options if self.row else [])}
        taken, found = set(kept), []
        for row in rows:
            value = row["value"] if row["value"] in kept else ""
            if not value:
                stem = slugify(row["en"]).replace("-", "_")[:40] or "answer"
                value = next(one for one in _numbered(stem) if one not in taken)
                taken.add(value)
            found.append({"value": value, "th": row["th"], "en": row["en"]})
        return found

    def given(self):
        found = super().given()
        found["fields"] |= {"kind": self.kind.code, "max_length": None}
        return found


def _numbered(stem: str):
    yield stem
    n = 1
    while True:
        n += 1
        yield f"{stem}_{n}"
