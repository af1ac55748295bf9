"""PDF files as people bring them: can they be opened, do they end where they say, and how many pages do they have?"""

from threading import Lock
from zipfile import BadZipFile, ZipFile

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from pypdfium2 import PdfDocument, PdfiumError
from pypdfium2.raw import FPDF_ERR_PASSWORD

from programme.kernel.shapes import Stored

ONE_AT_A_TIME = Lock()  # the reader bears no second thread
LOCKED = _("This PDF asks for a password. Save it without one and upload it again.")
BROKEN = _("This PDF cannot be opened: it may have been cut short. Save or scan it again and upload it once more.")

NOT_ALONE = _(
    "Something else is hidden behind the end of this PDF. Print it as a new PDF or scan it again, and upload that one."
)
END, PADDING = b"%%EOF", b" \t\r\n\f\x00"


def check_paper(upload: Stored) -> None:
    """It opens, and it is nothing else besides: no web page and no packed folder rides on its end."""
    pages_of(upload)
    content = upload.read()
    upload.seek(0)
    _start, end, rest = content.rpartition(END)
    if not end:
        raise ValidationError(BROKEN, code="broken")
    if rest.strip(PADDING) or _is_packed(upload):
        raise ValidationError(NOT_ALONE, code="two_in_one")


def _is_packed(upload: Stored) -> bool:
    """Asked of the list at its end, as an unpacker would; nothing is unpacked."""
    try:
        with ZipFile(upload) as found:
            return bool(found.namelist())
    except BadZipFile:
        return False
    finally:
        upload.seek(0)


def pages_of(upload: Stored) -> int:
    """How many pages it has, the first of which can be opened; `ValidationError` in plain words for any other."""
    upload.seek(0)
    try:
        with ONE_AT_A_TIME, PdfDocument(upload.read()) as found:
            found[0].close()
            return len(found)
    except PdfiumError as error:
        is_locked = error.err_code == FPDF_ERR_PASSWORD
        raise ValidationError(LOCKED if is_locked else BROKEN, code="broken") from None
    except IndexError:  # no page at all
        raise ValidationError(BROKEN, code="broken") from None
    finally:
        upload.seek(0)
