"""After the release: hosts answer, people answer, freed seats travel, a host leaves, the second round."""

from datetime import timedelta

import pytest

from applications.domain import adoption, agreements, host_answers, offers, rankings, reserve, runs, second_round
from applications.models import HostAnswer, HostRanking, Offer, Preference
from applications.policies import candidates_of
from applications.queries.reserve import claims_on_free_seats
from applications.queries.seats import story_of_seat
from mentoring.models import Placement
from programme.domain import agencies
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def released(town):
    """Three people on two seats: two offers are out, one person waits on the reserve list."""
    town.ranked(town.applicant, town.person("second@t.example"), town.person("third@t.example"))
    town.selecting()
    town.release(town.computed())
    return town


def refused(code, act, **words):
    with pytest.raises(Refusal) as refusal:
        act(**words)
    assert refusal.value.code == code


def first_offer(town):
    return Offer.objects.get(opening=town.opening)


def waiting(town):
    return town.call.applications.get(state="reserve")


def test_a_declined_seat_goes_to_the_reserve_list_with_one_click(released, signed_in):
    town, offer = released, first_offer(released)
    refused("nobody", reserve.refill_seats, call=town.call, by=town.officer, at=town.now)
    offers.decline_offer(offer=offer, reason="", by=offer.application.applicant, at=town.now)
    officer = signed_in(town.officer, "en")
    assert waiting(town).receipt_number in officer.get(f"/desk/offers/{offer.code}/").content.decode()
    person = waiting(town)
    officer.post(f"/desk/match/{town.call.code}/refill/")
    new = Offer.objects.get(application=person)
    assert (new.opening, new.state, new.replaces) == (town.opening, "sent", offer)
    assert [part["offer"] for part in story_of_seat(new, town.officer)] == [offer, new]  # one story per seat
    refused("nobody", reserve.refill_seats, call=town.call, by=town.officer, at=town.now)


def test_too_late_is_refused_kindly_with_a_way_to_ask(released, signed_in):
    town, offer = released, first_offer(released)
    person = offer.application.applicant
    late = town.now + timedelta(days=8)
    refused("expired", offers.accept_offer, offer=offer, typed_name="ก", by=person, at=late)
    refused("not_expired", offers.ask_again, offer=offer, text="x", by=person, at=late)
    offers.expire_offers(at=late)
    client = signed_in(person, "en")
    assert "you would still come" in client.get(f"/my/offers/{offer.code}/").content.decode()
    client.post(f"/my/offers/{offer.code}/ask/", {"text": "เน็ตล่มทั้งอำเภอ"})
    offer.refresh_from_db()
    assert offer.asked_again == "เน็ตล่มทั้งอำเภอ" and offer.state == "expired"
    refused("asked", offers.ask_again, offer=offer, text="x", by=person, at=late)
    other = Offer.objects.get(opening=town.opening2)
    refused("empty", offers.ask_again, offer=other, text=" ", by=other.application.applicant, at=late)
    assert "เน็ตล่มทั้งอำเภอ" in signed_in(town.officer).get(f"/desk/offers/{offer.code}/").content.decode()
    assert signed_in(town.stranger).post(f"/my/offers/{offer.code}/ask/", {"text": "x"}).status_code == 404


def test_the_agreement_is_frozen_and_sent_as_a_pdf_once(released, signed_in):
    town, offer = released, first_offer(released)
    person = offer.application.applicant
    offers.accept_offer(offer=offer, typed_name="ณัฐริกา บุญเรือง", by=person, at=town.now)
    assert agreements.make_due_agreements(at=town.now) == 1
    assert agreements.make_due_agreements(at=town.now) == 0
    letter = Letter.objects.get(kind="agreement_copy")
    file = letter.attachments.get()
    with file.file.open("rb") as content:
        assert content.read(4) == b"%PDF" and letter.recipient == person
    assert signed_in(person).get(f"/files/{file.code}/").status_code == 200
    assert signed_in(town.officer).get(f"/files/{file.code}/").status_code == 200
    assert signed_in(town.host).get(f"/files/{file.code}/").status_code == 404


def test_a_host_confirms_or_objects_once_and_in_time(released, signed_in):
    town, offer = released, first_offer(released)
    page = signed_in(town.host, "en").get(f"/host/placed/{town.opening.code}/").content.decode()
    assert offer.application.applicant.get_full_name() in page
    others = town.call.applications.exclude(pk=offer.application_id)
    assert not any(person.applicant.email in page or person.receipt_number in page for person in others)
    assert "Your other candidates" in page
    assert signed_in(town.host2).get(f"/host/placed/{town.opening.code}/").status_code == 404
    answer = {"offer": offer, "by": town.host, "at": town.now}
    refused("no_reason", host_answers.answer_placement, **answer, objects=True, reason=" ")
    late = answer | {"at": town.now + timedelta(days=6)}
    refused("late", host_answers.answer_placement, **late, objects=True, reason="x")
    signed_in(town.host).post(
        f"/host/placed/{town.opening.code}/{offer.code}/", {"act": "object", "reason": "เป็นญาติกับผู้บริหาร"}
    )
    offer.refresh_from_db()
    assert offer.host_answer == HostAnswer.OBJECTED
    refused("answered", host_answers.answer_placement, **answer, objects=False, reason="")
    assert "เป็นญาติกับผู้บริหาร" in signed_in(town.officer).get(f"/desk/offers/{offer.code}/").content.decode()
    host_answers.settle_objection(offer=offer, reason="ไม่ใช่ญาติสายตรง", by=town.officer, at=town.now)
    refused("none", host_answers.settle_objection, offer=offer, reason="x", by=town.officer, at=town.now)


def test_an_objection_is_settled_with_a_reason_by_an_officer_and_a_dead_offer_needs_no_answer(released):
    town, offer = released, first_offer(released)
    words = {"offer": offer, "at": town.now}
    host_answers.answer_placement(**words, objects=True, reason="ไม่มีที่นั่ง", by=town.host)
    refused("no_reason", host_answers.settle_objection, **words, reason=" ", by=town.officer)
    with pytest.raises((NotAllowed, NotVisible)):
        host_answers.settle_objection(**words, reason="x", by=town.host)
    other = Offer.objects.get(opening=town.opening2)
    offers.decline_offer(offer=other, reason="", by=other.application.applicant, at=town.now)
    refused("ended", host_answers.answer_placement, offer=other, objects=False, reason="", by=town.host2, at=town.now)


def test_an_applicant_reads_why_and_what_came_closest_and_nobody_elses_data(released, signed_in):
    town, application = released, waiting(released)
    page = signed_in(application.applicant, "en").get(f"/my/applications/{application.code}/").content.decode()
    assert "Why this result" in page and "You were closest at" in page and "on the reserve list" in page
    assert "province-" not in page and "host-" not in page
    for other in town.call.applications.exclude(pk=application.pk):
        assert other.receipt_number not in page


def test_people_of_a_host_that_leaves_re_enter_and_are_placed_anew(released):
    town, offer = released, first_offer(released)
    person = offer.application
    offers.accept_offer(offer=offer, typed_name="ก", by=person.applicant, at=town.now)
    assert Placement.objects.filter(offer=offer).exists()
    agencies.withdraw_opening(opening=town.opening, reason="งบประมาณถูกตัด", by=town.officer, at=town.now)
    person.refresh_from_db()
    offer.refresh_from_db()
    assert (person.state, offer.state) == ("reserve", "revoked")
    assert not Placement.objects.filter(offer=offer, state__in=("planned", "active")).exists()
    other = Offer.objects.get(opening=town.opening2)
    assert claims_on_free_seats(town.call) == []  # the other seat is taken, and stays taken
    offers.decline_offer(offer=other, reason="", by=other.application.applicant, at=town.now)
    (claim,) = claims_on_free_seats(town.call)
    assert claim.opening == town.opening2


def test_a_second_round_needs_results_a_seat_and_somebody_who_waits(town, signed_in):
    words = {"call": town.call, "until_at": town.now + timedelta(days=3), "at": town.now}
    refused("too_early", second_round.open_second_round, **words, by=town.officer)
    town.ranked(town.applicant, town.person("second@t.example"), town.person("third@t.example"))
    town.selecting()
    town.release(town.computed())
    refused("nothing_left", second_round.open_second_round, **words, by=town.officer)  # both seats are held
    for who in (town.host, town.evaluator, town.applicant):
        with pytest.raises((NotAllowed, NotVisible)):
            second_round.open_second_round(**words, by=who)


def test_the_second_round_fills_what_is_left(released, signed_in):
    town, person = released, waiting(released)
    Preference.objects.filter(application=person).delete()  # they had not ranked what is now free
    for offer in Offer.objects.filter(state="sent"):
        offers.decline_offer(offer=offer, reason="", by=offer.application.applicant, at=town.now)
    refused("past", second_round.open_second_round, call=town.call, until_at=town.now, by=town.officer, at=town.now)
    until = town.now + timedelta(days=3)
    second_round.open_second_round(call=town.call, until_at=until, by=town.officer, at=town.now)
    assert Letter.objects.filter(kind="second_round_opened", recipient=person.applicant).count() == 1
    client = signed_in(person.applicant, "en")
    assert "Second round" in client.get(f"/my/applications/{person.code}/").content.decode()
    came_from = {"referer": f"http://testserver/my/applications/{person.code}/"}
    for chosen in ([], ["9" * 19], ["a\x00b"], [town.opening2.code, "zzzzzzzzzz"]):
        no = client.post(f"/my/applications/{person.code}/second-round/", {"openings": chosen}, headers=came_from)
        assert no.status_code == 302 and not person.preferences.exists()
        html = client.get(no["Location"]).content.decode()
        assert "Choose" in html
        if town.opening2.code in chosen:  # what was ticked stays ticked
            assert " checked" in html.split(f'value="{town.opening2.code}"')[1].split(">")[0]
    client.post(f"/my/applications/{person.code}/second-round/", {"openings": [town.opening2.code]})
    assert list(person.preferences.values_list("opening", flat=True)) == [town.opening2.pk]
    refused("none", second_round.add_choices, application=person, openings=[], by=person.applicant, at=town.now)
    words = {
        "call": town.call,
        "parameters": {},
        "by": town.officer,
        "at": town.now,
        "round_number": 2,
    }
    refused("not_ready", runs.request_run, **words)  # the host has not judged the new candidate again
    town.opening2.refresh_from_db()
    candidates = list(candidates_of(town.host2, town.opening2))
    assert person in candidates
    version = HostRanking.objects.get(opening=town.opening2).version
    rows = {row.code: {"tier": 1} for row in candidates}
    rankings.save_and_hand_in(opening=town.opening2, rows=rows, base_version=version, by=town.host2, at=town.now)
    refused("no_seed", runs.request_run, **words)  # the second round has a lottery of its own
    town.drawn("8", round_number=2)
    run = runs.request_run(**words)
    runs.compute_due_runs(at=town.now)
    run.refresh_from_db()
    adoption.adopt_run(run=run, by=town.officer2, at=town.now)
    person.refresh_from_db()
    assert person.state == "reserve"  # an adopted run shows itself to nobody
    adoption.order_release(run=run, people=1, by=town.officer, at=town.now)
    adoption.release_due_runs(at=town.now + adoption.TIME_TO_CALL_OFF)
    assert Offer.objects.get(application=person).opening == town.opening2
