"""The contact form takes what people write, thanks robots, limits floods, and loses nothing that was typed."""

import pytest
from django.core.cache import cache
from django.test import Client

from cms.models import ContactMessage

pytestmark = pytest.mark.django_db
WORDS = {"topic": "host", "name": "สมชาย", "email": "somchai@example.go.th", "text": "อยากเป็นเจ้าบ้าน"}


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def test_a_message_arrives_on_the_desk_and_is_settled_once(public, client, signed_in):
    assert client.post("/contact/", WORDS).status_code == 302
    message = ContactMessage.objects.get()
    officer = signed_in(public.town.officer)
    assert "อยากเป็นเจ้าบ้าน" in officer.get(f"/desk/messages/{message.code}/").content.decode()
    officer.post(f"/desk/messages/{message.code}/")
    message.refresh_from_db()
    assert message.handled_by == public.town.officer
    assert signed_in(public.town.stranger).get(f"/desk/messages/{message.code}/").status_code in (403, 404)


def test_the_same_message_sent_twice_is_one(public, client):
    client.post("/contact/", WORDS)
    assert "มีข้อความนี้อยู่แล้ว" in client.post("/contact/", WORDS, follow=True).content.decode()
    assert ContactMessage.objects.count() == 1
    client.post("/contact/", WORDS | {"text": "อีกเรื่องหนึ่ง ๒๕๖๙"})
    assert ContactMessage.objects.filter(text="อีกเรื่องหนึ่ง ๒๕๖๙").exists()  # as it was typed


def test_a_robot_is_thanked_and_kept_nowhere(public, client):
    assert client.post("/contact/", WORDS | {"website": "spam"}).status_code == 302
    assert not ContactMessage.objects.exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": "http://a http://b http://c"}, "ลิงก์"),
        ({"email": "nowhere"}, "อีเมล"),
        ({"text": "x" * 5000}, "4000"),
        ({"topic": "hacking"}, ""),
    ],
)
def test_bad_input_is_told_and_what_was_typed_stays(public, client, change, said):
    answer = client.post("/contact/", WORDS | change)
    body = answer.content.decode()
    assert answer.status_code == 422 and said in body and "สมชาย" in body
    assert not ContactMessage.objects.exists()


def test_scripts_are_words(public, client, signed_in):
    client.post("/contact/", WORDS | {"text": "<script>alert(1)</script>", "name": "<b>x"})
    message = ContactMessage.objects.get()
    body = signed_in(public.town.officer).get(f"/desk/messages/{message.code}/").content.decode()
    assert "<script>alert" not in body and "&lt;script&gt;" in body


def test_the_sixth_message_of_an_hour_is_refused_kindly(public, client):
    for n in range(5):
        assert client.post("/contact/", WORDS | {"text": f"ข้อความที่ {n}"}).status_code == 302
    answer = client.post("/contact/", WORDS | {"text": "ข้อความที่หก"})
    assert answer.status_code == 429 and "ข้อความที่หก" in answer.content.decode()
    assert ContactMessage.objects.count() == 5


def late(browser, path="/contact/", referer=""):
    """The form, sent with a token that is no longer good."""
    browser.get(path, secure=True)
    browser.cookies["csrftoken"] = "a" * 32
    return browser.post(path, WORDS, secure=True, headers={"referer": referer or f"https://testserver{path}"})


@pytest.mark.parametrize("path", ["/contact/", "/en/contact/"])
def test_a_page_open_for_too_long_comes_back_as_it_was_filled_in(public, path):
    """For whoever sits at this browser, once; nobody has to be signed in, and nobody else gets it."""
    browser = Client(enforce_csrf_checks=True)
    answer = late(browser, path)
    assert answer["Location"] == path and not ContactMessage.objects.exists()
    page = browser.get(path, secure=True).content.decode()
    assert all(WORDS[name] in page for name in ("name", "email", "text")) and 'value="host" selected' in page
    assert "ยังไม่ได้ส่ง" in page or "nothing was sent yet" in page
    assert "สมชาย" not in browser.get(path, secure=True).content.decode()
    assert "สมชาย" not in Client().get(path, secure=True).content.decode()


def test_a_forged_message_from_another_site_is_given_nothing_back(public):
    browser = Client(enforce_csrf_checks=True)
    assert late(browser, referer="https://evil.example/").status_code == 403
    assert "สมชาย" not in browser.get("/contact/", secure=True).content.decode()
