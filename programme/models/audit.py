"""Who did what, when. Append-only, and it survives both the person and the thing."""

from django.db import models


class AuditEntry(models.Model):
    """One act. It names its object by type and code, not by a foreign key, so that history outlives both."""

    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey("programme.User", models.SET_NULL, null=True, blank=True, related_name="+")
    actor_role = models.CharField(max_length=40, blank=True)  # in which role; "system" when nobody did it
    act = models.CharField(max_length=60, db_index=True)
    object_type = models.CharField(max_length=60)
    object_code = models.CharField(max_length=40)
    source = models.CharField(max_length=20, blank=True)
    target = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name_plural = "audit entries"
        indexes = [models.Index(fields=["object_type", "object_code", "at"], name="audit_of_object")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.act} {self.object_type} {self.object_code}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("An audit entry is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("An audit entry is never deleted.")
