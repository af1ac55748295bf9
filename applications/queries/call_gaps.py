"""What a call needs of the pipeline before anybody may apply: questions, and a rubric that adds up."""

from datetime import datetime

from django.db.models import Sum
from django.utils.translation import gettext as _

from applications.models import Criterion, Question
from applications.queries.form_faults import gaps_of
from programme.models import Call
from programme.queries.calls import register_gaps


@register_gaps
def no_questions(call: Call, at: datetime) -> list[str]:
    if Question.objects.filter(form__call=call).exists():
        return []
    return [_("It has no questions yet. Build its form on the desk.")]


@register_gaps
def form_that_cannot_be_answered(call: Call, at: datetime) -> list[str]:
    form = call.form_versions.filter(state="draft").first()
    if form is None or not form.questions.exists():
        return []
    return [gap.words for gap in gaps_of(form) if gap.stops]


@register_gaps
def weights_that_do_not_add_up(call: Call, at: datetime) -> list[str]:
    total = Criterion.objects.filter(rubric__call=call).aggregate(n=Sum("weight"))["n"] or 0
    if total == 100:
        return []
    return [_("The weights of its criteria add up to %(total)s %% instead of 100 %%. Correct them.") % {"total": total}]
