"""Papers on a phone: each file by itself, whatever the line does; and a card covered before it leaves the device."""

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from applications.domain.applications import start_application
from tests.factories.town import PDF

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FORM = "/apply/cohort-5/documents/"
MASK = f"{FORM}mask/transcript/"
CHOOSER = "input[name=paper_transcript]"


@pytest.fixture
def draft(town):
    draft = start_application(call=town.call, applicant=town.applicant, at=town.now)
    draft.form.document_kinds.filter(key="transcript").update(most=3, role="identity_card")
    return draft


@pytest.fixture
def person(town, draft, visitor):
    return visitor(town.applicant, width=390)


def paper(name: str, content: bytes = PDF) -> dict:
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


def card_of(page):
    return page.locator("#paper-transcript")


def kept(draft) -> list[str]:
    return list(draft.documents.order_by("pk").values_list("file__original_name", flat=True))


def test_several_files_are_sent_one_by_one_and_a_bad_one_stops_none(person, draft):
    page, card = person.go(FORM), card_of(person.page)
    files = [paper("one.pdf"), paper("bad.docx", b"nothing"), paper("two.pdf", PDF + b"\n")]
    page.set_input_files(CHOOSER, files)
    expect(card.get_by_role("link", name="two.pdf")).to_be_visible()
    expect(card).to_contain_text("Kept at")
    expect(card.locator(".file--refused")).to_contain_text("“bad.docx” is not one of the kinds we can read")
    expect(page.locator("[data-sending-said]")).to_contain_text("two.pdf: Kept at")
    assert kept(draft) == ["one.pdf", "two.pdf"]
    card.get_by_role("button", name=re.compile("Cancel")).click()
    expect(card.locator(".file--sending")).to_have_count(0)
    assert person.axe() == []


def test_a_good_file_settles_what_was_refused_before_it(person, draft):
    page, card = person.go(FORM), card_of(person.page)
    page.set_input_files(CHOOSER, [paper("bad.docx", b"nothing")])
    expect(card.locator(".file--refused")).to_have_count(1)
    page.set_input_files(CHOOSER, [paper("one.pdf")])
    expect(card.get_by_role("link", name="one.pdf")).to_be_visible()
    expect(card.locator(".file--refused")).to_have_count(0)
    assert kept(draft) == ["one.pdf"]


def test_a_broken_line_is_tried_again_and_twice_sent_is_once_kept(person, draft):
    page, answers = person.go(FORM), []

    def line(route):
        if route.request.method != "POST":
            route.continue_()
        elif not answers:
            answers.append(route.fetch())  # it arrives; its answer is lost on the way
            route.abort()
        else:
            route.continue_()

    page.route("**" + FORM, line)
    page.set_input_files(CHOOSER, [paper("one.pdf")])
    expect(card_of(page)).to_contain_text("The line broke")
    expect(card_of(page).get_by_role("link", name="one.pdf")).to_be_visible()
    assert kept(draft) == ["one.pdf"] and draft.documents.count() == 1


def test_without_a_line_the_file_waits_for_the_person_s_word_or_for_the_line(person, draft):
    page = person.go(FORM)
    person.context.set_offline(True)
    page.set_input_files(CHOOSER, [paper("one.pdf")])
    expect(card_of(page).get_by_role("button", name=re.compile("Try again"))).to_be_visible()
    assert kept(draft) == []
    person.context.set_offline(False)
    expect(card_of(page).get_by_role("link", name="one.pdf")).to_be_visible()


def test_a_file_on_its_way_can_be_called_back_and_going_on_waits_for_the_others(person, draft):
    page, held = person.go(FORM), []
    page.route("**" + FORM, lambda route: route.continue_() if held else held.append(route))
    page.set_input_files(CHOOSER, [paper("first.pdf"), paper("second.pdf", PDF + b"\n")])
    expect(card_of(page)).to_contain_text("Waits its turn")
    page.get_by_role("button", name="Continue").click(no_wait_after=True)
    card_of(page).get_by_role("button", name="Cancel first.pdf").click(no_wait_after=True)
    page.wait_for_url("**/check/")
    assert kept(draft) == ["second.pdf"]


def test_an_old_token_is_renewed_without_a_word(person, draft):
    page = person.go(FORM)
    page.evaluate("document.querySelector('[data-papers]').elements.csrfmiddlewaretoken.value = 'x'.repeat(64)")
    page.set_input_files(CHOOSER, [paper("one.pdf")])
    expect(card_of(page).get_by_role("link", name="one.pdf")).to_be_visible()


def test_a_large_file_is_told_before_it_is_sent(person, draft):
    page = person.go(FORM)
    page.route("**" + FORM, lambda route: pytest.fail("It was sent."))
    page.set_input_files(CHOOSER, [paper("large.pdf", PDF + bytes(10 * 1024 * 1024))])
    expect(card_of(page)).to_contain_text("Larger than 10 MB")
    page.unroute("**" + FORM)


@pytest.mark.parametrize("scripts", [True, False])
def test_files_are_replaced_and_removed_with_scripts_and_without(town, draft, visitor, scripts):
    person = visitor(town.applicant, width=390, scripts=scripts)
    page, card = person.go(FORM), card_of(person.page)

    def bring(chooser, *files):
        page.set_input_files(chooser, list(files))
        if not scripts:
            page.get_by_role("button", name="Upload").first.click()

    bring(CHOOSER, paper("one.pdf"), paper("two.pdf", PDF + b"\n"))
    expect(card.get_by_role("link", name="two.pdf")).to_be_visible()
    card.locator("summary").first.click()
    bring("input[name^=instead_] >> nth=0", paper("better.pdf", PDF + b"\n\n"))
    expect(card.get_by_role("link", name="better.pdf")).to_be_visible()
    assert kept(draft) == ["two.pdf", "better.pdf"]
    card.locator("summary").first.click()
    card.get_by_role("button", name="Remove this file two.pdf").click()
    expect(card.get_by_role("link", name="two.pdf")).to_have_count(0)
    assert kept(draft) == ["better.pdf"]


# --- a card, covered


@pytest.fixture
def picture(tmp_path) -> Path:
    """White, 400 by 250, with a word in red where the religion would stand."""
    image = Image.new("RGB", (400, 250), "white")
    image.paste((200, 0, 0), (40, 100, 200, 130))
    image.save(tmp_path / "card.png")
    return tmp_path / "card.png"


def sent(draft) -> Image.Image:
    with draft.documents.get().file.file.open() as found:
        return Image.open(io.BytesIO(found.read())).convert("RGB")


def is_black(colour) -> bool:
    return max(colour) < 40


def test_only_the_covered_picture_leaves_the_device(person, draft, picture):
    page, bodies = person.go(MASK), []
    page.on("request", lambda request: bodies.append(request.post_data_buffer or b""))
    page.set_input_files("#mask-picture", picture)
    board = page.locator("canvas")
    page.wait_for_function("document.querySelector('canvas').width === 400")  # the picture is read and laid out
    board.scroll_into_view_if_needed()
    rim = board.bounding_box()
    far = rim["width"] / 400

    def at(x, y):
        return rim["x"] + x * far, rim["y"] + y * far

    page.mouse.move(*at(30, 90))
    page.mouse.down()
    page.mouse.move(*at(100, 120))
    page.mouse.move(*at(210, 140))
    page.mouse.up()
    expect(page.locator("[data-mask-said]")).to_contain_text("Black boxes: 1")
    page.get_by_role("button", name="Send the covered picture").click()
    page.wait_for_url("**" + FORM + "#paper-transcript")
    found = sent(draft)
    assert found.size == (400, 250) and all(
        is_black(found.getpixel((x, y))) for x in (45, 120, 195) for y in (104, 126)
    )
    assert min(found.getpixel((300, 50))) > 200, "what was not covered can be read"
    assert not any(picture.read_bytes()[:64] in body for body in bodies), "the picture itself was never sent"


def test_with_the_keys_alone_boxes_are_added_moved_stretched_and_undone(person, draft, picture):
    page = person.go(MASK)
    page.set_input_files("#mask-picture", picture)
    said = page.locator("[data-mask-said]")
    page.get_by_role("button", name="Send the covered picture").press("Enter")
    expect(said).to_contain_text("Nothing is covered yet")
    page.get_by_role("button", name="Add a box").press("Enter")
    expect(page.locator("canvas")).to_be_focused()
    for _time in range(30):
        page.keyboard.press("ArrowLeft")
    for _time in range(40):
        page.keyboard.press("Shift+ArrowRight")
    page.get_by_role("button", name="Add a box").press("Enter")
    expect(said).to_contain_text("Black boxes: 2")
    page.get_by_role("button", name="Undo").press("Enter")
    expect(said).to_contain_text("Black boxes: 1")
    page.get_by_role("button", name="Send the covered picture").press("Enter")
    page.wait_for_url("**" + FORM + "#paper-transcript")
    found = sent(draft)
    assert all(is_black(found.getpixel((x, 125))) for x in (40, 120, 195)) and min(found.getpixel((390, 125))) > 200


def test_a_picture_that_the_browser_cannot_open_is_told(person, tmp_path):
    page = person.go(MASK)
    (tmp_path / "card.heic").write_bytes(b"no picture")
    page.set_input_files("#mask-picture", tmp_path / "card.heic")
    expect(page.locator("[data-mask-problem]")).to_contain_text("cannot open the picture")


def test_without_scripts_the_page_tells_how_to_cover_by_hand(town, draft, visitor):
    person = visitor(town.applicant, width=390, scripts=False, language="th")
    page = person.go(MASK)
    expect(page.locator("main")).to_contain_text("วางแถบกระดาษทับบรรทัดศาสนา")
    expect(page.locator("[data-mask]")).to_be_hidden()
