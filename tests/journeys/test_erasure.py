"""The right to be forgotten: what goes, what stays, what is in the way, and figures that do not change."""

import json

import pytest
from django.apps import apps
from django.core.files.storage import storages
from django.urls import reverse
from django.utils import timezone

from applications.domain.copies import make_due_copies
from applications.models import (
    Application,
    Document,
    HostRankingRow,
    RefereeInvitation,
    Review,
    Revision,
    SensitiveAnswer,
)
from applications.queries.kept import KEPT, last_day, time_is_over
from cms.models import ContactMessage
from mentoring.domain import placements
from mentoring.models import ActivityLog
from mentoring.queries.figures import REGISTRY, Scope
from programme.domain import erasure, people
from programme.domain.delivery import deliver_due_letters
from programme.kernel.errors import Refusal
from programme.models import AuditEntry, Consent, Erasure, FailedWork, Letter, PrivateFile, User

pytestmark = pytest.mark.django_db
OURS = ("programme", "applications", "mentoring")


def erased(person, at, later) -> int:
    """Asked for, confirmed, and done a day later."""
    erasure.ask_erasure(user=person, at=at)
    Letter.objects.filter(kind="erasure_asked").update(handed_at=at)
    deliver_due_letters(at=at)
    return erasure.erase_due_people(at=later(days=1))


def everything_kept() -> dict[str, str]:
    """All tables of ours as text; letters to others and the history are other people's records."""
    models = [model for model in apps.get_models() if model._meta.app_label in OURS]
    return {
        model.__name__: json.dumps(list(model.objects.values()), default=str, ensure_ascii=False) for model in models
    }


def figures() -> dict[str, object]:
    return {key: figure.compute(Scope()).get("value") for key, figure in sorted(REGISTRY.items())}


def test_whatever_says_who_it_was_is_nowhere_any_more(town, later):
    town.asks_referee()
    application = town.fill()
    town.wrote(town.asked(application), text="ณัฐริกาเป็นคนดี")
    town.submitted_as_filled(application)
    make_due_copies(at=town.now)
    people.give_consent(user=town.applicant, purpose="story", wording="ได้", at=town.now)
    ContactMessage.objects.create(topic="other", name="ก", email="Applicant@t.example", text="x", created_at=town.now)
    before = everything_kept()
    planted = ("ณัฐริกา", "บุญเรือง", "applicant@t.example", "+66812345678", "kru@school.example")
    assert all(any(word in rows for rows in before.values()) for word in planted), "there is something to erase"
    files = [(row.pk, row.file.name) for row in PrivateFile.objects.all()]
    assert len(files) == 2, "a paper and the copy"
    assert erased(town.applicant, town.now, later) == 1
    after = everything_kept()
    found = {name for name, rows in after.items() for word in planted if word in rows}
    assert found <= {"Letter"}  # what others were written
    assert not Letter.objects.filter(to_address="applicant@t.example").exists()
    assert not any(model.objects.exists() for model in (SensitiveAnswer, Document, RefereeInvitation, ContactMessage))
    assert Consent.objects.get().withdrawn_at and Revision.objects.get().content["answers"] == {}
    assert erasure.erase_due_files(at=later(days=1)) == 2
    assert not PrivateFile.objects.exists() and not any(storages["private"].exists(name) for _pk, name in files)


def test_what_readers_and_hosts_said_of_the_person_goes_and_their_scores_stay(town, later):
    [application] = town.ranked()
    Review.objects.update(comment="ณัฐริกาพูดชัด", note_to_applicant="คุณณัฐริกา สู้ ๆ")
    HostRankingRow.objects.update(reason="เคยพบณัฐริกา")
    erased(town.applicant, town.now, later)
    said = [*Review.objects.values_list("comment", "note_to_applicant"), *HostRankingRow.objects.values_list("reason")]
    assert len(said) == 4 and not any(any(words) for words in said)
    application.refresh_from_db()
    assert application.mean_score and Review.objects.exclude(total=None).count() == 2


def test_the_account_is_shut_and_the_history_keeps_its_shape(town, signed_in, later):
    application = town.submitted()
    acts = AuditEntry.objects.filter(actor=town.applicant).count()
    browser = signed_in(town.applicant)
    erased(town.applicant, town.now, later)
    person = User.objects.get(pk=town.applicant.pk)
    assert (person.is_active, person.has_usable_password(), person.anonymised_at) == (False, False, later(days=1))
    assert browser.get("/my/data/").url.startswith("/accounts/login/")
    assert AuditEntry.objects.filter(actor=person).count() >= acts
    application.refresh_from_db()
    assert application.state == "withdrawn" and application.search_text == application.receipt_number
    assert person.code in str(person) and "t.example" not in str(person)
    page = signed_in(town.officer).get(f"/desk/applications/{application.code}/")
    assert page.status_code == 200 and "ณัฐริกา" not in page.content.decode()


def ended_year(town):
    placement = town.placement()
    log = town.log(placement, people_n=12)
    ActivityLog.objects.filter(pk=log.pk).update(latitude="13.98", longitude="100.61")
    town.outcome(placement)
    placements.end_placement(
        placement=placement,
        kind="withdraw",
        reason="ย้ายบ้าน",
        on=timezone.localdate(town.now),
        by=town.officer,
        at=town.now,
    )
    return placement


def test_figures_are_what_they_were_and_the_work_stands_under_the_pseudonym(town, later):
    placement = ended_year(town)
    before = figures()
    assert any(before.values()), "there is something to count"
    assert erased(town.applicant, town.now, later) == 1
    assert figures() == before
    placement.refresh_from_db()
    log = ActivityLog.objects.get()
    assert placement.exit_reason == "" and log.latitude is None and log.longitude is None
    erasure.erase_due_files(at=later(days=1))
    backing = log.evidence.get().file
    assert backing.owner is None and storages["private"].exists(backing.file.name)


def test_a_running_year_is_in_the_way_and_says_what_to_do(town, signed_in):
    placement = town.placement()
    with pytest.raises(Refusal, match=placement.agency.name):
        erasure.ask_erasure(user=town.applicant, at=town.now)
    browser = signed_in(town.applicant, "en")
    page = browser.get("/my/data/erase/").content.decode()
    assert "This cannot be done now." in page and placement.agency.name in page and 'name="email"' not in page
    answer = browser.post("/my/data/erase/", {"email": "applicant@t.example"})
    assert answer.status_code == 422 and not Erasure.objects.exists()


@pytest.mark.parametrize("who", ["officer", "host", "reviewer"])
def test_whoever_acts_for_others_hands_that_over_first(town, who):
    with pytest.raises(Refusal):
        erasure.ask_erasure(user=getattr(town, who), at=town.now)


def test_what_came_in_the_way_since_stops_it_and_an_officer_sees_it(town, later):
    erasure.ask_erasure(user=town.applicant, at=town.now)
    deliver_due_letters(at=town.now)
    town.placement()
    assert erasure.erase_due_people(at=later(days=1)) == 0
    assert FailedWork.objects.get(job="erase_person").is_refusal and User.objects.get(pk=town.applicant.pk).is_active


def test_it_is_typed_confirmed_by_letter_and_can_be_stopped_for_a_day(town, signed_in, later):
    browser = signed_in(town.applicant, "en")
    page = browser.get("/my/data/erase/").content.decode()
    assert "What goes" in page and "It proves that decisions were fair." in page
    wrong = browser.post("/my/data/erase/", {"email": "somebody@t.example"})
    assert wrong.status_code == 422 and "This is not the address of your account." in wrong.content.decode()
    assert not Erasure.objects.exists()
    assert browser.post("/my/data/erase/", {"email": " Applicant@T.example "}).url == "/my/data/#erase"
    letter = Letter.objects.get(kind="erasure_asked")
    assert letter.to_address == "applicant@t.example" and Erasure.objects.get().code in letter.body_text
    assert "Your data will be erased after" in browser.get("/my/data/").content.decode()
    assert browser.post("/my/data/keep/").url == "/my/data/#erase"
    assert erasure.erase_due_people(at=later(days=2)) == 0
    assert User.objects.get(pk=town.applicant.pk).is_active and not Erasure.objects.exists()


def test_nothing_goes_before_the_confirmation_has_left_nor_before_the_day(town, later):
    erasure.ask_erasure(user=town.applicant, at=town.now)
    assert erasure.erase_due_people(at=later(days=3)) == 0, "the letter is still queued"
    deliver_due_letters(at=town.now)
    assert erasure.erase_due_people(at=later(hours=23)) == 0
    assert [erasure.erase_due_people(at=later(days=1)) for _again in range(2)] == [1, 0]


def test_a_worker_that_dies_in_the_middle_leaves_it_untouched_and_the_next_one_does_it(town, later, monkeypatch):
    application = town.submitted()
    erasure.ask_erasure(user=town.applicant, at=town.now)
    deliver_due_letters(at=town.now)

    class Killed(BaseException):
        """Nothing catches it, as nothing catches a kill."""

    def dies(*args):
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(erasure, "_erase_name", dies)
        with pytest.raises(Killed):
            erasure.erase_due_people(at=later(days=1))
    assert Application.objects.get(pk=application.pk).answers.exists() and PrivateFile.objects.get().owner
    assert erasure.erase_due_people(at=later(days=1)) == 1


def test_bytes_that_are_gone_already_stop_nothing(town, later):
    town.submitted()
    erased(town.applicant, town.now, later)
    row = PrivateFile.objects.get()
    storages["private"].delete(row.file.name)
    assert erasure.erase_due_files(at=later(days=1)) == 1 and not PrivateFile.objects.exists()


def test_the_day_that_is_shown_is_the_day_on_which_the_clock_erases(town):
    application = town.submitted()
    shown = last_day(application)
    assert shown == town.cohort.ends_on + KEPT + timezone.timedelta(days=1)
    noon = timezone.make_aware(timezone.datetime.combine(shown, timezone.datetime.min.time()))
    due = SensitiveAnswer.objects.filter(time_is_over(noon))
    assert due.exists() and not SensitiveAnswer.objects.filter(time_is_over(noon - timezone.timedelta(days=1))).exists()


def test_the_page_tells_words_and_day_of_a_consent_and_how_long_things_are_kept(town, signed_in):
    town.submitted()
    browser = signed_in(town.applicant, "en")
    browser.post("/my/consents/", {"purpose": "story", "act": "agree"})
    browser.post("/my/consents/", {"purpose": "story", "act": "take_back"})
    people.give_consent(user=town.applicant, purpose="photo", wording="Words of last year", at=town.now)
    page = browser.get("/my/data/").content.decode()
    assert "as they stood on" in page and "“Words of last year”" in page and "taken back on" in page
    assert "90 days after the application or the year of its cohort has ended" in page and "At the latest on" in page


def test_before_anything_is_asked_the_notice_stands(town, signed_in):
    page = signed_in(town.applicant, "en").get("/apply/cohort-5/").content.decode()
    for words in ("Who collects it", "What for", "On which ground", "How long", "Your rights"):
        assert words in page
    assert f"{KEPT.days} days after" in page and reverse("site_privacy") in page
