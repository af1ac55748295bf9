"""The questions of a call, frozen into versions once people answer them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.answers.kinds import kind_choices
from applications.answers.roles import TELLS_WHO, QuestionRole
from programme.models import Coded, in_language


class FormVersion(Coded):
    """The questions of one call as they stood at one time. Frozen when the call opens; a correction makes the next."""

    call = models.ForeignKey("programme.Call", models.CASCADE, related_name="form_versions")
    number = models.PositiveSmallIntegerField()
    frozen_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)  # why this version replaced the one before

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "number"], name="form_version_once")]

    def __str__(self) -> str:
        return f"{self.call} · {self.number}"


class Question(models.Model):
    """One question of one form version. `key` stays the same over versions."""

    class Sensitivity(models.TextChoices):
        NORMAL = "normal", _("Normal")
        IDENTIFYING = "identifying", _("Says who the person is")  # hidden in a blind round
        SENSITIVE = "sensitive", _("Sensitive: encrypted and shown masked")

    form = models.ForeignKey(FormVersion, models.CASCADE, related_name="questions")
    section = models.CharField(max_length=20)  # a key of applications.wizard.SECTIONS
    key = models.SlugField(max_length=40)
    kind = models.CharField(max_length=20, choices=kind_choices)  # a file of applications/answers/kinds
    role = models.CharField(
        max_length=20, choices=QuestionRole, blank=True
    )  # what the answer means to rules and columns
    settings = models.JSONField(default=dict, blank=True)  # what this kind of question can be told: least, most, unit …
    label_th = models.CharField(max_length=300)
    label_en = models.CharField(max_length=300, blank=True)
    hint_th = models.CharField(max_length=500, blank=True)
    hint_en = models.CharField(max_length=500, blank=True)
    options = models.JSONField(default=list, blank=True)  # [{"value", "th", "en"}]
    is_required = models.BooleanField(default=True)
    max_length = models.PositiveIntegerField(null=True, blank=True)
    sensitivity = models.CharField(max_length=12, choices=Sensitivity, default=Sensitivity.NORMAL)
    # Officers see every answer, sensitive ones masked. Readers of an open round see all that is not sensitive.
    blind_readers_see = models.BooleanField(default=False)
    hosts_see = models.BooleanField(default=False)  # they judge without names, whatever the round
    position = models.PositiveSmallIntegerField(default=0)

    label, hint = in_language("label"), in_language("hint")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["form", "key"], name="question_key_once"),
            models.UniqueConstraint(fields=["form", "role"], condition=~models.Q(role=""), name="question_role_once"),
            models.CheckConstraint(
                condition=~models.Q(role__in=sorted(TELLS_WHO)) | ~models.Q(sensitivity="normal"),
                name="question_that_tells_who_is_declared",
            ),
            models.CheckConstraint(
                condition=models.Q(sensitivity="normal") | models.Q(blind_readers_see=False, hosts_see=False),
                name="blind_readers_see_nothing_telling",
            ),
        ]

    def __str__(self) -> str:
        return self.label
