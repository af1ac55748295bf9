"""Search finds Thai words inside compounds, forgives tone marks, marks what it found, and cannot be hurt."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from cms.search.find import find
from cms.search.highlight import hits, marked, snippet
from programme.kernel.thai import search_text


@pytest.mark.django_db
def test_a_word_is_found_inside_a_compound_and_marked(public):
    found = find("สมัคร", "th")
    titles = [hit.title for hit in found.hits]
    assert any("รอบรับ<mark>สมัคร</mark>" in title for title in titles)
    assert any("ใบ<mark>สมัคร</mark>" in hit.snippet for hit in found.hits)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["ใบสมัคร", "ใบสมั้คร", "ไบสมัคร"[:0] + "ใบสมัคร์", "  ใบสมัคร  "])
def test_slips_of_tone_marks_do_not_matter(public, typed):
    assert find(typed, "th").count >= 1


@pytest.mark.django_db
def test_cities_stories_and_calls_are_found_in_their_own_language(public):
    for words, code in (("รังสิต", "th"), ("rangsit", "en")):
        assert next(hit.below for hit in find(words, code).hits if hit.below) == "rangsit/"
    assert find("three hours before", "en").count == 1 and find("three hours before", "th").count == 0


@pytest.mark.django_db
def test_nothing_found_suggests_what_resembles_it(public):
    found = find("เรื่องเล่าจากเมอง", "th")
    assert not found.count and "เรื่องเล่าจากเมือง" in [row.title for row in found.suggestions]


@pytest.mark.django_db
def test_a_page_that_left_the_site_is_not_found(public):
    assert find("คลองบอกเรา", "th").count == 1
    public.stories["th"].unpublish()
    assert find("คลองบอกเรา", "th").count == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed", ["ก" * 10_000, "\x00\x01\u202e", "%_'\";--", "<script>alert(1)</script>", "()[]{}*+?\\", " "]
)
def test_bad_input_is_answered_and_shown_as_text(public, client, typed):
    answer = client.get("/search/", {"q": typed, "page": "99999"})
    assert answer.status_code == 200 and "<script>alert" not in answer.content.decode()


@pytest.mark.django_db
def test_whatever_is_typed_costs_the_same_few_queries(public):
    for typed in ("สมัคร", "รังสิต น้ำ เมือง", "xyzzy"):
        with CaptureQueriesContext(connection) as queries:
            find(typed, "th")
        assert len(queries) <= 3


THAI = st.text(alphabet="กขคงจชซญดตถทนบปผฝพฟมยรลวสหอฮะาิีึืุูเแโใไั็่้๊๋์ำ <>&ab1", max_size=60)


@given(THAI, THAI)
def test_marking_never_changes_the_words(text, word):
    words = search_text(word).split()
    plain = marked(text, words).replace("<mark>", "").replace("</mark>", "")
    assert plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text
    ends = [edge for hit in hits(text, words) for edge in hit]
    assert ends == sorted(ends)
    assert snippet(text, words) is not None
