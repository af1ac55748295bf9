"""Who may do what with applications, readings, matches and offers.

A person with a stake in an application (it is their own, or they declared a conflict) sees and does nothing with it or
with anything that hangs on it, in any role. `JudgedPolicy` closes all those doors at once.
"""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from applications.models import (
    Application,
    Conflict,
    FormVersion,
    HostRanking,
    Match,
    MatchRule,
    MatchRun,
    Offer,
    Preference,
    RefereeInvitation,
    Reference,
    ReviewAssignment,
)
from applications.states import RANKABLE
from programme.kernel.policies import ALLOWED, Policy, Verdict, can, refuse, register
from programme.models import Call, Opening, PrivateFile, Role, User
from programme.policies import add_door, file_readers, sealed_kinds, within_cohorts
from programme.queries.people import is_officer, standing_of

OWN_APPLICATION = _("This is your own application. Another officer has to handle it.")
WROTE_REFERENCE = _("You wrote a reference for this application. Somebody else has to handle it.")
IN_CONFLICT = _("You declared a conflict of interest here. Somebody else has to handle it.")
OWN_CALL = _("You applied to this call yourself. Another officer has to do this.")
OWN_OPENING = _("You applied to this opening yourself. A colleague has to judge its candidates.")
CANDIDATE_IN_CONFLICT = _("You have a stake in one of these candidates. Somebody else has to open the ranking again.")


def closed_to(user: User) -> QuerySet:
    """The keys of the applications in which the person has a stake."""
    declared = Conflict.objects.filter(person_id=user.pk).values("application_id")
    own = Q(applicant_id=user.pk) | Q(pk__in=declared) | Q(pk__in=written_by(user))
    return Application.objects.filter(own).values("pk")


def written_by(user: User) -> QuerySet:
    """The keys of the applications for which this person wrote a reference, by the address they sign in with.

    Whoever was only asked has no stake: nobody can close a door for others by naming them.
    """
    found = RefereeInvitation.objects.filter(state="came", email=user.email.lower())
    return found.exclude(email="").values("application_id")


def stake_in(user: User, application: Application) -> Verdict:
    """Refused, with the reason, to whoever has a stake in this application."""
    if application.applicant_id == user.pk:
        return refuse(OWN_APPLICATION)
    if not closed_to(user).filter(pk=application.pk).exists():
        return ALLOWED
    wrote = written_by(user).filter(application_id=application.pk).exists()
    return refuse(WROTE_REFERENCE if wrote else IN_CONFLICT)


class JudgedPolicy(Policy):
    """Base for an application and all that hangs on one. `path` leads from the row to the application's key.

    Subclasses say in `judged` which rows a role opens, in `own` what the applicant may see, and in `own_acts` what
    only the applicant does; the rest is closed to everybody with a stake.
    """

    purposes = ("desk", "own")
    path = "application_id"
    own_acts: frozenset[str] = frozenset()

    def judged(self, user: User, purpose: str) -> Q:
        return Q(pk__in=[])

    def own(self, user: User) -> Q:
        return Q(pk__in=[])

    def rows(self, user: User, purpose: str) -> QuerySet:
        found = self.model._default_manager.all()
        if not user.is_authenticated:
            return found.none()
        if purpose == "own":
            return found.filter(self.own(user))
        judged = self.judged(user, purpose) & ~Q(**{f"{self.path}__in": closed_to(user)})
        return found.filter(judged if purpose == "desk" else judged | self.own(user))

    def can(self, user: User, action: str, obj=None) -> Verdict:
        verdict = super().can(user, action, obj)
        if not verdict or obj is None or action in {"view", *self.own_acts}:
            return verdict
        return stake_in(user, obj if isinstance(obj, Application) else obj.application)


@register
class ApplicationPolicy(JudgedPolicy):
    """Applicants see their own; officers those of their cohorts; hosts and reviewers have views of their own."""

    model = Application
    path = "pk"
    own_acts = frozenset({"edit", "submit", "correct", "withdraw", "accept", "decline", "read_sensitive"})

    def judged(self, user: User, purpose: str) -> Q:
        return within_cohorts(user, Role.OFFICER, field="call__cohort_id") & ~Q(state="draft")

    def own(self, user: User) -> Q:
        return Q(applicant_id=user.pk)

    def _own(self, user: User, obj: Application) -> bool:
        return obj.applicant_id == user.pk

    can_edit = can_submit = can_correct = can_withdraw = can_accept = can_decline = can_read_sensitive = _own

    def _officer(self, user: User, obj: Application) -> bool:
        return is_officer(user, obj.call.cohort_id)

    can_screen = can_assign = can_match = can_waive = _officer


@register
class FormVersionPolicy(Policy):
    """A form is its call's: officers see and change it, the public reads it on the call's page."""

    model = FormVersion

    def rows(self, user: User, purpose: str) -> QuerySet:
        return FormVersion.objects.filter(within_cohorts(user, Role.OFFICER, field="call__cohort_id"))

    def can_change(self, user: User, obj: FormVersion) -> bool | Verdict:
        return can(user, "change", obj.call)


@register
class ReviewAssignmentPolicy(JudgedPolicy):
    """A reviewer sees the readings that they were asked for; officers those of their cohorts."""

    model = ReviewAssignment

    def judged(self, user: User, purpose: str) -> Q:
        if purpose == "desk":
            return within_cohorts(user, Role.OFFICER, field="application__call__cohort_id")
        return Q(reviewer_id=user.pk) & ~Q(state__in=ReviewAssignment.MACHINE.codes("ended"))

    def can_score(self, user: User, obj: ReviewAssignment) -> bool:
        return obj.reviewer_id == user.pk

    can_recuse = can_score

    def can_assign(self, user: User, obj: ReviewAssignment) -> bool:
        return is_officer(user, obj.application.call.cohort_id)


@register
class RefereeInvitationPolicy(JudgedPolicy):
    """Applicants see whom they asked and whether it came; officers what belongs to applications that were handed in."""

    model = RefereeInvitation
    own_acts = frozenset({"withdraw"})

    def judged(self, user: User, purpose: str) -> Q:
        staff = within_cohorts(user, Role.OFFICER, field="application__call__cohort_id")
        return staff & ~Q(application__state="draft")

    def own(self, user: User) -> Q:
        return Q(application__applicant_id=user.pk)

    def can_withdraw(self, user: User, obj: RefereeInvitation) -> bool:
        return obj.application.applicant_id == user.pk


@register
class ReferencePolicy(JudgedPolicy):
    """What a referee wrote is never the applicant's to read; readers and hosts read extracts (`queries.referees`)."""

    model = Reference
    path = "invitation__application_id"

    def judged(self, user: User, purpose: str) -> Q:
        staff = within_cohorts(user, Role.OFFICER, field="invitation__application__call__cohort_id")
        return staff & ~Q(invitation__application__state="draft")


@register
class HostRankingPolicy(Policy):
    """The reviewers and approvers of an agency judge the candidates who ranked its openings."""

    model = HostRanking

    def rows(self, user: User, purpose: str) -> QuerySet:
        staff = within_cohorts(user, Role.OFFICER, field="opening__call__cohort_id")
        return HostRanking.objects.filter(staff | Q(opening__agency_id__in=judging_agencies(user)))

    def can_rank(self, user: User, obj: HostRanking) -> bool | Verdict:
        if obj.opening.agency_id not in judging_agencies(user):
            return False
        return refuse(OWN_OPENING) if ranked_themselves(user).filter(pk=obj.opening_id).exists() else True

    def can_reopen(self, user: User, obj: HostRanking) -> bool | Verdict:
        """The agency's own approver, or an officer; not whoever has a stake in a candidate, nor a rival."""
        opening = obj.opening
        signs = opening.agency_id in standing_of(user).agency_ids("approver")
        if not signs and not is_officer(user, opening.call.cohort_id):
            return False
        if ranked_themselves(user).filter(pk=opening.pk).exists():
            return refuse(OWN_OPENING)
        if who_ranked(opening).filter(pk__in=closed_to(user)).exists():
            return refuse(CANDIDATE_IN_CONFLICT)
        return True if signs else has_applied(user, opening.call)


def judging_agencies(user: User) -> frozenset[int]:
    """The agencies whose candidates this person judges and whose placements they see."""
    return standing_of(user).agency_ids("reviewer", "approver")


def ranked_themselves(user: User) -> QuerySet:
    """The openings that this person wants for themselves: their candidates are rivals, whom a colleague judges."""
    own = Preference.objects.filter(application__applicant_id=user.pk).exclude(application__state="withdrawn")
    return Opening.objects.filter(pk__in=own.values("opening_id"))


def who_ranked(opening: Opening) -> QuerySet:
    """The eligible applications that ranked this opening, whoever may see them."""
    states = (*RANKABLE, "reserve") if opening.call.late_choices_until else RANKABLE
    return Application.objects.filter(preferences__opening=opening, state__in=states, call_id=opening.call_id)


def candidates_of(user: User, opening: Opening) -> QuerySet:
    """Those who ranked this opening and whom this person of its agency may judge. Nobody else's are here."""
    if opening.agency_id not in judging_agencies(user) or ranked_themselves(user).filter(pk=opening.pk).exists():
        return Application.objects.none()
    return who_ranked(opening).exclude(pk__in=closed_to(user))


def has_applied(user: User, call: Call) -> Verdict:
    """Who is in the running does not run the match: frozen lists, seed, runs, adoption and release are for others."""
    running = call.applications.filter(applicant_id=user.pk).exclude(state__in=("draft", "withdrawn"))
    return refuse(OWN_CALL) if running.exists() else ALLOWED


@register
class MatchRunPolicy(Policy):
    model = MatchRun

    def rows(self, user: User, purpose: str) -> QuerySet:
        return MatchRun.objects.filter(within_cohorts(user, Role.OFFICER, field="call__cohort_id"))

    def _officer(self, user: User, obj: MatchRun) -> bool | Verdict:
        return has_applied(user, obj.call) if is_officer(user, obj.call.cohort_id) else False

    can_run = can_release = _officer

    def can_adopt(self, user: User, obj: MatchRun) -> bool | Verdict:
        verdict = self._officer(user, obj)
        if verdict and obj.requested_by_id == user.pk:
            return refuse(_("You computed this run. A second officer has to adopt it."))
        return verdict

    def can_take_away(self, user: User, obj: MatchRun) -> bool | Verdict:
        """The auditor's bundle holds every list whole, so it is not for whoever has a stake in one of them."""
        if not is_officer(user, obj.call.cohort_id):
            return False
        if obj.matches.filter(application_id__in=closed_to(user)).exists():
            return refuse(_("You have a stake in one of these applications. Another officer has to download this."))
        return True


@register
class MatchPolicy(JudgedPolicy):
    """What a run says about one application: for officers; the person reads it once it is released."""

    model = Match

    def judged(self, user: User, purpose: str) -> Q:
        return within_cohorts(user, Role.OFFICER, field="application__call__cohort_id")


@register
class MatchRulePolicy(JudgedPolicy):
    """A pair decided by hand."""

    model = MatchRule

    def judged(self, user: User, purpose: str) -> Q:
        return within_cohorts(user, Role.OFFICER, field="application__call__cohort_id")


def placed_people(user: User, opening: Opening) -> QuerySet:
    """Live offers of an opening, for those who judge or sign for its agency. Names appear once they are sent."""
    if opening.agency_id not in judging_agencies(user):
        return Offer.objects.none()
    rows = Offer.objects.filter(opening=opening, state__in=("sent", "accepted"))
    return rows.exclude(application_id__in=closed_to(user))


@register
class OfferPolicy(JudgedPolicy):
    model = Offer
    own_acts = frozenset({"answer"})

    def judged(self, user: User, purpose: str) -> Q:
        staff = within_cohorts(user, Role.OFFICER, field="application__call__cohort_id")
        if purpose == "desk":
            return staff
        return staff | Q(opening__agency_id__in=standing_of(user).agency_ids(), state__in=("sent", "accepted"))

    def own(self, user: User) -> Q:
        return Q(application__applicant_id=user.pk) & ~Q(state="prepared")

    def can_answer(self, user: User, obj: Offer) -> bool:
        return obj.application.applicant_id == user.pk

    def _officer(self, user: User, obj: Offer) -> bool:
        return is_officer(user, obj.application.call.cohort_id)

    can_send = can_manage = _officer

    def can_object(self, user: User, obj: Offer) -> bool:
        return obj.opening.agency_id in standing_of(user).agency_ids("approver")


def read_document(user: User, file: PrivateFile) -> bool:
    """Officers of the cohort without a stake read what was handed in last, not a draft's papers; readers and hosts none."""
    theirs = ApplicationPolicy().visible_to(user, "desk").filter(applicant_id=file.owner_id)
    return any(file.code in papers_of_revision(row) for row in theirs.prefetch_related("revisions"))


def papers_of_revision(application: Application) -> set[str]:
    """The codes of the files that were handed in last."""
    newest = max(application.revisions.all(), key=lambda row: row.number, default=None)
    return {paper["file"] for paper in newest.content["documents"]} if newest else set()


def read_agreement(user: User, file: PrivateFile) -> bool:
    return OfferPolicy().visible_to(user, "desk").filter(agreement_file=file).exists()


def read_reference(user: User, file: PrivateFile) -> bool:
    """Officers only: a letter as a file tells who it is about."""
    return ReferencePolicy().visible_to(user, "desk").filter(file=file).exists()


file_readers["application_document"] = read_document
file_readers["reference"] = read_reference
file_readers["agreement"] = read_agreement
add_door(Application, "desk")
add_door(RefereeInvitation, "desk")
add_door(ReviewAssignment, "desk")
add_door(Offer, "desk")
add_door(MatchRun)
sealed_kinds.update({"referee_asked", "referee_reminder", "reference_thanks"})
