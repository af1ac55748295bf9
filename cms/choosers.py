"""What editors choose from: verified outcomes and people who agreed, found by words, however many there are."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from mentoring.models import Outcome
from mentoring.queries.figures import OUTCOMES, Scope
from programme.filters import PERSON, PLACE, columns
from programme.kernel.search import found_in
from programme.models import Consent, User


class WordsForm(BaseFilterForm):
    """One box of words; a row fits when each of them stands in one of its fields."""

    searched: tuple[str, ...] = ()
    q = forms.CharField(label=_("Words"), required=False, max_length=100)

    def filter(self, objects: QuerySet) -> QuerySet:
        words = self.cleaned_data.get("q", "").strip()
        if not words:
            return objects
        self.is_searching, self.search_query = True, words
        return objects.filter(found_in(self.searched, words))


class OutcomeWords(WordsForm):
    searched = ("code", "statement", *columns("placement__city__", PLACE))


class VerifiedOutcomes:
    filter_form_class = OutcomeWords

    def get_object_list(self) -> QuerySet:
        return OUTCOMES(Scope()).select_related("placement__city").order_by("-verified_at", "pk")

    @property
    def columns(self) -> list[Column]:
        return [self.title_column, Column("city", label=_("City"), accessor="placement.city")]


class ChooseOutcome(VerifiedOutcomes, ChooseView):
    pass


class ChooseOutcomeResults(VerifiedOutcomes, ChooseResultsView):
    pass


class OutcomeChooser(ChooserViewSet):
    model = Outcome
    icon = "check"
    choose_one_text = _("Choose a verified outcome")
    choose_another_text = _("Choose another verified outcome")
    choose_view_class, choose_results_view_class = ChooseOutcome, ChooseOutcomeResults


class PersonWords(WordsForm):
    searched = PERSON


class Agreed:
    filter_form_class = PersonWords

    def get_object_list(self) -> QuerySet:
        agreed = Consent.objects.filter(purpose=Consent.Purpose.STORY, withdrawn_at=None).values("user_id")
        return User.objects.filter(pk__in=agreed).select_related("profile").order_by("profile__order_key", "pk")


class ChoosePerson(Agreed, ChooseView):
    pass


class ChoosePersonResults(Agreed, ChooseResultsView):
    pass


class PersonChooser(ChooserViewSet):
    model = User
    icon = "user"
    choose_one_text = _("Choose somebody who agreed to a story")
    choose_another_text = _("Choose somebody else")
    choose_view_class, choose_results_view_class = ChoosePerson, ChoosePersonResults


outcome_chooser, person_chooser = OutcomeChooser("choose_outcome"), PersonChooser("choose_person")
