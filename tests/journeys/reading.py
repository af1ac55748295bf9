"""What a person reads on a page: its visible words, and those of them that are not in the person's language."""

import re

from bs4 import BeautifulSoup, Tag

SPOKEN = ("alt", "title", "aria-label", "placeholder", "data-l")  # attributes that are shown or read aloud
UNREAD = ("script", "style", "template", "noscript", "code", "kbd")  # a fingerprint in <code> is copied, not read
ADDRESS = re.compile(
    r"https?://\S+|(?:www\.)?[\w.-]+@[\w.-]+|\b[\w-]+(?:\.[\w-]+)*\.(?:th|com|org|example|test)(?:/\S*)?"
)
FILE = re.compile(r"[\w\u0e00-\u0e7f().-]+\.(?:pdf|jpe?g|png|csv|xlsx|json|ics|svg|zip|txt)\b", re.I)
NUMBER = re.compile(r"\b(?:SCA|CG|F|TH|O|M|B|R|P|L)-?[0-9]+[0-9A-Z-]*\b")  # receipts, certificates, figures, openings
ISO_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
HANDLE = re.compile(r"@[\w/-]+|รหัส[ก-๛]*:?\s*[a-z0-9]{10,16}\b")  # a channel's name, and a code that is called a code
CODE = re.compile(r"\b[a-z0-9]{10}\b|\b[a-z]+_[a-z_]+\b|\b[a-z]+\.[a-z]+\b|\b[a-z]+/[a-z]+\b")
WORD = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}")
VALUES = {"promotion_zone", "smart_city", "renewed", "expired", "revoked"}  # of open data, as machines read them
ALLOWED = """
    PDF CSV XLSX JSON RSS Atom LINE Google ThaiD SCA GPS UTC API JPEG JPG PNG WebP MB GB KB HEIC SMS QR PM2 PM
    Smart City Ambassadors ISO AI IoT SHA Wi-Fi Wi Fi Excel English EN CC BY ZIP SVG ID OpenAPI WCAG AA MIT OFL BSD
    Bootstrap Anuphan IBM Plex Sans Thai Looped Phosphor Icons htmx Django Wagtail ICU icu py Unicode GeoThai
"""
NAMES = set(ALLOWED.split())  # formats, channels, licences and the names of what the portal is built from


def texts(html: str, language: str = "th") -> list[str]:
    """Every visible text of a page that is not marked as another language; words in attributes too."""
    tree, found = BeautifulSoup(html, "html.parser"), []
    for part in tree.find_all(lambda tag: tag.name in UNREAD or tag.get("lang", language) != language):
        part.decompose() if part.name != "html" else None
    for part in tree.find_all(True):
        found += [part[name] for name in SPOKEN if isinstance(part, Tag) and part.get(name)]
    found += [str(text) for text in tree.find_all(string=True) if type(text).__name__ == "NavigableString"]
    return [" ".join(text.split()) for text in found if text.strip()]


def foreign(text: str) -> list[str]:
    """Latin words, ISO days and raw codes of a Thai text, apart from addresses, file names, numbers and names."""
    text = NUMBER.sub(" ", HANDLE.sub(" ", FILE.sub(" ", ADDRESS.sub(" ", text))))
    for value in VALUES:
        text = text.replace(value, " ")
    found = ISO_DAY.findall(text) + [code for code in CODE.findall(text) if re.search("[a-z]", code)]
    return found + [word for word in WORD.findall(text) if word not in NAMES]


def untold(text: str) -> bool:
    """Does an English reader meet Thai letters here without being told?"""
    return bool(re.search("[\u0e01-\u0e5b]", text)) and "(in Thai)" not in text
