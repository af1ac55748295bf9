"""What the foundation holds about a person."""

from programme.kernel.privacy import register_copy
from programme.models import Consent, Letter, User


@register_copy("account")
def account(user: User) -> dict:
    profile = getattr(user, "profile", None)
    fields = {name: getattr(profile, name) for name in profile.PERSONAL if name != "order_key"} if profile else {}
    return {"email": user.email, "joined": user.date_joined, **fields}


@register_copy("consents")
def consents(user: User) -> list[dict]:
    return list(
        Consent.objects.filter(user=user).order_by("pk").values("purpose", "wording", "given_at", "withdrawn_at")
    )


@register_copy("letters")
def letters(user: User) -> list[dict]:
    rows = Letter.objects.filter(recipient=user).exclude(kind__startswith="account").order_by("pk")
    return list(rows.values("subject", "body_text", "created_at", "sent_at"))
