"""The applicant's side of a reference: who may be asked, asked again, replaced, let go, and what becomes of it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from applications.domain import applications, referees, references, submission
from applications.models import Application, RefereeInvitation, Reference
from applications.privacy import applications as own_copy
from applications.queries.pipeline import steps_of
from programme.kernel.errors import NotVisible, Refusal
from programme.models import AuditEntry, CallAmendment, Letter, PrivateFile, Profile
from tests.factories.town import photo

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def asking(town):
    """A draft, filled in, of a call that asks for one teacher until a week after its close."""
    town.asks_referee()
    town.application = town.fill()
    return town


@pytest.fixture
def asked(asking):
    asking.invitation = asking.asked(asking.application)
    return asking


def step(town) -> str:
    return next(one.state for one in steps_of(town.application) if one.section.kind == "referees")


def letters(kind: str) -> list[Letter]:
    return list(Letter.objects.filter(kind=kind).order_by("pk"))


def test_a_form_with_referees_is_handed_in_once_they_are_asked_not_once_they_have_written(asking):
    with pytest.raises(Refusal) as no:
        submission.submit_application(application=asking.application, by=asking.applicant, at=asking.now)
    assert no.value.code == "incomplete" and step(asking) == "todo"
    asking.asked(asking.application)
    assert step(asking) == "done"
    submission.submit_application(application=asking.application, by=asking.applicant, at=asking.now)
    asking.application.refresh_from_db()
    assert asking.application.state == "submitted" and not Reference.objects.exists()


@pytest.mark.parametrize(("language", "subject"), [("th", "ขอให้คุณเป็นผู้รับรอง"), ("en", "asks you for a reference")])
def test_the_letter_speaks_the_language_that_was_chosen_and_holds_the_link(asking, language, subject):
    invitation = asking.asked(asking.application, language=language)
    letter = letters("referee_asked")[0]
    assert letter.to_address == "kru@school.example" and letter.recipient is None and letter.language == language
    assert subject in letter.subject and "ณัฐริกา" in letter.subject
    assert letter.body_text.count(invitation.link) == 1
    assert {"th": "เขาทำงานอย่างไร", "en": "How do they work?"}[language] in letter.body_text


def test_what_the_applicant_is_called_never_becomes_a_link_in_a_strangers_letter(asking):
    profile = asking.applicant.profile
    profile.given_name_th, profile.family_name_th = "รับเงิน www.evil.example/win", "x@evil.example"
    profile.save()
    asking.application.refresh_from_db()
    asking.asked(asking.application)
    letter = letters("referee_asked")[0]
    assert "evil.example" not in letter.subject + letter.body_text + letter.body_html


def test_a_referee_reads_who_asks_though_the_account_has_no_name_yet(asking):
    Profile.objects.filter(user=asking.applicant).update(
        given_name_th="", family_name_th="", given_name_en="", family_name_en=""
    )
    row = asking.application.answers.get(section="person")
    row.data |= {"given_name_th": "ณัฐริกา", "family_name_th": "ใจดี"}
    row.save()
    asking.application = Application.objects.get(pk=asking.application.pk)
    asking.asked(asking.application)
    letter = letters("referee_asked")[0]
    assert "ณัฐริกา ใจดี" in letter.subject and "•••" not in letter.subject + letter.body_text


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"email": "Applicant@T.example"}, "own_address"),
        ({"rule": "employer"}, "unknown_rule"),
    ],
)
def test_who_cannot_be_asked(asking, fields, code):
    with pytest.raises(Refusal) as no:
        asking.asked(asking.application, **fields)
    assert no.value.code == code and not RefereeInvitation.objects.exists() and not letters("referee_asked")


def test_each_place_is_given_once_and_each_person_asked_once(asked):
    with pytest.raises(Refusal) as no:
        asked.asked(asked.application, email="other@school.example")
    assert no.value.code == "full"
    asked.asks_referee(key="employer", how_many=2)
    with pytest.raises(Refusal) as no:
        asked.asked(asked.application, rule="employer", email="KRU@school.example")
    assert no.value.code == "twice" and no.value.field == "email"
    asked.asked(asked.application, rule="employer", email="boss@work.example")
    assert RefereeInvitation.objects.count() == 2


def test_nobody_else_asks_in_the_applicants_name(asked):
    words = {"rule": "teacher", "name": "ก", "relation": "ข", "email": "a@b.example", "language": "th", "at": asked.now}
    for other in (asked.stranger, asked.officer):
        with pytest.raises(NotVisible):
            referees.invite_referee(application=asked.application, by=other, **words)
        with pytest.raises(NotVisible):
            referees.take_back_referee(invitation=asked.invitation, by=other, at=asked.now)


def test_a_letter_is_sent_again_after_a_day_with_the_same_link(asked):
    again = {"invitation": asked.invitation, "by": asked.applicant}
    with pytest.raises(Refusal) as no:
        referees.ask_referee_again(at=asked.now + timedelta(hours=23), **again)
    assert no.value.code == "too_soon"
    referees.ask_referee_again(at=asked.now + DAY, **again)
    first, second = letters("referee_asked")
    assert asked.invitation.link in first.body_text and asked.invitation.link in second.body_text


def test_taking_back_frees_the_place_and_tells_the_person_but_their_address_rests_a_day(asked):
    link = asked.invitation.link
    referees.take_back_referee(invitation=asked.invitation, by=asked.applicant, at=asked.now)
    assert step(asked) == "todo" and letters("referee_released")[0].to_address == "kru@school.example"
    with pytest.raises(Refusal) as no:
        asked.asked(asked.application)
    assert no.value.code == "too_soon"
    other = asked.asked(asked.application, email="other@school.example")
    assert other.link != link and step(asked) == "done"


def test_a_replacement_is_one_act_and_none_at_all_where_the_new_person_cannot_be_asked(asked):
    words = {"name": "คนใหม่", "relation": "หัวหน้า", "language": "en", "by": asked.applicant, "at": asked.now}
    with pytest.raises(Refusal):
        referees.replace_referee(invitation=asked.invitation, email=asked.applicant.email, **words)
    asked.invitation.refresh_from_db()
    assert asked.invitation.state == "invited" and not letters("referee_released")
    referees.replace_referee(invitation=asked.invitation, email="new@work.example", **words)
    assert list(RefereeInvitation.objects.order_by("pk").values_list("state", flat=True)) == ["withdrawn", "invited"]


def test_one_that_came_can_neither_be_taken_back_nor_replaced_nor_reminded(asked):
    asked.wrote(asked.invitation)
    done = {"invitation": asked.invitation, "by": asked.applicant, "at": asked.now + DAY}
    for act in (referees.take_back_referee, referees.ask_referee_again):
        with pytest.raises(Refusal) as no:
            act(**done)
        assert no.value.code == "answered"
    assert Reference.objects.count() == 1


def test_nobody_causes_more_than_ten_letters_to_strangers_a_day(asking):
    for n in range(10):
        invitation = asking.asked(asking.application, email=f"{n}@school.example")
        referees.take_back_referee(invitation=invitation, by=asking.applicant, at=asking.now)
    with pytest.raises(Refusal) as no:
        asking.asked(asking.application, email="eleven@school.example")
    assert no.value.code == "too_many"
    asking.asked(asking.application, email="eleven@school.example", at=asking.now + DAY)


def test_after_submitting_one_may_still_ask_until_the_time_for_references_ends(asked):
    submission.submit_application(application=asked.application, by=asked.applicant, at=asked.now)
    references.decline_reference(invitation=asked.invitation, at=asked.now)
    end = asked.call.closes_at + 7 * DAY
    with pytest.raises(Refusal) as no:
        asked.asked(asked.application, email="late@school.example", at=end)
    assert no.value.code == "deadline"
    asked.asked(asked.application, email="late@school.example", at=end - timedelta(minutes=1))


def test_a_draft_that_was_not_handed_in_asks_nobody_after_the_close(asking):
    with pytest.raises(Refusal) as no:
        asking.asked(asking.application, at=asking.call.closes_at)
    assert no.value.code == "deadline"


def test_the_end_moves_with_the_close_of_the_call(asked):
    asked.call.closes_at += 5 * DAY
    asked.call.save()
    invitation = RefereeInvitation.objects.get()
    assert invitation.due_at == asked.call.closes_at + 7 * DAY and not CallAmendment.objects.exists()


def test_with_a_withdrawn_application_everything_that_others_wrote_is_gone(asked, django_capture_on_commit_callbacks):
    asked.asks_referee(key="employer", asks_file=True)
    asked.asked(asked.application, rule="employer", email="boss@work.example")
    asked.wrote(asked.invitation, file=photo())
    file = PrivateFile.objects.get(purpose="reference")
    storage, name = file.file.storage, file.file.name
    assert storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        applications.withdraw_application(application=asked.application, by=asked.applicant, at=asked.now)
    assert not Reference.objects.exists() and not PrivateFile.objects.filter(purpose="reference").exists()
    assert not storage.exists(name)
    found = RefereeInvitation.objects.values_list("state", "name", "relation", "email").distinct()
    assert list(found) == [("withdrawn", "", "", "")]
    assert [letter.to_address for letter in letters("referee_released")] == ["boss@work.example"]


def test_the_applicants_copy_says_that_it_came_and_nothing_of_what_it_says(asked):
    asked.wrote(asked.invitation, text="ความลับของครู")
    found = own_copy(asked.applicant)[0]["referees"]
    assert [(one["name"], one["state"]) for one in found] == [("ครูสมศรี ใจดี", "หนังสือรับรองมาถึงแล้ว")]
    assert "ความลับของครู" not in str(own_copy(asked.applicant))


def test_the_history_tells_who_was_asked_and_that_it_came(asked):
    asked.wrote(asked.invitation)
    acts = AuditEntry.objects.filter(object_code=asked.invitation.code).order_by("pk")
    assert list(acts.values_list("act", "actor_role")) == [("invite_referee", ""), ("write_reference", "referee")]


# ── pages ──


def page_of(town) -> str:
    return reverse("apply_section", args=[town.call.slug, "referees"])


NAMED = {"name": "ครูสมศรี", "relation": "ที่ปรึกษา", "email": "kru@school.example", "language": "th"}


def test_the_step_asks_shows_and_lets_go(asking, signed_in):
    client = signed_in(asking.applicant)
    assert client.post(page_of(asking), NAMED | {"act": "invite-teacher"}).status_code == 302
    invitation = RefereeInvitation.objects.get()
    said = client.get(page_of(asking)).content.decode()
    assert "ครูสมศรี" in said and "เชิญแล้ว" in said and invitation.link not in said
    assert client.post(page_of(asking), {"act": f"back-{invitation.code}"}).status_code == 302
    invitation.refresh_from_db()
    assert invitation.state == "withdrawn"


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("email", "no address"),
        ("email", ""),
        ("name", ""),
        ("name", "ดูที่ www.evil.example/x"),
        ("relation", "โทร 081 234 5678"),
        ("language", "fr"),
        ("name", "ก" * 121),
    ],
)
def test_what_cannot_be_sent_is_said_beside_the_field_and_all_typed_is_kept(asking, signed_in, field, typed):
    answer = signed_in(asking.applicant).post(page_of(asking), NAMED | {field: typed, "act": "invite-teacher"})
    form = answer.context["refused"]
    assert answer.status_code == 422 and set(form.errors) == {field} and not RefereeInvitation.objects.exists()
    said = answer.content.decode()
    assert all(value in said for name, value in NAMED.items() if name != field)


def test_another_persons_buttons_are_not_there(asked, signed_in):
    asked.second = asked.person("second@t.example")
    applications.start_application(call=asked.call, applicant=asked.second, at=asked.now)
    answer = signed_in(asked.second).post(page_of(asked), {"act": f"back-{asked.invitation.code}"})
    assert answer.status_code in (302, 409)
    asked.invitation.refresh_from_db()
    assert asked.invitation.state == "invited"
    mine = reverse("my_application_referees", args=[asked.application.code])
    assert [signed_in(one).get(mine).status_code for one in (asked.second, asked.officer, asked.applicant)] == [
        404, 404, 200,
    ]  # fmt: skip


def test_a_letter_that_came_back_is_told_to_the_applicant(asked, signed_in):
    client = signed_in(asked.applicant)
    words = "จดหมายส่งไม่ถึง"
    assert words not in client.get(page_of(asked)).content.decode()
    Letter.objects.filter(kind="referee_asked").update(state="bounced")
    assert words in client.get(page_of(asked)).content.decode()


def test_the_check_page_and_the_own_page_say_who_is_awaited(asked, signed_in):
    client = signed_in(asked.applicant)
    check = client.get(reverse("apply_section", args=[asked.call.slug, "check"])).content.decode()
    assert "ครูสมศรี ใจดี" in check and "เชิญแล้ว" in check
    submission.submit_application(application=asked.application, by=asked.applicant, at=asked.now)
    asked.wrote(asked.invitation, text="ความลับของครู")
    mine = client.get(reverse("my_application", args=[asked.application.code])).content.decode()
    assert "มาถึงแล้ว" in mine and "ความลับของครู" not in mine


@pytest.mark.parametrize("people", [1, 3])
def test_the_step_has_a_constant_number_of_queries(asking, signed_in, django_assert_num_queries, people):
    asking.asks_referee(key="employer", how_many=2)
    rules = ["teacher", "employer", "employer"]
    for n in range(people):
        asking.asked(asking.application, rule=rules[n], email=f"{n}@school.example")
    client = signed_in(asking.applicant)
    client.get(page_of(asking))
    with django_assert_num_queries(20):
        assert client.get(page_of(asking)).status_code == 200


def test_two_tabs_do_not_ask_twice(asking, signed_in):
    client = signed_in(asking.applicant)
    for _press in range(2):
        client.post(page_of(asking), NAMED | {"act": "invite-teacher"})
    assert RefereeInvitation.objects.count() == len(letters("referee_asked")) == 1


def test_an_earlier_application_does_not_speak_for_a_new_one(asked):
    applications.withdraw_application(application=asked.application, by=asked.applicant, at=asked.now)
    new = applications.start_application(call=asked.call, applicant=asked.applicant, at=asked.now)
    assert new != asked.application and new.invitations.count() == 0
    assert Application.objects.count() == 2
