"""Buttons of a page: one form, one domain call, one message; a "no" gives the page back as it was filled in."""

import pytest
from django import forms

from programme.kernel.errors import NotAllowed, Refusal
from programme.kernel.operations import Operation, carry_out, errors_in_words
from programme.models import HostAgency, Role, RoleGrant
from tests.factories.town import Town

pytestmark = pytest.mark.django_db


class Note(forms.Form):
    text = forms.CharField(label="Text", max_length=20)


def refuse(**_fields):
    raise Refusal("Too late: write to the office.", field="text")


def test_the_domain_gets_the_cleaned_fields_by_name():
    assert carry_out(Note({"text": " hello "}), Operation(Note, lambda text: text.upper())).result == "HELLO"


def test_an_invalid_form_never_reaches_the_domain():
    form = Note({"text": ""})
    assert (
        not carry_out(form, Operation(Note, refuse)) and form.errors["text"] == ["This field is required."]
    ) or form.errors["text"]


def test_a_no_of_the_domain_stands_beside_the_field_that_it_is_about():
    form = Note({"text": "hello"})
    assert not carry_out(form, Operation(Note, refuse))
    assert form.errors == {"text": ["Too late: write to the office."]} and form["text"].value() == "hello"


def test_what_a_person_may_not_do_is_no_error_of_a_form():
    def forbid(**_fields):
        raise NotAllowed("Only officers.")

    with pytest.raises(NotAllowed):
        carry_out(Note({"text": "hello"}), Operation(Note, forbid))


def test_errors_are_said_in_one_line_with_their_field():
    form = Note({"text": "x" * 21})
    form.is_valid()
    assert errors_in_words(form).startswith("Text: ")


@pytest.fixture
def waiting(town: Town) -> HostAgency:
    from programme.domain.agencies import register_agency  # beside the one case that needs it

    fields = {"name_th": "เทศบาลใหม่", "name_en": "New Town", "kind": "city", "province": town.province}
    return register_agency(fields=fields, cities=[town.city], by=town.officer, at=town.now)


def test_a_no_without_a_reason_draws_the_page_again_and_changes_nothing(waiting, town, signed_in):
    officer = signed_in(town.officer2, "en")
    page = officer.post(f"/desk/agencies/{waiting.code}/", {"approve": "no", "reason": " "})
    assert page.status_code == 422 and "Write the reason" in page.content.decode()
    waiting.refresh_from_db()
    assert waiting.state == "pending"
    assert officer.post(f"/desk/agencies/{waiting.code}/", {"approve": "no", "reason": "ไม่มีหนังสือ"}).status_code == 302
    waiting.refresh_from_db()
    assert (waiting.state, waiting.decision_reason) == ("rejected", "ไม่มีหนังสือ")


def test_a_form_sent_without_its_button_says_so(waiting, town, signed_in):
    page = signed_in(town.officer2, "en").post(f"/desk/agencies/{waiting.code}/", {"reason": "typed at length"})
    assert page.status_code == 422
    assert "Press one of the buttons" in page.content.decode() and "typed at length" in page.content.decode()


def test_an_opening_is_withdrawn_only_with_a_reason(town, signed_in):
    officer = signed_in(town.officer, "en")
    address = f"/desk/openings/{town.opening.code}/"
    assert "Withdraw this opening" in officer.get(address).content.decode()
    assert officer.post(address, {"act": "withdraw", "reason": ""}).status_code == 422
    assert officer.post(address, {"act": "withdraw", "reason": "no budget"}).status_code == 302
    town.opening.refresh_from_db()
    assert town.opening.state == "withdrawn"
    assert "Withdraw this opening" not in officer.get(address).content.decode()


def test_a_button_that_is_gone_is_told_apart_from_one_that_did_nothing(town, signed_in):
    page = signed_in(town.officer, "en").post(f"/desk/people/{town.host.code}/", {"act": "nonsense"})
    assert page.status_code == 409 and "not the newest one" in page.content.decode()


def test_roles_are_granted_and_ended_by_their_own_forms(town, signed_in):
    officer = signed_in(town.officer, "en")
    address = f"/desk/people/{town.stranger.code}/"
    assert officer.post(address, {"act": "grant", "role": Role.REVIEWER, "cohort": ""}).status_code == 302
    grant = RoleGrant.objects.get(user=town.stranger)
    theirs = RoleGrant.objects.get(user=town.reviewer)
    wrong = officer.post(address, {"act": "end", "grant": theirs.pk})  # somebody else's role, by a forged number
    assert wrong.status_code == 422 and RoleGrant.objects.get(pk=theirs.pk).ended_at is None
    assert officer.post(address, {"act": "end", "grant": grant.pk}).status_code == 302
    assert RoleGrant.objects.get(pk=grant.pk).ended_at


@pytest.mark.parametrize("number", ["9" * 19, "9" * 400, "-1", "x", "²"])
def test_a_forged_number_is_an_error_and_no_fault(town, signed_in, number):
    page = signed_in(town.officer, "en").post(f"/desk/people/{town.host.code}/", {"act": "end", "grant": number})
    assert page.status_code == 422


def test_consents_are_given_with_the_wording_that_was_read_and_taken_back(town, signed_in):
    person = signed_in(town.applicant, "en")
    assert person.post("/my/consents/", {"purpose": "story", "act": "agree"}).status_code == 302
    consent = town.applicant.consents.get()
    assert consent.wording and consent.withdrawn_at is None
    person.post("/my/consents/", {"purpose": "story", "act": "take_back"})
    consent.refresh_from_db()
    assert consent.withdrawn_at
    assert person.post("/my/consents/", {"purpose": "nonsense", "act": "agree"}).status_code == 409


@pytest.mark.parametrize("path", ["/desk/cohorts/new/", "/desk/agencies/new/", "/desk/openings/new/"])
def test_a_page_that_is_opened_blames_nobody_yet(town, signed_in, path):
    page = signed_in(town.officer, "en").get(path)
    assert page.status_code == 200 and not page.context["form"].is_bound
    assert "invalid-feedback" not in page.content.decode()
