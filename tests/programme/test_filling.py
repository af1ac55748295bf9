"""A form of a page is filled in as it was sent, and nothing else of the page changes."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from programme.kernel.filling import filled

PAGE = """<!DOCTYPE html>
<html><head><script>if (a < b && "<p>") { run(); }</script><!-- a note --></head><body>
<form method="get" action="/find/"><input name="reason" value="search"></form>
<form method="post">
<input type="hidden" name="csrfmiddlewaretoken" value="fresh"><input type="hidden" name="row" value="1">
<input name="reason" value="old"><button name="act" value="end">End</button></form>
<form method="post">
<input type="hidden" name="csrfmiddlewaretoken" value="fresh"><input type="hidden" name="row" value="2">
<input name="reason" value="old" required><textarea name="text" rows="3">before &amp; after</textarea>
<input type="checkbox" name="domains" value="env" checked><input type="checkbox" name="domains" value="eco">
<input type="radio" name="kind" value="a" checked><input type="radio" name="kind" value="b">
<select name="place"><option value="">-</option><option value="1" selected>One</option><option value="2">Two</option></select>
<input type="password" name="secret"><input type="file" name="photo">
<button name="act" value="end">End</button></form>
<p>caf&eacute; &#3585; &amp;</p></body></html>"""


def give(html: str = PAGE, page: str = "/desk/x/", sent_to: str = "/desk/x/", **typed) -> str:
    data = QueryDict(mutable=True)
    for key, value in typed.items():
        data.setlist(key, value if isinstance(value, list) else [value])
    return filled(html, page=page, sent_to=sent_to, typed=data)


def test_what_was_typed_and_chosen_stands_in_its_own_form():
    text = give(
        row="2", reason='a "good" <one>', text="</textarea><b>", domains=["eco"], kind="b", place="2", act="end"
    )
    first, second = text.split('name="row" value="2"')
    assert 'name="reason" value="old"' in first and "search" in first
    assert 'value="a &quot;good&quot; &lt;one&gt;"' in second and "&lt;/textarea&gt;&lt;b&gt;</textarea>" in second
    assert "before" not in second
    assert '<input type="checkbox" name="domains" value="env">' in second
    assert '<input type="checkbox" name="domains" value="eco" checked>' in second
    assert '<input type="radio" name="kind" value="b" checked>' in second and 'value="a" checked' not in second
    assert '<option value="2" selected>' in second and '<option value="1">' in second


def test_secrets_files_tokens_and_hidden_values_stay_as_the_page_draws_them():
    text = give(row="2", secret="hunter2", photo="x.jpg", csrfmiddlewaretoken="stolen", reason="r")
    assert "hunter2" not in text and "x.jpg" not in text and "stolen" not in text and text.count("fresh") == 2


def test_the_rest_of_the_page_is_untouched():
    assert give(sent_to="/elsewhere/", reason="r") == PAGE
    text = give(row="2", reason="old", text="before & after", domains=["env"], kind="a", place="1")
    assert text.startswith(PAGE[: PAGE.index('<form method="get"')])
    assert text.endswith(PAGE[PAGE.index("<p>caf") :])


def test_an_action_of_its_own_is_followed_from_the_page():
    html = '<form method="post" action="end/"><input name="reason"></form>'
    assert 'value="r"' in give(html, sent_to="/desk/x/end/", reason="r")
    assert 'value="r"' not in give(html, sent_to="/desk/end/", reason="r")


def test_several_fields_of_one_name_keep_their_order():
    html = '<form><input name="a"><input name="a"></form>'
    assert give(html, a=["1", "2"]) == '<form><input name="a" value="1"><input name="a" value="2"></form>'


@given(st.text(), st.text(alphabet="<>&\"'/=\n\t aé", max_size=30))
def test_whatever_was_typed_never_becomes_a_tag(one, two):
    for typed in (one, two):
        text = give('<form><input name="a"><textarea name="b"></textarea></form>', a=typed, b=typed)
        assert text.count("<") == text.count(">") == 5


@pytest.mark.parametrize(
    "html", ["", "<form", "<form><input name=a", "</form><p", "<textarea>", "<form><select name=a>"]
)
def test_a_broken_page_breaks_nothing(html):
    assert isinstance(give(html, a="1"), str)
