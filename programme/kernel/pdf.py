"""PDF from a typst source and plain data. Its font shapes Thai rightly, and its text is copied as it was written."""

import json
from pathlib import Path
from typing import Any

import typst

from programme.kernel.text import clean_deeply


def render_pdf(source: Path, data: dict[str, Any], fonts: Path) -> bytes:
    """The pages of `source` with `data` as JSON in `sys.inputs.data`. Raises typst.TypstError on a faulty source."""
    if not any(fonts.glob("*.ttf")):
        raise FileNotFoundError(f"No fonts for PDF in {fonts}: run `manage.py build_assets`.")
    words = json.dumps(clean_deeply(data), ensure_ascii=False)
    return typst.compile(source, sys_inputs={"data": words}, font_paths=[fonts], format="pdf")
