"""Parts of a page that are drawn once: told apart by name, key and language, drawn anew when their topic has changed."""

import pytest
from django.core.cache import cache
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from programme.kernel.remembered import remembered, renew
from programme.templatetags.labels import domain, icon

pytestmark = pytest.mark.django_db
PART = Template('{% load portal %}{% remember "calls" "a part" key %}{{ word }}{% endremember %}')


@pytest.fixture(autouse=True)
def _kept(settings):
    settings.PUBLIC_CACHE = True
    cache.clear()


def drawn(word: str, key: object = 1, request=None) -> str:
    return PART.render(Context({"word": word, "key": key, "request": request or RequestFactory().get("/")}))


def test_a_part_is_drawn_once_until_its_topic_changes():
    assert drawn("first") == drawn("second") == "first"
    renew("field")
    assert drawn("third") == "first"
    renew("calls")
    assert drawn("fourth") == "fourth"


def test_keys_and_languages_are_told_apart():
    assert drawn("one", key=1) == "one" and drawn("two", key=2) == "two"
    with override("en"):
        assert drawn("english", key=1) == "english"
    assert drawn("again", key=1) == "one"


def test_a_draft_and_a_page_without_a_request_are_always_drawn():
    preview = RequestFactory().get("/")
    preview.is_preview = True
    assert drawn("kept", key=7) == "kept"
    assert drawn("draft", key=7, request=preview) == "draft"
    assert PART.render(Context({"word": "bare", "key": 7})) == "bare"


def test_where_nothing_is_kept_everything_is_drawn(settings):
    settings.PUBLIC_CACHE = False
    assert drawn("first", key=8) == "first" and drawn("second", key=8) == "second"


def test_what_is_escaped_stays_escaped():
    assert drawn("<script>", key=9) == drawn("<b>", key=9) == "&lt;script&gt;"


def test_what_is_not_there_is_asked_again():
    request, answers = RequestFactory().get("/"), [None, "now"]
    assert remembered(request, ("calls",), ("missing",), lambda: answers.pop(0)) is None
    assert remembered(request, ("calls",), ("missing",), lambda: answers.pop(0)) == "now"


def test_an_icon_names_its_sprite_as_the_storage_of_the_moment_does(settings):
    plain = icon("clock")
    assert plain is icon("clock") and "/static/" in plain
    settings.STATIC_URL = "/elsewhere/"
    assert "/elsewhere/" in icon("clock")


def test_a_domain_speaks_the_language_of_the_moment():
    thai = domain("env", "s")
    with override("en"):
        assert "Environment" in domain("env", "s")
    assert domain("env", "s") == thai and "Environment" not in thai
