"""The parts of a form as officers write them: Thai and English side by side."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from applications.blueprint import MOST_DAYS, MOST_FILES, MOST_REFEREES
from applications.models import DocumentKind, FormVersion, Section
from applications.queries.form_parts import new_part
from programme.forms.fields import PlainForm


def area(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class VersionForm(PlainForm):
    """A form on a version. The edition that its reader has seen travels along, drawn by the page."""

    edition = forms.IntegerField(widget=forms.HiddenInput(), min_value=0)
    row_set: forms.BaseFormSet | None = None
    rows_label: str | Promise = ""

    def __init__(self, *args, version: FormVersion, **kwargs):
        super().__init__(*args, **kwargs)
        self.version = version

    def lines(self) -> list[list]:
        """The fields as they are drawn: one a line, Thai beside English."""
        found = []
        for name in self.fields:
            if name == "edition" or (name.endswith("_en") and name[:-3] + "_th" in self.fields):
                continue
            pair = [self[name]]
            if name.endswith("_th") and (english := name[:-3] + "_en") in self.fields:
                pair.append(self[english])
            for bound in pair:
                if bound.name.endswith(("_th", "_en")):
                    bound.field.widget.attrs["lang"] = bound.name[-2:]
            found.append(pair)
        return found

    def given(self) -> dict:
        """What the domain gets: the edition, and the fields of the row."""
        fields = {name: value for name, value in self.cleaned_data.items() if name != "edition"}
        return {"edition": self.cleaned_data["edition"], "fields": fields}


class PartForm(VersionForm):
    """One part: a row that is there, or one to be added."""

    def __init__(self, *args, version: FormVersion, row=None, kind: str = "", section: str = "", **kwargs):
        initial = {name: getattr(row, name) for name in self.base_fields if row is not None and hasattr(row, name)}
        super().__init__(*args, version=version, initial=initial | kwargs.pop("initial", {}), **kwargs)
        self.row = row


class SectionPartForm(PartForm):
    label_th = forms.CharField(label=_l("Title in Thai"), max_length=120)
    label_en = forms.CharField(label=_l("Title in English"), max_length=120, required=False)
    lead_th = forms.CharField(label=_l("Explanation in Thai"), max_length=500, required=False, widget=area())
    lead_en = forms.CharField(label=_l("Explanation in English"), max_length=500, required=False, widget=area())
    kind = forms.ChoiceField(label=_l("What it holds"), choices=Section.Kind.choices, widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.row is not None:
            del self.fields["kind"]
        else:
            self.initial.setdefault("kind", Section.Kind.QUESTIONS)


class PaperForm(PartForm):
    label_th = forms.CharField(label=_l("Name in Thai"), max_length=200)
    label_en = forms.CharField(label=_l("Name in English"), max_length=200, required=False)
    hint_th = forms.CharField(label=_l("Hint in Thai"), max_length=500, required=False, widget=area())
    hint_en = forms.CharField(label=_l("Hint in English"), max_length=500, required=False, widget=area())
    is_required = forms.BooleanField(label=_l("Has to be handed in"), required=False, initial=True)
    most = forms.IntegerField(
        label=_l("How many files at most"), initial=1, min_value=1, max_value=MOST_FILES,
        help_text=_l("Several, where people photograph each page by itself."),
    )  # fmt: skip
    role = forms.ChoiceField(
        label=_l("What kind of paper it is"), required=False, choices=[("", _l("An ordinary paper")), *DocumentKind.Role.choices],
        help_text=_l("On an identity card, people are helped to cover religion and blood group before they send it."),
    )  # fmt: skip


class RefereeForm(PartForm):
    label_th = forms.CharField(label=_l("Who is meant, in Thai"), max_length=200)
    label_en = forms.CharField(label=_l("Who is meant, in English"), max_length=200, required=False)
    hint_th = forms.CharField(label=_l("Hint in Thai"), max_length=500, required=False, widget=area())
    hint_en = forms.CharField(label=_l("Hint in English"), max_length=500, required=False, widget=area())
    prompt_th = forms.CharField(label=_l("What the referee is asked, in Thai"), max_length=2000, widget=area(4))
    prompt_en = forms.CharField(
        label=_l("What the referee is asked, in English"), max_length=2000, required=False, widget=area(4)
    )
    how_many = forms.IntegerField(
        label=_l("How many people"), min_value=1, max_value=MOST_REFEREES, initial=1,
        help_text=_l("At most three people together, whatever their kind."),
    )  # fmt: skip
    days = forms.IntegerField(
        label=_l("Days after the close of the call"), min_value=0, max_value=MOST_DAYS, initial=7,
        help_text=_l("Until then a reference may come, be corrected, or somebody else be asked."),
    )  # fmt: skip
    asks_text = forms.BooleanField(label=_l("The referee answers in words"), required=False, initial=True)
    asks_scale = forms.BooleanField(label=_l("The referee says how far they recommend the person"), required=False)
    asks_file = forms.BooleanField(
        label=_l("The referee brings a letter as a file"), required=False, help_text=_l("Only officers open the file.")
    )
    blind_readers_see = forms.BooleanField(
        label=_l("Readers without names read it too"), required=False,
        help_text=_l("Names, addresses and numbers are blacked out, and nobody learns who wrote it."),
    )  # fmt: skip
    hosts_see = forms.BooleanField(label=_l("Hosts read it too, in the same way"), required=False)


class PointForm(PartForm):
    label_th = forms.CharField(label=_l("What an officer looks at, in Thai"), max_length=200)
    label_en = forms.CharField(label=_l("What an officer looks at, in English"), max_length=200, required=False)


class CriterionForm(PartForm):
    """One criterion, with what each level means."""

    label_th = forms.CharField(label=_l("Name in Thai"), max_length=200)
    label_en = forms.CharField(label=_l("Name in English"), max_length=200, required=False)
    weight = forms.IntegerField(label=_l("Weight in percent"), min_value=0, max_value=100)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rubric = (self.row or new_part(self.version, "criterion")).rubric
        kept = {one["level"]: one for one in (self.row.anchors if self.row else [])}
        self.levels = range(1, rubric.max_level + 1)
        for level in self.levels:
            for code, words in (("th", _("Level %(n)s in Thai")), ("en", _("Level %(n)s in English"))):
                name = f"anchor_{level}_{code}"
                self.fields[name] = forms.CharField(
                    label=words % {"n": level}, max_length=300, required=False, widget=area()
                )
                self.initial[name] = kept.get(level, {}).get(code, "")

    def given(self):
        found = super().given()
        fields = found["fields"]
        anchors = [
            {"level": n} | {code: fields.pop(f"anchor_{n}_{code}") for code in ("th", "en")} for n in self.levels
        ]
        fields["anchors"] = [one for one in anchors if one["th"] or one["en"]]
        return found


class WeightsForm(VersionForm):
    """The weights of all criteria beside each other, and how many levels each has."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rubric = new_part(self.version, "criterion").rubric
        for row in rubric.criteria.all():
            self.fields[f"weight_{row.key}"] = forms.IntegerField(
                label=row.label, min_value=0, max_value=100, initial=row.weight,
                widget=forms.NumberInput(attrs={"data-weight": "", "inputmode": "numeric"}),
            )  # fmt: skip
        self.fields["max_level"] = forms.IntegerField(
            label=_("Highest level"), min_value=2, max_value=10, initial=rubric.max_level
        )

    def given(self):
        weights = {name[7:]: n for name, n in self.cleaned_data.items() if name.startswith("weight_")}
        return {"weights": weights} | {name: self.cleaned_data[name] for name in ("edition", "max_level")}


class AgreementForm(VersionForm):
    agreement_th = forms.CharField(
        label=_l("Agreement in Thai"), max_length=20_000, required=False, widget=area(14),
        help_text=_l("The applicant signs it when accepting an offer."),
    )  # fmt: skip
    agreement_en = forms.CharField(label=_l("Agreement in English"), max_length=20_000, required=False, widget=area(14))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial |= {name: getattr(self.version.call, name) for name in ("agreement_th", "agreement_en")}


class ReadingForm(VersionForm):
    reviewers_per_application = forms.IntegerField(label=_l("Readers of each application"), min_value=1, max_value=9)
    is_blind = forms.BooleanField(
        label=_l("Readers judge without names"), required=False,
        help_text=_l("They read only the answers that each question opens to them."),
    )  # fmt: skip
    reader_notes_told = forms.BooleanField(
        label=_l("Applicants read the notes that readers write to them"), required=False,
        help_text=_l("Only after a no, and without the readers’ names."),
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = ("reviewers_per_application", "is_blind", "reader_notes_told")
        self.initial |= {name: getattr(self.version.call, name) for name in names}
