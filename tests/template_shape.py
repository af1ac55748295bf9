"""How a template nests: a closing tag stands under its opening one, and what is inside stands further in."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
VERBATIM = {"pre", "textarea"}  # white space in them is text
INSIDE = r"(?:\{%.*?%\}|\{\{.*?\}\}|\"(?:\{%.*?%\}|\{\{.*?\}\}|[^\"])*\"|[^>\"{]|\{)*?"  # of a tag: attributes
TOKEN = re.compile(rf"\{{#.*?#\}}|<!--.*?-->|\{{%\s*(\w+).*?%\}}|<(/?)([a-zA-Z][\w-]*){INSIDE}(/?)>", re.S)


@dataclass(frozen=True)
class Token:
    """The first line of a tag. `name`: `if` or `<div`, whichever side of it; `is_first`: nothing stands before it."""

    name: str
    opens: bool
    line: int
    indent: int
    is_first: bool


def misplaced(text: str) -> list[str]:
    """Where a template does not stand as it nests: `"12: </div"`."""
    lines, opened, found = text.splitlines(), [], []
    for token in _tokens(text):
        if token.opens:
            opened.append(token)
            continue
        at = next((i for i in reversed(range(len(opened))) if opened[i].name == token.name), None)
        if at is None:
            continue
        start = opened.pop(at)
        if start.name.lstrip("<") not in VERBATIM:
            found += [f"{line}: {token.name}" for line in _misplaced_between(start, token, lines)]
    return found


def _misplaced_between(start: Token, end: Token, lines: list[str]) -> Iterator[int]:
    if end.line == start.line:
        return
    if end.is_first and start.is_first and end.indent != start.indent:
        yield end.line
    if not end.is_first and end.indent <= start.indent and "</textarea>" not in lines[end.line - 1]:
        yield end.line


def _tokens(text: str) -> Iterator[Token]:
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    blocks = {name[3:] for name in re.findall(r"\{%\s*(end\w+)", text)}
    for found in TOKEN.finditer(text):
        number = bisect_right(starts, found.start())
        line = text[starts[number - 1] : starts[number]]
        indent = len(line) - len(line.lstrip())
        place = (number, indent, starts[number - 1] + indent == found.start())
        block, closing, element, is_empty = found.groups()
        if block and (block in blocks or block.startswith("end")):
            yield Token(block.removeprefix("end"), block in blocks, *place)
        elif element and not is_empty and element.lower() not in VOID:
            yield Token(f"<{element}", not closing, *place)
