"""What editors upload: a picture or a PDF that cannot be read is refused before anything is stored."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from programme.kernel.files import PDF, sniffed_type
from programme.kernel.papers import check_paper
from programme.kernel.pictures import BROKEN, UNREADABLE


class PictureForm(BaseImageForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            self.fields["file"].to_python = read_whole(self.fields["file"].to_python)


def read_whole(read: Callable) -> Callable:
    """Wagtail's own reading of a picture, where one that was cut short is a fault and not an error of the form."""

    def readable(upload):
        try:
            return read(upload)
        except UNREADABLE:
            raise ValidationError(BROKEN, code="broken") from None

    return readable


class PublicDocumentForm(BaseDocumentForm):
    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if "file" in self.changed_data and (file.name.lower().endswith(".pdf") or sniffed_type(file) == PDF):
            check_paper(file)
        return file
