"""Logs: written on an allowed day, kept once, changed while they are the author's, and never lost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from mentoring.domain import claims, logs
from mentoring.models import ActivityLog, Mission, Placement, Week
from programme.kernel.errors import NotAllowed, NotVisible, Refusal
from tests.factories.town import photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def placement(town):
    return town.placement()


def fields(town, **changes) -> dict:
    stated = {"headline": "เดินคลอง", "happened_on": timezone.localdate(town.now), "activity": "visit"}
    return stated | changes


def write(town, placement, *, by=None, key=None, people=(), photos=(), **changes) -> ActivityLog:
    return logs.write_log(
        placement=placement, client_uuid=key or uuid4(), fields=fields(town, **changes), people=list(people),
        photos=list(photos), consent="none", by=by or placement.ambassador, at=town.now,
    )  # fmt: skip


def refused(code, act, **words) -> Refusal:
    with pytest.raises(Refusal) as no:
        act(**words)
    assert no.value.code == code
    return no.value


def test_a_log_stands_in_its_week_as_a_draft(town, placement):
    log = write(town, placement, people=[{"group": "อสม.", "number": 9, "first_time": 2}], photos=[photo()])
    assert (log.state, log.author, log.week.starts_on.weekday()) == ("draft", town.applicant, 0)
    assert log.week.starts_on <= log.happened_on <= log.week.starts_on + timedelta(days=6)
    assert log.people.get().group.name == "อสม." and log.evidence.count() == 1


@pytest.mark.parametrize("days", [1, 400])
def test_a_day_in_the_future_is_refused_when_written_naming_log_and_days(town, placement, days):
    later = timezone.localdate(town.now) + timedelta(days=days)
    no = refused("outside", write, town=town, placement=placement, happened_on=later)
    assert "เดินคลอง" in str(no) and no.field == "happened_on"
    assert not ActivityLog.objects.exists() and not Week.objects.exists()


def test_a_day_outside_the_placement_is_refused_when_written(town, placement):
    before = placement.starts_on - timedelta(days=1)
    refused("outside", write, town=town, placement=placement, happened_on=before)
    assert write(town, placement, happened_on=placement.starts_on).state == "draft"
    Placement.objects.filter(pk=placement.pk).update(ended_on=timezone.localdate(town.now) - timedelta(days=3))
    placement.refresh_from_db()
    refused("outside", write, town=town, placement=placement)


def test_before_the_first_day_nothing_can_be_kept_yet(town, placement):
    from django.utils.translation import override

    first = timezone.localdate(town.now) + timedelta(days=2)
    Placement.objects.filter(pk=placement.pk).update(starts_on=first)
    placement.refresh_from_db()
    with override("en"):
        no = refused("outside", write, town=town, placement=placement)
    assert "cannot be kept yet" in str(no)


def test_the_allowed_days_are_said_as_people_write_them(town, placement):
    from django.utils.translation import override

    with override("th"):
        no = refused(
            "outside", write, town=town, placement=placement, happened_on=placement.starts_on - timedelta(days=1)
        )
        assert (str(placement.starts_on.year + 543) in str(no) and "ม.ค." in str(no)) or "." in str(no)
        assert str(placement.starts_on) not in str(no)


@pytest.mark.parametrize("state", ["planned", "completed", "withdrawn", "terminated", "transferred"])
def test_nothing_is_logged_where_nobody_works(town, placement, state):
    Placement.objects.filter(pk=placement.pk).update(**{"state": state})
    placement.refresh_from_db()
    refused("not_running", write, town=town, placement=placement)


@pytest.mark.parametrize("state", ["active", "completing", "on_leave"])
def test_work_is_logged_while_it_goes_on(town, placement, state):
    Placement.objects.filter(pk=placement.pk).update(**{"state": state})
    placement.refresh_from_db()
    assert write(town, placement).pk


@pytest.mark.parametrize("who", ["host", "mentor", "officer", "evaluator", "stranger"])
def test_only_the_ambassador_logs(town, placement, who):
    with pytest.raises((NotAllowed, NotVisible)):
        write(town, placement, by=getattr(town, who))
    assert not ActivityLog.objects.exists()


def test_sent_twice_it_is_one_log(town, placement):
    key = uuid4()
    again = [write(town, placement, key=key, photos=[photo()]) for _time in range(2)]
    assert again[0].pk == again[1].pk and ActivityLog.objects.count() == 1 and again[0].evidence.count() == 1


def test_two_sendings_that_meet_are_one_log(town, placement, monkeypatch):
    key, real = uuid4(), logs.sent_before
    first, unseen = write(town, placement, key=key), iter([None])  # the second had looked before the first was kept
    monkeypatch.setattr(logs, "sent_before", lambda *given, **words: next(unseen, real(*given, **words)))
    assert write(town, placement, key=key).pk == first.pk and ActivityLog.objects.count() == 1


@pytest.mark.parametrize(
    "other",
    [
        {"headline": "ประชุมกองช่าง"},
        {"note": "อีกเรื่อง"},
        {"people": [{"group": "", "number": 3, "first_time": None}]},
        {"photos": [photo()]},
    ],
)
def test_the_same_id_with_other_content_is_told_apart(town, placement, other):
    key = uuid4()
    first = write(town, placement, key=key)
    no = refused("other_content", write, town=town, placement=placement, key=key, **other)
    assert first.headline in str(no)
    assert ActivityLog.objects.get().headline == first.headline


def test_the_same_id_after_a_change_is_still_the_same_sending(town, placement):
    key = uuid4()
    log = write(town, placement, key=key)
    change(town, log, headline="แก้แล้ว")
    assert write(town, placement, key=key).pk == log.pk
    assert ActivityLog.objects.get().headline == "แก้แล้ว"


def test_an_id_belongs_to_its_author(town, placement):
    key = uuid4()
    mine = write(town, placement, key=key)
    other = town.placement(town.person("second@t.example"))
    theirs = write(town, other, key=key, headline="ของอีกคน")
    assert theirs.pk != mine.pk and ActivityLog.objects.count() == 2
    assert theirs.headline == "ของอีกคน"


def change(town, log, *, by=None, people=(), photos=(), **changes) -> ActivityLog:
    return logs.change_log(
        log=log, fields=fields(town, **changes), people=list(people), photos=list(photos), consent="none",
        by=by or log.author, at=town.now,
    )  # fmt: skip


def test_a_draft_is_changed_and_moves_to_the_week_of_its_day(town, placement):
    log = write(town, placement, people=[{"group": "อสม.", "number": 9, "first_time": 2}])
    earlier = timezone.localdate(town.now) - timedelta(days=9)
    change(town, log, headline="ใหม่", happened_on=earlier, people=[{"group": "ครู", "number": 4, "first_time": None}])
    log.refresh_from_db()
    assert (log.headline, log.happened_on, log.state) == ("ใหม่", earlier, "draft")
    assert log.week.starts_on <= earlier <= log.week.starts_on + timedelta(days=6)
    assert [(row.group.name, row.number) for row in log.people.all()] == [("ครู", 4)]


def test_a_returned_log_is_changed_and_goes_again(town, placement):
    log = write(town, placement)
    claims.submit_claim(claim=log, by=town.applicant, at=town.now)
    claims.return_claim(claim=log, reason="วันที่ไม่ตรง", by=town.host, at=town.now)
    change(town, log, headline="แก้ตามที่บอก")
    claims.submit_claim(claim=ActivityLog.objects.get(), by=town.applicant, at=town.now)
    log.refresh_from_db()
    assert (log.state, log.headline, log.revisions.count()) == ("submitted", "แก้ตามที่บอก", 2)


@pytest.mark.parametrize("state", ["submitted", "confirmed", "verified", "disputed", "voided", "discarded"])
def test_what_is_handed_in_is_not_changed_under_the_host(town, placement, state):
    log = write(town, placement)
    ActivityLog.objects.filter(pk=log.pk).update(**{"state": state})
    refused("locked", change, town=town, log=log, headline="แอบแก้")
    log.refresh_from_db()
    assert log.headline == "เดินคลอง"


@pytest.mark.parametrize("who", ["host", "officer", "stranger"])
def test_nobody_else_changes_a_log(town, placement, who):
    log = write(town, placement)
    with pytest.raises((NotAllowed, NotVisible)):
        change(town, log, by=getattr(town, who))


def test_a_change_to_a_day_in_the_future_is_refused_and_changes_nothing(town, placement):
    log = write(town, placement)
    tomorrow = timezone.localdate(town.now) + timedelta(days=1)
    refused("outside", change, town=town, log=log, headline="พรุ่งนี้", happened_on=tomorrow)
    log.refresh_from_db()
    assert log.headline == "เดินคลอง"


def test_the_first_log_begins_the_mission(town, placement):
    from mentoring.domain.missions import agree_mission

    mission = town.mission(placement)
    agree_mission(mission=mission, by=town.host, at=town.now)
    write(town, placement, mission=Mission.objects.get())
    assert Mission.objects.get().state == "active"


def test_a_page_keeps_a_log_once_however_often_the_button_is_pressed(town, placement, signed_in):
    browser, key = signed_in(town.applicant), str(uuid4())
    typed = {"client_uuid": key, "headline": "เดินคลอง", "activity": "visit", "people": "4", "consent": "none"}
    typed["happened_on"] = f"{timezone.localdate(town.now):%d/%m/%Y}"
    for _time in range(2):
        assert browser.post("/field/log/", typed).status_code == 302
    assert ActivityLog.objects.count() == 1
    page = browser.post("/field/log/", typed | {"headline": "อีกเรื่องหนึ่ง"})
    assert page.status_code == 422 and "อีกเรื่องหนึ่ง" in page.content.decode()
    fresh = page.context["form"]["client_uuid"].value()
    assert fresh != key
    assert browser.post("/field/log/", typed | {"headline": "อีกเรื่องหนึ่ง", "client_uuid": fresh}).status_code == 302
    assert sorted(ActivityLog.objects.values_list("headline", flat=True)) == ["อีกเรื่องหนึ่ง", "เดินคลอง"]


def test_a_refused_log_with_a_photo_keeps_everything_that_was_typed(town, placement, signed_in):
    ahead = timezone.localdate(town.now) + timedelta(days=2)  # whatever the hour: midnight may pass meanwhile
    typed = {
        "client_uuid": str(uuid4()), "headline": "ซ่อมเสาวัดน้ำ", "activity": "build", "people": "14", "first_time": "3",
        "group": "ช่างในตลาด", "place_name": "คลอง 9", "note": "เชื่อมกรงกันผักตบ", "consent": "given", "needs_help": "on",
        "happened_on": f"{ahead:%d/%m}/{ahead.year + 543}", "photo": photo(),
    }  # fmt: skip
    page = signed_in(town.applicant).post("/field/log/", typed)
    text = page.content.decode()
    assert page.status_code == 422 and not ActivityLog.objects.exists()
    for name in ("headline", "people", "first_time", "group", "place_name", "note", "happened_on"):
        assert typed[name] in text, name
    assert page.context["form"]["activity"].value() == "build" and page.context["form"]["needs_help"].value()
    assert page.context["lost_photo"]


def test_a_broken_picture_is_an_error_of_its_field(town, placement, signed_in):
    from django.core.files.uploadedfile import SimpleUploadedFile

    typed = {"client_uuid": str(uuid4()), "headline": "ก", "activity": "visit", "people": "0", "consent": "none"}
    typed |= {"happened_on": f"{timezone.localdate(town.now):%d/%m/%Y}"}
    page = signed_in(town.applicant).post("/field/log/", typed | {"photo": SimpleUploadedFile("a.jpg", b"no picture")})
    assert page.status_code == 422 and "photo" in page.context["form"].errors
    assert not ActivityLog.objects.exists()


def test_the_form_of_a_log_shows_it_as_it_was_written(town, placement, signed_in):
    log = write(town, placement, people=[{"group": "อสม.", "number": 9, "first_time": 2}], photos=[photo()])
    page = signed_in(town.applicant).get(f"/field/log/{log.code}/")
    form = page.context["form"]
    assert [form[name].value() for name in ("headline", "people", "first_time", "group")] == ["เดินคลอง", 9, 2, "อสม."]
    for who in ("host", "officer", "stranger"):
        assert signed_in(getattr(town, who)).get(f"/field/log/{log.code}/").status_code == 404
