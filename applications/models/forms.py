"""The form of a call: sections, questions, papers and rules as rows, kept in versions once people answer them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from applications.answers.kinds import kind_choices
from applications.answers.roles import TELLS_WHO, QuestionRole
from applications.blueprint import MOST_FILES
from applications.states import FORM
from programme.models import Coded, Stateful, in_language


class FormVersion(Coded, Stateful):
    """The form of one call as it stood at one time. Published when the call opens; a correction replaces it by the next.

    What people have answered never changes: only a draft is edited (`applications.domain.forms.require_draft`).
    """

    MACHINE = FORM

    call = models.ForeignKey("programme.Call", models.CASCADE, related_name="form_versions")
    number = models.PositiveSmallIntegerField()
    edition = models.PositiveIntegerField(
        default=0
    )  # rises with every edit of a draft: the later of two officers is told
    published_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)  # why this version replaced the one before

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="form_version_once"),
            models.UniqueConstraint(fields=["call"], condition=Q(state="draft"), name="one_draft_form"),
            models.UniqueConstraint(fields=["call"], condition=Q(state="published"), name="one_published_form"),
        ]

    def __str__(self) -> str:
        return f"{self.call} · {self.number}"


class Section(models.Model):
    """One step of a form. `key` stays the same over versions: answers are kept by it."""

    class Kind(models.TextChoices):
        QUESTIONS = "questions", _("Questions")
        OPENINGS = "openings", _("Choice of openings")
        DOCUMENTS = "documents", _("Documents")
        REFEREES = "referees", _("Referees")

    ASKING = (Kind.QUESTIONS, Kind.OPENINGS)  # may hold questions: in a choice of openings the reason for it, say

    form = models.ForeignKey(FormVersion, models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=20)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.QUESTIONS)
    label_th = models.CharField(max_length=120)
    label_en = models.CharField(max_length=120, blank=True)
    lead_th = models.CharField(max_length=500, blank=True)
    lead_en = models.CharField(max_length=500, blank=True)
    condition = models.JSONField(null=True, blank=True)  # a rule on earlier answers; empty: always asked
    position = models.PositiveSmallIntegerField(default=0)

    label, lead = in_language("label"), in_language("lead")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["form", "key"], name="section_key_once"),
            models.UniqueConstraint(
                fields=["form", "kind"], condition=~Q(kind="questions"), name="one_section_of_openings_and_papers"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Question(models.Model):
    """One question of one form version. `key` stays the same over versions."""

    class Sensitivity(models.TextChoices):
        NORMAL = "normal", _("Normal")
        IDENTIFYING = "identifying", _("Says who the person is")  # hidden in a blind round
        SENSITIVE = "sensitive", _("Sensitive: encrypted and shown masked")

    form = models.ForeignKey(FormVersion, models.CASCADE, related_name="questions")
    section = models.CharField(max_length=20)  # the key of a `Section` of the same form
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
    condition = models.JSONField(null=True, blank=True)  # a rule on earlier answers; empty: always asked
    position = models.PositiveSmallIntegerField(default=0)

    label, hint = in_language("label"), in_language("hint")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["form", "key"], name="question_key_once"),
            models.UniqueConstraint(fields=["form", "role"], condition=~Q(role=""), name="question_role_once"),
            models.CheckConstraint(
                condition=~Q(role__in=sorted(TELLS_WHO)) | ~Q(sensitivity="normal"),
                name="question_that_tells_who_is_declared",
            ),
            models.CheckConstraint(
                condition=Q(sensitivity="normal") | Q(blind_readers_see=False, hosts_see=False),
                name="blind_readers_see_nothing_telling",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class DocumentKind(models.Model):
    """One kind of paper that a form asks for. `key` stays the same over versions: papers are kept by it."""

    class Role(models.TextChoices):
        IDENTITY_CARD = "identity_card", _("Identity card")  # religion and blood group can be covered before it is sent

    form = models.ForeignKey(FormVersion, models.CASCADE, related_name="document_kinds")
    key = models.SlugField(max_length=40)
    label_th = models.CharField(max_length=200)
    label_en = models.CharField(max_length=200, blank=True)
    hint_th = models.CharField(max_length=500, blank=True)
    hint_en = models.CharField(max_length=500, blank=True)
    is_required = models.BooleanField(default=True)
    most = models.PositiveSmallIntegerField(default=1)  # how many files of it are taken
    role = models.CharField(max_length=20, choices=Role, blank=True)  # what it is, whatever it is called
    position = models.PositiveSmallIntegerField(default=0)

    label, hint = in_language("label"), in_language("hint")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["form", "key"], name="document_kind_key_once"),
            models.CheckConstraint(condition=Q(most__range=(1, MOST_FILES)), name="document_kind_takes_some"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def can_be_masked(self) -> bool:
        return self.role == self.Role.IDENTITY_CARD


class EligibilityRule(models.Model):
    """One rule of who may apply: a tree on roles and answers (`applications.rules`), with its words."""

    form = models.ForeignKey(FormVersion, models.CASCADE, related_name="rules")
    key = models.SlugField(max_length=40)
    tree = models.JSONField()
    is_hard = models.BooleanField(default=True)  # a hard rule stops a submission, a soft one warns
    label_th = models.CharField(max_length=200, blank=True)  # as the public reads it; empty: the tree says itself
    label_en = models.CharField(max_length=200, blank=True)
    reason_th = models.CharField(max_length=300, blank=True)  # why it is not met, in words for the person
    reason_en = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    label, reason = in_language("label"), in_language("reason")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["form", "key"], name="rule_key_once")]

    def __str__(self) -> str:
        return self.label or self.key


class FormTemplate(Coded):
    """A form that calls can begin with, as one document (`applications.blueprint`); one is shipped with the product."""

    name_th = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120, blank=True)
    blueprint = models.JSONField()
    shipped_as = models.CharField(max_length=40, unique=True, null=True, blank=True)  # the file it is kept in step with
    made_by = models.ForeignKey("programme.User", models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(null=True, blank=True)

    name = in_language("name")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name_th"], name="form_template_name_once")]

    def __str__(self) -> str:
        return self.name
