"""What the clock does, and what of it could not be done."""

from django.conf import settings
from django.db import models
from django.utils.translation import get_language

from programme.models.base import Coded


class JobLease(models.Model):
    """One periodic job: which worker is at it, until when at most, and when it was last finished."""

    job = models.CharField(max_length=60, unique=True)
    holder = models.CharField(max_length=20, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.job


class FailedWork(Coded):
    """One record that one job could not do. It waits longer after each attempt, then for an officer; done, it goes."""

    job = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60)  # model label and key of the record
    object_id = models.BigIntegerField()
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)
    is_refusal = models.BooleanField(default=False)  # the error is a sentence for people, else one of the program
    words = models.JSONField(default=dict, blank=True)  # language → the refusal's sentence in it
    first_failed_at = models.DateTimeField()
    last_failed_at = models.DateTimeField()
    next_at = models.DateTimeField()
    given_up_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        verbose_name_plural = "failed work"
        constraints = [models.UniqueConstraint(fields=["job", "object_type", "object_id"], name="failed_work_once")]

    def __str__(self) -> str:
        return f"{self.job} · {self.object_type} {self.object_id}"

    @property
    def language(self) -> str:
        """The reader's own where the sentence is kept in it; else the one it was said in."""
        return next((code for code in (get_language(), *self.words) if code in self.words), settings.LANGUAGE_CODE)

    @property
    def why(self) -> str:
        return self.words.get(self.language, self.last_error)
