"""Fields for files: one or several, read as a list; what a file is worth is said by whoever takes it in."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile


class FilesInput(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name) -> list[UploadedFile]:
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name) or []


class FilesField(forms.FileField):
    """A list of files. An empty one is let through: the kernel has the words for it."""

    widget = FilesInput

    def __init__(self, *, most: int = 1, endings: str = "", **kwargs):
        super().__init__(allow_empty_file=True, **kwargs)
        self.widget.attrs |= {"accept": endings, "class": "form-control"} | {"multiple": most > 1}

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        chosen = data if isinstance(data, list) else [data] if data else []
        return [super(FilesField, self).clean(one, initial) for one in chosen]
