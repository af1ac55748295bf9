"""Ranked openings: chosen from cards, moved by buttons, never too many, and only what is offered."""

from datetime import timedelta

import pytest

from applications.domain.answers import save_section
from applications.domain.applications import save_choices, start_application, withdraw_application
from applications.domain.screening import ask_correction
from applications.domain.submission import submit_application
from applications.models import Application, FormVersion, Preference
from applications.queries.opening_facts import facts_of
from applications.queries.pipeline import steps_of
from applications.queries.preferences import Sought, chosen_openings, matching, offered_openings
from mentoring.models import Mission, Placement
from programme.domain.agencies import submit_opening, withdraw_opening
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.kernel.past_work import past_work
from programme.models import Call, City, HostAgency, Letter, Opening, Province

pytestmark = pytest.mark.django_db
ADDRESS = "/apply/cohort-5/openings/"


@pytest.fixture
def draft(town):
    return start_application(call=town.call, applicant=town.applicant, at=town.now)


@pytest.fixture
def browser(town, draft, signed_in):
    return signed_in(town.applicant, "en")


def choose(town, draft, *openings, by=None):
    return save_choices(application=draft, openings=list(openings), by=by or town.applicant, at=town.now)


def refused(code, town, draft, *openings):
    with pytest.raises(Refusal) as refusal:
        choose(town, draft, *openings)
    assert refusal.value.code == code


def test_the_order_is_kept_best_first(town, draft):
    choose(town, draft, town.opening2, town.opening)
    assert chosen_openings(draft) == [town.opening2, town.opening]


def test_too_many_twice_and_not_offered_are_refused_and_the_list_stays(town, draft):
    choose(town, draft, town.opening)
    refused("twice", town, draft, town.opening, town.opening)
    pending = submit_opening(
        fields={
            "call": town.call, "agency": town.agency, "city": town.city, "title_th": "ยังไม่อนุมัติ", "duties_th": "งาน",
            "domains": ["env"], "seats": 1,
        },
        by=town.officer, at=town.now,
    )  # fmt: skip
    refused("gone", town, draft, pending)
    town.call.max_choices = 1
    town.call.save(update_fields=["max_choices"])
    draft.call.refresh_from_db()
    refused("too_many", town, draft, town.opening, town.opening2)
    assert chosen_openings(draft) == [town.opening]


@pytest.mark.parametrize("person", ["stranger", "officer", "host"])
def test_nobody_ranks_for_another(town, draft, person):
    with pytest.raises((NotVisible, NotAllowed)):
        choose(town, draft, town.opening, by=getattr(town, person))
    assert not Preference.objects.exists()


def test_cards_are_pressed_up_down_and_away_without_a_script(town, draft, browser):
    for opening in (town.opening, town.opening2):
        assert browser.post(ADDRESS, {"act": "add", "opening": opening.code}).status_code == 302
    browser.post(ADDRESS, {"act": "up", "opening": town.opening2.code})
    assert chosen_openings(draft) == [town.opening2, town.opening]
    browser.post(ADDRESS, {"act": "down", "opening": town.opening2.code})
    assert chosen_openings(draft) == [town.opening, town.opening2]
    browser.post(ADDRESS, {"act": "remove", "opening": town.opening.code})
    assert chosen_openings(draft) == [town.opening2]


def press(browser, **sent):
    """A button of the page, as a browser presses it: with the page it came from."""
    return browser.post(ADDRESS, sent, headers={"referer": f"http://testserver{ADDRESS}"})


@pytest.mark.parametrize("act", ["up", "remove", "nonsense", ""])
def test_a_press_on_what_is_not_there_changes_nothing(town, draft, browser, act):
    choose(town, draft, town.opening)
    assert press(browser, act=act, opening=town.opening2.code).status_code == 302
    assert chosen_openings(draft) == [town.opening]


@pytest.mark.parametrize("code", ["x\x00", "zzzzzzzzzz", "", "9" * 30])
def test_an_opening_that_is_gone_is_told_on_the_page_and_the_list_stays(town, draft, browser, code):
    choose(town, draft, town.opening)
    assert press(browser, act="add", opening=code)["Location"] == ADDRESS
    assert "no longer offered" in browser.get(ADDRESS).content.decode()
    assert chosen_openings(draft) == [town.opening]


def test_the_page_shows_cards_and_no_select_of_openings(town, browser):
    page = browser.get(ADDRESS).content.decode().split("<main")[1]
    assert '<option value="' + town.opening.code not in page and page.count("Choose as number 1") == 2
    assert "What the work is" in page and "1 seat" in page


def test_to_go_on_one_opening_is_needed(town, draft, browser):
    assert press(browser, act="next")["Location"] == ADDRESS
    assert "Rank at least one opening" in browser.get(ADDRESS).content.decode()
    choose(town, draft, town.opening)
    assert browser.post(ADDRESS, {"act": "next"})["Location"] == "/apply/cohort-5/documents/"


def found(draft, **sought):
    return [row.opening for row in matching(offered_openings(draft), Sought(**sought))]


def test_what_is_sought_is_found_by_place_agency_and_work_and_stays_sought(town, draft, browser):
    assert len(found(draft, q="ปทุม")) == 2 and len(found(draft, q="Rangsit")) == 2
    assert found(draft, q="เมืองสอง") == [town.opening2] and found(draft, q="เชียงใหม่") == []
    answer = browser.post(f"{ADDRESS}?q=rangsit", {"act": "remove", "opening": town.opening.code})
    assert answer["Location"] == f"{ADDRESS}?q=rangsit#ranks"


def test_the_number_of_queries_does_not_grow_with_the_openings(town, draft, browser, django_assert_num_queries):
    both = f"{ADDRESS}?look={town.opening.code}&look={town.opening2.code}"
    browser.get(ADDRESS)
    for page, number in ((ADDRESS, 20), (both, 23)):
        with django_assert_num_queries(number):
            browser.get(page)
    for _ in range(100):
        town.make_opening(town.agency, town.host)
    for page, number in ((ADDRESS, 20), (both, 23)):
        with django_assert_num_queries(number):
            browser.get(page)


def near_and_far(town, draft):
    """The home is Pathum Thani; the second opening moves to Chiang Mai, whose city has no point of its own."""
    town.province.latitude, town.province.longitude = 14.02, 100.53
    town.province.save()
    north = Province.objects.create(
        name_th="เชียงใหม่", name_en="Chiang Mai", iso_code="TH-50", region="north", latitude=18.79, longitude=98.98
    )
    Opening.objects.filter(pk=town.opening2.pk).update(
        city=City.objects.create(name_th="สันทราย", name_en="San Sai", slug="san-sai", province=north), domains=["liv"]
    )
    HostAgency.objects.filter(pk=town.agency2.pk).update(kind="pao")
    home = {"home_province": str(town.province.pk)}
    save_section(application=draft, section="background", data=home, base_version=0, by=town.applicant, at=town.now)
    draft.refresh_from_db()


def test_openings_are_narrowed_by_domain_place_agency_and_distance_from_home(town, draft):
    near_and_far(town, draft)
    both = [town.opening, town.opening2]
    assert found(draft) == both
    for sought in ({"domain": "liv"}, {"place": "TH-50"}, {"place": "north"}, {"kind": "pao"}, {"q": "เชียงใหม"}):
        assert found(draft, **sought) == [town.opening2]
    assert found(draft, within=50) == [town.opening] and found(draft, within=1000) == both
    assert found(draft, domain="liv", within=50) == []
    assert [row.km for row in offered_openings(draft)] == [0, 556]


def test_without_a_home_there_is_no_distance_to_choose(town, draft, browser):
    assert "Distance from home" not in browser.get(ADDRESS).content.decode()
    near_and_far(town, draft)
    page = browser.get(ADDRESS).content.decode()
    assert "Distance from home" in page and "about 556 km from home" in page and "in your home province" in page


def test_filters_in_force_are_told_and_taken_off_one_by_one(town, draft, browser):
    near_and_far(town, draft)
    page = browser.get(f"{ADDRESS}?domain=liv&place=north").content.decode()
    assert "Remove the filter Domain Living" in page and 'href="?place=north#choose"' in page
    assert town.opening2.code in page and f"opening-{town.opening.code}" not in page and "1 opening" in page
    page = browser.get(f"{ADDRESS}?domain=nonsense").content.decode()
    assert "Remove the filter" not in page and f"opening-{town.opening.code}" in page


def test_many_openings_stand_on_pages(town, draft, browser):
    for _ in range(10):
        town.make_opening(town.agency, town.host)
    first, second = (browser.get(f"{ADDRESS}?page={page}").content.decode() for page in (1, 2))
    assert first.count("Choose as number 1") == 10 and second.count("Choose as number 1") == 2
    assert "page=2#choose" in first and "12 openings" in second


def test_a_choice_leads_to_the_card_that_follows_and_is_said(town, draft, browser):
    town.make_opening(town.agency, town.host)
    first, second, third = [row.opening for row in offered_openings(draft)]
    answer = browser.post(ADDRESS, {"act": "add", "opening": first.code})
    assert answer["Location"] == f"{ADDRESS}#opening-{second.code}"
    assert "is your number 1 now" in browser.get(ADDRESS).content.decode()
    assert browser.post(ADDRESS, {"act": "add", "opening": third.code})["Location"].endswith("#choose")
    answer = browser.post(ADDRESS, {"act": "up", "opening": third.code})
    assert answer["Location"] == f"{ADDRESS}#rank-{third.code}"


def test_openings_are_compared_fact_by_fact(town, draft, browser):
    facts = {"skills_en": "Maps and tables", "workplace_en": "Town hall", "remote_share": 20}
    Opening.objects.filter(pk=town.opening.pk).update(**facts)
    page = browser.get(f"{ADDRESS}?look={town.opening.code}&look={town.opening2.code}").content.decode()
    for words in ("Maps and tables", "Town hall", "up to 20% of the work", "all of the work on site", "Skills wanted"):
        assert words in page
    assert page.count("It takes part for the first time.") == 2 and "mentor" in page
    answer = browser.post(f"{ADDRESS}?look={town.opening.code}", {"act": "add", "opening": town.opening.code})
    assert answer["Location"] == f"{ADDRESS}#ranks"
    assert browser.get(f"{ADDRESS}?look=gone").status_code == 302


def test_how_many_wanted_it_last_time_is_told_without_pointing_at_anybody(town, draft):
    earlier = Call.objects.create(
        cohort=town.cohort, slug="before", title_th="ก่อน", state="announced", state_changed_at=town.now,
        opens_at=town.now - timedelta(days=400), closes_at=town.now - timedelta(days=360),
    )  # fmt: skip
    form = FormVersion.objects.create(call=earlier, number=1, state="published", state_changed_at=town.now)
    opening = Opening.objects.get(pk=town.opening.pk)
    opening.pk, opening.code, opening.call = None, "beforebefo", earlier
    opening.save()
    for n in range(6):
        row = Application.objects.create(
            call=earlier, form=form, applicant=town.person(f"then{n}@t.example"), started_at=town.now,
            submitted_at=town.now if n < 5 else None, state_changed_at=town.now,
        )  # fmt: skip
        Preference.objects.create(application=row, opening=opening, rank=1)
    rows = offered_openings(draft)
    assert [one.wanted for one in facts_of(rows)] == [5, None]  # five handed in; the second agency is new
    assert not facts_of(rows)[0].are_few
    Application.objects.filter(applicant__email="then0@t.example").update(submitted_at=None)
    assert facts_of(rows)[0].are_few


def test_finished_work_at_an_agency_is_shown_and_nobody_is_named(town, draft, browser):
    placement = town.placement(town.stranger)
    mission = Mission.objects.create(
        placement=placement, title="เดินดูคลอง", kind="problem", starts_on=placement.starts_on, ends_on=placement.ends_on,
        agreed_at=town.now, created_at=town.now, state="closed", state_changed_at=town.now,
    )  # fmt: skip
    assert past_work({town.agency.pk}) == {town.agency.pk: []}  # it is not over yet
    Placement.objects.filter(pk=placement.pk).update(state="completed")
    assert [row.words for row in past_work({town.agency.pk})[town.agency.pk]] == [mission.title]
    page = browser.get(f"{ADDRESS}?look={town.opening.code}").content.decode()
    assert mission.title in page and "stranger" not in page
    Mission.objects.filter(pk=mission.pk).update(state="cancelled")
    assert past_work({town.agency.pk})[town.agency.pk] == []


def withdraw(town, opening):
    withdraw_opening(opening=opening, reason="งบประมาณถูกตัด", by=town.officer, at=town.now)


def test_a_withdrawn_opening_is_told_holds_no_rank_and_is_looked_at_again(town, draft, browser):
    choose(town, draft, town.opening, town.opening2)
    withdraw(town, town.opening)
    letter = town.applicant.letters.get(kind="choice_withdrawn")
    assert "ดูรายการของคุณอีกครั้ง" in letter.body_text and "งบประมาณ" not in letter.body_text
    page = browser.get(ADDRESS).content.decode()
    assert "no longer offered" in page and page.split('class="ranks"')[1].count('class="rank__n"') == 2
    assert press(browser, act="next")["Location"] == ADDRESS
    browser.post(ADDRESS, {"act": "seen"})
    assert chosen_openings(draft) == [town.opening2] and draft.preferences.get().rank == 1
    assert browser.post(ADDRESS, {"act": "next"})["Location"] == "/apply/cohort-5/documents/"


def test_an_application_with_a_withdrawn_opening_is_not_handed_in_before_its_list_is_looked_at(town):
    application = town.fill()
    withdraw(town, town.opening)
    with pytest.raises(Refusal) as refusal:
        submit_application(application=application, by=town.applicant, at=town.now)
    assert refusal.value.code == "gone" and "อยากทำงาน" in str(refusal.value)
    choose(town, application, town.opening2)
    assert submit_application(application=application, by=town.applicant, at=town.now).state == "submitted"


def test_who_handed_in_is_told_and_need_do_nothing_even_in_a_correction(town):
    application = town.submitted()
    ask_correction(application=application, message="ถ่ายใหม่", parts=["documents"], by=town.officer, at=town.now)
    withdraw(town, town.opening)
    assert town.applicant.letters.filter(kind="choice_withdrawn").count() == 1
    application.refresh_from_db()
    assert submit_application(application=application, by=town.applicant, at=town.now).state == "screening"


def test_who_ranked_something_else_or_left_hears_nothing(town, draft):
    choose(town, draft, town.opening2)
    other = town.fill(town.stranger, [town.opening])
    withdraw_application(application=other, by=town.stranger, at=town.now)
    withdraw(town, town.opening)
    assert not Letter.objects.filter(kind="choice_withdrawn").exists()


REASON = "ใกล้บ้านและเคยฝึกงานที่นี่"


def test_a_reason_for_the_first_choice_is_kept_with_the_ranking(town, draft, browser):
    choose(town, draft, town.opening, town.opening2)
    sent = {"act": "next", "version": "0", "first_choice_reason": REASON}
    assert browser.post(ADDRESS, sent)["Location"] == "/apply/cohort-5/documents/"
    assert REASON in browser.get(ADDRESS).content.decode()
    assert REASON in browser.get("/apply/cohort-5/check/").content.decode()
    browser.post(ADDRESS, {"act": "up", "opening": town.opening2.code})
    assert "about your first choice once more" in browser.get(ADDRESS).content.decode()


def test_a_reason_is_kept_before_anything_is_ranked_and_saves_by_itself(town, draft, browser):
    sent = {"version": "0", "first_choice_reason": REASON}
    answer = browser.post(ADDRESS, sent | {"autosave": "1"}, headers={"x-requested-with": "fetch"})
    assert answer.json()["code"] == "saved"
    assert press(browser, act="next", version="1", first_choice_reason=REASON)["Location"] == ADDRESS
    assert REASON in browser.get(ADDRESS).content.decode()
    assert next(row for row in steps_of(draft) if row.section.key == "openings").state == "begun"


def test_a_reason_that_the_call_needs_keeps_the_step_open(town, draft):
    draft.form.questions.filter(key="first_choice_reason").update(is_required=True)
    choose(town, draft, town.opening)
    state = {row.section.key: row.state for row in steps_of(draft)}
    assert state["openings"] == "begun"


def test_a_reason_is_read_by_officers_and_at_most_by_the_host_of_the_first_choice(town, signed_in):
    town.call.form_versions.get().questions.filter(key="first_choice_reason").update(hosts_see=True)
    application = town.fill()
    words = {"application": application, "section": "openings", "data": {"first_choice_reason": REASON}}
    save_section(**words, base_version=0, by=town.applicant, at=town.now)
    application = town.screened(submit_application(application=application, by=town.applicant, at=town.now))
    assert application.revisions.get().content["answers"]["openings"] == {"first_choice_reason": REASON}
    pages = {
        person: signed_in(getattr(town, person), "en").get(address).content.decode()
        for person, address in (
            ("host", f"/host/candidates/{town.opening.code}/"),
            ("host2", f"/host/candidates/{town.opening2.code}/"),
            ("officer", f"/desk/applications/{application.code}/"),
        )
    }
    assert REASON in pages["host"] and REASON in pages["officer"]
    assert application.code in pages["host2"] and REASON not in pages["host2"]
