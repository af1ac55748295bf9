"""What applicants wrote: live answers per section, frozen revisions, and sensitive answers apart."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _


class Answer(models.Model):
    """One section of one draft, as typed, valid or not. `version` rises with every save: an older tab is told, not obeyed.

    Only its applicant reads it. Everybody else reads the `Revision` that was handed in.
    """

    PERSONAL = {"data": "application"}

    application = models.ForeignKey("applications.Application", models.CASCADE, related_name="answers")
    section = models.CharField(max_length=20)
    data = models.JSONField(default=dict)
    carried = models.JSONField(default=dict, blank=True)  # {key: moment} of answers taken over and not looked at yet
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "section"], name="answer_section_once")]

    def __str__(self) -> str:
        return f"{self.application} · {self.section}"


class SensitiveAnswer(models.Model):
    """One sensitive answer, encrypted: as it stands in the draft, and as it was last handed in. It goes by `purge.py`."""

    PERSONAL = {"ciphertext": "sensitive", "handed_in": "sensitive"}

    application = models.ForeignKey("applications.Application", models.CASCADE, related_name="sensitive_answers")
    key = models.CharField(max_length=40)
    ciphertext = models.TextField(blank=True)  # empty: erased by its owner since it was handed in
    handed_in = models.TextField(blank=True)  # what others may see masked; empty before the first submission
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "key"], name="sensitive_answer_once")]

    def __str__(self) -> str:
        return f"{self.application} · {self.key}"


class Revision(models.Model):
    """The application exactly as submitted at one moment. Reviews and decisions are pinned to it; never changed."""

    PERSONAL = {"content": "application"}

    application = models.ForeignKey("applications.Application", models.CASCADE, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    form = models.ForeignKey("applications.FormVersion", models.PROTECT, related_name="+")
    content = models.JSONField()  # {"answers": {section: data}, "choices": [opening codes], "documents": [{kind, file, name, size, sha256, sent, added_at}], "not_asked": [keys that a condition hid]}; the answers are read values, not typed text
    submitted_at = models.DateTimeField()
    copy = models.ForeignKey(
        "programme.PrivateFile", models.SET_NULL, null=True, blank=True, related_name="+"
    )  # as PDF, made by the worker

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "number"], name="revision_once")]

    def __str__(self) -> str:
        return f"{self.application} · {self.number}"


class Document(models.Model):
    """A file that the applicant attached for one of the call's document kinds; of some there are several."""

    application = models.ForeignKey("applications.Application", models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=40)  # a key of a `DocumentKind` of the form
    file = models.OneToOneField("programme.PrivateFile", models.CASCADE, related_name="application_document")
    sent_sha256 = models.CharField(max_length=64, blank=True)  # of the bytes as they came: the same sent twice is one
    added_at = models.DateTimeField()
    carried_from = models.DateTimeField(null=True, blank=True)  # handed in then, taken over, and not looked at yet

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind", "sent_sha256"], condition=~Q(sent_sha256=""), name="document_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.kind}"

    @property
    def label(self) -> str:
        """What the call names this kind of document, in the reader's language."""
        kinds = self.application.form.document_kinds.all()
        return next((kind.label for kind in kinds if kind.key == self.kind), _("Document"))


class Preference(models.Model):
    """The applicant wants this opening, as their n-th choice."""

    application = models.ForeignKey("applications.Application", models.CASCADE, related_name="preferences")
    opening = models.ForeignKey("programme.Opening", models.PROTECT, related_name="preferences")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "opening"], name="preference_once"),
            models.UniqueConstraint(fields=["application", "rank"], name="preference_rank_once"),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.rank}. {self.opening}"
