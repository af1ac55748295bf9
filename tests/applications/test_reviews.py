"""Readers: asked, scoring, reminded, replaced; when an application counts as read."""

from datetime import timedelta

import pytest
from django.urls import reverse

from applications.domain import readers, reviews, screening
from applications.models import Review, ReviewAssignment
from programme.domain import people
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from programme.models import AuditEntry, Letter, Role

pytestmark = pytest.mark.django_db
GOOD = {"town": 4, "deed": 3, "people": 2, "tie": 1}


@pytest.fixture
def eligible(town):
    return town.screened(town.submitted())


@pytest.fixture
def asked(town, eligible):
    """Two readers were asked, as the call wants."""
    words = {"application": eligible, "by": town.officer, "at": town.now}
    return [readers.assign_reviewer(reviewer=person, **words) for person in (town.reviewer, town.reviewer2)]


@pytest.fixture
def third(town):
    person = town.person("reviewer3@t.example")
    people.grant_role(user=person, role=Role.REVIEWER, by=None, at=town.now)
    return person


def refuses(code, act, **words):
    with pytest.raises(Refusal) as refusal:
        act(**words)
    assert refusal.value.code == code


def score(town, assignment, levels=None):
    words = {"assignment": assignment, "by": assignment.reviewer, "at": town.now}
    return reviews.hand_in(levels=levels or GOOD, comment="", base_version=0, **words)


def state_of(record) -> str:
    return type(record).objects.get(pk=record.pk).state


def letters(kind, person) -> int:
    return Letter.objects.filter(kind=kind, recipient=person).count()


def test_who_is_asked_gets_a_letter_and_the_reading_begins(town, eligible):
    assignment = readers.assign_reviewer(application=eligible, reviewer=town.reviewer, by=town.officer, at=town.now)
    assert (assignment.state, assignment.due_at) == ("proposed", town.now + timedelta(days=14))
    assert state_of(eligible) == "in_review" and letters("review_assigned", town.reviewer) == 1
    again = readers.assign_reviewer(application=eligible, reviewer=town.reviewer, by=town.officer, at=town.now)
    assert again == assignment and letters("review_assigned", town.reviewer) == 1


def test_who_cannot_be_asked(town, eligible):
    words = {"application": eligible, "by": town.officer, "at": town.now}
    refuses("no_reviewer", readers.assign_reviewer, reviewer=town.stranger, **words)
    refuses("conflict", readers.assign_reviewer, reviewer=town.applicant, **words)
    screening.declare_conflict(application=eligible, person=town.reviewer, reason="ญาติ", at=town.now)
    refuses("conflict", readers.assign_reviewer, reviewer=town.reviewer, **words)
    assert not eligible.assignments.exists()


def test_only_what_passed_screening_is_read(town):
    words = {"application": town.submitted(), "reviewer": town.reviewer, "at": town.now}
    refuses("not_eligible", readers.assign_reviewer, by=town.officer, **words)
    for person in (town.reviewer, town.host, town.evaluator, town.stranger):
        with pytest.raises((NotVisible, NotAllowed)):
            readers.assign_reviewer(by=person, **words)


def test_readers_are_shared_out_evenly_and_never_twice(town, eligible, third):
    assert readers.assign_evenly(applications=[eligible], by=town.officer, at=town.now) == 2
    assert readers.assign_evenly(applications=[eligible], by=town.officer, at=town.now) == 0
    other = town.screened(town.submitted(town.person("second@t.example")))
    readers.assign_evenly(applications=[other], by=town.officer, at=town.now)
    load = [person.review_assignments.count() for person in (town.reviewer, town.reviewer2, third)]
    assert sorted(load) == [1, 1, 2]


def test_the_mean_is_written_when_the_last_reader_has_scored(town, eligible, asked):
    score(town, asked[0])
    assert state_of(eligible) == "in_review"
    score(town, asked[1], dict.fromkeys(GOOD, 4))
    eligible.refresh_from_db()
    assert eligible.state == "reviewed"
    totals = [review.total for review in Review.objects.order_by("pk")]
    assert totals[1] == 100 and eligible.mean_score == sum(totals) / 2


def test_a_score_with_a_gap_is_refused_and_nothing_of_it_is_kept_as_handed_in(town, asked):
    words = {"assignment": asked[0], "comment": "ดี", "base_version": 0, "by": town.reviewer, "at": town.now}
    refuses("incomplete", reviews.hand_in, levels={"town": 3}, **words)
    assert not Review.objects.filter(submitted_at__isnull=False).exists() and state_of(asked[0]) == "proposed"


def test_a_handed_in_review_is_locked_and_an_older_tab_is_told(town, asked):
    words = {"assignment": asked[0], "levels": {}, "comment": "ก", "by": town.reviewer, "at": town.now}
    reviews.save_review(base_version=0, **words)
    asked[0].refresh_from_db()
    refuses("stale_tab", reviews.save_review, base_version=0, **words)
    reviews.hand_in(base_version=1, **words | {"levels": GOOD})
    asked[0].refresh_from_db()
    refuses("locked", reviews.save_review, base_version=2, **words)


@pytest.mark.parametrize("levels", [{"luck": 3}, {"town": 0}, {"town": 5}])
def test_a_score_outside_the_rubric_is_not_kept(town, asked, levels):
    words = {"assignment": asked[0], "comment": "", "base_version": 0, "by": town.reviewer, "at": town.now}
    review = reviews.save_review(levels=levels, **words)
    assert not review.scores.exists()
    assert reviews.save_review(levels=GOOD, **words | {"base_version": 1}).scores.count() == len(GOOD)


def test_nobody_scores_for_another(town, asked):
    for person in (town.reviewer2, town.officer, town.host, town.stranger):
        with pytest.raises((NotVisible, NotAllowed)):
            reviews.save_review(assignment=asked[0], levels=GOOD, comment="", base_version=0, by=person, at=town.now)
    assert not Review.objects.exists()


def test_a_recusal_that_completes_the_reading_completes_it(town, eligible, asked, third):
    readers.assign_reviewer(application=eligible, reviewer=third, by=town.officer, at=town.now)
    score(town, asked[0])
    score(town, asked[1])
    assert state_of(eligible) == "in_review"  # the third reader is still waited for
    screening.declare_conflict(application=eligible, person=third, reason="เพื่อน", at=town.now)
    eligible.refresh_from_db()
    assert eligible.state == "reviewed" and eligible.mean_score is not None


def test_a_recusal_that_leaves_too_few_waits_for_another_reader(town, eligible, asked, third):
    score(town, asked[0])
    screening.declare_conflict(application=eligible, person=town.reviewer2, reason="เพื่อน", at=town.now)
    assert state_of(eligible) == "in_review" and state_of(asked[1]) == "recused"
    assert readers.assign_evenly(applications=[eligible], by=town.officer, at=town.now) == 1
    score(town, eligible.assignments.get(reviewer=third))
    assert state_of(eligible) == "reviewed"


def test_a_silent_reader_is_reminded_once_a_day(town, asked, later):
    words = {"assignment": asked[0], "by": town.officer}
    readers.remind_reader(at=town.now, **words)
    refuses("too_soon", readers.remind_reader, at=later(hours=23), **words)
    assert letters("reading_reminder", town.reviewer) == 1
    readers.remind_reader(at=later(hours=25), **words)
    assert letters("reading_reminder", town.reviewer) == 2
    assert AuditEntry.objects.filter(act="remind", object_code=asked[0].code).count() == 2


def test_all_who_are_late_are_reminded_at_once_and_one_who_cannot_stops_none(town, asked, later):
    readers.remind_reader(assignment=asked[0], by=town.officer, at=later(days=15))
    assert readers.remind_overdue(assignments=asked, by=town.officer, at=later(days=15, hours=1)) == 1
    assert letters("reading_reminder", town.reviewer2) == 1


def test_a_late_reader_of_several_gets_one_letter_about_all(town, signed_in, later):
    found = [town.screened(town.submitted(person)) for person in (town.applicant, town.person("second@t.example"))]
    words = {"reviewer": town.reviewer, "by": town.officer, "at": town.now - timedelta(days=20)}
    asked = [readers.assign_reviewer(application=application, **words) for application in found]
    browser = signed_in(town.officer, "en")
    said = browser.post(reverse("desk_readings_remind"), follow=True).content.decode()
    assert "1 reader is reminded by letter." in said
    assert letters("reading_reminder", town.reviewer) == 1
    assert "2" in Letter.objects.get(kind="reading_reminder").text
    assert all(ReviewAssignment.objects.get(pk=row.pk).reminded_at for row in asked)
    said = browser.post(reverse("desk_readings_remind"), follow=True).content.decode()
    assert "was reminded within the last day" in said and letters("reading_reminder", town.reviewer) == 1


def test_more_time_is_told_to_the_reader(town, asked, later):
    words = {"assignment": asked[0], "by": town.officer, "at": town.now}
    refuses("earlier", readers.extend_reading, due_at=later(days=14), **words)
    readers.extend_reading(due_at=later(days=20), **words)
    asked[0].refresh_from_db()
    assert asked[0].due_at == later(days=20) and letters("reading_extended", town.reviewer) == 1


def test_a_reader_who_is_let_go_no_longer_blocks(town, eligible, asked, third):
    readers.assign_reviewer(application=eligible, reviewer=third, by=town.officer, at=town.now)
    score(town, asked[0])
    score(town, asked[1])
    assignment = eligible.assignments.get(reviewer=third)
    readers.withdraw_reader(assignment=assignment, reason="เงียบ", by=town.officer, at=town.now)
    assert state_of(eligible) == "reviewed" and state_of(assignment) == "withdrawn"
    assert letters("reading_ended", third) == 1
    refuses("over", readers.withdraw_reader, assignment=assignment, reason="", by=town.officer, at=town.now)
    refuses("over", readers.remind_reader, assignment=assignment, by=town.officer, at=town.now)


def test_a_third_reader_replaces_one(town, eligible, asked, third, later):
    words = {"assignment": asked[1], "reason": "ไม่ตอบ", "by": town.officer, "at": later(days=1)}
    refuses("same", readers.replace_reader, reviewer=town.reviewer2, **words)
    refuses("reads", readers.replace_reader, reviewer=town.reviewer, **words)
    new = readers.replace_reader(reviewer=third, **words)
    assert new.reviewer == third and state_of(asked[1]) == "withdrawn" and state_of(eligible) == "in_review"
    assert letters("review_assigned", third) == 1 and letters("reading_ended", town.reviewer2) == 1


def test_a_reader_who_was_let_go_may_be_asked_again(town, eligible, asked, later):
    readers.withdraw_reader(assignment=asked[1], reason="", by=town.officer, at=town.now)
    again = readers.assign_reviewer(application=eligible, reviewer=town.reviewer2, by=town.officer, at=later(days=1))
    assert again.pk == asked[1].pk and state_of(again) == "accepted"
    assert letters("review_assigned", town.reviewer2) == 2


@pytest.mark.parametrize("role", ["reviewer", "reviewer2", "host", "editor", "evaluator", "applicant", "stranger"])
def test_only_officers_look_after_readers(town, asked, signed_in, role, later):
    person = getattr(town, role)
    words = {"assignment": asked[0], "by": person, "at": town.now}
    for act, more in (
        (readers.remind_reader, {}), (readers.withdraw_reader, {"reason": ""}),
        (readers.extend_reading, {"due_at": later(days=30)}), (readers.replace_reader, {"reason": "", "reviewer": person}),
    ):  # fmt: skip
        with pytest.raises((NotVisible, NotAllowed, Refusal)):
            act(**words, **more)
    browser = signed_in(person)
    assert browser.get(reverse("desk_reading", args=[asked[0].code])).status_code == 404
    assert browser.get(reverse("desk_readings")).status_code in (403, 200)
    assert state_of(asked[0]) == "proposed" and not Letter.objects.filter(kind="reading_reminder").exists()


def test_the_page_of_a_reading_does_each_act(town, asked, third, signed_in):
    browser, page = signed_in(town.officer), reverse("desk_reading", args=[asked[1].code])
    assert browser.get(page).status_code == 200
    back = reverse("desk_application", args=[asked[1].application.code]) + "#readings"
    assert browser.post(page, {"act": "remind"}).url == back
    again = browser.post(page, {"act": "remind"})
    assert again.status_code == 422 and "วัน" in again.content.decode()
    refused = browser.post(page, {"act": "replace", "reviewer": town.reviewer.pk, "reason": "เหตุที่พิมพ์"})
    assert refused.status_code == 422 and "เหตุที่พิมพ์" in refused.content.decode()
    assert browser.post(page, {"act": "replace", "reviewer": third.pk, "reason": ""}).url == back
    assert state_of(asked[1]) == "withdrawn"
    assert "crispy" not in browser.get(page).content.decode()


def test_the_list_of_a_reader_puts_open_work_first_in_pages(town, signed_in):
    rows = []
    for n in range(23):
        application = town.screened(town.submitted(town.person(f"p{n}@t.example")))
        rows.append(
            readers.assign_reviewer(application=application, reviewer=town.reviewer, by=town.officer, at=town.now)
        )
    ReviewAssignment.objects.filter(pk=rows[5].pk).update(due_at=town.now - timedelta(days=1))
    score(town, rows[0])
    browser = signed_in(town.reviewer)
    first = browser.get("/review/").content.decode()
    second = browser.get("/review/?page=2").content.decode()
    assert first.index(rows[5].code) < first.index(rows[1].code)
    assert rows[0].code not in first and second.rindex(rows[0].code) > second.rindex(rows[22].code)
    assert "1–20" in first and "21–23" in second


def test_hand_in_and_next_leads_to_the_next_open_one_and_then_to_the_list(town, asked, signed_in):
    other = town.screened(town.submitted(town.person("second@t.example")))
    after = readers.assign_reviewer(application=other, reviewer=town.reviewer, by=town.officer, at=town.now)
    browser, typed = signed_in(town.reviewer), {f"level-{key}": level for key, level in GOOD.items()}
    page = reverse("review", args=[asked[0].code])
    assert "hand_in_next" in browser.get(page).content.decode()
    gone = browser.post(page, typed | {"version": 0, "comment": "ดี", "act": "hand_in_next"})
    assert gone.url == reverse("review", args=[after.code]) and state_of(asked[0]) == "done"
    last = browser.get(gone.url).content.decode()
    assert "hand_in_next" not in last
    done = browser.post(gone.url, typed | {"version": 0, "comment": "", "act": "hand_in_next"})
    assert done.url == reverse("review_home")


def test_a_refused_judgement_gives_the_page_back_as_it_was_filled_in(town, asked, signed_in):
    browser, page = signed_in(town.reviewer), reverse("review", args=[asked[0].code])
    answer = browser.post(page, {"version": 0, "level-town": 3, "comment": "ข้อคิดเห็นยาว", "act": "hand_in"})
    said = answer.content.decode()
    assert answer.status_code == 422 and "ข้อคิดเห็นยาว" in said
    assert 'id="l-town-3"' in said and said.count("checked") == 1
    reviews.save_review(assignment=asked[0], levels={}, comment="อีกแท็บ", base_version=0, by=town.reviewer, at=town.now)
    stale = browser.post(page, {"version": 0, "level-town": 2, "comment": "ของแท็บเก่า", "act": "save"})
    assert stale.status_code == 422 and "ของแท็บเก่า" in stale.content.decode()
    assert Review.objects.get().comment == "อีกแท็บ"
    said = stale.content.decode()
    assert "อีกแท็บ" in said and 'name="remark"' in said and 'name="version" value="1"' in said  # both, and a way on


@pytest.mark.parametrize(
    ("choice", "kept"), [("mine", "ของฉัน"), ("theirs", "อีกแท็บ"), ("both", "อีกแท็บ\n\nของฉัน"), ("", "ของฉัน")]
)
def test_two_pages_of_one_reader_are_settled_by_choosing(town, asked, signed_in, choice, kept):
    browser, page = signed_in(town.reviewer, "en"), reverse("review", args=[asked[0].code])
    words = {"assignment": asked[0], "levels": {"town": 3}, "comment": "อีกแท็บ", "by": town.reviewer, "at": town.now}
    reviews.save_review(base_version=0, **words)
    typed = {"version": 0, "level-town": 2, "comment": "ของฉัน", "act": "save"}
    asked_which = browser.post(page, typed)
    assert asked_which.status_code == 422 and "The other page saved: <b>3</b>" in asked_which.content.decode()
    assert browser.post(page, typed | {"version": 1, "remark": choice}).status_code == 302
    assert Review.objects.get().comment == kept and Review.objects.get().scores.get().level == 2


def test_a_reading_saves_as_one_types_and_says_when(town, asked, signed_in):
    browser, page = signed_in(town.reviewer, "en"), reverse("review", args=[asked[0].code])
    assert "data-autosave" in browser.get(page).content.decode()
    typed = {"version": 0, "level-town": 3, "comment": "ครึ่งทาง", "autosave": "1"}
    said = browser.post(page, typed).json()
    assert (said["code"], said["version"]) == ("saved", 1) and said["message"].startswith("Draft saved ")
    review = Review.objects.get()
    assert review.submitted_at is None and review.scores.get().level == 3 and state_of(asked[0]) == "accepted"
    assert "ครึ่งทาง" in browser.get(page).content.decode(), "who leaves in the middle finds it again"
    assert browser.post(page, typed).json()["code"] == "stale_tab"
    wrong = browser.post(page, typed | {"version": 1, "level-town": 9})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "invalid") and review.scores.get().level == 3
    browser.logout()
    gone = browser.post(page, typed | {"version": 1})
    assert (gone.status_code, gone.json()) == (401, {"code": "signed_out"})


def test_a_draft_is_its_reader_s_alone_and_counts_nowhere(town, eligible, asked, signed_in):
    page = reverse("review", args=[asked[0].code])
    typed = {f"level-{key}": level for key, level in GOOD.items()} | {"version": 0, "comment": "ร่างลับ", "autosave": "1"}
    signed_in(town.reviewer).post(page, typed)
    assert signed_in(town.reviewer2).get(page).status_code == 404
    score(town, asked[1])
    seen = [
        (town.reviewer2, reverse("review", args=[asked[1].code])),
        (town.officer, f"/desk/applications/{eligible.code}/"),
    ]
    for person, address in seen:
        assert "ร่างลับ" not in signed_in(person).get(address).content.decode()
    eligible.refresh_from_db()
    assert eligible.state == "in_review" and eligible.mean_score is None


def test_a_conflict_takes_the_draft_away_and_leaves_what_was_handed_in(town, eligible, asked):
    words = {"assignment": asked[0], "levels": {"town": 3}, "comment": "ร่าง", "by": town.reviewer, "at": town.now}
    reviews.save_review(base_version=0, **words)
    score(town, asked[1])
    for person in (town.reviewer, town.reviewer2):
        screening.declare_conflict(application=eligible, person=person, reason="ญาติ", at=town.now)
    assert Review.objects.get().assignment == asked[1]


def test_each_criterion_without_a_level_says_so_beside_itself(town, asked, signed_in):
    browser, page = signed_in(town.reviewer, "en"), reverse("review", args=[asked[0].code])
    answer = browser.post(page, {"version": 0, "level-town": 3, "comment": "", "act": "hand_in"})
    said = answer.content.decode()
    assert answer.status_code == 422 and said.count("invalid-feedback") == len(GOOD) - 1
    assert said.count("Choose a level for") == 2 * (len(GOOD) - 1), "in the summary and beside the field"


@pytest.mark.parametrize("typed", [{"level-town": "9"}, {"level-town": "²"}, {"version": "x"}, {"version": "9" * 30}])
def test_a_judgement_that_cannot_be_is_refused_in_words(town, asked, signed_in, typed):
    page = reverse("review", args=[asked[0].code])
    answer = signed_in(town.reviewer).post(page, {"act": "save", "comment": "ข้อความ"} | typed)
    assert answer.status_code == 422 and "ข้อความ" in answer.content.decode()
    assert not Review.objects.exists()


def test_scores_of_others_show_after_one_s_own(town, asked, signed_in):
    score(town, asked[1], dict.fromkeys(GOOD, 4))
    page = reverse("review", args=[asked[0].code])
    browser = signed_in(town.reviewer)
    assert "100.00" not in browser.get(page).content.decode()
    score(town, asked[0])
    assert "100.00" in browser.get(page).content.decode()
