"""What applicants wrote: live answers per section, frozen revisions, and sensitive answers apart."""

from django.db import models


class Answer(models.Model):
    """One section of one application as it stands. `version` rises with every save: an older tab is told, not obeyed."""

    PERSONAL = {"data": "application"}

    application = models.ForeignKey("applications.Application", models.CASCADE, related_name="answers")
    section = models.CharField(max_length=20)
    data = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    is_complete = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "section"], name="answer_section_once")]

    def __str__(self) -> str:
        return f"{self.application} · {self.section}"


class SensitiveAnswer(models.Model):
    """One sensitive answer, encrypted; read by its own permission, purged on schedule."""

    PERSONAL = {"ciphertext": "sensitive"}

    application = models.ForeignKey("applications.Application", models.CASCADE, related_name="sensitive_answers")
    key = models.CharField(max_length=40)
    ciphertext = models.TextField()
    saved_at = models.DateTimeField()
    purge_after = models.DateField(null=True, blank=True)

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
    content = (
        models.JSONField()
    )  # {"answers": {section: data}, "choices": [opening codes], "documents": [{kind, file, sha256}]}
    submitted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "number"], name="revision_once")]

    def __str__(self) -> str:
        return f"{self.application} · {self.number}"


class Document(models.Model):
    """A file that the applicant attached for one of the call's document kinds."""

    application = models.ForeignKey("applications.Application", models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=40)  # a key of Call.documents
    file = models.OneToOneField("programme.PrivateFile", models.CASCADE, related_name="application_document")
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.application} · {self.kind}"


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
