"""The letters of a call: as applicants read them, and what the call adds in its own words."""

from functools import partial

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.domain.letter_words import change_letter_words
from applications.forms.letter_words import LetterWordsForm
from applications.letters.own_words import LETTERS
from applications.queries.letter_previews import letters_of_call
from programme.forms.compared import compared
from programme.kernel.errors import NotVisible
from programme.kernel.operations import Operation, Operations
from programme.kernel.policies import can, get_visible, require
from programme.models import Call


def call_of(request: HttpRequest, code: str) -> Call:
    return get_visible(request.user, Call, action="desk", queryset=Call.objects.select_related("cohort"), code=code)


@login_required
def call_letters(request: HttpRequest, code: str) -> HttpResponse:
    call = call_of(request, code)
    context = {
        "call": call,
        "letters": letters_of_call(call, timezone.now()),
        "may_change": can(request.user, "change", call),
        "here": "cohorts",
    }
    return render(request, "applications/desk/call_letters.html", context)


@login_required
def edit_letter(request: HttpRequest, code: str, letter: str) -> HttpResponse:
    call = call_of(request, code)
    require(request.user, "change", call)
    if letter not in LETTERS:
        raise NotVisible
    back = reverse("desk_call_letters", args=[code])
    editing = Operation(
        LetterWordsForm,
        partial(change_letter_words, call=call, letter=letter, by=request.user, at=timezone.now()),
        said=_("Saved. Letters that were sent already stay as they are."),
        to=f"{back}#{letter}",
        options={"initial": compared({"th": "", "en": ""} | call.letter_words.get(letter, {}))},
    )
    page = Operations(request, {"": editing})
    if answer := page.answer():
        return answer
    context = {
        "form": page.form, "title": LETTERS[letter], "lead": _("What this call adds in its own words"),
        "submit_label": _("Save"), "cancel_url": back, "here": "cohorts",
    }  # fmt: skip
    return render(request, "desk/form.html", context, status=page.status)
