"""A character that no database can hold may hide in the escapes of what the editors' controls send as JSON."""

import json

import pytest
from django.http import QueryDict
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.models import StandardPage
from programme.kernel.text import clean_json, cleaned_query

BLOCK = {
    "text": "a\x00b\u202ec",
    "key": "k",
    "type": "unstyled",
    "depth": 0,
    "inlineStyleRanges": [],
    "entityRanges": [],
}
HIDDEN = json.dumps({"blocks": [BLOCK], "entityMap": {}})


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ('{"a": "x\\u0000y"}', '{"a": "xy"}'),
        ('["\\ud800", "\\u0e01"]', '["", "ก"]'),
        ('{"a": "\\u0e01"}', '{"a": "\\u0e01"}'),  # nothing unwanted: byte by byte as it came
        ("C:\\u0000 is no JSON", "C:\\u0000 is no JSON"),
        ('"\\u0000"', '"\\u0000"'),  # words that somebody typed
        ("[" * 100_000 + "\\u0000", "[" * 100_000 + "\\u0000"),
    ],
)
def test_what_hides_in_an_escape_is_dropped_and_nothing_else(sent, kept):
    assert clean_json(sent) == kept


def test_it_passed_where_only_plain_characters_were_looked_for():
    assert "\\u0000" in HIDDEN and "\x00" not in HIDDEN
    given = QueryDict(mutable=True)
    given["body"] = HIDDEN
    assert json.loads(cleaned_query(given)["body"])["blocks"][0]["text"] == "abc"


@pytest.mark.django_db
def test_an_editor_saves_a_page_whose_text_hides_one(public, signed_in):
    page = StandardPage.objects.get(slug="about", locale__language_code="th")
    form = {"title": page.title, "slug": page.slug, "lead": page.lead, "body": streamfield([("text", HIDDEN)])}
    answer = signed_in(public.town.editor).post(f"/admin/pages/{page.pk}/edit/", nested_form_data(form))
    assert answer.status_code in (200, 302)
    assert "\x00" not in str(page.get_latest_revision_as_object().body)
