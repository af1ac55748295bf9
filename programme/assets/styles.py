"""The style bundle of public pages: everything their templates can use, and nothing else. Built at set-up by PurgeCSS."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

SHEETS = ("fonts", "tokens", "theme", "portal")  # after Bootstrap, in this order
KEPT = ["html", "body", "show", "collapsed"]  # set by scripts, or named nowhere
MADE = re.compile(
    r"\.((?:c|d|th|is)-[a-z]+|[qs]\d|(?:status|note|domain|track|btn)--?[a-z]+)\b"
)  # put together from a key


def public_bundle(base: Path, work: Path) -> str:
    """The bundle's text. Raises CalledProcessError when PurgeCSS fails, FileNotFoundError without Node.js."""
    source, styles = base / "programme", base / "programme" / "static" / "programme"
    sheets = [base / "node_modules" / "bootstrap" / "dist" / "css" / "bootstrap.min.css"]
    sheets += [styles / f"{name}.css" for name in SHEETS]
    content = [
        *sorted((base / "cms" / "templates" / "cms").rglob("*.html")),
        *sorted((source / "templates" / "components").glob("*.html")),
        *sorted((source / "templates" / "bootstrap5").rglob("*.html")),
        *sorted((source / "templatetags").glob("*.py")),
        *sorted((source / "templates").glob("[1-9e]*.html")),  # every error
        source / "templates" / "base.html", source / "kernel" / "charts.py", source / "kernel" / "cloth.py",
        base / "cms" / "forms" / "contact.py", styles / "site.js",
    ]  # fmt: skip
    made = sorted({name for sheet in sheets[1:] for name in MADE.findall(sheet.read_text(encoding="utf-8"))})
    node = shutil.which("node", path=f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}")
    if node is None:
        raise FileNotFoundError("Node.js is not installed. Run `make assets`, which brings it along.")
    tool = base / "node_modules" / "purgecss" / "bin" / "purgecss.js"
    work.mkdir(parents=True, exist_ok=True)
    command = [
        node,
        tool,
        "--keyframes",
        "-o",
        work,
        "-s",
        *KEPT,
        *made,
        "--css",
        *sheets,
        "--content",
        *content,
    ]
    subprocess.run([str(part) for part in command], check=True, capture_output=True)
    return "\n".join((work / sheet.name).read_text(encoding="utf-8") for sheet in sheets)
