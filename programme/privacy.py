"""What the foundation holds about a person."""

from collections.abc import Callable

from allauth.socialaccount.models import SocialAccount

from programme.acts import ACTS
from programme.kernel.addresses import leaving
from programme.kernel.privacy import register_copy
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
