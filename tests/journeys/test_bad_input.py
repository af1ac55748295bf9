"""Whatever a person types, uploads or replays: a clear message, nothing lost, no 500."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from applications.domain.applications import start_application
from applications.models import Answer, Application
from tests.factories.town import PDF

pytestmark = pytest.mark.django_db
NASTY = [
    "<script>alert(1)</script>",
    "😀👩‍🌾",
    "\x00\x01",
    "ก" * 100_000,
    "'; DROP TABLE x;--",
    "{{ 7*7 }}",
    "٣٤",
    "../../etc/passwd",
]


@pytest.fixture
def at_the_form(town, signed_in):
    start_application(call=town.call, applicant=town.applicant, at=town.now)
    return signed_in(town.applicant, "en")


@pytest.mark.parametrize("text", NASTY)
def test_any_text_is_kept_shown_safely_or_refused_in_words(at_the_form, text):
    answer = at_the_form.post(
        "/apply/cohort-5/motivation/", {"version": "0", "problem": text, "first_90_days": "a", "failure": "b"}
    )
    assert answer.status_code in (302, 422)
    page = at_the_form.get("/apply/cohort-5/motivation/").content.decode()
    assert "<script>alert(1)" not in page
    assert Answer.objects.get(section="motivation").data["first_90_days"] == "a"


@pytest.mark.parametrize("field", ["phone", "birth_on", "national_id"])
@pytest.mark.parametrize("text", NASTY)
def test_special_fields_refuse_nonsense_without_losing_the_rest(at_the_form, field, text):
    data = {
        "version": "0",
        "given_name_th": "ณัฐริกา",
        "phone": "0812345678",
        "birth_on": "1/1/2544",
        "national_id": "1101700230708",
    } | {field: text}
    answer = at_the_form.post("/apply/cohort-5/person/", data)
    assert answer.status_code == 422
    assert "ณัฐริกา" in answer.content.decode()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.pdf", b"", "empty"),
        ("page.pdf", b"<html>", "Print it as a PDF"),
        ("evil.exe", b"MZ\x90", "kinds"),
        ("big.pdf", PDF + b"0" * (10 * 1024 * 1024 + 1), "limit"),
    ],
)
def test_wrong_files_are_refused_with_what_to_do(at_the_form, name, content, words):
    upload = SimpleUploadedFile(name, content, "application/pdf")
    answer = at_the_form.post("/apply/cohort-5/documents/", {"paper_transcript": upload})
    assert answer.status_code == 422 and words in answer.content.decode()


def test_file_names_with_paths_and_thai_letters_are_kept_clean(at_the_form, town):
    upload = SimpleUploadedFile("../../ทะเบียน\u200bบ้าน.pdf", PDF, "application/pdf")
    assert at_the_form.post("/apply/cohort-5/documents/", {"paper_transcript": upload}).status_code == 302
    assert "/" not in Application.objects.get().documents.get().file.original_name


def test_pressing_start_twice_makes_one_draft(town, signed_in):
    browser = signed_in(town.applicant)
    assert [browser.post("/apply/cohort-5/").status_code for _ in range(2)] == [302, 302]
    assert Application.objects.count() == 1


def test_a_submitted_form_cannot_be_submitted_or_changed_again(town, signed_in):
    town.submitted()
    browser = signed_in(town.applicant)
    assert browser.post("/apply/cohort-5/check/", {"truth": "yes"}).status_code == 302
    assert browser.post("/apply/cohort-5/motivation/", {"problem": "x"}).status_code == 409
    assert Application.objects.get().revisions.count() == 1


def test_a_second_tab_is_told_and_its_words_stay_on_the_page(at_the_form):
    form = {"version": "0", "problem": "first", "first_90_days": "a", "failure": "b"}
    assert at_the_form.post("/apply/cohort-5/motivation/", form).status_code == 302
    late = at_the_form.post("/apply/cohort-5/motivation/", form | {"problem": "second"})
    assert late.status_code == 409 and "second" in late.content.decode() and "another tab" in late.content.decode()
    auto = at_the_form.post("/apply/cohort-5/motivation/", form | {"problem": "second", "autosave": "1"})
    assert auto.status_code == 409 and auto.json()["code"] == "stale_tab"


def test_the_very_same_words_sent_twice_go_on_like_the_first_time(at_the_form):
    form = {"version": "0", "problem": "first", "first_90_days": "a", "failure": "b"}
    once, again = (at_the_form.post("/apply/cohort-5/motivation/", form) for _press in range(2))
    assert again.status_code == 302 and again.url == once.url != "/apply/cohort-5/motivation/"


def test_forged_codes_find_nothing(town, signed_in):
    mine, other = town.submitted(), town.submitted(town.person("other@t.example"))
    browser = signed_in(town.applicant)
    for path in (
        f"/my/applications/{other.code}/",
        f"/my/applications/{other.code}/withdraw/",
        "/my/offers/aaaaaaaaaa/",
        "/my/inbox/aaaaaaaaaa/",
        "/files/aaaaaaaaaa/",
        "/review/aaaaaaaaaa/",
        "/field/",
        "/host/weeks/9/",
    ):
        assert browser.get(path).status_code == 404, path
    assert browser.post(f"/my/applications/{other.code}/withdraw/").status_code == 404
    assert browser.get(f"/my/applications/{mine.code}/").status_code == 200


def test_an_expired_session_leads_to_sign_in_and_back(client, town):
    answer = client.post("/apply/cohort-5/motivation/", {"problem": "x"})
    assert answer.status_code == 302 and "/accounts/login/?next=/apply/cohort-5/motivation/" in answer["Location"]


def test_a_stale_page_gets_kind_words(town, settings):
    from django.test import Client

    browser = Client(enforce_csrf_checks=True)
    answer = browser.post("/i18n/setlang/", {"language": "en"})
    assert (
        answer.status_code == 403 and "เบราว์เซอร์" in answer.content.decode()
    ) or "browser" in answer.content.decode()


def test_the_policy_forbids_inline_script_and_style_everywhere_but_the_admin(client, town, signed_in):
    for browser, path in (
        (client, "/accounts/login/"),
        (signed_in(town.officer), "/desk/"),
        (signed_in(town.applicant), "/my/"),
    ):
        policy = browser.get(path)["Content-Security-Policy"]
        assert "unsafe-inline" not in policy and "script-src 'self'" in policy


def test_no_side_door_asks_for_a_password_alone(client, town, settings):
    for path in ("/admin/login/", "/_util/login/", "/admin/"):
        answer = client.get(path, follow=True)
        assert answer.redirect_chain[-1][0].startswith("/accounts/login/")
    settings.STAFF_MFA_REQUIRED = True
    client.force_login(town.officer, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/desk/")["Location"] == "/accounts/2fa/"
    assert client.get("/admin/")["Location"] == "/accounts/2fa/"
