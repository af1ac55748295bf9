"""Who judges without names finds none: not in answers, pages, letters, addresses or file names."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from applications.answers import HIDDEN, redactor
from applications.domain import answers, readers, submission
from applications.models import Question, Revision
from applications.queries.review_queue import identity_of, reading_sheet
from programme.models import Letter

pytestmark = pytest.mark.django_db

PLANTED = [
    "ณัฐริกา", "บุญเรือง", "Natthrika", "Boonrueang", "applicant@t.example", "081 234 5678", "081-234-5678", "0812345678",
    "+66 81 234 5678", "1101700230708", "1 1017 00230 70 8", "natthrika.b", "facebook.com/natthrika",
]  # fmt: skip
TYPED = (
    "ฉันชื่อณัฐริกา บุญเรือง (Natthrika Boonrueang) โทร ๐๘๑ ๒๓๔ ๕๖๗๘ หรือ 081-234-5678 หรือ 0812345678 หรือ "
    "+66 81 234 5678 อีเมล applicant@t.example บัตร 1101700230708 หรือ 1 1017 00230 70 8 ไลน์ natthrika.b "
    "https://facebook.com/natthrika เกิด 15 มกราคม {be} เขียนถึงนายกเทศมนตรี น้ำท่วม 9 ชุมชน ปี 2567 - 2569 งบ 1,000,000"
)
KEPT = ["เขียนถึงนายกเทศมนตรี", "น้ำท่วม 9 ชุมชน", "2567 - 2569", "1,000,000"]


@pytest.fixture
def planted(town):
    """One application whose every free answer names its author in every way that people do."""
    profile = town.applicant.profile
    profile.given_name_en, profile.family_name_en = "Natthrika", "Boonrueang"
    profile.save(update_fields=["given_name_en", "family_name_en"])
    application = town.fill()
    typed = TYPED.format(be=town.now.year - 25 + 543)
    for section, keys in {
        "background": ["tie", "field"],
        "motivation": ["problem", "first_90_days", "failure"],
    }.items():
        row = application.answers.get(section=section)
        answers.save_section(
            application=application, section=section, data=row.data | dict.fromkeys(keys, typed[:1400]), base_version=row.version, by=town.applicant, at=town.now,
        )  # fmt: skip
    Question.objects.filter(key="field").update(kind="long", max_length=1500)
    row = application.answers.get(section="person")
    answers.save_section(
        application=application, section="person", data=row.data | {"family_name_th": "บุญเรือง"}, base_version=row.version, by=town.applicant, at=town.now,
    )  # fmt: skip
    application = submission.submit_application(application=application, by=town.applicant, at=town.now)
    return town.screened(application)


@pytest.fixture
def assignment(town, planted):
    return readers.assign_reviewer(application=planted, reviewer=town.reviewer, by=town.officer, at=town.now)


def secrets_of(application) -> list[str]:
    file = application.documents.get().file
    year = application.birth_on.year + 543
    return [*PLANTED, application.receipt_number, file.original_name, file.code, f"15 มกราคม {year}"]


def test_what_is_planted_could_be_read(planted):
    """Otherwise the next tests would prove nothing."""
    kept = str(Revision.objects.get(application=planted).content)
    assert "ณัฐริกา" in kept and "facebook.com/natthrika" in kept and "๐๘๑ ๒๓๔ ๕๖๗๘" in kept


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_reader_of_a_blind_round_meets_no_identity_on_any_page_or_address(town, assignment, signed_in, language):
    browser = signed_in(town.reviewer, language)
    pages = ["/review/", reverse("review", args=[assignment.code]), "/my/", "/my/inbox/"]
    pages += [reverse("review_conflict", args=[assignment.code])]
    for page in pages:
        answer = browser.get(page)
        said = answer.content.decode() + str(answer.headers)
        assert answer.status_code == 200
        assert [secret for secret in secrets_of(assignment.application) if secret in said] == [], page
    sheet = browser.get(pages[1]).content.decode()
    assert HIDDEN in sheet and all(words in sheet for words in KEPT)


@pytest.mark.parametrize("language", ["th", "en"])
def test_a_host_meets_no_identity_before_the_release(town, planted, signed_in, language):
    browser = signed_in(town.host, language)
    for page in ("/host/candidates/", reverse("host_rank", args=[town.opening.code]), "/host/", "/my/"):
        said = browser.get(page).content.decode()
        assert [secret for secret in secrets_of(planted) if secret in said] == [], page
    sheet = browser.get(reverse("host_rank", args=[town.opening.code])).content.decode()
    assert planted.code in sheet and HIDDEN in sheet and all(words in sheet for words in KEPT)


def test_neither_reader_nor_host_opens_the_papers(town, assignment, signed_in):
    file = assignment.application.documents.get().file
    assert signed_in(town.officer).get(reverse("private_file", args=[file.code])).status_code == 200
    for person in (town.reviewer, town.host, town.evaluator):
        assert signed_in(person).get(reverse("private_file", args=[file.code])).status_code == 404


def test_the_name_of_a_file_tells_nothing_to_an_officer_either(town, planted, signed_in):
    file = planted.documents.get().file
    answer = signed_in(town.officer).get(reverse("private_file", args=[file.code]))
    assert file.original_name.startswith("ทะเบียนบ้าน ณัฐริกา")
    assert answer["Content-Disposition"] == f"inline; filename*=UTF-8''{file.code}.pdf"


def test_letters_to_readers_and_hosts_name_nobody(town, assignment):
    letters = Letter.objects.filter(recipient__in=[town.reviewer, town.host])
    assert letters.exists()
    for letter in letters:
        said = letter.subject + letter.body_text + letter.body_html
        assert [secret for secret in secrets_of(assignment.application) if secret in said] == []


def test_an_open_round_shows_who_it_is_but_nothing_sensitive(town, assignment):
    town.call.is_blind = False
    town.call.save(update_fields=["is_blind"])
    application = assignment.application
    application.refresh_from_db()
    sheet = {row["question"].key: row["value"] for row in reading_sheet(application, application.revisions.get())}
    assert sheet["given_name_th"] == "ณัฐริกา" and "081 234 5678" in sheet["problem"].translate(THAI)
    assert "national_id" not in sheet and "support_needs" not in sheet


THAI = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def test_the_round_decides_what_the_page_of_a_reader_shows(town, assignment, signed_in):
    page = reverse("review", args=[assignment.code])
    assert "ณัฐริกา" not in signed_in(town.reviewer).get(page).content.decode()
    town.call.is_blind = False
    town.call.save(update_fields=["is_blind"])
    assert "ณัฐริกา" in signed_in(town.reviewer).get(page).content.decode()


def test_another_identifying_question_is_hidden_by_what_it_declares_and_taken_out_of_other_answers(town):
    """No key is known to the code: the declaration decides."""
    form = town.call.form_versions.get()
    Question.objects.create(
        form=form, section="background", key="club", kind="text", label_th="ทีมของคุณ", sensitivity="identifying"
    )
    application = town.fill()
    for section, data in {
        "background": {"club": "สโมสรเสือเหลือง"},
        "motivation": {"problem": "กับสโมสรเสือเหลืองเราล้างคลอง"},
    }.items():
        row = application.answers.get(section=section)
        answers.save_section(
            application=application, section=section, data=row.data | data, base_version=row.version,
            by=town.applicant, at=town.now,
        )  # fmt: skip
    application = submission.submit_application(application=application, by=town.applicant, at=town.now)
    sheet = {row["question"].key: row["value"] for row in reading_sheet(application, application.revisions.get())}
    assert "club" not in sheet
    assert sheet["problem"] == f"กับ{HIDDEN}เราล้างคลอง"


@pytest.mark.parametrize("flag", ["blind_readers_see", "hosts_see"])
@pytest.mark.parametrize("sensitivity", ["identifying", "sensitive"])
def test_the_database_refuses_a_telling_question_that_blind_eyes_would_see(town, flag, sensitivity):
    question = Question.objects.get(key="problem")
    assert question.blind_readers_see and question.hosts_see
    others = {"blind_readers_see": False, "hosts_see": False}
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.filter(pk=question.pk).update(sensitivity=sensitivity, **others | {flag: True})
    Question.objects.filter(pk=question.pk).update(sensitivity=sensitivity, **others)


def test_the_standard_form_declares_every_question(town):
    rows = {row.key: row for row in town.call.form_versions.get().questions.all()}
    telling = {"given_name_th", "family_name_th", "phone", "birth_on"}
    assert {key for key, row in rows.items() if row.sensitivity == "identifying"} == telling
    assert {key for key, row in rows.items() if row.sensitivity == "sensitive"} == {"national_id", "support_needs"}
    assert {key for key, row in rows.items() if not row.blind_readers_see} == telling | {"national_id", "support_needs"}


def test_a_host_is_not_told_the_home_province_where_the_form_keeps_it_from_hosts(town, planted, signed_in):
    page = reverse("host_rank", args=[town.opening.code])
    assert "ปทุมธานี" in signed_in(town.host).get(page).content.decode()
    Question.objects.filter(key="home_province").update(hosts_see=False)
    assert "ปทุมธานี" not in signed_in(town.host).get(page).content.decode()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("โทร 081.234.5678 ได้", f"โทร {HIDDEN} ได้"),
        ("(081) 234-5678", f"({HIDDEN}"),
        ("ปี 2567 - 2569", "ปี 2567 - 2569"),
        ("9 ชุมชน 300 ครัวเรือน", "9 ชุมชน 300 ครัวเรือน"),
        ("National plan", "National plan"),
        ("called Nat, yes", f"called {HIDDEN}, yes"),
        ("NAT", HIDDEN),
        ("พี่นัทมา", f"พี่{HIDDEN}มา"),
        ("ไปนาทำนา", "ไปนาทำนา"),
        ("ชื่อ นา ค่ะ", f"ชื่อ {HIDDEN} ค่ะ"),
        ("a.b(at)mail.co.th", HIDDEN),
        ("Line ID: somchai99", HIDDEN),
        ("in line with the plan", "in line with the plan"),
        ("สม\u200bชาย", HIDDEN),
        ("สมชาย  ใจดี", HIDDEN),
        ("เกิด 5/3/2544 ที่นี่", f"เกิด {HIDDEN} ที่นี่"),
        ("born March 5, 2001", f"born {HIDDEN}"),
        ("", ""),
    ],
)
def test_what_is_taken_out_and_what_stays(text, shown):
    person = redactor(["Nat", "นัท", "นา", "สมชาย ใจดี"], [date(2001, 3, 5)])
    assert person.clean(text) == shown


def test_nobody_s_words_take_nothing_out():
    assert redactor(["", " ", "ก"]).clean("กขค") == "กขค"


def test_the_redactor_of_an_application_knows_its_account_and_its_receipt(town, planted):
    hides = identity_of(planted, planted.revisions.get())
    assert hides.clean(f"ดู {planted.receipt_number} ของ applicant") == f"ดู {HIDDEN} ของ {HIDDEN}"
