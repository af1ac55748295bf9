"""What a third person says of an applicant: asked by letter, written by a link, never read by the applicant."""

from datetime import datetime, timedelta

from django.core import signing
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.models.forms import FormVersion
from applications.states import REFERENCE
from programme.models import Coded, Stateful, in_language
from programme.models.base import new_code


def links() -> signing.Signer:
    """Signs the links of invitations. Made when it is asked: without a key the doctor still has to speak."""
    return signing.Signer(salt="applications.referee")


class RefereeRule(models.Model):
    """One kind of referee that a form asks for: how many, what they are asked, and how long they have after the close.

    Blind readers and hosts read the words of a reference only where its rule says so, and then without names.
    """

    form = models.ForeignKey(FormVersion, models.CASCADE, related_name="referee_rules")
    key = models.SlugField(max_length=40)
    label_th = models.CharField(max_length=200)  # who is meant: a teacher, an employer
    label_en = models.CharField(max_length=200, blank=True)
    hint_th = models.CharField(max_length=500, blank=True)  # for the applicant who names somebody
    hint_en = models.CharField(max_length=500, blank=True)
    prompt_th = models.TextField(max_length=2000)  # what the referee is asked
    prompt_en = models.TextField(max_length=2000, blank=True)
    how_many = models.PositiveSmallIntegerField(default=1)
    asks_text = models.BooleanField(default=True)
    asks_scale = models.BooleanField(default=False)
    asks_file = models.BooleanField(default=False)
    days = models.PositiveSmallIntegerField(default=7)  # after the call closes
    blind_readers_see = models.BooleanField(default=False)
    hosts_see = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)

    label, hint, prompt = in_language("label"), in_language("hint"), in_language("prompt")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["form", "key"], name="referee_rule_key_once"),
            models.CheckConstraint(
                condition=Q(asks_text=True) | Q(asks_scale=True) | Q(asks_file=True), name="referee_is_asked_something"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def time(self) -> timedelta:
        """How long a reference may come after the applicant's deadline."""
        return timedelta(days=self.days)


class RefereeInvitation(Coded, Stateful):
    """An applicant asked one person to write about them. The letter's link answers while this row says so."""

    MACHINE = REFERENCE
    PERSONAL = {"name": "name", "relation": "application", "email": "contact"}

    application = models.ForeignKey("applications.Application", models.CASCADE, related_name="invitations")
    rule = models.ForeignKey(RefereeRule, models.PROTECT, related_name="invitations")
    name = models.CharField(max_length=120, blank=True)  # empty: forgotten with the application
    relation = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)  # in small letters
    language = models.CharField(max_length=2, default="th")
    secret = models.CharField(
        max_length=20, default=new_code
    )  # part of the link: another one makes every letter's link worthless
    invited_at = models.DateTimeField()
    sent_at = models.DateTimeField()  # the newest letter that the applicant sent
    reminded_at = models.DateTimeField(null=True, blank=True)  # some days after it
    warned_at = models.DateTimeField(null=True, blank=True)  # shortly before the end

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "email"],
                condition=Q(state__in=("invited", "came")),
                name="referee_asked_once",
            )
        ]
        indexes = [models.Index(fields=["email"], name="referee_address")]

    def __str__(self) -> str:
        return self.name or self.code

    @property
    def link(self) -> str:
        """The path that lets its reader write: signed, and worthless as soon as `secret` is another one."""
        return f"/refer/{links().sign(f'{self.code}.{self.secret}')}/"

    @property
    def due_at(self) -> datetime:
        """Until when it may be written or corrected: it moves with the applicant's own deadline. One query."""
        return self.application.closes_at + self.rule.time


class Reference(models.Model):
    """What one referee said, as they left it. The applicant learns only that it came."""

    class Level(models.IntegerChoices):
        WARMLY = 5, _("I recommend this person without reservation")
        WELL = 4, _("I recommend this person")
        FAIRLY = 3, _("I recommend this person with small reservations")
        HARDLY = 2, _("I have serious reservations")
        NOT = 1, _("I do not recommend this person")

    PERSONAL = {"text": "confidential"}

    invitation = models.OneToOneField(RefereeInvitation, models.CASCADE, related_name="reference")
    text = models.TextField(blank=True)
    level = models.PositiveSmallIntegerField(choices=Level, null=True, blank=True)
    file = models.OneToOneField(
        "programme.PrivateFile", models.SET_NULL, null=True, blank=True, related_name="reference"
    )
    version = models.PositiveSmallIntegerField(default=1)  # rises with every correction
    came_at = models.DateTimeField()
    corrected_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.invitation} · {self.came_at:%Y-%m-%d}"

    @property
    def application(self):
        return self.invitation.application
