"""The referee's side: a signed link, a reference that comes once and can be corrected, "I cannot", and the clock."""

from datetime import timedelta

import pytest
from django.core import signing
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from applications.domain import applications, referees, references, submission
from applications.models import RefereeInvitation, Reference
from programme.kernel.errors import Refusal
from programme.models import Letter, PrivateFile
from tests.factories.town import PDF, photo

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SENT = {"act": "send", "version": "0", "text": "ทำงานจริง", "level": "5"}


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def asked(town):
    town.asks_referee()
    town.application = town.fill()
    town.invitation = town.asked(town.application)
    return town


def letters(kind: str) -> list[Letter]:
    return list(Letter.objects.filter(kind=kind).order_by("pk"))


def test_a_referee_reads_who_asks_what_and_who_will_read_it_and_sends_without_an_account(asked, client):
    page = client.get(asked.invitation.link)
    said = page.content.decode()
    for words in ("ณัฐริกา", "ครูสมศรี ใจดี", "รับสมัครรุ่นที่ 5", "เขาทำงานอย่างไร", "จะไม่เห็นสิ่งที่คุณเขียน"):
        assert words in said
    assert page.status_code == 200 and "noindex" in page["X-Robots-Tag"] and "no-store" in page["Cache-Control"]
    assert page["Referrer-Policy"] == "same-origin"
    assert asked.applicant.email not in said and asked.application.code not in said
    answer = client.post(asked.invitation.link, SENT)
    assert (answer.status_code, answer["Location"]) == (302, asked.invitation.link)
    reference = Reference.objects.get()
    assert (reference.text, reference.level, reference.invitation.state) == ("ทำงานจริง", 5, "came")
    assert [letter.to_address for letter in letters("reference_thanks")] == ["kru@school.example"]
    came = letters("reference_came")
    assert [letter.recipient for letter in came] == [asked.applicant] and "ทำงานจริง" not in came[0].body_text


def test_the_page_speaks_the_letters_language_until_its_reader_chooses_another(asked, client):
    RefereeInvitation.objects.update(language="en")
    assert "A reference for" in client.get(asked.invitation.link).content.decode()
    client.cookies["language"] = "th"
    assert "A reference for" not in client.get(asked.invitation.link).content.decode()


def test_pressing_twice_sends_once(asked, client):
    for _press in range(2):
        assert client.post(asked.invitation.link, SENT).status_code == 302
    assert Reference.objects.get().version == 1
    assert len(letters("reference_came")) == len(letters("reference_thanks")) == 1


def test_it_is_corrected_by_the_same_link_until_its_end_and_never_after(asked, client):
    asked.wrote(asked.invitation)
    assert "ณัฐริกาทำงานจริง" in client.get(asked.invitation.link).content.decode()
    client.post(asked.invitation.link, SENT | {"version": "1", "text": "ดีกว่าเดิม"})
    reference = Reference.objects.get()
    assert (reference.text, reference.version, len(letters("reference_came"))) == ("ดีกว่าเดิม", 2, 1)
    with pytest.raises(Refusal) as no:
        asked.wrote(asked.invitation, version=2, text="สาย", at=asked.call.closes_at + 7 * DAY)
    assert no.value.code == "deadline"


def test_of_two_windows_the_later_is_told_and_loses_nothing(asked):
    one, other = Client(), Client()
    one.post(asked.invitation.link, SENT | {"text": "หน้าต่างแรก"})
    late = other.post(asked.invitation.link, SENT | {"text": "หน้าต่างที่สอง"})
    assert late.status_code == 422 and "หน้าต่างที่สอง" in late.content.decode()
    assert Reference.objects.get().text == "หน้าต่างแรก"


@pytest.mark.parametrize(
    ("field", "typed"), [("text", ""), ("text", "ก" * 6001), ("level", ""), ("level", "9"), ("level", "x' OR 1=1")]
)
def test_what_does_not_count_is_said_and_what_was_typed_stays(asked, client, field, typed):
    answer = client.post(asked.invitation.link, SENT | {field: typed})
    assert answer.status_code == 422 and set(answer.context["form"].errors) == {field}
    assert field == "text" or "ทำงานจริง" in answer.content.decode()
    assert not Reference.objects.exists()


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "=cmd|' /C calc'!A0", "\u202eกลับ", "😀 ดี"])
def test_whatever_is_written_is_text_and_nothing_else(asked, client, signed_in, typed):
    client.post(asked.invitation.link, SENT | {"text": typed})
    submission.submit_application(application=asked.application, by=asked.applicant, at=asked.now)
    desk = signed_in(asked.officer).get(reverse("desk_application", args=[asked.application.code])).content.decode()
    assert Reference.objects.count() == 1 and "<script>alert" not in desk


def test_a_file_is_asked_for_checked_kept_privately_and_replaced(asked, client):
    asked.invitation.rule.__class__.objects.update(asks_file=True)
    assert set(client.post(asked.invitation.link, SENT).context["form"].errors) == {"file"}
    wrong = photo()
    wrong.file.seek(0)
    wrong.file.truncate(20)
    wrong.size = 20
    assert client.post(asked.invitation.link, SENT | {"file": wrong}).status_code == 422
    assert not PrivateFile.objects.filter(purpose="reference").exists()
    client.post(asked.invitation.link, SENT | {"file": photo()})
    first = PrivateFile.objects.get(purpose="reference")
    client.post(asked.invitation.link, SENT | {"version": "1", "text": "ใหม่"})
    assert Reference.objects.get().file == first
    other = SimpleUploadedFile("letter.pdf", PDF, "application/pdf")
    client.post(asked.invitation.link, SENT | {"version": "2", "text": "ใหม่", "file": other})
    assert PrivateFile.objects.filter(purpose="reference").count() == 1
    assert Reference.objects.get().version == 3


def test_i_cannot_frees_the_place_and_tells_the_applicant_once(asked, client):
    for _press in range(2):
        client.post(asked.invitation.link, {"act": "decline"})
    asked.invitation.refresh_from_db()
    assert asked.invitation.state == "declined" and len(letters("reference_declined")) == 1
    over = client.get(asked.invitation.link)
    assert over.status_code == 410 and "ณัฐริกา" not in over.content.decode()
    asked.asked(asked.application, email="other@school.example")


def test_one_that_came_cannot_be_declined(asked):
    asked.wrote(asked.invitation)
    with pytest.raises(Refusal) as no:
        references.decline_reference(invitation=asked.invitation, at=asked.now)
    assert no.value.code == "came"


# ── links ──


def forged(invitation) -> list[str]:
    token = invitation.link.split("/")[2]
    code, _dot, rest = token.partition(".")
    return [
        "x",
        code,
        token[:-1] + ("a" if token[-1] != "a" else "b"),
        "zzzzzzzzzz." + rest,
        signing.Signer(salt="applications.other").sign(f"{invitation.code}.{invitation.secret}"),
        signing.Signer(key="k" * 50, salt="applications.referee").sign(f"{invitation.code}.{invitation.secret}"),
        signing.Signer(salt="applications.referee").sign(f"{invitation.code}."),
        signing.Signer(salt="applications.referee").sign(invitation.code),
    ]


def test_a_link_that_we_did_not_sign_opens_nothing_and_says_what_to_do(asked, client):
    assert client.get(asked.invitation.link).status_code == 200
    for token in forged(asked.invitation):
        answer = client.get(reverse("refer", args=[token]))
        said = answer.content.decode()
        assert answer.status_code == 404 and "ณัฐริกา" not in said and "ลิงก์นี้ไม่ไปที่ใด" in said
        assert client.post(reverse("refer", args=[token]), SENT).status_code == 404
    assert not Reference.objects.exists()


def test_links_of_two_people_do_not_open_each_other(asked, client):
    asked.asks_referee(key="employer")
    other = asked.asked(asked.application, rule="employer", email="boss@work.example", name="หัวหน้า")
    assert "หัวหน้า" not in client.get(asked.invitation.link).content.decode()
    assert "หัวหน้า" in client.get(other.link).content.decode()


def test_another_secret_makes_every_letters_link_worthless(asked, client):
    old = asked.invitation.link
    RefereeInvitation.objects.update(secret="other")
    assert client.get(old).status_code == 404


def test_a_link_dies_with_the_invitation_the_application_and_the_time(asked, client):
    link = asked.invitation.link
    RefereeInvitation.objects.update(state="expired")
    assert client.get(link).status_code == 410
    RefereeInvitation.objects.update(state="invited")
    referees.take_back_referee(invitation=asked.invitation, by=asked.applicant, at=asked.now)
    assert client.get(link).status_code == client.post(link, SENT).status_code == 410
    other = asked.asked(asked.application, email="other@school.example")
    applications.withdraw_application(application=asked.application, by=asked.applicant, at=asked.now)
    assert client.get(other.link).status_code == 410 and not Reference.objects.exists()


def test_the_applicant_does_not_open_the_link_even_where_they_hold_it(asked, signed_in):
    client = signed_in(asked.applicant)
    assert client.get(asked.invitation.link).status_code == 404
    assert client.post(asked.invitation.link, SENT).status_code == 404


def test_guessing_is_slowed_down_and_what_was_typed_is_kept(asked, client):
    found = [client.get(reverse("refer", args=[f"guess{n}"])).status_code for n in range(31)]
    assert found == [404] * 30 + [429]
    assert client.get(asked.invitation.link).status_code == 200
    for _n in range(30):
        client.post(asked.invitation.link, SENT | {"text": ""})
    late = client.post(asked.invitation.link, SENT)
    assert late.status_code == 429 and "ทำงานจริง" in late.content.decode() and not Reference.objects.exists()


def test_a_page_of_another_site_cannot_send_for_the_referee(asked):
    outside = Client(enforce_csrf_checks=True)
    assert outside.post(asked.invitation.link, SENT).status_code == 403 and not Reference.objects.exists()


# ── the clock ──


def test_reminders_leave_once_after_a_week_and_once_before_the_end(asked):
    submission.submit_application(application=asked.application, by=asked.applicant, at=asked.now)
    end = asked.call.closes_at + 7 * DAY  # seventeen days from now
    sent = {}
    for hours in range(0, 24 * 20, 6):
        at = asked.now + timedelta(hours=hours)
        references.expire_references(at=at)
        if references.remind_referees(at=at):
            sent[at] = letters("referee_reminder")[-1].body_text
    assert list(sent) == [asked.now + 7 * DAY, end - 2 * DAY]
    assert all(asked.invitation.link in text for text in sent.values())
    asked.invitation.refresh_from_db()
    assert asked.invitation.state == "expired"
    assert len(letters("reference_missed")) == 1


@pytest.mark.parametrize("how", ["came", "declined", "taken back", "withdrawn"])
def test_nobody_is_reminded_after_an_answer_or_a_withdrawal(asked, how):
    {
        "came": lambda: asked.wrote(asked.invitation),
        "declined": lambda: references.decline_reference(invitation=asked.invitation, at=asked.now),
        "taken back": lambda: referees.take_back_referee(invitation=asked.invitation, by=asked.applicant, at=asked.now),
        "withdrawn": lambda: applications.withdraw_application(
            application=asked.application, by=asked.applicant, at=asked.now
        ),
    }[how]()
    for days in (7, 8, 15, 16, 17):
        assert references.remind_referees(at=asked.now + days * DAY) == 0
    assert letters("referee_reminder") == []


def test_a_draft_that_was_never_handed_in_reminds_nobody_and_its_invitation_ends_with_the_call(asked):
    after = asked.call.closes_at + timedelta(minutes=1)
    assert references.remind_referees(at=after) == 0
    assert references.expire_references(at=after) == 1
    asked.invitation.refresh_from_db()
    assert asked.invitation.state == "expired" and letters("reference_missed") == []


def test_references_are_erased_ninety_days_after_the_application_ended(asked):
    submission.submit_application(application=asked.application, by=asked.applicant, at=asked.now)
    asked.wrote(asked.invitation)
    type(asked.application).objects.update(state="not_selected", state_changed_at=asked.now)
    assert references.purge_references(at=asked.now + 90 * DAY) == 0
    assert references.purge_references(at=asked.now + 91 * DAY) == 1
    assert not Reference.objects.exists() and not RefereeInvitation.objects.exists()
