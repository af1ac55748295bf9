"""What the buttons of a page do: each a form, one domain call, one message, and a redirect.

A page that draws its own forms (a refusal draws it again, with what was typed):

    buttons = Operations(request, {
        "revoke": Operation(ReasonForm, partial(revoke_offer, offer=offer, by=by, at=at), said=_("Taken back.")),
        "settle": Operation(ReasonForm, partial(settle_objection, offer=offer, by=by, at=at), said=_("Settled.")),
    })
    return buttons.answer(to=address) or render(request, page, {"buttons": buttons.forms}, status=buttons.status)

    <form method="post">{% csrf_token %}{{ buttons.revoke|crispy }}<button name="act" value="revoke">…</button></form>

An address without a page of its own (a refusal leads back to the page it came from, filled as it was typed):

    return operate(request, Operation(…), to=address)

This module and `given_back` are the only ones that read what was sent; views get it through forms.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from programme.kernel.errors import NotAllowed, Refusal
from programme.kernel.unsaid import note_refused

BUTTON = "act"
Answered = Callable[[Any], str] | str


@dataclass(frozen=True)
class Operation:
    """One button. `do` gets what the form has `given` by keyword; `said` and `to` may look at what it returned."""

    form: Callable[..., forms.BaseForm]
    do: Callable[..., Any]
    said: Answered = ""
    to: Answered = ""
    options: Mapping[str, Any] = field(default_factory=dict)  # more of the form's own arguments, `initial` among them
    given: Callable[[Any], Mapping[str, Any]] = attrgetter("cleaned_data")  # what of a valid form the domain gets

    def empty(self, name: str = "") -> forms.BaseForm:
        return self.form(**self._named(name), **self.options)

    def bound(self, request: HttpRequest, name: str = "") -> forms.BaseForm:
        return self.form(request.POST, request.FILES, **self._named(name), **self.options)

    def _named(self, name: str) -> dict[str, str]:
        """Two forms of one page may have fields of the same name, but never the same id."""
        return {"auto_id": f"id_{name}_%s"} if name else {}


@dataclass(frozen=True)
class Done:
    """What the domain gave back; false where the form or the domain said no."""

    is_done: bool
    result: Any = None

    def __bool__(self) -> bool:
        return self.is_done


def carry_out(form: forms.BaseForm, operation: Operation) -> Done:
    """The one domain call, with the fields of a valid form. An expected "no" becomes an error of the form."""
    if not form.is_valid():
        return Done(False)
    try:
        return Done(True, operation.do(**operation.given(form)))
    except NotAllowed:
        raise
    except Refusal as no:
        form.add_error(no.field if no.field in form.fields else None, str(no.message))
    except ValidationError as error:  # what the content of a file is found to be
        form.add_error(next(iter(form.files.keys() & form.fields.keys()), None), error.messages)
    return Done(False)


def form_of(request: HttpRequest, form: Callable[..., forms.BaseForm], **options: Any) -> forms.BaseForm:
    """The form of a page that answers without an act of the domain: filled in when it was sent, else empty."""
    if request.method == "POST":
        return form(request.POST, request.FILES, **options)
    return form(**options)


def pressed(request: HttpRequest, operations: Mapping[str, Operation]) -> Operation:
    """The operation of the button that was pressed."""
    operation = operations.get(request.POST.get(BUTTON, ""))
    if operation is None:
        raise unknown_button()
    return operation


class Operations:
    """The buttons of one page, told apart by the name of the pressed one."""

    def __init__(self, request: HttpRequest, operations: Mapping[str, Operation]):
        self.request, self.operations = request, operations
        self.pressed: str | None = request.POST.get(BUTTON, "") if request.method == "POST" else None
        self.forms = {
            name: operation.bound(request, name) if name == self.pressed else operation.empty(name)
            for name, operation in operations.items()
        }
        self.status = 200

    @property
    def form(self) -> forms.BaseForm:
        """The form of a page that has only one, whose button needs no name: `Operations(request, {"": …})`."""
        return self.forms[""]

    def answer(self, *, to: str = "") -> HttpResponse | None:
        """The redirect after something was done; None when the page is to be drawn, for the first time or again."""
        if self.pressed is None:
            return None
        operation = self.operations.get(self.pressed)
        if operation is None:
            raise unknown_button()
        found = answer_of(self.request, self.forms[self.pressed], operation, to=to)
        if found is None:
            self.status = 422
        return found


def answer_of(request: HttpRequest, form: forms.BaseForm, operation: Operation, *, to: str = "") -> HttpResponse | None:
    """What one bound form leads to: the message and the redirect; None when it has to be shown again."""
    done = carry_out(form, operation)
    if not done:
        note_refused(request, form)
    return _redirect(request, operation, done.result, to) if done else None


def operate(request: HttpRequest, operation: Operation, *, to: str = "") -> HttpResponse:
    """For an address that only takes a POST: done and told, or a `Refusal` that names what is wrong."""
    form = operation.bound(request)
    found = answer_of(request, form, operation, to=to)
    if found is None:
        raise Refusal(errors_in_words(form), code="invalid")
    return found


def operate_one_of(request: HttpRequest, operations: Mapping[str, Operation], *, to: str = "") -> HttpResponse:
    """The same, where several buttons post to one address."""
    return operate(request, pressed(request, operations), to=to)


def errors_in_words(form: forms.BaseForm) -> str:
    """Every error of a form in one line, each once, with its field's name where the words do not say it."""
    words = []
    for name, errors in form.errors.items():
        label = str(form.fields[name].label or "") if name in form.fields else ""
        words += [
            f"{label}: {error}" if label and label.lower() not in str(error).lower() else str(error) for error in errors
        ]
    return " ".join(dict.fromkeys(words))


def unknown_button() -> Refusal:
    return Refusal(_("This page is not the newest one, and its button is gone. Read it again and choose once more."))


def _redirect(request: HttpRequest, operation: Operation, result: Any, to: str) -> HttpResponse:
    said = operation.said(result) if callable(operation.said) else operation.said
    if said:
        messages.success(request, said)
    address = operation.to(result) if callable(operation.to) else operation.to
    return HttpResponseRedirect(address or to or request.get_full_path())
