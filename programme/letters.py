"""What the foundation's letters say."""

from django.utils.translation import gettext as _

from programme.kernel.dates import moment
from programme.kernel.letters import LetterSpec, LetterText
from programme.models import CallAmendment, DataCopy, Erasure, HostAgency, Invitation, Membership, Opening, User


def call_amended(amendment: CallAmendment, person: User) -> LetterSpec:
    """To everyone who began an application, when an open call changes."""
    call = amendment.call

    def write() -> LetterText:
        facts = [(_("New deadline"), moment(amendment.new_closes_at))] if amendment.new_closes_at else []
        return LetterText(
            subject=_("A change to “%(call)s”") % {"call": call.title},
            lines=[
                _("The call that you are applying to has changed:"),
                amendment.text,
                _("Your draft and your answers are as you left them."),
            ],
            facts=facts,
            button=(_("Open your application"), f"/apply/{call.slug}/"),
        )

    return LetterSpec(kind="call_amended", to=person, write=write, key=f"{amendment.pk}:{person.pk}", about=call)


def agency_decided(agency: HostAgency, person: User) -> LetterSpec:
    """To the people of an agency, when the programme office has decided about it."""

    def write() -> LetterText:
        return LetterText(
            subject=_("%(agency)s: %(state)s") % {"agency": agency.name, "state": agency.word.label},
            lines=[_("The programme office has looked at your agency's registration."), agency.decision_reason],
            facts=[(_("Decision"), str(agency.word.label))],
            button=(_("Open your agency's page"), "/host/"),
        )

    moment_key = f"{agency.code}:{agency.state}:{agency.state_changed_at:%Y%m%d%H%M%S}:{person.pk}"
    return LetterSpec(kind="agency_decided", to=person, write=write, key=moment_key, about=agency)


def opening_decided(opening: Opening, person: User) -> LetterSpec:
    """To the person who submitted an opening, when it was approved or not."""

    def write() -> LetterText:
        return LetterText(
            subject=_("Opening “%(title)s”: %(state)s") % {"title": opening.title, "state": opening.word.label},
            lines=[_("The programme office has looked at the opening that you submitted."), opening.decision_reason],
            facts=[(_("Opening"), opening.title), (_("Decision"), str(opening.word.label))],
            button=(_("Open your openings"), "/host/"),
        )

    moment_key = f"{opening.code}:{opening.state}:{opening.state_changed_at:%Y%m%d%H%M%S}:{person.pk}"
    return LetterSpec(kind="opening_decided", to=person, write=write, key=moment_key, about=opening)


def member_invited(invitation: Invitation) -> LetterSpec:
    """To an address that may have no account yet: will you act for this agency?"""
    agency = invitation.agency
    person = User.objects.filter(email=invitation.email).select_related("profile").first()

    def write() -> LetterText:
        asked_by = invitation.invited_by.get_full_name() if invitation.invited_by else _("The programme office")
        return LetterText(
            subject=_("%(agency)s invites you to act for it") % {"agency": agency.name},
            lines=[
                _("%(person)s asks you to act for %(agency)s in the programme.")
                % {"person": asked_by, "agency": agency.name},
                _("Sign in, or create an account, with this e-mail address. Then say yes or no."),
            ],
            facts=[
                (_("What you would do"), ", ".join(invitation.capacity_labels)),
                (_("Answer by"), moment(invitation.expires_at)),
            ],
            button=(_("Read and answer"), f"/host/invitation/{invitation.code}/"),
            closing=_("If you do not know this agency, do nothing; the invitation then ends by itself."),
        )

    key = f"{invitation.code}:{invitation.sent_at:%Y%m%d%H%M%S}"
    to = person or User(email=invitation.email)
    return LetterSpec(kind="member_invited", to=to, write=write, key=key, about=agency)


def membership_ended(member: Membership, successor: User | None) -> LetterSpec:
    """To a person who no longer acts for an agency, with who takes over."""

    def write() -> LetterText:
        lines = [_("You no longer act for %(agency)s: %(capacity)s.")]
        if successor:
            lines.append(_("What waited for you has gone to %(person)s."))
        said = {
            "agency": member.agency.name,
            "capacity": member.get_capacity_display(),
            "person": successor.get_full_name() if successor else "",
        }
        return LetterText(
            subject=_("%(agency)s: your task has ended") % said,
            lines=[line % said for line in lines],
            closing=_("If this surprises you, write to the programme office."),
        )

    key = f"{member.pk}:{member.ended_at:%Y%m%d%H%M%S}"
    return LetterSpec(kind="membership_ended", to=member.user, write=write, key=key, about=member.agency)


def copy_ready(copy: DataCopy) -> LetterSpec:
    """To whoever asked for a copy of their data, when it can be fetched."""

    def write() -> LetterText:
        return LetterText(
            subject=_("The copy of your data is ready"),
            lines=[_("Everything we hold about you lies in one archive. Only you can fetch it, after signing in.")],
            facts=[(_("Goes again"), moment(copy.goes_at))],
            button=(_("Fetch the copy"), "/my/data/"),
            closing=_("If you did not ask for it, change your password and write to the programme office."),
        )

    return LetterSpec(kind="copy_ready", to=copy.user, write=write, key=copy.code, about=copy)


def erasure_asked(erasure: Erasure) -> LetterSpec:
    """To whoever asked to be forgotten: the last letter to this address."""

    def write() -> LetterText:
        return LetterText(
            subject=_("Your data will be erased"),
            lines=[
                _("You asked us to erase what we hold about you. We do it after the hour below; it cannot be undone."),
                _("What stays, without your name, and why, stands on the page “My data”."),
                _("This is our last letter to you. Keep it as the confirmation."),
            ],
            facts=[(_("Erased from"), moment(erasure.due_at)), (_("Number of the request"), erasure.code)],
            button=(_("Stop it until then"), "/my/data/"),
            closing=_("If you did not ask for this, stop it now, and change your password."),
        )

    return LetterSpec(kind="erasure_asked", to=erasure.user, write=write, key=erasure.code, about=erasure)
