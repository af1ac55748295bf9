"""Thai text: one way of writing, search without spaces, safe shortening, sorting, and line breaks for display."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii
from django.utils.text import slugify

DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙０１２３４５６７８９", "0123456789" * 2)  # Thai ones, and those of full width
JOIN, BREAK = "\u2060", "\u200b"
TONES = re.compile("[\u0e47-\u0e4c]")
MARKS = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
LEADING_VOWEL = re.compile("([เแโใไ])([ก-ฮ])")
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")

# Compounds that browsers' dictionaries cut in two, and places where they forget to cut.
KEEP_WHOLE = [
    "พี่|เลี้ยง",
    "ค่า|ตอบแทน",
    "ใบ|สมัคร",
    "นัก|ดิจิทัล",
    "เจ้า|บ้าน",
    "บ้าน|เกิด",
    "ลง|พื้นที่",
    "เจ้า|หน้าที่",
    "ภาค|สนาม",
    "เทศบาล|นคร",
    "เทศบาล|เมือง",
    "รับ|สมัคร",
    "ผล|ลัพธ์",
    "ผู้|สมัคร",
    "แม่|ค้า",
    "ชุม|ชน",
    "สอง|แถว",
    "ครัว|เรือน",
    "เรียบ|ร้อย",
    "วัน|แรก",
    "ที่|นี่",
    "แก้|ปัญหา",
    "หน่วย|งาน",
    "ต้น|ที่",
    "พื้นที่|จริง",
    "ปัญหา|จริง",
    "คน|ป่วย",
    "อัปโหลด|แล้ว",
    "หลัก|ฐาน",
    "คัด|กรอง",
    "จับ|คู่",
    "จด|หมาย",
    "ตำ|แหน่ง",
]
CUT_HERE = ["น้อย|หนึ่ง", "แล้ว|กลับ", "หลัง|ครบ"]
_WRAPS = [(pair.replace("|", ""), pair.replace("|", JOIN)) for pair in KEEP_WHOLE] + [
    (pair.replace("|", ""), pair.replace("|", BREAK)) for pair in CUT_HERE
]


def normalise(text: str) -> str:
    """The one way we store people's words: NFC, whole sara am and sara ae, no invisible characters; digits as typed."""
    text = unicodedata.normalize("NFC", INVISIBLE.sub("", text))
    text = text.replace("\u0e4d\u0e32", "\u0e33").replace("\u0e40\u0e40", "\u0e41")
    text = re.sub("\u0e4d([\u0e48-\u0e4b])\u0e32", "\\1\u0e33", text)  # tone mark typed inside sara am
    return text


def in_arabic_digits(text: str) -> str:
    """For whoever reads a number, a day or a telephone, or searches: normalised, every digit one of 0 to 9."""
    return normalise(text).translate(DIGITS)


def plain_text(text: str) -> str:
    """Text that counts: normalised, without control characters, halves of characters and marks that turn its direction."""
    kept = (char for char in TURNS.sub("", text) if char in "\n\r\t" or unicodedata.category(char) not in ("Cc", "Cs"))
    return normalise("".join(kept))


def search_text(*parts: object) -> str:
    """What lists search in: normalised, lower case, without tone marks (people slip on them), single spaces."""
    text = in_arabic_digits(" ".join(str(part) for part in parts if part)).lower()
    return " ".join(
        TONES.sub("", "".join(char for char in text if unicodedata.category(char)[0] != "C" or char == " ")).split()
    )


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, never cutting between a consonant and its marks, at a space where one is near."""
    if len(text) <= limit:
        return text
    cut = limit - 1
    while cut > 0 and (MARKS.match(text[cut]) or text[cut] in "\u0e33\u0e32\u0e30\u0e45" or text[cut - 1] in "เแโใไ"):
        cut -= 1
    space = text.rfind(" ", int(cut * 0.7), cut)
    return text[: space if space > 0 else cut].rstrip() + "…"


def sort_key(text: str) -> tuple[str, str]:
    """A key that sorts as a Thai dictionary does: a leading vowel after its consonant, tone marks last of all."""
    clean = in_arabic_digits(text).lower()
    return LEADING_VOWEL.sub(r"\2\1", TONES.sub("", clean)), clean


def latin_slug(title: str, limit: int = 60) -> str:
    """A readable Latin address for a Thai or English title; never empty."""
    return slugify(anyascii(in_arabic_digits(title)))[:limit].strip("-") or "page"


@lru_cache(maxsize=2048)
def wrap_hints(text: str) -> str:
    """Invisible hints for line breaking, for display only: joined inside compounds, cut where needed, dates whole."""
    for plain, hinted in _WRAPS:
        text = text.replace(plain, hinted)
    text = re.sub(
        r"(\d) (คน|บาท|เดือน|วัน|นาที|แห่ง|จังหวัด|ราย|คัน|ครัวเรือน|ชม\.|น\.|รุ่น|ด้าน|จุด|ไฟล์|กม\.|ใบ|เรื่อง|สัปดาห์)",
        "\\1\u00a0\\2",
        text,
    )
    return re.sub(r"(รุ่นที่|เหลือ|เวลา|สูงสุด|อันดับ) (\d)", "\\1\u00a0\\2", text)


def is_written_in(script: str, text: str) -> bool:
    """Is every letter of this text of one script, named as Unicode does: "THAI", "LATIN"? Signs and digits are of any."""
    return all(unicodedata.name(char, "").startswith(script) for char in text if char.isalpha())


def has_thai(text: str) -> bool:
    """Is anything of this text written in Thai letters?"""
    return any("\u0e01" <= char <= "\u0e5b" for char in text)
