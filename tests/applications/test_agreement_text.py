"""What is copied or searched in the agreement is what was written, letter by letter."""

from pathlib import Path

import pypdfium2
import pytest
from django.conf import settings

from applications.domain.agreements import SOURCE
from programme.kernel.pdf import render_pdf

CONSONANTS = "กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
VOWELS, TONES = ["", *"ัิีึืุู"], ["", *"่้๊๋"]
SYLLABLES = [f"{c}{v}{t}" for c in CONSONANTS for v in VOWELS for t in TONES]
SYLLABLES += [f"{c}{t}ำ" for c in CONSONANTS for t in TONES] + [f"{c}{v}์" for c in CONSONANTS for v in ("", "ิ", "ุ")]
SYLLABLES += [f"{c}็" for c in CONSONANTS]
WORDS = [
    "ปั้นน้ำเป็นตัว",
    "ที่นี่มีน้ำท่วม",
    "ผู้ป่วยสูงอายุ",
    "ญี่ปุ่น",
    "ฐานข้อมูล",
    "ซ้ำแล้วซ้ำเล่า",
    "ก๊าซ",
    "เก้าอี้",
    "ฟ้าผ่า",
    "ฝั่งโขง",
    "ปู่ย่า",
    "ฤๅษี",
    "ทำบุญที่วัด",
    "สิทธิ์",
    "จันทร์",
    "ฟื้นฟู",
    "จื๋อ",
    "กึ๋น",
    "ป๊อปคอร์น",
    "ณัฐริกา",
    "บุญเรือง",
    "พิพิธภัณฑ์",
    "เทศบาลนครรังสิต",
    "ข้าพเจ้าได้อ่านข้อตกลงนี้แล้ว",
    "Agreement",
    "2569",
]


def text_of(*paragraphs: str) -> list[str]:
    data = {
        "language": "th", "programme": "โครงการ", "title": "ข้อตกลง", "facts": [["ตำแหน่ง", "ปั้นน้ำ"]],
        "paragraphs": paragraphs, "signature": [["ลงชื่อ", "ณัฐริกา ปั้นทอง"]], "fingerprint": "SHA-256 x",
    }  # fmt: skip
    pages = pypdfium2.PdfDocument(render_pdf(SOURCE, data, Path(settings.FONTS_DIR)))
    return "\n".join(page.get_textpage().get_text_range() for page in pages).split()


def test_every_syllable_of_thai_is_copied_as_it_was_written():
    found = text_of(*(f"x{one}น" for one in SYLLABLES))
    lost = [one for one in SYLLABLES if f"x{one}น" not in found]
    assert not lost


@pytest.mark.parametrize("word", WORDS)
def test_whole_words_are_found(word):
    assert word in text_of(word)


def test_the_bold_labels_and_the_name_are_found_too():
    found = text_of("ปั้ปั้น")
    assert "ปั้ปั้น" in found and "ปั้นทอง" in found and found.count("ตำแหน่ง:") == 1


def test_characters_that_no_page_can_hold_are_left_out():
    assert "ปั้น" in text_of("ปั\x00้\x0bน")
