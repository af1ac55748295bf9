"""PDF from a typst source and plain data. Sarabun shapes Thai rightly and keeps its text copyable."""

import json
from pathlib import Path

import typst


def render_pdf(source: Path, data: dict, fonts: Path) -> bytes:
    """The pages of `source` with `data` as JSON in `sys.inputs.data`. Raises typst.TypstError on a faulty source."""
    return typst.compile(
        source, sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, font_paths=[fonts], format="pdf"
    )
