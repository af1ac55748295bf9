"""On a phone a desk table is a list of cards: every cell of a headed table says which head it belongs to."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TABLES = re.compile(r'<table class="dk-table.*?</table>', re.DOTALL)
HEAD = re.compile(r"<thead>(.*?)</thead>", re.DOTALL)
CELL = re.compile(r"<(th|td)\b([^>]*)>(.*?)</\1>", re.DOTALL)
ROW = re.compile(r"<tr\b.*?</tr>", re.DOTALL)


def templates() -> list[Path]:
    found = [path for app in ("applications", "programme", "mentoring", "cms") for path in
             (Path(settings.BASE_DIR) / app / "templates").rglob("*.html")]  # fmt: skip
    return [path for path in found if '<table class="dk-table' in path.read_text(encoding="utf-8")]


def unnamed(table: str) -> list[str]:
    """Cells under a visible head that do not carry its word."""
    head = HEAD.search(table)
    if head is None or "{% for" in head.group(1):
        return []
    seen = ["visually-hidden" not in inner for _tag, _attributes, inner in CELL.findall(head.group(1))]
    missing = []
    for row in ROW.findall(table.replace(head.group(0), "")):
        for index, (tag, attributes, inner) in enumerate(CELL.findall(row)):
            if "colspan" in attributes:
                break
            if tag == "td" and index < len(seen) and seen[index] and "data-l=" not in attributes:
                missing.append(" ".join(inner.split())[:60])
    return missing


def test_the_check_sees_a_cell_without_its_word():
    head = '<table class="dk-table"><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
    assert unnamed(head + "<tr><th>x</th><td>y</td></tr></table>") == ["y"]
    assert unnamed(head + '<tr><th>x</th><td data-l="B">y</td></tr></table>') == []


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.stem)
def test_every_cell_says_its_head(path):
    for table in TABLES.findall(path.read_text(encoding="utf-8")):
        assert unnamed(table) == []


@pytest.mark.django_db
def test_a_list_of_the_desk_says_it_too(town, signed_in):
    page = signed_in(town.officer).get("/desk/agencies/", HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert page.count('data-l="') >= 3
