"""Calls and applications of the demo world, told through the real domain functions."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from applications.domain import (
    adoption,
    answers,
    applications,
    documents,
    draws,
    offers,
    rankings,
    readers,
    reserve,
    reviews,
    runs,
    screening,
    submission,
)
from applications.domain.forms import prepare_form
from applications.models import Application, MatchRun, Offer, ReviewAssignment
from applications.policies import candidates_of
from cms.demo.ground import World
from cms.demo.referees import ask_for_referees, refer
from cms.demo.words import FAILURE, FIELDS, FIRST_CHOICE, FIRST_DAYS, NEEDS, PROBLEM_TEXT, TIE, WORK
from programme.domain import agencies, calls, cohorts
from programme.models import Call, Opening, User

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def make_call(
    world: World, key: str, slug: str, opens: int, days: int, at: int, extra: tuple[str, str] = ("", "")
) -> Call:
    cohort, officer = world.cohorts[key], world.staff["officer"]
    fields = {
        "slug": slug, "title_th": cohort.name_th + extra[0], "title_en": cohort.name_en + extra[1], "opens_at": world.day(opens), "closes_at": world.day(opens + days),
        "results_on": (world.now + timedelta(days=opens + days + 40)).date(), "hometown_mode": "soft", "stipend_baht": 18_000, "offer_days": 7,
        "reader_notes_told": True,
    }  # fmt: skip
    call = cohorts.create_call(cohort=cohort, fields=fields, by=officer, at=world.day(at))
    prepare_form(call=call, by=officer, at=world.day(at))
    return call


def make_openings(world: World, call: Call, number: int, at: int) -> list[Opening]:
    """Openings of the first agencies: submitted by one officer, approved by the other."""
    made = []
    for index, agency in enumerate(world.agencies[:number]):
        key, thai, english, duties = WORK[index % len(WORK)]
        fields = {
            "call": call, "agency": agency, "city": agency.cities.first(), "title_th": thai, "title_en": english, "duties_th": duties,
            "duties_en": f"{english}: field work with the community, small trials, and measured results.", "domains": [key, WORK[(index + 2) % len(WORK)][0]],
            "seats": 1 + (index % 3 == 0), **NEEDS[index % len(NEEDS)], "supervisor": world.hosts[agency.pk], "mentor": world.staff["mentor"] if index % 4 == 0 else world.hosts[agency.pk],
        }  # fmt: skip
        opening = agencies.submit_opening(fields=fields, by=world.staff["officer"], at=world.day(at))
        agencies.decide_opening(
            opening=opening, approve=True, reason="", by=world.staff["officer2"], at=world.day(at + 2)
        )
        made.append(opening)
    return made


def fill(world: World, call: Call, person: User, wanted: list[Opening], at: float) -> Application:
    """A person fills in the whole form, section by section."""
    moment, dice = world.day(at), world.dice
    application = applications.start_application(call=call, applicant=person, at=moment)
    home = wanted[0].city.province if dice.random() < 0.6 else dice.choice(list(world.provinces.values()))
    birth = (call.cohort.starts_on - timedelta(days=365 * dice.randrange(21, 34) + dice.randrange(300))).isoformat()
    sections = {
        "person": {
            "given_name_th": person.profile.given_name_th,
            "family_name_th": person.profile.family_name_th,
            "phone": f"+6681{dice.randrange(1000000, 9999999)}",
            "birth_on": birth,
            "national_id": "1101700230708",
        },
        "background": {
            "home_province": str(home.pk),
            "is_thai": True,
            "full_time": True,
            "degree": dice.choice(["vocational", "bachelor", "bachelor", "master"]),
            "field": dice.choice(FIELDS),
            "tie": TIE,
        },
        "motivation": {"problem": PROBLEM_TEXT, "first_90_days": FIRST_DAYS, "failure": FAILURE},
        "openings": {"first_choice_reason": FIRST_CHOICE},
    }
    for section, data in sections.items():
        answers.save_section(application=application, section=section, data=data, base_version=0, by=person, at=moment)
    applications.save_choices(application=application, openings=wanted, by=person, at=moment)
    upload = SimpleUploadedFile("ทะเบียนบ้าน.pdf", PDF, "application/pdf")
    documents.add_document(application=application, kind="house_registration", upload=upload, by=person, at=moment)
    return application


def apply(world: World, call: Call, person: User, openings: list[Opening], at: float, number: int = 0) -> Application:
    """Begun, and handed in some days later; with a `number` where the call asks for a referee, who may have written by then."""
    wanted = world.dice.sample(openings, min(len(openings), world.dice.randrange(3, 6)))
    application = fill(world, call, person, wanted, at - 3)
    if number:
        refer(world, application, number, at - 1)
    return submission.submit_application(application=application, by=person, at=world.day(at))


def screen(world: World, application: Application, at: float) -> None:
    """Every point looked at and found good."""
    words = {"application": application, "by": world.staff["officer"], "at": world.day(at)}
    for key in application.call.screening_points.values_list("key", flat=True):
        screening.note_check(key=key, outcome="pass", note="", **words)
    screening.pass_screening(**words)


def screen_and_read(world: World, chosen: list[Application], at: float) -> None:
    """Officers pass people; reviewers score them."""
    officer = world.staff["officer"]
    for application in chosen:
        screen(world, application, at)
    readers.assign_evenly(applications=chosen, by=officer, at=world.day(at + 1))
    for assignment in (
        ReviewAssignment.objects.filter(application__in=chosen)
        .select_related("application__call__rubric", "reviewer")
        .order_by("pk")
    ):
        score(world, assignment, at + 6)


def score(world: World, assignment: ReviewAssignment, at: float) -> None:
    levels = {row.key: world.dice.choice([2, 3, 3, 4]) for row in assignment.application.call.rubric.criteria.all()}
    words = {
        "comment": "มีตัวอย่างจริงและรู้ว่าจะวัดผลอย่างไร",
        "note_to_applicant": "เล่าสิ่งที่ลงมือทำได้ชัด ครั้งหน้าลองบอกจำนวนคนที่ได้ประโยชน์ และใครช่วยยืนยันตัวเลขนั้นได้",
    }
    reviews.save_review(
        assignment=assignment, levels=levels, **words, base_version=0, by=assignment.reviewer, at=world.day(at)
    )
    assignment.refresh_from_db()
    reviews.submit_review(assignment=assignment, by=assignment.reviewer, at=world.day(at))


def rank_by_hosts(world: World, openings: list[Opening], at: float, leave: int = 0) -> None:
    """Hosts judge everybody who ranked them; the last `leave` have not handed in yet."""
    for index, opening in enumerate(openings):
        host = world.hosts[opening.agency_id]
        candidates = list(candidates_of(host, opening).order_by("code"))
        if not candidates or index >= len(openings) - leave:
            continue
        rows = {
            row.code: {"tier": 1}
            if row.applicant_id in {world.staff["ambassador"].pk, world.staff["applicant"].pk}
            else {"tier": None, "reason": "ยังไม่ตรงกับงานที่เปิดรับ"}
            if world.dice.random() < 0.1
            else {"tier": world.dice.randrange(2, 6)}
            for row in candidates
        }
        rankings.save_and_hand_in(opening=opening, rows=rows, base_version=0, by=host, at=world.day(at))


def match_and_release(world: World, call: Call, at: float) -> MatchRun:
    """One officer computes, the other adopts and releases."""
    officer, officer2 = world.staff["officer"], world.staff["officer2"]
    drawn_at = world.day(at)
    plan, source = "เลขท้าย 6 ตัวของรางวัลที่ 1 งวดวันที่ 16 ประกาศหน้าเว็บไซต์", "รางวัลที่ 1 งวดวันที่ 16 ถ่ายทอดสด"
    draws.freeze_lists(call=call, plan=plan, by=officer, at=drawn_at - timedelta(days=2))
    draws.draw_seed(call=call, seed="482913", source=source, by=officer, at=drawn_at)
    run = runs.request_run(
        call=call,
        parameters={"caps": {"programme": 24}, "floors": {"region-north": 8, "region-northeast": 12}},
        by=officer,
        at=drawn_at,
    )
    runs.compute_due_runs(at=drawn_at)
    run.refresh_from_db()
    adoption.adopt_run(run=run, by=officer2, at=world.day(at + 1))
    run.refresh_from_db()
    released_at = world.day(at + 2)
    ordered_at = released_at - adoption.TIME_TO_CALL_OFF
    adoption.order_release(run=run, people=run.matches.count(), by=officer2, at=ordered_at)
    adoption.release_due_runs(at=released_at)
    return run


def answer_offers(world: World, call: Call, at: float, decline_every: int = 9) -> None:
    """Most say yes; some decline, and their seat goes to the reserve list."""
    waiting = (
        Offer.objects.filter(application__call=call, state="sent")
        .select_related(
            "application__call__cohort", "application__applicant__profile", "opening__agency", "opening__city"
        )
        .order_by("pk")
    )
    for index, offer in enumerate(waiting, start=1):
        person = offer.application.applicant
        if index % decline_every == 0 and person != world.staff["ambassador"]:
            offers.decline_offer(offer=offer, reason="ได้งานอื่นแล้ว", by=person, at=world.day(at))
            reserve.refill_seats(call=call, by=None, at=world.day(at + 0.2))
        else:
            offers.accept_offer(offer=offer, typed_name=person.get_full_name(), by=person, at=world.day(at))


def select(world: World, call: Call, at: int) -> None:
    """The clock closes the call; a day later an officer begins to select."""
    calls.advance_calls(at=world.day(at))
    call.refresh_from_db()
    calls.start_selection(call=call, by=world.staff["officer"], at=world.day(at + 1))


def past_call(world: World) -> Call:
    """The finished cohort's call, told from beginning to accepted offers."""
    call = make_call(world, "past", "cohort-4", -640, 45, -660)
    openings = make_openings(world, call, 18, -650)
    call = calls.publish_call(call=call, by=None, at=world.day(-639))
    people = [world.staff["ambassador"]] + [world.person(f"alumni{i}@demo.example", world.day(-638)) for i in range(33)]
    chosen = [apply(world, call, person, openings, -620) for person in people]
    select(world, call, -590)
    screen_and_read(world, chosen, -588)
    rank_by_hosts(world, openings, -575)
    match_and_release(world, call, -560)
    answer_offers(world, call, -555)
    answer_offers(world, call, -553, decline_every=99)
    return call


def selecting_call(world: World, size: int = 300) -> Call:
    """The cohort in selection: more than three hundred applications in every state."""
    call = make_call(world, "selecting", "cohort-5", -75, 45, -100)
    openings = make_openings(world, call, 30, -90)
    call = calls.publish_call(call=call, by=None, at=world.day(-74))
    people = [world.person(f"young{i}@demo.example", world.day(-73)) for i in range(size)]
    people[size // 2] = world.staff["applicant"]
    sent = [apply(world, call, person, openings, -60 + (index % 25)) for index, person in enumerate(people)]
    for index in range(18):
        applications.start_application(
            call=call, applicant=world.person(f"draft{index}@demo.example", world.day(-50)), at=world.day(-40)
        )
    select(world, call, -29)
    officer = world.staff["officer"]
    for application in sent[:9]:
        applications.withdraw_application(application=application, by=application.applicant, at=world.day(-27))
    for application in sent[9:20]:
        screening.rule_out(
            application=application, reason="เอกสารทะเบียนบ้านไม่ตรงกับจังหวัดที่เลือก", by=officer, at=world.day(-26)
        )
    for application in sent[20:28]:
        screening.ask_correction(
            application=application,
            message="ภาพทะเบียนบ้านไม่ชัด ถ่ายใหม่ให้เห็นครบทั้งหน้า",
            parts=["documents"],
            by=officer,
            at=world.day(-2),
        )
    for application in sent[28:40]:
        screening.note_check(
            application=application, key="documents", outcome="pass", note="", by=officer, at=world.day(-2)
        )
    for application in sent[60:75]:
        screen(world, application, -5)
    half = sent[75:95]
    for application in half:
        screen(world, application, -20)
    readers.assign_evenly(applications=half, by=officer, at=world.day(-19))
    for assignment in (
        ReviewAssignment.objects.filter(application__in=half)
        .select_related("application__call__rubric", "reviewer")
        .order_by("pk")[:20]
    ):
        score(world, assignment, -10)
    screen_and_read(world, sent[95:size], -24)
    rank_by_hosts(world, openings, -8, leave=6)
    return call


def additional_call(world: World) -> Call:
    """More places for the cohort in selection: everybody is read and ranked, the match is the next step."""
    call = make_call(world, "selecting", "cohort-5-additional", -70, 30, -95, (" (ที่นั่งเพิ่มเติม)", ", additional places"))
    ask_for_referees(call, world.staff["officer"], world.day(-94))
    openings = make_openings(world, call, 7, -85)
    call = calls.publish_call(call=call, by=None, at=world.day(-69))
    people = [world.staff["applicant"]] + [world.person(f"more{i}@demo.example", world.day(-68)) for i in range(25)]
    chosen = [apply(world, call, person, openings, -60, number) for number, person in enumerate(people, start=1)]
    select(world, call, -39)
    screen_and_read(world, chosen, -36)
    rank_by_hosts(world, openings, -12)
    return call


def open_call(world: World) -> Call:
    """The call that is open now; its page publishes it."""
    call = make_call(world, "next", "cohort-6", -12, 45, -30)
    ask_for_referees(call, world.staff["officer"], world.day(-29))
    make_openings(world, call, 24, -20)
    return call
