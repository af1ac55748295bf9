"""What the people of an agency do on their pages: rank, step aside, confirm or object, and never type anything twice."""

import re

import pytest
from django.urls import reverse

from applications.domain import rankings, screening
from applications.models import Conflict, HostRanking, HostRankingRow, Offer
from programme.domain import members
from programme.queries.people import forget_standing

pytestmark = pytest.mark.django_db


@pytest.fixture
def ranked(town):
    return sorted(town.read(town.applicant, town.person("second@t.example")), key=lambda row: row.code)


@pytest.fixture
def browser(town, signed_in):
    return signed_in(town.host, "en")


def page_of(town):
    return reverse("host_rank", args=[town.opening.code])


def typed(version=0, act="save", **said):
    """`code=("2", "reason")` as the page sends it."""
    found = {"version": version, "act": act}
    for code, (tier, reason) in said.items():
        found |= {f"reason-{code}": reason} | ({f"tier-{code}": tier} if tier else {})
    return found


def chosen(html: str, code: str, value: str) -> bool:
    return " checked" in html.split(f'id="t-{code}-{value}"')[1].split(">")[0]


def colleague(town, capacity="reviewer"):
    person = town.person("colleague@t.example")
    members.add_member(agency=town.agency, user=person, capacity=capacity, by=town.officer, at=town.now)
    forget_standing(person)
    return person


def test_what_is_saved_stands_on_the_page_again(town, ranked, browser):
    one, two = (row.code for row in ranked)
    answer = browser.post(page_of(town), typed(**{one: ("2", ""), two: ("no", "too far")}))
    assert answer.status_code == 302 and answer["Location"] == page_of(town)
    html = browser.get(page_of(town)).content.decode()
    assert chosen(html, one, "2") and chosen(html, two, "no") and 'value="too far"' in html
    assert 'name="version" value="1"' in html


def test_a_refused_page_comes_back_with_every_tier_and_reason_that_was_typed(town, ranked, browser):
    one, two = (row.code for row in ranked)
    answer = browser.post(page_of(town), typed(act="hand_in", **{one: ("4", "a remark"), two: ("no", "")}))
    html = answer.content.decode()
    assert answer.status_code == 422 and "Write why a candidate does not fit" in html
    assert f'href="#r-{two}"' in html and "Nothing was saved or handed in yet" in html
    assert chosen(html, one, "4") and chosen(html, two, "no") and 'value="a remark"' in html
    assert not HostRankingRow.objects.exists()


@pytest.mark.parametrize(
    ("tier", "reason", "words"),
    [
        ("", "good with people", "Choose a place"),
        ("no", "x" * 501, "500"),
        ("9", "", "9"),
    ],
)
def test_each_wrong_judgement_says_why_beside_the_candidate(town, ranked, browser, tier, reason, words):
    answer = browser.post(page_of(town), typed(**{ranked[0].code: (tier, reason)}))
    html = answer.content.decode()
    assert answer.status_code == 422 and words in html and (not reason or f'value="{reason}"' in html)
    assert not HostRankingRow.objects.exists()


def test_handing_in_with_a_candidate_left_out_keeps_the_page(town, ranked, browser):
    answer = browser.post(page_of(town), typed(act="hand_in", **{ranked[0].code: ("3", "")}))
    html = answer.content.decode()
    assert (
        answer.status_code == 422 and "1 candidate has no judgement yet" in html and chosen(html, ranked[0].code, "3")
    )


def test_a_colleague_s_choice_stands_beside_one_s_own_and_a_second_press_keeps_one_s_own(town, ranked, browser):
    one, two = (row.code for row in ranked)
    rows = {one: {"tier": 5}, two: {"tier": 1}}
    rankings.save_ranking(opening=town.opening, rows=rows, base_version=0, by=colleague(town), at=town.now)
    answer = browser.post(page_of(town), typed(**{one: ("2", ""), two: ("1", "")}))
    html = answer.content.decode()
    assert answer.status_code == 422 and "A colleague saved this ranking in the meantime" in html
    assert (
        chosen(html, one, "2") and html.count("A colleague&#x27;s choice:") + html.count("A colleague's choice:") == 1
    )
    assert "<b>Place 5</b>" in html and 'name="version" value="1"' in html
    assert browser.post(page_of(town), typed(version=1, **{one: ("2", "")})).status_code == 302
    assert HostRankingRow.objects.get(application__code=one).tier == 2


def test_what_was_typed_after_a_colleague_handed_in_is_still_to_be_read(town, ranked, browser):
    rows = {row.code: {"tier": 1} for row in ranked}
    rankings.save_and_hand_in(opening=town.opening, rows=rows, base_version=0, by=colleague(town), at=town.now)
    answer = browser.post(page_of(town), typed(**{ranked[0].code: ("no", "lives too far away")}))
    html = answer.content.decode()
    assert answer.status_code == 422 and "Does not fit: lives too far away" in html and "frozen" in html


@pytest.mark.parametrize("sent", [{"version": "x"}, {"version": "9" * 30}, {"act": "nonsense"}, {"act": ""}])
def test_nonsense_is_refused_and_changes_nothing(town, ranked, browser, sent):
    answer = browser.post(page_of(town), typed(**{ranked[0].code: ("2", "")}) | sent)
    assert answer.status_code in (409, 422) and not HostRankingRow.objects.exists()


def test_a_candidate_is_closed_in_one_tap_without_a_reason(town, ranked, browser):
    one, two = (row.code for row in ranked)
    page = reverse("host_conflict", args=[town.opening.code, one])
    assert page in browser.get(page_of(town)).content.decode()
    assert browser.get(page).status_code == 200 and not Conflict.objects.exists()  # it asks first
    answer = browser.post(page)
    assert answer.status_code == 302 and answer["Location"] == page_of(town)
    html = browser.get(page_of(town)).content.decode()
    assert one not in html and two in html and "1 candidate is closed to you by a conflict" in html
    assert Conflict.objects.get().person == town.host and browser.get(page).status_code == 404


def test_colleagues_speak_of_a_candidate_by_the_same_number(town, ranked, browser, signed_in):
    screening.declare_conflict(application=ranked[0], person=town.host, reason="", at=town.now)
    mine = browser.get(page_of(town)).content.decode()
    theirs = signed_in(colleague(town), "en").get(page_of(town)).content.decode()
    assert "Candidate 2" in mine and "Candidate 1" not in mine
    assert "Candidate 2" in theirs and "Candidate 1" in theirs


@pytest.mark.parametrize("person", ["host2", "officer", "reviewer", "mentor", "applicant", "stranger"])
def test_nobody_declares_a_conflict_through_another_agency_s_page(town, ranked, signed_in, person):
    page = reverse("host_conflict", args=[town.opening.code, ranked[0].code])
    assert signed_in(getattr(town, person)).post(page).status_code == 404
    assert not Conflict.objects.exists()


def test_a_candidate_of_another_opening_is_not_reached_through_mine(town, browser):
    elsewhere = town.screened(town.submitted(town.person("elsewhere@t.example"), wanted=[town.opening2]))
    page = reverse("host_conflict", args=[town.opening.code, elsewhere.code])
    assert browser.post(page).status_code == 404 and not Conflict.objects.exists()


@pytest.fixture
def placed(town):
    """Somebody who got an offer at the first opening."""
    town.ranked(town.applicant, town.person("second@t.example"))
    town.selecting()
    town.release(town.computed())
    return Offer.objects.get(opening=town.opening)


def answer_page(placed):
    return reverse("host_answer", args=[placed.opening.code, placed.code])


def test_a_host_looks_forward_to_the_person(town, placed, browser):
    answer = browser.post(answer_page(placed), {"act": "confirm"})
    assert answer.status_code == 302 and Offer.objects.get(pk=placed.pk).host_answer == "confirmed"


def test_an_objection_needs_its_reason_and_what_was_typed_comes_back(town, placed, browser):
    page = reverse("host_placed", args=[placed.opening.code])
    came_from = {"referer": f"http://testserver{page}"}
    for reason, words in ((" ", "Write the reason"), ("long " * 500, "long long long")):
        refused = browser.post(answer_page(placed), {"act": "object", "reason": reason}, headers=came_from)
        assert refused["Location"] == page and words in browser.get(page).content.decode()
        assert Offer.objects.get(pk=placed.pk).host_answer == ""
    browser.post(answer_page(placed), {"act": "object", "reason": "no desk"})
    assert Offer.objects.get(pk=placed.pk).host_reason == "no desk"


def test_only_the_approver_is_offered_the_answer(town, placed, browser, signed_in):
    page = reverse("host_placed", args=[placed.opening.code])
    assert answer_page(placed) in browser.get(page).content.decode()
    reviewer = signed_in(colleague(town), "en")
    html = reviewer.get(page).content.decode()
    assert answer_page(placed) not in html and "The approver of your agency answers." in html
    assert reviewer.post(answer_page(placed), {"act": "confirm"}).status_code == 403


def test_a_conflict_with_the_person_placed_closes_them_too(town, placed, browser):
    page = reverse("host_placed", args=[placed.opening.code])
    name = placed.application.applicant.get_full_name()
    assert name in browser.get(page).content.decode()
    declared = reverse("host_conflict", args=[placed.opening.code, placed.application.code])
    assert browser.post(declared, {"reason": "my cousin"})["Location"] == page
    assert name not in browser.get(page).content.decode()
    assert Conflict.objects.get().reason == "my cousin"


def test_the_list_of_openings_counts_who_may_be_judged(town, ranked, browser):
    def counted():
        rows = browser.get(reverse("host_candidates")).context["openings"]
        return next(row["opening"].candidates for row in rows if row["opening"] == town.opening)

    assert counted() == 2
    screening.declare_conflict(application=ranked[0], person=town.host, reason="", at=town.now)
    assert counted() == 1


def test_the_number_of_queries_does_not_grow_with_the_candidates(town, ranked, browser, django_assert_max_num_queries):
    HostRanking.objects.get_or_create(opening=town.opening)
    browser.get(page_of(town))
    with django_assert_max_num_queries(30) as one:
        browser.get(page_of(town))
    town.read(town.person("third@t.example"), town.person("fourth@t.example"))
    with django_assert_max_num_queries(30) as many:
        browser.get(page_of(town))
    assert len(many) == len(one)


def so_far(html: str) -> tuple[int, int, str]:
    """How many are judged, of how many, and where the next one stands; nowhere when all are."""
    line = html.split("data-so-far")[1].split("</nav>")[0]
    n, rest = line.split("<b data-judged>")[1].split("</b> of ")
    onward = line.split("data-next")[0].rsplit("<a", 1)[1]
    code = line.split("data-next")[1].split('href="#')[1].split('"')[0]
    return int(n), int(rest.split("<")[0]), "" if "hidden" in onward else code


def test_the_page_says_how_many_are_judged_and_leads_to_the_next(town, ranked, browser):
    one, two = (row.code for row in ranked)
    assert so_far(browser.get(page_of(town)).content.decode()) == (0, 2, f"c-{one}")
    browser.post(page_of(town), typed(**{one: ("2", "")}))
    html = browser.get(page_of(town)).content.decode()
    assert so_far(html) == (1, 2, f"c-{two}") and f'id="c-{two}"' in html
    browser.post(page_of(town), typed(version=1, **{one: ("2", ""), two: ("no", "too far")}))
    assert so_far(browser.get(page_of(town)).content.decode()) == (2, 2, "")


def test_what_is_judged_is_folded_so_that_the_next_one_is_near(town, ranked, browser):
    one, two = (row.code for row in ranked)
    browser.post(page_of(town), typed(**{one: ("2", "")}))
    html = browser.get(page_of(town)).content.decode()
    folds = [re.search(r"<details[^>]*>", html.split(f'id="c-{code}"')[1]).group() for code in (one, two)]
    assert ["open" in fold for fold in folds] == [False, True]


def test_what_was_chosen_on_a_refused_page_is_counted_too(town, ranked, browser):
    answer = browser.post(page_of(town), typed(act="hand_in", **{ranked[0].code: ("3", "")}))
    assert answer.status_code == 422 and so_far(answer.content.decode()) == (1, 2, f"c-{ranked[1].code}")


def test_a_ranking_that_is_handed_in_leads_nowhere(town, ranked, browser):
    rows = {row.code: {"tier": 1} for row in ranked}
    rankings.save_and_hand_in(opening=town.opening, rows=rows, base_version=0, by=town.host, at=town.now)
    assert "data-so-far" not in browser.get(page_of(town)).content.decode()


def listed_state(browser, opening) -> str:
    html = browser.get(reverse("host_candidates")).content.decode()
    row = html.split(reverse("host_rank", args=[opening.code]))[1].split("</tr>")[0]
    return " ".join(re.sub("<[^>]+>", " ", row.rsplit("<td", 1)[1].partition(">")[2]).split())


def test_an_opening_waits_for_its_host_only_when_somebody_does(town, browser):
    assert listed_state(browser, town.opening) == "No candidates yet"
    found = town.read(town.applicant, town.person("second@t.example"))
    assert listed_state(browser, town.opening) == "Waits for you"
    rows = {found[0].code: {"tier": 1}}
    rankings.save_ranking(opening=town.opening, rows=rows, base_version=0, by=town.host, at=town.now)
    assert listed_state(browser, town.opening) == "Begun Judged 1 of 2"
    rows |= {found[1].code: {"tier": 2}}
    rankings.save_and_hand_in(opening=town.opening, rows=rows, base_version=1, by=town.host, at=town.now)
    assert listed_state(browser, town.opening) == "Handed in"


def test_who_chose_an_opening_for_themselves_does_not_wait_for_its_candidates(town, browser):
    town.read(town.host)
    assert listed_state(browser, town.opening).startswith("You chose this opening yourself")
