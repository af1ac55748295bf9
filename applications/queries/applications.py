"""A person's own application to a call."""

from applications.models import Application
from programme.models import Call, User


def alive_application(*, call: Call, applicant: User) -> Application | None:
    """The one that was not withdrawn: a person has at most one to a call. One query."""
    return Application.objects.filter(call=call, applicant=applicant).exclude(state="withdrawn").first()
