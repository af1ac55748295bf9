"""Names for shapes that cross the layers and have no class of their own."""

from typing import TYPE_CHECKING, Any

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile

Fields = dict[str, Any]  # columns of a record with their values, as a form cleaned them or `move()` writes them
Sheet = dict[str, Any]  # what a page draws; the docstring of the query says which keys there are

if TYPE_CHECKING:  # Django's classes are generic for readers of types only
    Stored = File[bytes]
    Upload = UploadedFile[bytes]
else:
    Stored, Upload = File, UploadedFile
