"""ClamAV, where an office has it: every file is asked about before it is kept.

PyPI's `clamd` has stood at 1.0.2 for many years, and the protocol is one question and one answer over a socket:
these lines are less to look after than an unkept package.
"""

import logging
import socket
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programme.kernel.files import display_name
from programme.kernel.shapes import Upload

PATIENCE = 20  # seconds for each word of the scanner
PIECE = 64 * 1024
HARMFUL = _(
    "The virus scanner found something harmful in “%(name)s”, so it was not kept. Choose another file, and have your"
    " device checked."
)
AWAY = _(
    "Files cannot be checked for viruses right now, so “%(name)s” was not kept. Everything else is. Try again in a while."
)
logger = logging.getLogger(__name__)


class ScannerAway(OSError):
    """It does not answer, or not in its own words."""


def scan(upload: Upload) -> None:
    """`ValidationError` for a harmful file, and for any file while the scanner that is set does not answer."""
    if not settings.CLAMAV:
        return
    params = {"name": display_name(upload.name or "")}
    try:
        said = _asked(b"INSTREAM", upload)
    except OSError as error:
        logger.error("The virus scanner does not answer: %s", error)
        raise ValidationError(AWAY, code="scanner_away", params=params) from None
    if not said.endswith(" OK"):
        logger.warning("The virus scanner stopped a file: %s", said)
        raise ValidationError(HARMFUL, code="harmful", params=params)


def answers() -> None:
    """`ScannerAway` unless it is there."""
    if _asked(b"PING") != "PONG":
        raise ScannerAway("It answers, but not as ClamAV does.")


def _asked(question: bytes, upload: Upload | None = None) -> str:
    with _reached(settings.CLAMAV) as line:
        line.sendall(b"z" + question + b"\0")
        if upload is not None:
            _send(line, upload)
        said = line.makefile("rb").read(4096).rstrip(b"\0").decode("utf-8", "replace")
    if upload is not None and not said.endswith((" OK", " FOUND")):
        raise ScannerAway(said or "It hung up.")
    return said


def _reached(place: Any) -> socket.socket:
    """`(host, port)`, or the path of a socket on this machine."""
    if isinstance(place, tuple):
        return socket.create_connection(place, timeout=PATIENCE)
    line = socket.socket(socket.AF_UNIX)
    line.settimeout(PATIENCE)
    line.connect(place)
    return line


def _send(line: socket.socket, upload: Upload) -> None:
    """In pieces, each with its length before it; a piece of no length ends the file."""
    for piece in upload.chunks(PIECE):
        line.sendall(len(piece).to_bytes(4, "big") + piece)
    line.sendall(bytes(4))
    upload.seek(0)
