"""What the foundation holds about a person."""

from collections.abc import Callable

from allauth.socialaccount.models import SocialAccount
from django.utils.translation import gettext as _

from programme.acts import ACTS
from programme.kernel.addresses import leaving
from programme.kernel.privacy import Holding, register_copy, register_hindrances, register_holdings
from programme.models import AuditEntry, Consent, Letter, Membership, PrivateFile, RoleGrant, User

NOT_OF_THEIRS = ("order_key",)  # what only the machine reads


@register_copy("account")
def account(user: User) -> dict:
    profile = getattr(user, "profile", None)
    names = [*profile.PERSONAL, "language"] if profile else []
    fields = {name: getattr(profile, name) for name in names if name not in NOT_OF_THEIRS}
    return {"email": user.email, "joined": user.date_joined, **fields}


@register_copy("ways_to_sign_in")
def ways_to_sign_in(user: User) -> list[dict]:
    rows = SocialAccount.objects.filter(user=user).order_by("date_joined", "pk")
    return [{"by": row.provider, "number_there": row.uid, "since": row.date_joined} for row in rows]


@register_copy("roles")
def roles(user: User) -> list[dict]:
    grants = RoleGrant.objects.filter(user=user).select_related("cohort").order_by("pk")
    members = Membership.objects.filter(user=user).select_related("agency").order_by("pk")
    return [
        *({"role": row.get_role_display(), "cohort": row.cohort and row.cohort.name, "from": row.granted_at,
           "until": row.ended_at} for row in grants),
        *({"role": row.get_capacity_display(), "agency": row.agency.name, "until": row.ended_at} for row in members),
    ]  # fmt: skip


@register_copy("consents")
def consents(user: User) -> list[dict]:
    return list(
        Consent.objects.filter(user=user).order_by("pk").values("purpose", "wording", "given_at", "withdrawn_at")
    )


@register_copy("letters")
def letters(user: User) -> list[dict]:
    """Letters that went out. One that still waits may speak of what is not released yet."""
    rows = Letter.objects.filter(recipient=user, sent_at__isnull=False).exclude(kind__startswith="account")
    facts = rows.order_by("pk").values("subject", "body_text", "created_at", "sent_at")
    return [row | {"body_text": leaving(row["body_text"])} for row in facts]


@register_copy("acts")
def acts(user: User) -> list[dict]:
    """The person's own acts; what others did in their name's records stays with those records."""
    rows = AuditEntry.objects.filter(actor=user).order_by("at", "pk")
    return [{"at": row.at, "act": str(ACTS.get(row.act, row.act))} for row in rows]


def path_of(file: PrivateFile) -> str:
    """Where a file lies in the archive; the code keeps two of the same name apart."""
    return f"files/{file.purpose}/{file.code}-{file.original_name}"


@register_copy("files")
def files(user: User) -> list[dict]:
    return [
        {"file": path_of(row), "name": row.original_name, "size": row.size, "sha256": row.sha256, "at": row.uploaded_at}
        for row in files_of(user)
    ]


def files_of(user: User):
    """Everything the person uploaded or signed, oldest first."""
    return PrivateFile.objects.filter(owner=user).order_by("uploaded_at", "pk")


def openers_of(user: User) -> list[tuple[str, Callable]]:
    return [(path_of(row), lambda row=row: row.file.open("rb")) for row in files_of(user)]


@register_holdings
def foundation_holdings(user: User) -> list[Holding]:
    own = _("Until you have it erased")
    return [
        Holding(_("Your account: name, address, telephone, ways to sign in"), own),
        Holding(_("Letters to you, and which of them you want"), own),
        Holding(_("Files you uploaded, and copies made for you"), own),
        Holding(
            _("Your consents, with their words and days"),
            _("For good"),
            stays=_("They show that what was published was allowed."),
        ),
        Holding(
            _("The history: which act was done when"),
            _("For good"),
            stays=_("It proves that decisions were fair. Your name is no longer in it."),
        ),
    ]


@register_hindrances
def foundation_hindrances(user: User) -> list[str]:
    """Whoever acts for others hands that over first."""
    found = []
    if user.is_superuser or RoleGrant.objects.filter(user=user, ended_at=None).exists():
        found.append(_("You have a role in the programme. Ask the programme office to end it first."))
    for row in Membership.objects.filter(user=user, ended_at=None).select_related("agency").order_by("pk"):
        words = _("You act for %(agency)s. Ask a colleague or the programme office to end that first.")
        found.append(words % {"agency": row.agency.name})
    return list(dict.fromkeys(found))
