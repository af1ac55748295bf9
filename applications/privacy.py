"""What the pipeline holds about an applicant, in the person's own words: nothing that is undecided or not released."""

from django.utils.translation import gettext as _

from applications.answers import shown
from applications.models import Application, Offer, Outcome
from applications.queries.answers import SENSITIVE, facts_for, given_in, secrets_of, typed_in
from applications.queries.documents import label_of, numbered
from applications.queries.kept import KEPT, last_day
from applications.queries.results import reader_notes, released_result
from applications.queries.rules import rules_found
from programme.kernel.privacy import Holding, register_copy, register_holdings, state_for_person
from programme.models import User
from programme.privacy import path_of

RELATED = ("call__cohort", "form", "home_province")
GIVEN = ("answers", "sensitive_answers", "revisions__form__questions", "corrections", "eligibility_results")


@register_copy("applications")
def applications(user: User) -> list[dict]:
    rows = Application.objects.filter(applicant=user).select_related(*RELATED).prefetch_related(*GIVEN).order_by("pk")
    return [_application(row) for row in rows]


def _application(row: Application) -> dict:
    return {
        "call": row.call.title,
        "number": row.receipt_number,
        "state": state_for_person(row.MACHINE, row.told_state),
        "begun": row.started_at,
        "submitted": row.submitted_at,
        "draft": answers_in_words(row.form, typed_in(row) | secrets_of(row)),
        "handed in": [_revision(row, revision) for revision in row.revisions.order_by("number")],
        "ranked openings": _choices(row),
        "documents": _documents(row),
        "referees": [_referee(one) for one in row.invitations.order_by("invited_at", "pk")],
        "rules checked": _rules(row),
        "corrections asked": [
            {"at": one.asked_at, "asked": one.message, "answered": one.answered_at} for one in row.corrections.all()
        ],
        "offers": [_offer(one) for one in _offers(row)],
        "result": _result(row),
        "notes of readers": reader_notes(row),
    }


def _rules(row: Application) -> list[dict]:
    """What each rule of the call said; and where the person is exempt, why."""
    return [
        {"rule": one["label"], "said": str(Outcome(one["outcome"]).label), "seen": one["seen"]}
        | ({"exempt": one["waiver"].reason} if one["waiver"] else {})
        for one in rules_found(row)
    ]


def answers_in_words(form, given: dict) -> list[dict]:
    """`[{"question", "answer", "value"}]`: as a person reads it, and as it is kept."""
    questions = [one for one in form.questions.order_by("position", "pk") if given.get(one.key) not in (None, "")]
    facts = facts_for(questions)
    return [
        {"question": one.label, "answer": shown(one, given[one.key], facts), "value": given[one.key]}
        for one in questions
    ]


def _revision(row: Application, revision) -> dict:
    secret = secrets_of(row, "handed_in") if revision.number == row.revisions.count() else {}
    hidden = set(revision.form.questions.filter(sensitivity=SENSITIVE).values_list("key", flat=True))
    given = given_in(revision) | {key: value for key, value in secret.items() if key in hidden}
    return {"at": revision.submitted_at, "answers": answers_in_words(revision.form, given)}


def _choices(row: Application) -> list[dict]:
    found = row.preferences.select_related("opening__agency", "opening__city__province").order_by("rank", "pk")
    return [{"rank": one.rank, "opening": one.opening.title, "agency": one.opening.agency.name} for one in found]


def _documents(row: Application) -> list[dict]:
    papers, kinds = row.documents.select_related("file").order_by("pk"), row.form.document_kinds.all()
    labels = numbered([label_of(kinds, paper.kind) for paper in papers])
    return [
        {"kind": label, "file": path_of(paper.file), "received": paper.added_at}
        for label, paper in zip(labels, papers, strict=True)
    ]


def _referee(invitation) -> dict:
    """Whom the applicant asked and whether it came; what a third person wrote in confidence is that person's (ADR 19)."""
    return {
        "name": invitation.name,
        "relation": invitation.relation,
        "e-mail": invitation.email,
        "asked": invitation.invited_at,
        "state": state_for_person(invitation.MACHINE, invitation.state),
        "since": invitation.state_changed_at,
    }


def _offers(row: Application):
    """Those that were made to the person; one that is only prepared is nobody's yet."""
    found = row.offers.exclude(state="prepared").exclude(sent_at=None)
    return found.select_related("opening__agency", "agreement_file").order_by("pk")


def _offer(offer: Offer) -> dict:
    signed = {"signed as": offer.typed_name, "agreement": offer.agreement} if offer.typed_name else {}
    file = {"agreement file": path_of(offer.agreement_file)} if offer.agreement_file else {}
    return (
        {
            "opening": offer.opening.title,
            "agency": offer.opening.agency.name,
            "state": state_for_person(offer.MACHINE, offer.state),
            "sent": offer.sent_at,
            "answer by": offer.deadline_at,
            "answered": offer.answered_at,
            "my reason": offer.decline_reason,
            "what I asked": offer.asked_again,
        }
        | signed
        | file
    )


def _result(row: Application) -> dict | None:
    """Only what the person was told: the reason of a decision from its release on."""
    decision = getattr(row, "decision", None)
    told = {"decision": decision.get_kind_display(), "reason": decision.reason} if decision else {}
    if decision and decision.released_at is None:
        told = {}
    explained = released_result(row) or {}
    return (
        (told | {"why": explained.get("rows", []), "reserve": explained.get("reserve")}) if told or explained else None
    )


@register_holdings
def pipeline_holdings(user: User) -> list[Holding]:
    found = Application.objects.filter(applicant=user).select_related("call__cohort", "decision")
    rows = list(found.prefetch_related("offers").order_by("pk"))
    if not rows:
        return []
    days = _("%(days)s days after the application or the year of its cohort has ended") % {"days": KEPT.days}
    fading = [
        Holding(_("Sensitive answers and references: %(call)s") % {"call": row.call.title}, days, last_day(row))
        for row in rows
    ]
    answers = Holding(_("Your other answers, choices and papers"), _("Until you have it erased"))
    outcome = Holding(
        _("That somebody applied, the points given, and what became of it"),
        _("For good"),
        stays=_("Figures count it, and it proves that the choice was fair. It stands without your name and answers."),
    )
    agreement = Holding(
        _("The signed agreement of a placement"), _("For good"), stays=_("It is a contract with another party.")
    )
    is_signed = any(offer.typed_name for row in rows for offer in row.offers.all())
    return [*fading, answers, outcome, *([agreement] if is_signed else [])]
