"""Files of kinds that are not taken: what each of them is, and how it becomes one that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from programme.kernel.shapes import Upload

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

OFFICE = ("application/msword", "application/vnd.", "application/rtf", "application/x-ole")
PACKED = tuple(f"application/{kind}" for kind in ("zip", "x-rar", "x-7z", "gzip", "x-tar", "x-bzip", "x-xz"))
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")  # before 2007
MARKED_UP = (b"<svg", b"<html", b"<!doctype html", b"<script")

FROM_AN_OFFICE = _(
    "“%(name)s” comes from Word, Excel or a similar program. Open it there, save it as a PDF and upload the PDF."
)
IN_A_FOLDER = _("“%(name)s” is a packed folder. Unpack it and upload the files in it one by one.")
WITH_PROGRAMS = _("“%(name)s” is a web page or a drawing that can hold programs. Print it as a PDF and upload the PDF.")
UNKNOWN = _("“%(name)s” is not one of the kinds we can read (%(kinds)s). Save it as one of these and upload it again.")


def way_out(upload: Upload, found: str, *, named: str) -> StrOrPromise:
    """The words for it, by its first bytes (`found` is their media type) and then by what its name promises."""
    upload.seek(0)
    head = upload.read(4096).lower()
    upload.seek(0)
    is_named_so = found.startswith(PACKED) and named.startswith(OFFICE)
    if found.startswith(OFFICE) or head.startswith(OLD_OFFICE) or is_named_so:
        return FROM_AN_OFFICE
    if found.startswith(PACKED):
        return IN_A_FOLDER
    if any(mark in head for mark in MARKED_UP):
        return WITH_PROGRAMS
    return UNKNOWN
