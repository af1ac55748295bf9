"""An English reader is told which words of a record are in Thai; a Thai reader reads them as they are."""

import pytest
from django.utils.safestring import mark_safe
from django.utils.translation import override

from cms.demo.words import FAMILY, GIVEN
from programme.kernel import thai
from programme.templatetags.formats import told
from programme.templatetags.labels import initial
from tests.journeys.reading import foreign, texts, untold

pytestmark = pytest.mark.django_db


def test_thai_words_on_an_english_page_are_marked_and_named():
    with override("en"):
        assert told("ทางเท้า") == '<span lang="th">ทางเท้า</span> <small class="tongue">in Thai</small>'
        assert told("ทางเท้า", "quiet") == '<span lang="th">ทางเท้า</span>'
        assert told("ทางเท้า", "plain") == "ทางเท้า (in Thai)"


def test_english_words_numbers_and_nothing_stay_as_they_are():
    with override("en"):
        assert told("Footpath") == "Footpath" and told("") == "" and told(None) is None and told(12) == 12


def test_a_thai_reader_reads_no_mark():
    with override("th"):
        assert told("ทางเท้า") == "ทางเท้า"


def test_what_people_typed_is_escaped_and_our_own_markup_is_kept():
    with override("en"):
        assert "&lt;b&gt;ก" in told("<b>ก</b>")
        assert '<a href="/">ก</a>' in told(mark_safe('<a href="/">ก</a>'))


def test_an_english_city_page_tells_which_of_its_words_are_thai(public, client):
    for path in ("/en/cities/rangsit/", "/en/problems/"):
        page = client.get(path).content.decode()
        assert 'lang="th"' in page
        told_by_editors = {" ".join(str(thai.wrap_hints(public.stories["en"].title)).split())}
        assert {text for text in texts(page, "en") if untold(text)} <= told_by_editors


def test_the_letter_of_a_name_stands_apart_from_the_name(public, client):
    page = client.get("/en/ambassadors/").content.decode()
    assert page.count('class="avatar"') == page.count('class="person"')
    assert initial("เอกชัย") == "อ" and initial("wiphawi") == "W" and initial("") == "?"


def test_inhabitants_do_not_stand_under_the_host_agencies(public, client):
    page = client.get("/en/cities/rangsit/").content.decode()
    assert "<dt>Inhabitants</dt>" not in page


def test_every_invented_name_has_a_latin_pair_made_by_hand():
    for names in (GIVEN, FAMILY):
        assert len({written for written, _latin in names}) == len(names)
        for written, latin in names:
            assert untold(written) and latin.isascii() and latin.istitle() and set(latin.lower()) & set("aeiou")


def test_the_reader_finds_what_it_should_and_lets_pass_what_it_may():
    assert foreign("ประวัติ schedule · call rqcv7abc2d") and foreign("วันที่ 2026-08-24") and foreign("application/pdf")
    assert foreign("ขอรหัส house_registration") and foreign("ภาพ khlong")
    assert not foreign("เขียนถึง help@depa.example หรือ https://sca.example.th/my/ เอกสาร สำเนา.pdf ขนาด 2 MB")
    assert texts('<p>ก <span lang="en">word</span><code>abc</code><img alt="ภาพ"></p>') == ["ภาพ", "ก"]
