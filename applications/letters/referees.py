"""What referees read, who have no account, and what their applicant learns: that it came, never what it says.

Whatever the applicant typed stands here without addresses: this letter goes to a stranger in the programme's name.
"""

from django.utils.translation import gettext as _

from applications.answers import redactor
from applications.answers.roles import QuestionRole
from applications.letters.applications import home_of
from applications.models import Application, Question, RefereeInvitation
from programme.kernel.dates import moment
from programme.kernel.letters import LetterSpec, LetterText
from programme.models import User

NAMES = (QuestionRole.GIVEN_NAME, QuestionRole.FAMILY_NAME)


def name_of(application: Application) -> str:
    """The applicant as they call themselves; no address in it becomes a link.

    A new account has no name yet: then it is the one that was typed in this application.
    """
    person = application.applicant
    name = person.get_full_name()
    if name == person.email:
        name = _typed_name(application) or _("The applicant")
    return redactor(()).clean(name)


def _typed_name(application: Application) -> str:
    questions = Question.objects.filter(form=application.form_id, role__in=NAMES)
    keys = {question.role: question.key for question in questions}
    typed = {key: value for row in application.answers.all() for key, value in row.data.items()}
    return " ".join(str(typed.get(keys[role]) or "") for role in NAMES if role in keys).strip()


def referee_asked(invitation: RefereeInvitation) -> LetterSpec:
    """Will you write about this person? With the link that only this letter holds."""
    application = invitation.application

    def write() -> LetterText:
        said = {"person": name_of(application), "call": application.call.title, "name": invitation.name}
        return LetterText(
            subject=_("%(person)s asks you for a reference") % said,
            deadline=_("Please answer by %(moment)s") % {"moment": moment(invitation.due_at, weekday=True)},
            lines=[
                _("Dear %(name)s,") % said,
                _("%(person)s applies to “%(call)s” and names you as a referee.") % said,
                invitation.rule.prompt,
                _("You need no account. The programme reads what you write; the applicant does not."),
            ],
            button=(_("Read and answer"), invitation.link),
            closing=_(
                "The link is yours alone: do not pass this letter on. If you do not know this person, say there that you cannot write, or do nothing."
            ),
        )

    return _to_referee("referee_asked", invitation, write, f"{invitation.sent_at:%Y%m%d%H%M%S}")


def referee_reminder(invitation: RefereeInvitation, which: str) -> LetterSpec:
    """Twice at most: some days after the invitation, and shortly before the end."""
    application = invitation.application

    def write() -> LetterText:
        said = {"person": name_of(application), "call": application.call.title, "name": invitation.name}
        return LetterText(
            subject=_("Your reference for %(person)s is still awaited") % said,
            deadline=_("Please answer by %(moment)s") % {"moment": moment(invitation.due_at, weekday=True)},
            lines=[
                _("Dear %(name)s,") % said,
                _("%(person)s named you as a referee for the application to “%(call)s”. Nothing has come yet.") % said,
                _("If you cannot write, say so there: the applicant can then ask somebody else."),
            ],
            button=(_("Read and answer"), invitation.link),
        )

    return _to_referee("referee_reminder", invitation, write, which)


def reference_thanks(invitation: RefereeInvitation) -> LetterSpec:
    """The receipt, with the way to correct it."""

    def write() -> LetterText:
        said = {"person": name_of(invitation.application), "moment": moment(invitation.due_at, weekday=True)}
        return LetterText(
            subject=_("Your reference for %(person)s has arrived") % said,
            lines=[
                _("Thank you. The programme reads it with the application; the applicant only learns that it came."),
                _("You can correct it until %(moment)s by the same link.") % said,
            ],
            button=(_("Read or correct it"), invitation.link),
        )

    return _to_referee("reference_thanks", invitation, write)


def referee_released(invitation: RefereeInvitation) -> LetterSpec:
    """To somebody who was asked and need not write any more."""

    def write() -> LetterText:
        said = {"person": name_of(invitation.application), "call": invitation.application.call.title}
        return LetterText(
            subject=_("Your reference is no longer needed"),
            lines=[
                _("%(person)s has taken the request for a reference for “%(call)s” back.") % said,
                _("You need not do anything. The link of the earlier letter no longer works."),
            ],
        )

    return _to_referee("referee_released", invitation, write)


def reference_came(invitation: RefereeInvitation) -> LetterSpec:
    def write() -> LetterText:
        return LetterText(
            subject=_("A reference for your application has arrived"),
            lines=[
                _("%(name)s has written. It is read with your application.") % {"name": invitation.name},
                _("What a referee writes is confidential, so you see only that it came."),
            ],
            button=home_of(invitation.application),
        )

    return _to_applicant("reference_came", invitation, write)


def reference_declined(invitation: RefereeInvitation) -> LetterSpec:
    def write() -> LetterText:
        return LetterText(
            subject=_("A referee cannot write for you"),
            lines=[
                _("%(name)s told us that they cannot write a reference.") % {"name": invitation.name},
                _("You can ask somebody else until %(moment)s.") % {"moment": moment(invitation.due_at, weekday=True)},
            ],
            button=(_("Ask somebody else"), f"/my/applications/{invitation.application.code}/referees/"),
        )

    return _to_applicant("reference_declined", invitation, write)


def reference_missed(invitation: RefereeInvitation) -> LetterSpec:
    """Its time is over, and nobody can be asked in its place any more."""

    def write() -> LetterText:
        return LetterText(
            subject=_("A reference did not come in time"),
            lines=[
                _("%(name)s did not write by %(moment)s.")
                % {"name": invitation.name, "moment": moment(invitation.due_at, weekday=True)},
                _(
                    "Your application stays as you handed it in and is read without this reference. You have to do nothing."
                ),
            ],
            button=home_of(invitation.application),
        )

    return _to_applicant("reference_missed", invitation, write)


def _to_referee(kind: str, invitation: RefereeInvitation, write, which: str = "") -> LetterSpec:
    key = f"{invitation.code}:{which}"
    return LetterSpec(kind, User(email=invitation.email), write, key, invitation, language=invitation.language)


def _to_applicant(kind: str, invitation: RefereeInvitation, write) -> LetterSpec:
    application = invitation.application
    return LetterSpec(kind, application.applicant, write, invitation.code, application)
