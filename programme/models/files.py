"""Uploaded files: private, renamed, and reachable only through a policy."""

from django.core.files.storage import storages
from django.db import models

from programme.models.base import Coded, new_code


def private_storage():
    return storages["private"]


def private_path(instance: "PrivateFile", filename: str) -> str:
    """A path without anything that the uploader wrote."""
    secret = new_code() + new_code()
    return f"{secret[:2]}/{secret}"


class PrivateFile(Coded):
    """One uploaded file. `purpose` names who decides about reading it (`programme.policies.file_readers`)."""

    PERSONAL = {"file": "document", "original_name": "document"}

    owner = models.ForeignKey("programme.User", models.SET_NULL, null=True, blank=True, related_name="files")
    purpose = models.CharField(max_length=30)  # application_document · evidence · agreement · …
    file = models.FileField(upload_to=private_path, storage=private_storage, max_length=120)
    original_name = models.CharField(max_length=160)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    uploaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.original_name
