"""Accounts, profiles and what each person may do."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from programme.kernel.columns import OrderKey
from programme.models.base import Coded


class UserManager(BaseUserManager):
    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email=email.strip().lower())


class User(Coded, AbstractBaseUser, PermissionsMixin):
    """An account. The e-mail address is the name; what else we know of the person is in the profile."""

    PERSONAL = {"email": "contact", "password": "secret"}

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)
    anonymised_at = models.DateTimeField(null=True, blank=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    class Meta:
        verbose_name, verbose_name_plural = _("user"), _("users")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.get_full_name()

    @property
    def is_staff(self) -> bool:
        """What Wagtail and allauth call staff: someone with a place in the back rooms."""
        return self.is_superuser or self.has_perm("wagtailadmin.access_admin")

    def get_full_name(self) -> str:
        if self.anonymised_at:
            return gettext("Person %(code)s") % {"code": self.code}
        profile = getattr(self, "profile", None)
        return (profile.full_name if profile else "") or self.email

    def get_short_name(self) -> str:
        profile = getattr(self, "profile", None)
        return (profile.short_name if profile else "") or self.email.split("@")[0]


class Profile(models.Model):
    """What a person told us about themselves; names are never split by us."""

    PERSONAL = {
        "title": "name",
        "given_name_th": "name",
        "family_name_th": "name",
        "given_name_en": "name",
        "family_name_en": "name",
        "nickname": "name",
        "phone": "contact",
        "line_id": "contact",
        "birth_on": "demographic",
        "order_key": "name",
    }

    user = models.OneToOneField(User, models.CASCADE, related_name="profile")
    title = models.CharField(max_length=40, blank=True)
    given_name_th = models.CharField(max_length=100, blank=True)
    family_name_th = models.CharField(max_length=100, blank=True)
    given_name_en = models.CharField(max_length=100, blank=True)
    family_name_en = models.CharField(max_length=100, blank=True)
    nickname = models.CharField(max_length=40, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    line_id = models.CharField(max_length=60, blank=True)
    birth_on = models.DateField(null=True, blank=True)
    order_key = OrderKey(of=("given_name_th", "family_name_th", "given_name_en", "family_name_en"))
    language = models.CharField(max_length=2, choices=[("th", "ไทย"), ("en", "English")], default="th")

    def __str__(self) -> str:
        return self.full_name or self.user.email

    @property
    def full_name(self) -> str:
        thai = f"{self.given_name_th} {self.family_name_th}".strip()
        latin = f"{self.given_name_en} {self.family_name_en}".strip()
        return (latin or thai) if (get_language() or "th").startswith("en") else (thai or latin)

    @property
    def short_name(self) -> str:
        english = (get_language() or "th").startswith("en")
        return (self.given_name_en or self.given_name_th) if english else (self.given_name_th or self.given_name_en)


class Role(models.TextChoices):
    """What a grant lets a person be. Host, mentor and ambassador follow from memberships and placements instead."""

    OFFICER = "officer", _("Programme officer")
    EDITOR = "editor", _("Editor")
    REVIEWER = "reviewer", _("Reviewer")
    EVALUATOR = "evaluator", _("Evaluator")


class RoleGrant(models.Model):
    """One person has one role, everywhere or within one cohort, until it is taken back."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=20, choices=Role)
    cohort = models.ForeignKey("programme.Cohort", models.CASCADE, null=True, blank=True, related_name="grants")
    granted_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "cohort"], condition=models.Q(ended_at=None), name="grant_once_in_cohort"
            ),
            models.UniqueConstraint(
                fields=["user", "role"], condition=models.Q(ended_at=None, cohort=None), name="grant_once_everywhere"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"
