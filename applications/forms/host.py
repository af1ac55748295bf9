"""What hosts say: of each candidate of an opening, and of the person placed with them."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from applications.domain.rankings import LONGEST_REASON, NO_REASON, TIERS, Judgement
from applications.models import Application, HostRanking
from programme.forms.fields import PlainForm

NO = "no"  # does not fit


class RankingForm(PlainForm):
    """A tier or a refusal for each candidate, and the version that the page was drawn from."""

    use_required_attribute = False
    version = forms.IntegerField(min_value=0, max_value=10**9, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, candidates: list[Application], ranking: HostRanking | None, **kwargs):
        self.codes = [row.code for row in candidates]
        self.kept = kept_judgements(ranking)
        self.newest = ranking.version if ranking else 0
        initial = {"version": self.newest}
        for code, said in self.kept.items():
            initial |= {f"tier-{code}": value_of(said), f"reason-{code}": said["reason"]}
        super().__init__(*args, initial=initial, **kwargs)
        for code in self.codes:
            self.fields[f"tier-{code}"] = forms.ChoiceField(
                label=_("Your judgement"), choices=judgements, required=False, widget=forms.RadioSelect
            )
            self.fields[f"reason-{code}"] = forms.CharField(
                label=_("Reason, if the candidate does not fit"), required=False, max_length=LONGEST_REASON
            )

    def clean(self):
        cleaned = super().clean()
        for code in self.codes:
            tier, reason = cleaned.get(f"tier-{code}", ""), cleaned.get(f"reason-{code}", "")
            if tier == NO and not reason and f"reason-{code}" not in self.errors:
                self.add_error(f"reason-{code}", NO_REASON)
            if reason and not tier and f"tier-{code}" not in self.errors:
                self.add_error(f"tier-{code}", _("Choose a place, or “Does not fit”, beside what you wrote."))
        return cleaned

    def given(self) -> dict:
        said = {code: (self.cleaned_data[f"tier-{code}"], self.cleaned_data[f"reason-{code}"]) for code in self.codes}
        rows: dict[str, Judgement] = {
            code: {"tier": None if tier == NO else int(tier), "reason": reason}
            for code, (tier, reason) in said.items()
            if tier
        }
        return {"rows": rows, "base_version": self.cleaned_data["version"] or 0}

    def without_judgement(self) -> list[str]:
        """The codes of those who have no place and no refusal on this page, in its order."""
        return [code for code in self.codes if not self[f"tier-{code}"].value()]

    @property
    def is_stale(self) -> bool:
        """Somebody saved after this page was drawn."""
        return self.is_bound and str(self["version"].value()) != str(self.newest)

    def fields_of(self, code: str) -> dict:
        """The two fields of one candidate; what is kept; what a colleague chose meanwhile; what was typed and differs."""
        tier, reason = self[f"tier-{code}"], self[f"reason-{code}"]
        kept = self.kept.get(code)
        typed = in_words(tier.value() or "", reason.value() or "")
        said = in_words(value_of(kept), kept["reason"]) if kept else ""
        differs = self.is_bound and typed != said
        return {
            "tier": tier, "reason": reason, "kept": said, "typed": typed if differs else "",
            "theirs": said if differs and self.is_stale else "",
        }  # fmt: skip


class OpenAgainForm(PlainForm):
    """The agency opens its own ranking again."""

    reason = forms.CharField(
        label=_("Why the ranking is opened again"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class ObjectForm(PlainForm):
    """Why the person placed here cannot come."""

    reason = forms.CharField(
        label=_("The reason; only the programme office reads it"),
        max_length=2000,
        error_messages={"required": _("Write the reason; only the programme office reads it.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def judgements() -> list[tuple[str, str]]:
    place = pgettext("ranking", "Place")
    return [*((str(tier), f"{place} {tier}") for tier in TIERS), (NO, str(_("Does not fit")))]


def kept_judgements(ranking: HostRanking | None) -> dict[str, Judgement]:
    rows = ranking.rows.select_related("application") if ranking else ()
    return {row.application.code: {"tier": row.tier, "reason": row.reason} for row in rows}


def value_of(said: Judgement) -> str:
    return NO if said["tier"] is None else str(said["tier"])


def in_words(tier: str, reason: str) -> str:
    """A judgement as it is read: “Place 2”, “Does not fit: too far”."""
    word = dict(judgements()).get(str(tier), "")
    return ": ".join(part for part in (word, reason.strip()) if part)
