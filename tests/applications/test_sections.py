"""A step of questions on the page: kept as typed, judged beside its field, never cut, compared between two tabs."""

import re
from datetime import timedelta

import pytest

from applications.domain.applications import start_application
from applications.models import Answer, Application
from programme.kernel.secrets import unseal

pytestmark = pytest.mark.django_db
PERSON = {
    "version": "0",
    "given_name_th": "ณัฐริกา",
    "phone": "081 234 5678",
    "birth_on": "15/1/2544",
    "national_id": "1 1017 00203 45 0",
}
TEXTS = {"version": "0", "problem": "น้ำ", "first_90_days": "เดิน", "failure": "พลาด"}


@pytest.fixture
def at_the_form(town, signed_in):
    start_application(call=town.call, applicant=town.applicant, at=town.now)
    return signed_in(town.applicant, "en")


def step(browser, section, data=None):
    address = f"/apply/cohort-5/{section}/"
    return browser.get(address) if data is None else browser.post(address, data)


def text_of(answer) -> str:
    return answer.content.decode()


def value_of(page: str, name: str) -> str:
    found = re.search(rf'<input[^>]*name="{name}"[^>]*>', page).group()
    value = re.search(r'value="([^"]*)"', found)
    return value.group(1) if value else ""


def test_the_number_as_printed_on_the_card_is_taken_and_then_shown_masked(at_the_form):
    assert step(at_the_form, "person", PERSON).status_code == 302
    page = text_of(step(at_the_form, "person"))
    assert value_of(page, "national_id") == "" and "••••••••••450" in page
    assert 'maxlength="13"' not in page


def test_a_half_typed_number_is_shown_again_and_told_beside_its_field(at_the_form):
    assert step(at_the_form, "person", PERSON | {"national_id": "1 1017 002"}).status_code == 422
    page = text_of(step(at_the_form, "person"))
    assert value_of(page, "national_id") == "1 1017 002"
    assert "This is not a valid identity number" in page


def test_a_day_that_does_not_exist_is_kept_and_told_and_never_an_error_page(at_the_form):
    assert step(at_the_form, "person", PERSON | {"birth_on": "2004-02-30"}).status_code == 422
    for section in ("person", "check"):
        again = step(at_the_form, section)
        assert again.status_code == 200 and "2004-02-30" in text_of(again)
    assert "Complete these sections first" in text_of(step(at_the_form, "check"))


def test_what_was_typed_is_shown_again_as_it_was_typed(at_the_form):
    step(at_the_form, "person", PERSON)
    page = text_of(step(at_the_form, "person"))
    assert value_of(page, "birth_on") == "15/1/2544" and value_of(page, "phone") == "081 234 5678"


def test_a_number_that_the_page_does_not_show_stays_until_its_owner_erases_it(at_the_form):
    step(at_the_form, "person", PERSON)
    kept = Application.objects.get().sensitive_answers
    unchanged = PERSON | {"version": "1", "national_id": "", "masked": "national_id"}
    assert step(at_the_form, "person", unchanged).status_code == 302
    assert unseal(kept.get().ciphertext) == "1 1017 00203 45 0"
    assert step(at_the_form, "person", unchanged | {"version": "2", "erase": "national_id"}).status_code == 422
    assert not kept.exists()


def test_emptying_a_field_that_was_shown_erases_a_sensitive_text(at_the_form):
    step(at_the_form, "person", PERSON | {"support_needs": "ทางลาด"})
    assert "ทางลาด" in text_of(step(at_the_form, "person")), "its owner can go on writing"
    step(at_the_form, "person", PERSON | {"version": "1", "support_needs": ""})
    assert set(Application.objects.get().sensitive_answers.values_list("key", flat=True)) == {"national_id"}


def test_a_long_paste_is_kept_whole_and_counted(at_the_form):
    long = "ก" * 2600
    answer = step(at_the_form, "motivation", TEXTS | {"problem": long})
    assert answer.status_code == 422 and "it has 2,600 characters, 2,500 fit" in text_of(answer)
    assert long in text_of(step(at_the_form, "motivation"))
    assert Answer.objects.get(section="motivation").data["problem"] == long
    assert 'data-limit="2500"' in text_of(answer) and "maxlength" not in text_of(answer).split("<main")[1]


def test_after_the_deadline_the_page_comes_back_with_what_was_typed(at_the_form, town):
    town.call.closes_at = town.now - timedelta(minutes=1)
    town.call.save(update_fields=["closes_at"])
    answer = step(at_the_form, "motivation", TEXTS | {"problem": "พิมพ์หลังปิดรับ"})
    assert answer.status_code == 409
    assert "พิมพ์หลังปิดรับ" in text_of(answer) and "The deadline has passed" in text_of(answer)
    assert not Answer.objects.exists()


# ── two tabs


def late(browser, **more):
    """The first tab saved `first`; the second, opened before, sends `second`."""
    step(browser, "motivation", TEXTS | {"problem": "first"})
    return step(browser, "motivation", TEXTS | {"problem": "second"} | more)


def test_two_tabs_both_texts_stand_side_by_side(at_the_form):
    answer = late(at_the_form)
    page = text_of(answer).split("<main")[1]
    assert answer.status_code == 409 and "first" in page and "second" in page
    assert "Typed on this page" in page and "Saved on the other page" in page
    assert page.count('type="radio"') == 2, "only what differs is asked"


def test_a_second_press_never_overwrites(at_the_form):
    page = text_of(late(at_the_form))
    again = TEXTS | {"problem": "second", "compare": "1", "version": value_of(page, "version")}
    assert step(at_the_form, "motivation", again).status_code == 422
    assert Answer.objects.get().data["problem"] == "first"


@pytest.mark.parametrize(("pick", "kept"), [("mine", "second"), ("theirs", "first")])
def test_the_chosen_text_is_kept(at_the_form, pick, kept):
    page = text_of(late(at_the_form))
    chosen = TEXTS | {"problem": "second", "compare": "1", "version": value_of(page, "version"), "pick-problem": pick}
    assert step(at_the_form, "motivation", chosen).status_code == 302
    assert Answer.objects.get().data == {"problem": kept, "first_90_days": "เดิน", "failure": "พลาด"}


def test_two_tabs_compare_an_answer_of_several_parts_by_its_words(town, signed_in):
    (place,) = [row for row in town.make_every_kind("motivation", is_required=False) if row.kind == "place"]
    start_application(call=town.call, applicant=town.applicant, at=town.now)
    browser, parts = signed_in(town.applicant, "en"), (f"{place.key}_province", f"{place.key}_district")
    first, second = (
        TEXTS | dict(zip(parts, (str(town.province.pk), name), strict=True)) for name in ("Thanyaburi", "Sam Khok")
    )
    step(browser, "motivation", first)
    page = text_of(step(browser, "motivation", second))
    assert "Thanyaburi, Pathum Thani" in page and "Sam Khok, Pathum Thani" in page
    chosen = second | {"compare": "1", "version": value_of(page, "version"), f"pick-{place.key}": "mine"}
    assert step(browser, "motivation", chosen).status_code == 302
    assert Answer.objects.get().data[place.key] == [str(town.province.pk), "Sam Khok"]


def test_a_third_save_while_choosing_is_told_again(at_the_form):
    page = text_of(late(at_the_form))
    version = value_of(page, "version")
    step(at_the_form, "motivation", TEXTS | {"problem": "third", "version": version})
    chosen = TEXTS | {"problem": "second", "compare": "1", "version": version, "pick-problem": "mine"}
    answer = step(at_the_form, "motivation", chosen)
    assert answer.status_code == 409 and "third" in text_of(answer)
    assert Answer.objects.get().data["problem"] == "third"


def test_two_tabs_that_wrote_the_same_are_no_conflict(at_the_form):
    step(at_the_form, "motivation", TEXTS)
    assert step(at_the_form, "motivation", TEXTS).status_code == 302
    saved = step(at_the_form, "motivation", TEXTS | {"autosave": "1"})
    assert saved.status_code == 200 and saved.json()["version"] == 1


# ── the autosave names the true cause


def test_the_autosave_keeps_half_an_answer_and_says_when(at_the_form):
    answer = step(at_the_form, "person", {"version": "0", "phone": "08", "autosave": "1"})
    assert answer.status_code == 200 and answer.json()["code"] == "saved" and "Draft saved" in answer.json()["message"]
    assert Answer.objects.get().data["phone"] == "08"


def test_the_autosave_tells_a_signed_out_person_so(at_the_form, client):
    answer = step(client, "person", {"version": "0", "phone": "08", "autosave": "1"})
    assert answer.status_code == 401 and answer.json()["code"] == "signed_out"
    assert not Answer.objects.exists()


def test_the_autosave_tells_the_deadline_the_stale_tab_and_the_locked_form(at_the_form, town):
    step(at_the_form, "motivation", TEXTS)
    stale = step(at_the_form, "motivation", TEXTS | {"problem": "x", "autosave": "1"})
    assert (stale.status_code, stale.json()["code"]) == (409, "stale_tab")
    town.call.closes_at = town.now - timedelta(minutes=1)
    town.call.save(update_fields=["closes_at"])
    over = step(at_the_form, "motivation", TEXTS | {"version": "1", "autosave": "1"})
    assert (over.status_code, over.json()["code"]) == (409, "deadline")


def test_the_autosave_of_a_form_that_was_handed_in_meanwhile_is_told(town, signed_in):
    town.submitted()
    answer = step(signed_in(town.applicant), "motivation", TEXTS | {"autosave": "1"})
    assert (answer.status_code, answer.json()["code"]) == (409, "locked")


def test_nobody_else_finds_the_form(town, signed_in, at_the_form):
    for person in (town.stranger, town.officer, town.host, town.reviewer):
        assert step(signed_in(person), "motivation").status_code == 404
        assert step(signed_in(person), "motivation", TEXTS).status_code == 404
    assert step(at_the_form, "nowhere").status_code == 404


def test_what_was_typed_into_a_form_handed_in_meanwhile_is_given_back(town, signed_in):
    application = town.submitted()
    answer = step(signed_in(town.applicant, "en"), "motivation", TEXTS | {"problem": "ยังพิมพ์อยู่"})
    assert answer.status_code == 409 and "ยังพิมพ์อยู่" in text_of(answer) and "submitted and locked" in text_of(answer)
    assert application.answers.get(section="motivation").data["problem"] != "ยังพิมพ์อยู่"


ASKED_IN_THAI = "Thai letters are asked for here."


def test_a_thai_name_in_latin_letters_is_doubted_beside_its_field_and_stops_nobody(at_the_form):
    assert ASKED_IN_THAI not in text_of(step(at_the_form, "person")).replace(" hidden", "")
    assert step(at_the_form, "person", PERSON | {"given_name_th": "Nattarika"}).status_code == 302
    for section in ("person", "check"):
        page = text_of(step(at_the_form, section))
        assert page.count(ASKED_IN_THAI) == 1, section
    beside = text_of(step(at_the_form, "person")).split('data-doubt="given_name_th"')[1].split("</div>")[0]
    assert ASKED_IN_THAI in beside and "hidden" not in beside.split(">")[0]
    assert step(at_the_form, "person", PERSON | {"version": "1"}).status_code == 302
    assert ASKED_IN_THAI not in text_of(step(at_the_form, "check"))


def test_the_doubt_comes_with_the_saving_and_goes_with_the_next(at_the_form):
    typed = PERSON | {"given_name_th": "ณัฐริกา Bee", "autosave": "1"}
    said = step(at_the_form, "person", typed).json()["doubts"]
    assert said["given_name_th"].startswith(ASKED_IN_THAI) and said["family_name_th"] == ""
    said = step(at_the_form, "person", PERSON | {"version": "1", "autosave": "1"}).json()["doubts"]
    assert said == {"given_name_th": "", "family_name_th": ""}
