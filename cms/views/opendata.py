"""Open data as files: CSV for people, JSON for programs, and OpenAPI that describes the JSON."""

import json
from datetime import date
from decimal import Decimal

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from cms.opendata import DATASETS, LICENCE, Dataset
from programme.kernel.addresses import absolute
from programme.kernel.lists import csv_lines, safe_cell

KINDS = {
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "date": {"type": "string", "format": "date"},
}


def _dataset(key: str) -> Dataset:
    if key not in DATASETS:
        raise Http404
    return DATASETS[key]


@require_safe
@cache_control(public=True, max_age=600)
def as_csv(request: HttpRequest, key: str) -> HttpResponse:
    """All rows, streamed, with a byte-order mark so that spreadsheets read the Thai."""
    found = _dataset(key)
    head = [[column.name for column in found.columns]]
    rows = ([safe_cell(_plain(cell)) for cell in row] for row in found.rows())
    response = StreamingHttpResponse(csv_lines((*head, *rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{key}-{timezone.localdate():%Y%m%d}.csv"'
    return response


@require_safe
@cache_control(public=True, max_age=600)
def as_json(request: HttpRequest, key: str) -> HttpResponse:
    found = _dataset(key)
    with override("en"):
        body = {
            "dataset": key,
            "licence": LICENCE,
            "generated_at": timezone.localtime().isoformat(timespec="seconds"),
            "columns": [
                {"name": column.name, "type": column.kind, "meaning": str(column.meaning)} for column in found.columns
            ],
            "rows": [
                dict(zip((column.name for column in found.columns), map(_plain, row), strict=True))
                for row in found.rows()
            ],
        }
    response = HttpResponse(json.dumps(body, ensure_ascii=False), content_type="application/json; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _plain(cell: object) -> object:
    if isinstance(cell, date):
        return cell.isoformat()
    return float(cell) if isinstance(cell, Decimal) else cell


@require_safe
@cache_control(public=True, max_age=600)
def openapi(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1 of the JSON files, from the same declarations."""
    with override("en"):
        paths = {reverse("open_data_json", args=[row.key]): _operation(row) for row in DATASETS.values()}
        body = {
            "openapi": "3.1.0",
            "info": {
                "title": "Open data of The Smart City Ambassadors", "version": "1",
                "license": {"name": LICENCE, "url": "https://creativecommons.org/licenses/by/4.0/"},
            },
            "servers": [{"url": absolute("")}],
            "paths": paths,
        }  # fmt: skip
    response = JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _operation(row: Dataset) -> dict:
    properties = {
        column.name: {
            "description": str(column.meaning),
            **KINDS[column.kind],
            "type": [KINDS[column.kind]["type"], "null"],
        }
        for column in row.columns
    }
    record = {
        "type": "object",
        "properties": properties,
        "required": [column.name for column in row.columns],
        "additionalProperties": False,
    }
    whole = {
        "type": "object",
        "required": ["dataset", "licence", "generated_at", "columns", "rows"],
        "properties": {
            "dataset": {"const": row.key}, "licence": {"type": "string"}, "generated_at": {"type": "string", "format": "date-time"},
            "columns": {"type": "array"}, "rows": {"type": "array", "items": record},
        },
    }  # fmt: skip
    content = {"application/json": {"schema": whole}}
    return {
        "get": {
            "operationId": row.key,
            "summary": str(row.title),
            "description": str(row.about),
            "responses": {"200": {"description": "All rows", "content": content}},
        }
    }
