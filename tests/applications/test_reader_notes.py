"""What readers say to the person: apart from what the office reads, after a no only, and where the call says so."""

import pytest

from applications.models import Application, Decision, Review, ReviewAssignment
from programme.kernel.privacy import copies_for

pytestmark = pytest.mark.django_db
NOTE, REMARK = "ครั้งหน้าบอกจำนวนคนที่ได้ประโยชน์", "ให้คะแนนต่ำเพราะไม่มีตัวเลข"


@pytest.fixture
def told(town):
    type(town.call).objects.update(reader_notes_told=True)
    town.call.refresh_from_db()
    return town


@pytest.fixture
def noted(told, signed_in):
    """An application whose first reader wrote a note on the page and handed in."""
    application = told.screened(told.submitted())
    assignment = told.given_to_readers(application)
    levels = {f"level-{key}": 2 for key in told.call.rubric.criteria.values_list("key", flat=True)}
    given = {"act": "hand_in", "comment": REMARK, "note_to_applicant": NOTE, "version": 0} | levels
    signed_in(assignment.reviewer).post(f"/review/{assignment.code}/", given)
    return assignment


def refuse(application: Application) -> None:
    Application.objects.filter(pk=application.pk).update(state="not_selected")


def own_page(town, signed_in) -> str:
    application = town.call.applications.get(applicant=town.applicant)
    return signed_in(town.applicant).get(f"/my/applications/{application.code}/").content.decode()


def test_after_a_no_the_person_reads_the_note_and_nothing_else_of_the_reading(noted, told, signed_in):
    before = own_page(told, signed_in)
    assert NOTE not in before
    refuse(noted.application)
    page = own_page(told, signed_in)
    assert NOTE in page and REMARK not in page and noted.reviewer.get_full_name() not in page
    copy = str(copies_for(told.applicant))
    assert NOTE in copy and REMARK not in copy


def test_before_the_results_not_even_the_copy_of_the_data_tells_it(noted, told):
    assert NOTE not in str(copies_for(told.applicant))


def test_an_exclusion_that_is_not_told_yet_tells_no_note(noted, told, signed_in):
    Application.objects.filter(pk=noted.application.pk).update(state="ineligible")
    decision = Decision.objects.create(
        application=noted.application, kind=Decision.Kind.INELIGIBLE, decided_by=told.officer, decided_at=told.now
    )
    assert NOTE not in own_page(told, signed_in) and NOTE not in str(copies_for(told.applicant))
    Decision.objects.filter(pk=decision.pk).update(released_at=told.now)
    assert NOTE in own_page(told, signed_in)


def test_where_the_call_does_not_say_so_nobody_is_asked_for_a_note_and_none_is_shown(noted, told, signed_in):
    refuse(noted.application)
    assert NOTE in own_page(told, signed_in)
    type(told.call).objects.update(reader_notes_told=False)
    assert NOTE not in own_page(told, signed_in)
    other = ReviewAssignment.objects.exclude(pk=noted.pk).get()
    assert "note_to_applicant" not in signed_in(other.reviewer).get(f"/review/{other.code}/").content.decode()


def test_a_reading_that_was_taken_back_is_not_told(noted, told, signed_in):
    refuse(noted.application)
    ReviewAssignment.objects.filter(pk=noted.pk).update(state="recused")
    assert NOTE not in own_page(told, signed_in)


def test_the_office_reads_both_and_no_other_reader_does(noted, told, signed_in):
    desk = signed_in(told.officer).get(f"/desk/applications/{noted.application.code}/").content.decode()
    assert NOTE in desk and REMARK in desk
    other = ReviewAssignment.objects.exclude(pk=noted.pk).get()
    assert NOTE not in signed_in(other.reviewer).get(f"/review/{other.code}/").content.decode()


def test_of_two_pages_the_other_note_is_shown_and_nothing_is_lost(told, signed_in):
    assignment = told.given_to_readers(told.screened(told.submitted()))
    page = signed_in(assignment.reviewer)
    page.post(f"/review/{assignment.code}/", {"act": "save", "note_to_applicant": NOTE, "version": 0})
    answer = page.post(f"/review/{assignment.code}/", {"act": "save", "note_to_applicant": "อีกแท็บ", "version": 0})
    assert NOTE in answer.content.decode() and "อีกแท็บ" in answer.content.decode()
    assert Review.objects.get().note_to_applicant == NOTE
