"""Outcomes and problems: written once, changed while they are the author's, answered when they travelled up."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from mentoring.domain import claims, outcomes
from mentoring.models import Claim, Outcome, Placement, Problem
from programme.kernel.errors import NotAllowed, NotVisible, Refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def placement(town):
    return town.placement()


def outcome_fields(town, **changes) -> dict:
    return {
        "change": "service", "statement": "รถเมล์มาตรงเวลา", "happened_on": timezone.localdate(town.now), "domains": ["mob"],
    } | changes  # fmt: skip


def problem_fields(town, **changes) -> dict:
    return {
        "title": "น้ำเสีย", "statement": "คลองเน่า", "happened_on": timezone.localdate(town.now), "domains": ["env"],
    } | changes  # fmt: skip


def claim_one(town, placement, *, by=None, key=None, **changes) -> Outcome:
    return outcomes.claim_outcome(
        placement=placement,
        fields=outcome_fields(town, **changes),
        by=by or town.applicant,
        at=town.now,
        client_uuid=key,
    )


def note_one(town, placement, *, by=None, key=None, **changes) -> Problem:
    return outcomes.note_problem(
        placement=placement,
        fields=problem_fields(town, **changes),
        by=by or town.applicant,
        at=town.now,
        client_uuid=key,
    )


BOTH = pytest.mark.parametrize("keep", [claim_one, note_one])


def refused(code, act, *given, **words) -> Refusal:
    with pytest.raises(Refusal) as no:
        act(*given, **words)
    assert no.value.code == code
    return no.value


@BOTH
def test_it_is_a_draft_of_its_author(town, placement, keep):
    row = keep(town, placement)
    assert (row.state, row.author, row.placement) == ("draft", town.applicant, placement)


def test_a_problem_lies_in_the_city_of_the_placement(town, placement):
    assert note_one(town, placement).city == town.city


@BOTH
@pytest.mark.parametrize("who", ("host", "mentor", "officer", "evaluator", "stranger"))
def test_only_the_ambassador_writes(town, placement, keep, who):
    with pytest.raises((NotAllowed, NotVisible)):
        keep(town, placement, by=getattr(town, who))


@BOTH
def test_neither_future_nor_outside(town, placement, keep):
    refused("outside", keep, town, placement, happened_on=timezone.localdate(town.now) + timedelta(days=1))
    refused("outside", keep, town, placement, happened_on=placement.starts_on - timedelta(days=1))
    assert not Claim.objects.exists()


@BOTH
def test_a_domain_named_twice_is_one_domain(town, placement, keep):
    assert keep(town, placement, domains=["gov", "gov", "env"]).domains == ["gov", "env"]


@BOTH
def test_sent_twice_it_is_one_and_other_content_is_told_apart(town, placement, keep):
    key = uuid4()
    first, again = keep(town, placement, key=key), keep(town, placement, key=key)
    assert first.pk == again.pk and Claim.objects.count() == 1
    refused("other_content", keep, town, placement, key=key, statement="อีกเรื่อง")
    second = town.placement(town.person("second@t.example"))
    other = keep(town, second, by=second.ambassador, key=key)
    assert other.pk != first.pk


def change(town, row, *, by=None, **fields):
    return outcomes.change_outcome(outcome=row, fields=fields, by=by or town.applicant, at=town.now)


@BOTH
def test_a_draft_or_returned_one_is_changed(town, placement, keep):
    row = keep(town, placement)
    change(town, row, statement="แก้แล้ว")
    Claim.objects.filter(pk=row.pk).update(**{"state": "returned"})
    change(town, row, statement="แก้อีกครั้ง", domains=["env", "env"])
    row.refresh_from_db()
    assert (row.statement, row.domains, row.state) == ("แก้อีกครั้ง", ["env"], "returned")


@BOTH
@pytest.mark.parametrize("state", ["submitted", "confirmed", "verified", "disputed", "voided", "discarded"])
def test_what_is_handed_in_is_not_changed(town, placement, keep, state):
    row = keep(town, placement)
    Claim.objects.filter(pk=row.pk).update(**{"state": state})
    refused("locked", change, town, row, statement="แอบแก้")


@BOTH
@pytest.mark.parametrize("who", ("host", "officer", "mentor", "stranger"))
def test_nobody_else_changes(town, placement, keep, who):
    with pytest.raises((NotAllowed, NotVisible)):
        change(town, keep(town, placement), by=getattr(town, who), statement="ก")


@BOTH
def test_a_change_into_the_future_is_refused(town, placement, keep):
    row = keep(town, placement)
    refused("outside", change, town, row, happened_on=timezone.localdate(town.now) + timedelta(days=2))


@pytest.mark.parametrize(("keep", "room"), [(claim_one, "outcomes"), (note_one, "problems")])
def test_editing_is_a_page_with_what_was_written_and_keeps_the_change(town, placement, signed_in, keep, room):
    row = keep(town, placement)
    browser, address = signed_in(town.applicant), f"/field/{room}/{row.code}/edit/"
    page = browser.get(address)
    form = page.context["form"]
    assert page.status_code == 200 and form["statement"].value() == row.statement
    typed = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
    typed |= {"happened_on": f"{row.happened_on:%d/%m/%Y}", "statement": "แก้แล้ว"}
    assert browser.post(address, typed | {"happened_on": "99/99/2569"}).status_code == 422
    assert browser.post(address, typed).status_code == 302
    row.refresh_from_db()
    assert row.statement == "แก้แล้ว"
    Claim.objects.filter(pk=row.pk).update(**{"state": "submitted"})
    refusal = browser.post(address, typed | {"statement": "อีกที"})
    assert refusal.status_code == 422 and "อีกที" in refusal.content.decode()
    for who in ("host", "officer", "stranger"):
        assert signed_in(getattr(town, who)).get(address).status_code == 404


def test_the_other_kind_is_not_edited_at_this_address(town, placement, signed_in):
    problem = note_one(town, placement)
    assert signed_in(town.applicant).get(f"/field/outcomes/{problem.code}/edit/").status_code == 404


def test_the_list_says_of_each_why_it_does_not_count(town, placement, signed_in):
    claim_one(town, placement)
    note_one(town, placement)
    page = signed_in(town.applicant, "en").get("/field/outcomes/").content.decode()
    assert page.count("Does not count yet:") == 2 and "Not handed in yet" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_with_one_and_three_rows(
    town, placement, signed_in, django_assert_max_num_queries, rows
):
    for _n in range(rows):
        claim_one(town, placement)
        note_one(town, placement)
    browser = signed_in(town.applicant)
    with django_assert_max_num_queries(14):
        browser.get("/field/outcomes/")


def answered(town, problem, *, by=None, answer="plan", text="เข้าแผนปี 2570"):
    return outcomes.answer_problem(
        problem=problem, answer=answer, text=text, on=timezone.localdate(town.now), by=by or town.officer, at=town.now
    )


@pytest.fixture
def problem(town, placement):
    row = note_one(town, placement)
    Claim.objects.filter(pk=row.pk).update(**{"state": "verified"}, confirmed_by=town.host, confirmed_at=town.now)
    row.refresh_from_db()
    return row


def test_a_verified_problem_gets_its_answer(town, problem):
    answered(town, problem)
    found = Problem.objects.get()
    assert (found.answer, found.answer_text, found.answered_on) == (
        "plan",
        "เข้าแผนปี 2570",
        timezone.localdate(town.now),
    )


def test_an_answer_needs_its_kind_and_its_words_and_a_verified_problem(town, problem, placement):
    refused("no_answer", answered, town, problem, answer="")
    refused("no_answer", answered, town, problem, text="  ")
    refused("not_verified", answered, town, note_one(town, placement))


@pytest.mark.parametrize("who", ("applicant", "host", "mentor", "evaluator", "stranger"))
def test_only_an_officer_writes_the_answer(town, problem, who):
    with pytest.raises((NotAllowed, NotVisible)):
        answered(town, problem, by=getattr(town, who))


def test_the_desk_writes_the_answer_and_an_unknown_one_is_refused(town, problem, signed_in):
    browser, address = signed_in(town.officer), f"/desk/verify/{problem.code}/"
    assert browser.post(address, {"act": "answer", "answer": "nonsense", "text": "ก"}).status_code == 422
    assert browser.post(address, {"act": "answer", "answer": "funded", "text": "ได้งบแล้ว"}).status_code == 302
    assert Problem.objects.get().answer == "funded"


def test_a_log_has_no_answer(town, placement, signed_in):
    log = town.log(placement)
    claims.submit_claim(claim=log, by=town.applicant, at=town.now)
    page = signed_in(town.officer).post(f"/desk/verify/{log.code}/", {"act": "answer", "answer": "plan", "text": "ก"})
    assert page.status_code == 409 and Placement.objects.count() == 1


def test_two_sendings_that_meet_are_one_outcome(town, monkeypatch):
    placement, key, real = town.placement(), uuid4(), outcomes.sent_before
    fields = {"change": "service", "statement": "ก", "happened_on": timezone.localdate(town.now), "domains": ["env"]}
    words = {"placement": placement, "fields": fields, "client_uuid": key, "by": town.applicant, "at": town.now}
    first, unseen = outcomes.claim_outcome(**words), iter([None])  # the second had looked before the first was kept
    monkeypatch.setattr(outcomes, "sent_before", lambda *given, **more: next(unseen, real(*given, **more)))
    assert outcomes.claim_outcome(**words).pk == first.pk and Outcome.objects.count() == 1


NO_UNIT = "Write what the number counts"
ADDRESSES = {"outcomes": (outcome_fields, "after", "unit"), "problems": (problem_fields, "size_number", "size_unit")}


@pytest.mark.parametrize("kind", list(ADDRESSES))
def test_a_number_without_its_unit_says_so_beside_the_unit_and_keeps_nothing(town, placement, signed_in, kind):
    fields, number, unit = ADDRESSES[kind]
    browser, page = signed_in(town.applicant, "en"), f"/field/{kind}/new/"
    typed = fields(town) | {number: "12", unit: "", "client_uuid": str(uuid4())}
    answer = browser.post(page, typed)
    form = answer.context["form"]
    assert answer.status_code == 422 and list(form.errors) == [unit] and NO_UNIT in str(form.errors[unit])
    assert form[number].value() == "12" and not Claim.objects.exists()
    assert browser.post(page, typed | {unit: "ครัวเรือน"}).status_code == 302
    assert browser.post(page, typed | {number: "", "client_uuid": str(uuid4())}).status_code == 302
    assert Claim.objects.count() == 2


def test_a_size_of_which_the_unit_was_never_written_is_not_a_bare_number(town, placement, signed_in):
    found = note_one(town, placement, size_number=12)
    page = signed_in(town.applicant, "en").get(f"/field/claims/{found.code}/").content.decode()
    assert "what is counted was not written" in page and not found.is_sized
    Problem.objects.filter(pk=found.pk).update(size_unit="ครัวเรือน")
    page = signed_in(town.applicant, "en").get(f"/field/claims/{found.code}/").content.decode()
    assert "<b>12 ครัวเรือน</b>" in page.replace("\u00a0", " ") and "what is counted" not in page
