"""Every letter on every screen comes from a font that the portal brings along: a device needs no Thai font of its own."""

import subprocess

import pytest

from tests.browser.test_accessibility import FACE, lived_in, screens  # noqa: F401
from tests.factories.public import PublicTown

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MARKED = """() => {
  document.querySelectorAll('details').forEach(part => part.open = true);
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = new Set();
  while (walk.nextNode()) {
    const part = walk.currentNode.parentElement;
    if (walk.currentNode.data.trim() && !part.closest('script, style, noscript, svg title')) found.add(part);
  }
  found.forEach(part => part.setAttribute('data-letters', ''));
  return document.fonts.ready.then(() => found.size);
}"""


def strangers(page) -> list[str]:
    """Parts of this page with letters from a font of the device: the font, and the words."""
    assert page.evaluate(MARKED) > 5
    page.wait_for_timeout(60)  # swapped faces are laid out
    page.evaluate("document.fonts.ready.then(() => true)")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    found = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": "[data-letters]"})["nodeIds"]
    bad = []
    for node in found:
        fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        foreign = {font["familyName"] for font in fonts if not font["isCustomFont"]}
        if foreign:
            bad.append(f"{foreign} {session.send('DOM.getOuterHTML', {'nodeId': node})['outerHTML'][:160]}")
    session.detach()
    return bad


def test_this_machine_has_no_thai_font_that_could_hide_a_missing_one():
    assert subprocess.run(["fc-list", ":lang=th"], capture_output=True, text=True).stdout == ""


def test_a_letter_of_no_font_of_ours_would_be_found(db, visitor):
    page = visitor(language="th").go("/credits/")
    assert strangers(page) == []
    page.evaluate("document.querySelector('h1').style.fontFamily = 'DejaVu Sans'")
    assert "DejaVu Sans" in strangers(page)[0]


def test_signs_and_rare_letters_of_names_are_ours_in_both_voices_and_weights(db, visitor):
    page = visitor(language="th").go("/credits/")
    page.evaluate("""text => document.querySelector('main').replaceChildren(...['p', 'h2', 'strong', 'code'].map(tag => {
        const part = document.createElement(tag); part.textContent = text; return part; }))""",
        "ก\u2060ข\u200bค ฿ ๒๕๖๙ → ← ↑ ↓ ≥ ≤ ≠ ≈ ✓ • · … – — − × ± ° ‑ “ ” ‘ ’ « » ½ é ñ ü ø André Dvořák Nguyễn Ōsaka €")  # fmt: skip
    assert strangers(page) == []


LOOKS = pytest.mark.parametrize(
    ("scheme", "language"), [("light", "th"), ("dark", "en"), ("dark", "th"), ("light", "en")]
)


@LOOKS
def test_every_signed_in_screen_is_set_in_our_fonts(lived_in, visitor, scheme, language):  # noqa: F811
    check(screens(lived_in), visitor, scheme, language)


@LOOKS
def test_every_public_page_is_set_in_our_fonts(town, visitor, scheme, language):
    public = PublicTown(town)
    check(
        [(None, f"/{{home}}{path}") for path in FACE] + [(None, public.stories[language].url)],
        visitor,
        scheme,
        language,
    )


def check(addresses, visitor, scheme, language):
    people, found, home = {}, [], "en/" if language == "en" else ""
    for user, path in addresses:
        if user not in people:
            people[user] = visitor(user, width=390, scheme=scheme, language=language)
        found += [f"{path} {part}" for part in strangers(people[user].go(path.replace("{home}", home)))]
    assert not found, "\n".join(found)
