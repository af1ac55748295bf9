"""What a person asked of their own data: a copy to keep, or that it goes."""

from datetime import datetime, timedelta

from django.db import models

from programme.models.base import Coded
from programme.models.files import private_storage


def copy_path(instance: "DataCopy", filename: str) -> str:
    return f"copies/{instance.code}.zip"


class DataCopy(Coded):
    """Somebody asked for everything that is held about them: being made, ready for some days, then gone."""

    PERSONAL = {"file": "document"}
    KEPT = timedelta(days=7)

    user = models.OneToOneField("programme.User", models.CASCADE, related_name="data_copy")
    asked_at = models.DateTimeField()
    files_done = models.PositiveIntegerField(default=0)
    files_total = models.PositiveIntegerField(default=0)
    ready_at = models.DateTimeField(null=True, blank=True)
    file = models.FileField(upload_to=copy_path, storage=private_storage, max_length=120, blank=True)
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name_plural = "data copies"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ready_at=None, file="") | (models.Q(ready_at__isnull=False) & ~models.Q(file="")),
                name="data_copy_ready_with_file",
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def goes_at(self) -> datetime | None:
        return self.ready_at and self.ready_at + self.KEPT


class Erasure(Coded):
    """Somebody asked that what is held about them goes: at once after a day in which they may stop it. Holds no name."""

    WAITS = timedelta(days=1)

    user = models.OneToOneField("programme.User", models.PROTECT, related_name="erasure")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.code

    @property
    def due_at(self) -> datetime:
        return self.asked_at + self.WAITS
