"""Kinds of questions: promises that each registered one keeps, and what is its own. A new file of kinds is tested by being there."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from hypothesis import example, given
from hypothesis import settings as tried
from hypothesis import strategies as st

from applications.answers import KINDS, Facts, doubt, is_empty, read, shown, shown_masked, written
from applications.answers.counting import CHARACTERS, WORDS, measure
from applications.answers.kinds.links import host_of
from applications.answers.kinds.school import universities
from applications.answers.reading import from_seal, to_seal
from applications.forms.sections import SectionForm, tidy
from applications.models import Question

FACTS = Facts({"7": "ปทุมธานี", "8": "กรุงเทพมหานคร"}, {"7": "13", "8": "10"})
OPTIONS = [
    {"value": "a", "th": "เช้า", "en": "Morning"},
    {"value": "b", "th": "บ่าย", "en": "Afternoon"},
    {"value": "c", "th": "ค่ำ", "en": "Evening"},
]
NASTY = [
    "", " ", "\x00", "\u200b", "\u200f", "\u202e", "\ud800", "<script>alert(1)</script>", "=1+1", "😀" * 50, "👨\u200d👩\u200d👧",
    "9" * 5000, "-" * 400, "ก" * 20_001, "29/2/2566", "29/2/2567", "๒๙ ก.พ. ๒๕๖๗", "31/4/2569", "2024-02-30", "1e999", "NaN", "²",
    "http://[", "https://a@b.example", "javascript:alert(1)", "https://" + "a" * 300 + ".example", "https://exa mple.org", "7", "8",
    [], ["a"], ["a", "zz"], [["a"]], [{}], ["7", "ธัญบุรี", "ประชาธิปัตย์"], ["7", None], {}, {"province": "7"}, {"province": ["7"]},
    {"province": "7", "district": "1301", "subdistrict": "999999"}, None, True, False, 0, -1, 10**400, 1.5, float("inf"), (), ("a",),
]  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None), max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=6,
)
THAI = st.text("กขคงจฉชซญฎฏฐณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮะัาำิีึืุูเแโใไ็่้๊๋์ํๆฯ๐๑๒๓๔๕๖๗๘๙ \n\u200b\u200d\u0e4d", max_size=60)


def question(code, *, told=False, **fields) -> Question:
    """One of this kind; `told`: with every setting set to its example."""
    settings = {one.name: one.example for one in KINDS[code].settings} if told or code == "declaration" else {}
    fields = {"settings": settings, "options": OPTIONS if KINDS[code].has_options else []} | fields
    return Question(key="q", kind=code, label_th="คำถาม", label_en="Question", **fields)


every_kind = pytest.mark.parametrize("code", list(KINDS))
answered = pytest.mark.parametrize("code", [code for code, kind in KINDS.items() if kind.is_answered])
either = pytest.mark.parametrize("told", [False, True], ids=["plain", "told"])


def keeps_its_promise(asked: Question, typed) -> object:
    """Read, read again, written into the form and read from there: always the same, and shown in both languages."""
    value = read(asked, typed, FACTS).value
    if value is not None:
        assert read(asked, value, FACTS).value == value, "reading twice changes nothing"
        for language in ("th", "en"):
            with translation.override(language):
                back = written(asked, value, FACTS)
                assert read(asked, tidy(back), FACTS).value == value, "what stands in the form says the same"
    for language in ("th", "en"):
        with translation.override(language):
            assert isinstance(shown(asked, typed, FACTS), str) and isinstance(shown_masked(asked, typed, FACTS), str)
            written(asked, typed, FACTS)
    KINDS[asked.kind].means(typed)
    words, days = KINDS[asked.kind].names(typed)
    assert all(isinstance(word, str) for word in words) and all(isinstance(day, date) for day in days)
    return value


@answered
@either
@tried(max_examples=25)
@given(number=st.integers(0, 5000))
def test_what_a_pretend_applicant_types_counts_and_comes_back_the_same(code, told, number):
    asked = question(code, told=told)
    typed = KINDS[code].pretend(asked, FACTS, number)
    assert read(asked, typed, FACTS).problem == ""
    assert keeps_its_promise(asked, typed) is not None


@every_kind
@either
@tried(max_examples=40)
@given(typed=JSON | THAI | st.sampled_from(NASTY))
@example(typed="ก\u200b\u0301")
def test_nothing_typed_is_an_error(code, told, typed):
    asked = question(code, told=told)
    keeps_its_promise(asked, typed)
    keeps_its_promise(asked, tidy(typed) if isinstance(typed, str) else typed)


@every_kind
@either
def test_nothing_nasty_is_an_error_and_each_refusal_says_why(code, told):
    asked = question(code, told=told)
    for typed in NASTY:
        keeps_its_promise(asked, typed)
        reading = read(asked, typed, FACTS)
        assert reading.value is not None or reading.problem or not KINDS[code].is_answered, typed


@given(typed=JSON)
def test_what_is_sealed_is_the_same_when_it_is_opened(typed):
    kept = tidy(typed) if isinstance(typed, str) else typed
    assert is_empty(kept) or repr(from_seal(to_seal(kept))) == repr(kept)


@answered
@tried(max_examples=25)
@given(number=st.integers(0, 5000), junk=st.text(max_size=30))
def test_a_mask_never_shows_more_than_its_kind_declares(code, number, junk):
    asked = question(code)
    for typed in (KINDS[code].pretend(asked, FACTS, number), junk):
        seen = shown_masked(asked, typed, FACTS).replace("•", "")
        assert len(seen) <= KINDS[code].digits_shown


@every_kind
def test_a_kind_has_words_in_both_languages_and_settings_that_take_their_examples(code):
    kind = KINDS[code]
    with translation.override("en"):
        english = str(kind.label)
    with translation.override("th"):
        assert str(kind.label) != english
    examples = {one.name: one.example for one in kind.settings}
    cleaned = kind.clean_settings(examples)
    assert set(cleaned) == set(examples)
    assert kind.clean_settings(cleaned) == cleaned
    question(code, told=True).clean_fields(exclude=["form", "section"])
    assert kind.check(question(code, told=True)) == {}


@every_kind
@tried(max_examples=30)
@given(junk=JSON)
def test_settings_refuse_nonsense_with_words(code, junk):
    kind = KINDS[code]
    for given_ in [{one.name: junk} for one in kind.settings] + [{"no-such-setting": junk}, junk]:
        try:
            cleaned = kind.clean_settings(given_)
        except ValidationError as error:
            assert error.messages and all(error.messages)
            continue
        keeps_its_promise(question(code, settings=cleaned), "a")
    with pytest.raises(ValidationError):
        kind.clean_settings({"no-such-setting": 1})


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        ("text", {"least": 5, "most": 2}),
        ("long", {"counts": "pages"}),
        ("long", {"most": -1}),
        ("number", {"least": "ten"}),
        ("number", {"least": "5", "most": "4.5"}),
        ("number", {"unit": {"en": "only English"}}),
        ("date", {"least": "2028-01-01", "most": "2027-01-01"}),
        ("date", {"least": "30/2/2569"}),
        ("yes", {"both": "perhaps"}),
        ("scale", {"most": 1}),
        ("place", {"depth": "village"}),
        ("video", {"hosts": ["not a site"]}),
        ("declaration", {"text": {"th": ""}}),
        ("heading", {"text": "one language"}),
    ],
)
def test_each_wrong_setting_is_named(code, wrong):
    with pytest.raises(ValidationError) as error:
        KINDS[code].clean_settings(wrong)
    assert set(error.value.message_dict) <= set(wrong) and error.value.message_dict


@pytest.mark.parametrize(
    "options", [None, [], [{"value": "a", "th": "ก"}], [{"value": "a", "th": ""}] * 2, [{}, {}], OPTIONS[:1] * 2]
)
def test_a_choice_needs_two_different_answers(options):
    assert set(KINDS["choice"].check(question("choice", options=options))) == {"options"}


def test_a_declaration_without_a_text_cannot_be_asked():
    assert set(KINDS["declaration"].check(question("declaration", settings={}))) == {"text"}


def value_of(code, typed, **fields):
    return read(question(code, **fields), typed, FACTS).value


def problem_of(code, typed, **fields):
    with translation.override("en"):
        return read(question(code, **fields), typed, FACTS).problem


# ── what is its own


@pytest.mark.parametrize(
    ("text", "unit", "n"),
    [
        ("น้ำ", CHARACTERS, 1),
        ("ที่นี่", CHARACTERS, 2),
        ("น้ำท่วมเก้าชุมชนทุกปี", WORDS, 6),
        ("Flooded, nine times!", WORDS, 3),
        ("", WORDS, 0),
        ("ก" + "้" * 400, CHARACTERS, 101),
        ("x" * 3000, WORDS, 100),
    ],
)
def test_thai_is_counted_as_people_count_it(text, unit, n):
    assert measure(text, unit) == n


def test_words_are_counted_against_a_limit_of_words():
    settings = {"counts": "words", "least": 3, "most": 6}
    assert value_of("long", "น้ำท่วมเก้าชุมชนทุกปี", settings=settings)
    over = "น้ำท่วมเก้าชุมชนทุกปี ทุกปี"
    assert problem_of("long", over, settings=settings) == "Shorten “Question”: it has 8 words, 6 fit."
    assert "at least 3" in problem_of("long", "น้ำท่วม", settings=settings)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("1500", "1500.00"),
        ("๑,๕๐๐.๒๕ บาท", "1500.25"),
        ("฿0.10", "0.10"),
        ("1500.50 baht", "1500.50"),
        ("1.005", None),
        ("-5", None),
    ],
)
def test_money_is_exact_to_the_satang(typed, stored):
    assert value_of("money", typed) == stored


def test_a_number_keeps_its_decimals_and_its_bounds():
    settings = {"least": "0", "most": "4", "decimals": 2, "unit": {"th": "คะแนน", "en": "points"}}
    assert value_of("number", "3.25", settings=settings) == "3.25"
    with translation.override("en"):
        assert shown(question("number", settings=settings), "3.25", FACTS) == "3.25 points"
    assert "4.00 points" in problem_of("number", "4.01", settings=settings)
    assert value_of("number", "−3", settings={"least": "-10"}) == -3


def test_a_leap_day_is_one_in_either_era_and_none_in_another_year():
    for typed in ("29/2/2567", "29/2/2024", "๒๙ กุมภาพันธ์ ๒๕๖๗"):
        assert value_of("date", typed) == value_of("birthday", typed) == "2024-02-29"
    assert "28 days" in problem_of("date", "29/2/2566")
    assert "earliest" in problem_of("date", "28/2/2567", settings={"least": "2024-02-29"})


def test_yes_or_no_with_two_answers_takes_either():
    both = {"both": True}
    assert value_of("yes", "no", settings=both) is False and value_of("yes", "yes", settings=both) is True
    assert problem_of("yes", "", settings=both) and problem_of("yes", False)
    assert value_of("yes", "no") is None, "a box that has to be ticked"


def test_several_choices_keep_the_order_of_the_question_and_their_number():
    told = {"least": 1, "most": 2}
    assert value_of("choices", ["c", "a", "c"], settings=told) == ["a", "c"]
    assert problem_of("choices", ["a", "b", "c"], settings=told) == "Choose at most 2 answers."


@pytest.mark.parametrize(
    ("typed", "thai"),
    [
        (["7", "ธัญบุรี", "ประชาธิปัตย์"], "ตำบลประชาธิปัตย์ อำเภอธัญบุรี จังหวัดปทุมธานี"),
        (["7", "Thanyaburi", "Prachathipat"], "ตำบลประชาธิปัตย์ อำเภอธัญบุรี จังหวัดปทุมธานี"),
        (["7", "", "ต.ประชาธิปัตย์"], "ตำบลประชาธิปัตย์ อำเภอธัญบุรี จังหวัดปทุมธานี"),
        (["7", "อ.เมือง", "บางปรอก"], "ตำบลบางปรอก อำเภอเมืองปทุมธานี จังหวัดปทุมธานี"),
        (["8", "เขตพระนคร", "วัดราชบพิธ"], "แขวงวัดราชบพิธ เขตพระนคร กรุงเทพมหานคร"),
        (["8", "พระนคร", "แขวงวัดราชบพิธ"], "แขวงวัดราชบพิธ เขตพระนคร กรุงเทพมหานคร"),
    ],
)
def test_a_place_is_found_by_its_names_and_said_in_full(typed, thai):
    asked = question("place")
    value = read(asked, typed, FACTS).value
    with translation.override("th"):
        assert shown(asked, value, FACTS) == thai
    assert KINDS["place"].means(value) == typed[0], "rules compare the province"
    assert KINDS["place"].means(typed) == typed[0], "of a draft too"


def test_a_place_that_is_not_there_says_what_is():
    said = problem_of("place", ["7", "Thanyaburi", "Prachachuen"])
    assert "no sub-district “Prachachuen”" in said and "Prachathipat" in said
    assert "Choose a province" in problem_of("place", ["", "ธัญบุรี", "ประชาธิปัตย์"])


def test_a_university_is_found_in_either_language_and_another_school_is_taken_as_written():
    with translation.override("en"):
        assert shown(question("school"), "มหาวิทยาลัยขอนแก่น", FACTS) == "Khon Kaen University"
    assert value_of("school", "khon kaen university") == "มหาวิทยาลัยขอนแก่น"
    assert value_of("school", "วิทยาลัยเทคนิคน่าน") == "วิทยาลัยเทคนิคน่าน"
    assert problem_of("school", "วิทยาลัยเทคนิคน่าน", settings={"only_listed": True})


def test_the_list_of_universities_names_each_once_in_both_languages():
    rows = universities()
    assert len(rows) > 100 and len(set(rows.values())) == len(rows)
    assert all(thai == thai.strip() and english == english.strip() and english for thai, english in rows.items())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://example.org/a?b=ค", "https://example.org/a?b=ค"),
        ("example.org/x", "https://example.org/x"),
        ("HTTPS://Example.org", "https://Example.org"),
        ("http://example.org", None),
        ("https://user@example.org", None),
        ("https://localhost/x", None),
        ("https://10.0.0.1/x", None),
        ("ftp://example.org", None),
        ("javascript:alert(1)", None),
        ("https://example.org:8443/", None),
        ("https://example.org/\u202egpj.exe", "https://example.org/gpj.exe"),
        ('https://example.org/"onclick=', None),
    ],
)
def test_a_link_is_an_address_that_can_be_trusted_to_be_what_it_says(typed, kept):
    assert value_of("link", typed) == kept


def test_a_video_lies_on_a_site_that_is_allowed():
    assert value_of("video", "youtu.be/abc") == "https://youtu.be/abc"
    assert value_of("video", "https://m.youtube.com/watch?v=1")
    assert "evil-youtube.com" in problem_of("video", "https://evil-youtube.com/x")
    assert host_of("https://m.youtube.com/x") == "m.youtube.com"


def test_a_declaration_is_agreed_to_by_its_text_and_asks_again_for_another():
    first, kind = question("declaration"), KINDS["declaration"]
    second = question("declaration", settings={"text": {"th": "ข้อความใหม่"}})
    value = read(first, kind.pretend(first, FACTS, 0), FACTS).value
    assert value == kind.hash_of(first) and value[:12] in shown(first, value, FACTS)
    assert "not the one that you agreed to" in problem_of("declaration", value, settings=second.settings)
    assert problem_of("declaration", "on") and problem_of("declaration", True) and problem_of("declaration", "")


def test_words_of_a_telling_answer_go_to_the_redactor_and_days_too():
    def names(code, value):
        words, days = KINDS[code].names(value)
        return list(words), list(days)

    assert names("text", "สมชาย") == (["สมชาย"], [])
    assert names("birthday", "2001-03-05") == ([], [date(2001, 3, 5)])
    assert names("link", "https://facebook.com/natthrika") == (["https://facebook.com/natthrika", "natthrika"], [])
    assert names("choice", "a") == ([], [])
    assert "ธัญบุรี" in names("place", {"province": "7", "district": "1303", "subdistrict": "130301"})[0]
    assert all(len(kind.names("")) == 2 for kind in KINDS.values()), "of nothing too"


def test_hints_of_a_call_are_text_and_never_markup():
    asked = question("text", hint_th="<b>x</b>\nสอง")
    form = SectionForm(None, questions=[asked], facts=FACTS, kept={})
    assert str(form.fields["q"].help_text) == "&lt;b&gt;x&lt;/b&gt;<br>สอง"


def test_the_parts_of_a_sensitive_place_stay_off_the_device():
    form = SectionForm(None, questions=[question("place", sensitivity="sensitive")], facts=FACTS, kept={})
    assert form.sensitive == "q_province q_district q_subdistrict"


def test_an_unknown_kind_is_no_kind():
    with pytest.raises(KeyError):
        read(SimpleNamespace(kind="nonsense"), "x", FACTS)


@pytest.mark.parametrize(
    ("letters", "typed", "is_doubted"),
    [
        ("thai", "ณัฐริกา", False), ("thai", "Nattarika", True), ("thai", "ณัฐริกา (Bee) 2", True), ("thai", "王芳", True),
        ("thai", "ม.ร.ว. สุข-ใจ ๒", False), ("latin", "Zoë O’Neill-Nuñez", False), ("latin", "ณัฐริกา", True), ("any", "Nattarika", False),
    ],
)  # fmt: skip
def test_other_letters_than_asked_for_are_doubted_or_refused_where_the_question_says_so(letters, typed, is_doubted):
    soft = Question(key="k", kind="text", label_th="ชื่อ", settings={"letters": letters})
    assert read(soft, typed, Facts()).value == typed and bool(doubt(soft, typed, Facts())) == is_doubted
    hard = Question(key="k", kind="text", label_th="ชื่อ", settings={"letters": letters, "letters_only": True})
    assert bool(read(hard, typed, Facts()).problem) == is_doubted


def test_nothing_typed_is_not_doubted():
    asked = Question(key="k", kind="text", label_th="ชื่อ", settings={"letters": "thai"}, is_required=False)
    assert doubt(asked, "", Facts()) == "" and doubt(asked, None, Facts()) == ""


def test_refusing_letters_needs_to_know_which_are_asked_for():
    with pytest.raises(ValidationError) as wrong:
        KINDS["text"].clean_settings({"letters_only": True})
    assert list(wrong.value.message_dict) == ["letters_only"]
