"""A year in the field: missions, weeks, outcomes with their evidence, and each reason why something does not count."""

import io
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from cms.demo.ground import BANGKOK, World
from cms.demo.words import GROUPS, HEADLINES, OUTCOMES, PROBLEMS, WORK
from mentoring.domain import claims, corrections, evidence, help, logs, missions, outcomes, placements, settling, weeks
from mentoring.models import Evidence, Placement, Week
from programme.domain import members
from programme.domain.people import give_consent
from programme.models import Call

LEAVERS = (5, 13)


def moment(day: date, hour: int = 16) -> datetime:
    return datetime(day.year, day.month, day.day, hour, 0, tzinfo=BANGKOK)


def picture(index: int) -> SimpleUploadedFile:
    """A small drawn photo: sky, ground and a sun; nobody in it."""
    image = Image.new("RGB", (480, 320), (176 - index % 40, 205, 226))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 210, 480, 320), fill=(70, 130 + index % 50, 96))
    draw.ellipse((340, 40, 410, 110), fill=(247, 183, 24))
    content = io.BytesIO()
    image.save(content, "JPEG", quality=60)
    return SimpleUploadedFile("photo.jpg", content.getvalue(), "image/jpeg")


def tell_year(world: World, call: Call) -> None:
    """The finished cohort: 22 placements or as many as said yes, two leavers, everything in between."""
    everyone = list(
        Placement.objects.filter(cohort=call.cohort)
        .select_related("ambassador", "agency", "city", "opening")
        .order_by("pk")
    )
    everyone.sort(key=lambda row: row.ambassador_id != world.staff["ambassador"].pk)
    for extra in everyone[22:]:
        placements.end_placement(
            placement=extra,
            kind="withdraw",
            reason="ย้ายตามครอบครัวก่อนเริ่มงาน",
            on=extra.starts_on,
            by=None,
            at=moment(extra.starts_on),
        )
    chosen = everyone[:22]
    _late_starter(world, next(row for row in chosen if row.ambassador_id == world.staff["ambassador"].pk))
    for index, placement in enumerate(chosen):
        placements.start_placement(placement=placement, by=None, at=moment(placement.starts_on, 9))
        _work(world, placement, index)
    _help(world, chosen)
    for index, placement in enumerate(chosen):
        if index in LEAVERS and placement.ambassador_id != world.staff["ambassador"].pk:
            on = placement.starts_on + timedelta(days=150)
            placements.end_placement(
                placement=placement, kind="withdraw", reason="ได้ทุนเรียนต่อ", on=on, by=None, at=moment(on)
            )
        elif placement.ambassador_id != world.staff["ambassador"].pk:
            placements.complete_placement(
                placement=placement, on=placement.ends_on, by=None, at=moment(placement.ends_on)
            )


def _help(world: World, chosen: list[Placement]) -> None:
    """One call for help answered within a day, one that waits since this morning."""
    own, other = chosen[0], chosen[1]
    on = other.starts_on + timedelta(days=90)
    asked = help.call_for_help(
        placement=other, words="กองที่รับผิดชอบย้ายคน งานค้างมาสองสัปดาห์", by=other.ambassador, at=moment(on, 10)
    )
    answer = "โทรคุยกับปลัดแล้ว พรุ่งนี้สิบโมงมีประชุมพร้อมกัน ไปด้วยกันได้เลยค่ะ"
    help.answer_help_call(call=asked, answer=answer, by=asked.owner, at=moment(on + timedelta(days=1), 9))
    words = "ชาวบ้านซอย 4 ไม่ยอมให้เข้าไปวัดระดับน้ำ อยากปรึกษาก่อนไปอีกครั้ง"
    help.call_for_help(placement=own, words=words, by=own.ambassador, at=world.now - timedelta(hours=3))


def _late_starter(world: World, placement: Placement) -> None:
    """The demo's ambassador began later and is still at work, at the agency of the demo's host."""
    host, officer, at = world.staff["host"], world.staff["officer"], moment(placement.starts_on)
    placements.move_dates(
        placement=placement,
        starts_on=placement.starts_on,
        ends_on=(world.now + timedelta(days=75)).date(),
        reason="ลาบวชก่อนเริ่มงาน",
        by=officer,
        at=at,
    )
    for capacity in ("approver", "reviewer", "supervisor"):
        members.add_member(agency=placement.agency, user=host, capacity=capacity, by=officer, at=at)
    placements.assign_role(placement=placement, user=host, kind="supervisor", on=placement.starts_on, by=officer, at=at)
    placements.assign_role(
        placement=placement, user=world.staff["mentor"], kind="expert_mentor", on=placement.starts_on, by=officer, at=at
    )
    world.hosts[placement.agency_id] = host


def _work(world: World, placement: Placement, index: int) -> None:
    person, host = placement.ambassador, world.hosts[placement.agency_id]
    give_consent(user=person, purpose="story", wording="ยินยอมให้เผยแพร่เรื่องราวของฉัน", at=moment(placement.starts_on))
    key, title, _english, aim = WORK[index % len(WORK)]
    fields = {
        "title": f"{title.removeprefix('ผู้ช่วยงาน')}: {placement.city.name}", "aim": aim, "kind": "own", "domains": [key],
        "starts_on": placement.starts_on + timedelta(days=20), "ends_on": placement.ends_on - timedelta(days=30),
    }  # fmt: skip
    mission = missions.plan_mission(
        placement=placement, fields=fields, by=person, at=moment(placement.starts_on + timedelta(days=18))
    )
    missions.agree_mission(mission=mission, by=host, at=moment(placement.starts_on + timedelta(days=20)))
    second = fields | {
        "title": f"ข้อมูลเมืองที่ทุกคนใช้ได้: {placement.city.name}",
        "domains": ["gov", key],
        "starts_on": placement.starts_on + timedelta(days=120),
    }
    other = missions.plan_mission(
        placement=placement, fields=second, by=person, at=moment(placement.starts_on + timedelta(days=118))
    )
    missions.agree_mission(mission=other, by=host, at=moment(placement.starts_on + timedelta(days=119)))
    if index not in LEAVERS:
        _measure(placement, mission)
    last = 140 if index in LEAVERS else 330
    for number, offset in enumerate(range(28, last, 28)):
        mission.refresh_from_db()
        _week(world, placement, mission, index, number, placement.starts_on + timedelta(days=offset))
    _outcome(world, placement, mission, index)
    _problem(world, placement, index)


def _week(world: World, placement: Placement, mission, index: int, number: int, day: date) -> None:
    """Two logs in one week; most are confirmed and verified, some stay at every other stage."""
    person, host, officer = placement.ambassador, world.hosts[placement.agency_id], world.staff["officer"]
    written = []
    day -= timedelta(days=day.weekday())  # both logs in one week, whichever weekday the story is told on
    for i in range(2):
        on = day + timedelta(days=i)
        group = logs.group_named(placement=placement, name=GROUPS[(index + i) % len(GROUPS)])
        people = [{"group": group, "number": 8 + world.dice.randrange(30), "first_time": world.dice.randrange(8)}]
        fields = {
            "headline": HEADLINES[(index + number + i) % len(HEADLINES)],
            "happened_on": on,
            "activity": "visit",
            "place_name": placement.city.name,
            "mission": mission,
        }
        photos = [] if (index + number + i) % 11 == 0 else [picture(index * 7 + number)]
        consent = "refused" if (index + number + i) % 17 == 3 else "none"
        written.append(
            logs.write_log(
                placement=placement,
                client_uuid=uuid4(),
                fields=fields,
                people=people,
                photos=photos,
                consent=consent,
                by=person,
                at=moment(on),
            )
        )
    week = written[0].week
    stage = (index + number) % 12
    if stage == 0:
        return  # never handed in
    friday = day + timedelta(days=4)
    weeks.submit_week(week=Week.objects.get(pk=week.pk), by=person, at=moment(friday))
    if stage == 1:
        return  # waits for the host
    if stage == 2:
        written[0].refresh_from_db()
        claims.return_claim(
            claim=written[0], reason="วันที่ไม่ตรงกับสมุดลงเวลา", by=host, at=moment(friday + timedelta(days=2))
        )
    weeks.confirm_week(week=Week.objects.get(pk=week.pk), by=host, at=moment(friday + timedelta(days=3)))
    if stage == 3:
        return  # waits for the programme
    for log in written:
        log.refresh_from_db()
        if log.state == "confirmed":
            claims.verify_claim(claim=log, by=officer, at=moment(friday + timedelta(days=10)))
            if stage == 6 and log is written[1] and index % 5 == 1:
                corrections.propose_correction(
                    claim=log,
                    changes={"note": "จำนวนคนนับจากใบลงชื่อ ไม่ได้นับหัว"},
                    reason="ตรวจใบลงชื่อแล้วพบว่าขาดคำอธิบาย",
                    by=person,
                    at=moment(friday + timedelta(days=14)),
                )
            if stage == 4 and log is written[0] and index % 3 == 0:
                settling.dispute_claim(
                    claim=log, reason="ชุมชนแจ้งว่าจัดอีกวันหนึ่ง", by=officer, at=moment(friday + timedelta(days=20))
                )
            if stage == 5 and log is written[0] and index % 4 == 0:
                settling.void_claim(
                    claim=log, reason="บันทึกซ้ำกับสัปดาห์ก่อน", by=officer, at=moment(friday + timedelta(days=20))
                )


def _measure(placement: Placement, mission) -> None:
    """What the mission sets out to change, and half way there."""
    found = next(row for row in OUTCOMES if row[0] == mission.domains[0])
    _key, _statement, label, unit, before, after, _change = found
    by, on = placement.ambassador, placement.starts_on + timedelta(days=130)
    first, aimed_at = Decimal(str(before)), Decimal(str(after))
    missions.add_measure(
        mission=mission, label=label, unit=unit, before=first, target=aimed_at, by=by, at=moment(mission.starts_on)
    )
    missions.take_measure(
        mission=mission, label=label, now=round((first + aimed_at) / 2, 1), on=on, source="แบบบันทึกของกองที่รับผิดชอบ",
        by=by, at=moment(on),
    )  # fmt: skip


def _outcome(world: World, placement: Placement, mission, index: int) -> None:
    person, host, officer = placement.ambassador, world.hosts[placement.agency_id], world.staff["officer"]
    key, statement, measure, unit, before, after, change = OUTCOMES[index % len(OUTCOMES)]
    on = placement.starts_on + timedelta(days=130 if index in LEAVERS else 280)
    fields = {
        "change": change, "statement": statement, "happened_on": on, "mission": mission, "domains": [key], "measure": measure, "unit": unit,
        "before": before, "after": after, "contribution": "ทำข้อมูลและทดลองร่วมกับกองและชุมชน",
    }  # fmt: skip
    outcome = outcomes.claim_outcome(placement=placement, fields=fields, by=person, at=moment(on))
    grade = Evidence.Grade.D if index % 9 == 4 else Evidence.Grade.B
    paper = {
        "kind": "letter",
        "grade": grade,
        "caption": "บันทึกผลของกองที่รับผิดชอบ",
        "url": "https://example.go.th/minutes",
        "consent": "none",
    }
    evidence.add_evidence(claim=outcome, fields=paper, upload=None, by=person, at=moment(on))
    if index % 10 == 9:
        return  # a draft
    claims.submit_claim(claim=outcome, by=person, at=moment(on + timedelta(days=2)))
    if index % 10 == 8:
        return  # waits for the host
    claims.confirm_claim(claim=outcome, by=host, at=moment(on + timedelta(days=5)))
    if grade == Evidence.Grade.D or index % 10 == 7:
        return  # too weak, or waits for the programme
    claims.verify_claim(claim=outcome, by=officer, at=moment(on + timedelta(days=12)))


def _problem(world: World, placement: Placement, index: int) -> None:
    key, title, statement, size, unit = PROBLEMS[index % len(PROBLEMS)]
    on = placement.starts_on + timedelta(days=60)
    fields = {
        "title": title,
        "statement": statement,
        "domains": [key],
        "happened_on": on,
        "size_number": size,
        "size_unit": unit,
        "size_method": "เดินนับทุกบ้าน",
    }
    problem = outcomes.note_problem(placement=placement, fields=fields, by=placement.ambassador, at=moment(on))
    # most problems have a photo; one in seven has only the author's word, which is too weak to count
    kind, grade = ("other", Evidence.Grade.D) if index % 7 == 1 else ("photo", Evidence.Grade.C)
    link, shot = ("https://example.go.th/note", None) if kind == "other" else ("", picture(index))
    proof = {"kind": kind, "grade": grade, "caption": title, "url": link, "consent": "none"}
    evidence.add_evidence(claim=problem, fields=proof, upload=shot, by=placement.ambassador, at=moment(on))
    claims.submit_claim(claim=problem, by=placement.ambassador, at=moment(on + timedelta(days=1)))
    if index % 3:
        claims.confirm_claim(claim=problem, by=world.hosts[placement.agency_id], at=moment(on + timedelta(days=4)))
        claims.verify_claim(claim=problem, by=world.staff["officer"], at=moment(on + timedelta(days=9)))
