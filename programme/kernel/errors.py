"""The expected "no": raised by the domain and the policies, told to people by one middleware."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Refusal(Exception):
    """An act that was refused. `message` is fit for a person and says what to do next; nothing was changed.

    `field` names the field of a form that the reason is about, where it is about one.
    """

    def __init__(self, message: StrOrPromise, *, code: str = "refused", field: str = ""):
        super().__init__(message)
        self.message = message
        self.code = code
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class NotAllowed(Refusal):
    """The person may know of the thing but not do this with it: 403 with the reason."""

    def __init__(self, message: StrOrPromise, *, code: str = "not_allowed"):
        super().__init__(message, code=code)


class Gone(Exception):
    """What was public once and is not any more: 410, said kindly, with a way on."""


class NotVisible(Exception):
    """The person may not even know that the thing is there: 404."""
