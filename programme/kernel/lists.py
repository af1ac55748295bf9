"""One way to make a list of the desk: filter, sort, page, export; the same rows everywhere."""

import csv
from collections.abc import Callable, Iterable
from datetime import date
from io import StringIO
from typing import Any

import tablib
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django_filters import FilterSet
from django_tables2 import RequestConfig, Table

from programme.kernel.dates import NBSP, written
from programme.kernel.lean import Lean
from programme.kernel.shapes import Sheet
from programme.kernel.text import clean

PER_PAGE = 50
BOM = "\ufeff"


def list_page(
    request: HttpRequest, template: str, *, filterset: FilterSet, table: Callable[..., Table], name: str,
    read: Callable[[QuerySet[Any]], Lean] | None = None, **context: Any,
) -> HttpResponseBase:  # fmt: skip
    """A filtered, sorted page of rows; `?export=csv` or `xlsx` gives all filtered rows instead.

    `read`: for long lists, how the rows of a page are read.
    """
    rows = filterset.qs
    built = table(read(rows) if read else rows, default="–")
    export = request.GET.get("export")
    if export in ("csv", "xlsx"):
        return export_table(built, kind=export, name=name)
    RequestConfig(request, paginate={"per_page": PER_PAGE, "silent": True}).configure(built)
    context |= {
        "filter": filterset,
        "table": built,
        "chips": chips(request, filterset.form),
        "count": built.paginator.count,
    }
    return render(request, template, context)


def shown_page(request: HttpRequest, rows: Any, per_page: int) -> "Page[Any]":
    """The page of rows that the address asks for; the nearest one where it asks for none that there is."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


def is_number(text: str, digits: int = 6) -> bool:
    """Is this a whole number as people type it? Superscripts and other digits that int() refuses are not."""
    return text.isascii() and text.isdigit() and len(text) <= digits


def chips(request: HttpRequest, form: BaseForm) -> list[Sheet]:
    """The filters in force, each with the address that takes it off again. What no filter understands is not in force."""
    found = []
    for key, bound in form.fields.items():
        value = request.GET.get(key)
        if not value or key in form.errors:
            continue
        rest = request.GET.copy()
        for gone in (key, "page"):
            rest.pop(gone, None)
        choices = dict(getattr(bound, "choices", []) or [])
        said = next((str(label) for choice, label in choices.items() if str(choice) == value), value)
        found.append(
            {"label": getattr(bound, "chip_label", bound.label), "value": said[:60], "href": f"?{rest.urlencode()}"}
        )
    return found


def safe_cell(value: object) -> str:
    """Text for a spreadsheet: what would start a formula is defused."""
    text = written(value) if isinstance(value, date) else clean("" if value is None else str(value)).replace(NBSP, " ")
    return (
        f"'{text}" if text and text[:1] in "=+-@\t\r" and not text.lstrip("-").replace(".", "", 1).isdigit() else text
    )


def export_table(table: Table, *, kind: str, name: str) -> HttpResponseBase:
    """All rows as a file named by what and when; CSV streams with a byte-order mark for Excel."""
    filename = f"{name}-{timezone.localtime():%Y%m%d-%H%M}.{kind}"
    rows = ([safe_cell(cell) for cell in row] for row in table.as_values())
    if kind == "csv":
        response: HttpResponseBase = StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    else:
        head, *body = rows
        content = tablib.Dataset(*body, headers=head, title=name[:31]).export("xlsx")
        response = HttpResponse(
            content, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        )
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def csv_lines(rows: Iterable[list[str]]) -> Iterable[str]:
    yield BOM
    for row in rows:
        line = StringIO()
        csv.writer(line).writerow(row)
        yield line.getvalue()
