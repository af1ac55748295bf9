"""One small programme, told through the domain: the ground most tests stand on."""

import io
from datetime import datetime, timedelta
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from applications.answers import KINDS
from applications.domain import (
    adoption,
    answers,
    applications,
    documents,
    draws,
    rankings,
    readers,
    referees,
    references,
    reviews,
    runs,
    screening,
    submission,
)
from applications.domain.forms import prepare_form
from applications.models import (
    Application,
    MatchRun,
    Question,
    RefereeInvitation,
    RefereeRule,
    Reference,
    ReviewAssignment,
    Section,
    SeedDraw,
)
from applications.policies import candidates_of
from mentoring.domain import evidence, logs, missions, outcomes, placements
from mentoring.models import Placement
from programme.domain import agencies, calls, cohorts, members, people
from programme.models import City, Province, Role, User

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
JPEG_SIZE = (64, 48)
STAFF = {
    "officer": Role.OFFICER,
    "officer2": Role.OFFICER,
    "editor": Role.EDITOR,
    "reviewer": Role.REVIEWER,
    "reviewer2": Role.REVIEWER,
    "evaluator": Role.EVALUATOR,
}


def photo(name: str = "photo.jpg") -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", JPEG_SIZE, (90, 140, 200)).save(content, "JPEG")
    return SimpleUploadedFile(name, content.getvalue(), "image/jpeg")


class Town:
    """Builds and holds the people and records; each `make_…` adds one more step of the road."""

    def __init__(self, now: datetime):
        self.now = now

    def person(self, email: str, **profile) -> User:
        profile.setdefault("given_name_th", email.split("@")[0])
        return people.create_person(email=email, at=self.now, password="a-long-password-9", **profile)

    def build(self) -> "Town":
        for name, role in STAFF.items():
            setattr(self, name, self.person(f"{name}@t.example"))
            people.grant_role(user=getattr(self, name), role=role, by=None, at=self.now)
        for name in ("host", "host2", "mentor", "stranger"):
            setattr(self, name, self.person(f"{name}@t.example"))
        self.applicant = self.person("applicant@t.example", given_name_th="ณัฐริกา", family_name_th="บุญเรือง")
        self.province = Province.objects.create(
            name_th="ปทุมธานี", name_en="Pathum Thani", iso_code="TH-13", region="central", map_id="pte"
        )
        self.city = City.objects.create(name_th="รังสิต", name_en="Rangsit", slug="rangsit", province=self.province)
        self._cohort()
        self.agency, self.agency2 = (
            self.make_agency("เทศบาลนครรังสิต", self.host),
            self.make_agency("เทศบาลเมืองสอง", self.host2),
        )
        self.opening, self.opening2 = (
            self.make_opening(self.agency, self.host),
            self.make_opening(self.agency2, self.host2),
        )
        self.call = calls.publish_call(call=self.call, by=None, at=self.now)
        return self

    def _cohort(self) -> None:
        today = timezone.localdate(self.now)
        fields = {
            "number": 5, "name_th": "รุ่นที่ 5", "name_en": "Cohort 5", "starts_on": today - timedelta(days=30), "ends_on": today + timedelta(days=330),
            "target_places": 2, "target_people": 2,
        }  # fmt: skip
        self.cohort = cohorts.create_cohort(fields=fields, milestones=[], by=self.officer, at=self.now)
        call = {
            "slug": "cohort-5", "title_th": "รับสมัครรุ่นที่ 5", "title_en": "Call of cohort 5", "opens_at": self.now - timedelta(days=1),
            "closes_at": self.now + timedelta(days=10),
        }  # fmt: skip
        self.call = cohorts.create_call(cohort=self.cohort, fields=call, by=self.officer, at=self.now)
        prepare_form(call=self.call, by=self.officer, at=self.now)

    def make_agency(self, name: str, member: User):
        fields = {"name_th": name, "name_en": name, "kind": "city", "province": self.province}
        agency = agencies.register_agency(fields=fields, cities=[self.city], by=self.officer, at=self.now)
        agencies.decide_agency(agency=agency, approve=True, reason="", by=self.officer2, at=self.now)
        for capacity in ("approver", "reviewer", "supervisor"):
            members.add_member(agency=agency, user=member, capacity=capacity, by=self.officer, at=self.now)
        return agency

    def make_opening(self, agency, supervisor: User, seats: int = 1, call=None):
        fields = {
            "call": call or self.call, "agency": agency, "city": self.city, "title_th": "ผู้ช่วยงานน้ำ", "title_en": "Water", "duties_th": "งาน", "domains": ["env"],
            "seats": seats, "supervisor": supervisor, "mentor": self.mentor,
        }  # fmt: skip
        opening = agencies.submit_opening(fields=fields, by=self.officer, at=self.now)
        return agencies.decide_opening(opening=opening, approve=True, reason="", by=self.officer2, at=self.now)

    def make_every_kind(self, section: str = "background", **fields) -> list[Question]:
        """One more question of each kind in a section of the call's form, told what its settings have as examples."""
        form = self.call.form_versions.get()
        options = [{"value": key, "th": f"ข้อ {key}", "en": f"Answer {key}"} for key in "abc"]
        return [
            Question.objects.create(
                form=form, section=section, key=f"every_{code}", kind=code, label_th=f"คำถาม {kind.label}", label_en=f"Asked: {code}",
                settings=kind.clean_settings({one.name: one.example for one in kind.settings}),
                options=options if kind.has_options else [], position=100 + place, **{"hosts_see": True, "blind_readers_see": True} | fields,
            )
            for place, (code, kind) in enumerate(KINDS.items())
        ]  # fmt: skip

    def asks_referee(self, **fields) -> RefereeRule:
        """The call's form asks for a referee too, in a step of its own."""
        form = self.call.form_versions.get()
        words = {
            "key": "teacher",
            "label_th": "อาจารย์",
            "label_en": "A teacher",
            "prompt_th": "เขาทำงานอย่างไร",
            "prompt_en": "How do they work?",
        }
        if not form.sections.filter(kind="referees").exists():
            Section.objects.create(
                form=form, key="referees", kind="referees", label_th="ผู้รับรอง", label_en="Referees", position=50
            )
        return RefereeRule.objects.create(form=form, **words | {"asks_scale": True} | fields)

    def asked(self, application: Application, **fields) -> RefereeInvitation:
        """The applicant has named one person."""
        words = {
            "rule": "teacher",
            "name": "ครูสมศรี ใจดี",
            "relation": "อาจารย์ที่ปรึกษา",
            "email": "kru@school.example",
            "language": "th",
        }
        done = {"by": application.applicant, "at": self.now}
        return referees.invite_referee(application=application, **done | words | fields)

    def wrote(self, invitation: RefereeInvitation, **fields) -> Reference:
        words = {"text": "ณัฐริกาทำงานจริง", "level": 5, "file": None, "version": 0, "at": self.now}
        return references.write_reference(invitation=invitation, **words | fields)

    def fill(self, person: User | None = None, wanted=None) -> Application:
        person = person or self.applicant
        application = applications.start_application(call=self.call, applicant=person, at=self.now)
        sections = {
            "person": {
                "given_name_th": person.profile.given_name_th,
                "phone": "+66812345678",
                "birth_on": f"{self.now.year - 25}-01-15",
                "national_id": "1101700230708",
            },
            "background": {
                "home_province": str(self.province.pk),
                "is_thai": True,
                "full_time": True,
                "degree": "bachelor",
                "field": "ผังเมือง",
                "tie": "เกิดที่นี่",
            },
            "motivation": {"problem": "น้ำท่วม โทร 081 234 5678", "first_90_days": "เดิน", "failure": "เคยพลาด"},
        }
        for section, data in sections.items():
            answers.save_section(
                application=application,
                section=section,
                data=data,
                base_version=0,
                by=person,
                at=self.now,
            )
        applications.save_choices(
            application=application, openings=wanted or [self.opening, self.opening2], by=person, at=self.now
        )
        upload = SimpleUploadedFile("ทะเบียนบ้าน ณัฐริกา.pdf", PDF, "application/pdf")
        documents.add_document(
            application=application, kind="house_registration", upload=upload, by=person, at=self.now
        )
        return application

    def submitted(self, person: User | None = None, wanted=None) -> Application:
        return self.submitted_as_filled(self.fill(person or self.applicant, wanted))

    def submitted_as_filled(self, application: Application) -> Application:
        return submission.submit_application(application=application, by=application.applicant, at=self.now)

    def screened(self, application: Application, at: datetime | None = None) -> Application:
        """Every point looked at and found good, then passed."""
        words = {"application": application, "by": self.officer, "at": at or self.now}
        for key in application.call.screening_points.values_list("key", flat=True):
            screening.note_check(key=key, outcome="pass", note="", **words)
        application.refresh_from_db()
        return screening.pass_screening(**words)

    def read(self, *people_: User) -> list[Application]:
        """Submitted, screened, and scored by two readers."""
        found = [self.submitted(person) for person in (people_ or (self.applicant,))]
        return self.scored([self.screened(application) for application in found])

    def given_to_readers(self, application: Application) -> ReviewAssignment:
        """Two are asked to read it; the first of them is returned."""
        readers.assign_evenly(applications=[application], by=self.officer, at=self.now)
        return ReviewAssignment.objects.filter(application=application).order_by("pk")[0]

    def scored(self, found: list[Application]) -> list[Application]:
        """Read to the end by two readers."""
        readers.assign_evenly(applications=found, by=self.officer, at=self.now)
        for assignment in ReviewAssignment.objects.filter(application__in=found).order_by("pk"):
            levels = {key: 3 for key in assignment.application.call.rubric.criteria.values_list("key", flat=True)}
            reviews.save_review(
                assignment=assignment, levels=levels, comment="", base_version=0, by=assignment.reviewer, at=self.now
            )
            assignment.refresh_from_db()
            reviews.submit_review(assignment=assignment, by=assignment.reviewer, at=self.now)
        return found

    def ranked(self, *people_: User) -> list[Application]:
        found = self.read(*people_)
        for opening, host in ((self.opening, self.host), (self.opening2, self.host2)):
            candidates = list(candidates_of(host, opening).order_by("code"))
            rows = {row.code: {"tier": place} for place, row in enumerate(candidates, start=1)}
            rankings.save_and_hand_in(opening=opening, rows=rows, base_version=0, by=host, at=self.now)
        return found

    def selecting(self) -> None:
        calls.close_call(call=self.call, by=None, at=self.now)
        calls.start_selection(call=self.call, by=self.officer, at=self.now)

    def drawn(self, seed: str = "7", round_number: int = 1) -> SeedDraw:
        """The seed of the round, over lists that were frozen before."""
        words = {"call": self.call, "by": self.officer, "at": self.now, "round_number": round_number}
        draw = draws.newest_draw(self.call, round_number)
        if draw is None or not draw.drawn_at:
            draws.freeze_lists(plan="before the host agencies", **words)
            draw = draws.draw_seed(seed=seed, source="drawn", **words)
        return draw

    def computed(self, *, by: User | None = None, **parameters) -> MatchRun:
        """A certified run of the call, asked for by the first officer."""
        self.drawn()
        run = runs.request_run(call=self.call, parameters=parameters, by=by or self.officer, at=self.now)
        runs.compute_due_runs(at=self.now)
        run.refresh_from_db()
        return run

    def release(self, run: MatchRun) -> MatchRun:
        """Adopted by the second officer and released."""
        adoption.adopt_run(run=run, by=self.officer2, at=self.now)
        ordered_at = self.now - adoption.TIME_TO_CALL_OFF  # so that what follows happens now
        adoption.order_release(run=run, people=run.matches.count(), by=self.officer, at=ordered_at)
        adoption.release_due_runs(at=self.now)
        run.refresh_from_db()
        self.call.refresh_from_db()
        return run

    def placement(self, person: User | None = None) -> Placement:
        """A running placement at the first agency, without the way there."""
        today = timezone.localdate(self.now)
        found = Placement.objects.create(
            ambassador=person or self.applicant, cohort=self.cohort, opening=self.opening, agency=self.agency, city=self.city, pseudonym=f"P5-{uuid4().hex[:5]}",
            starts_on=today - timedelta(days=30), ends_on=today + timedelta(days=300), state_changed_at=self.now,
        )  # fmt: skip
        placements.assign_role(
            placement=found, user=self.host, kind="supervisor", on=today, by=self.officer, at=self.now
        )
        return placements.start_placement(placement=found, by=None, at=self.now)

    def log(
        self,
        placement: Placement,
        *,
        headline="ลงพื้นที่",
        photos=None,
        people_n=10,
        first=None,
        group="อสม.",
        consent="none",
        key=None,
        days=0,
    ):
        found = logs.group_named(placement=placement, name=group) if group else None
        fields = {
            "headline": headline,
            "happened_on": timezone.localdate(self.now) - timedelta(days=days),
            "activity": "visit",
        }
        return logs.write_log(
            placement=placement, client_uuid=key or uuid4(), fields=fields, people=[{"group": found, "number": people_n, "first_time": first}],
            photos=[photo()] if photos is None else photos, consent=consent, by=placement.ambassador, at=self.now,
        )  # fmt: skip

    def outcome(self, placement: Placement, *, grade: int = 2):
        fields = {
            "change": "service",
            "statement": "บ้าน 9 ชุมชนรู้ล่วงหน้า 3 ชั่วโมง",
            "happened_on": timezone.localdate(self.now),
            "domains": ["env"],
            "before": 0,
            "after": 3,
            "unit": "ชั่วโมง",
            "measure": "เวลา",
        }
        found = outcomes.claim_outcome(placement=placement, fields=fields, by=placement.ambassador, at=self.now)
        paper = {
            "kind": "letter",
            "grade": grade,
            "caption": "บันทึก",
            "url": "https://example.go.th/x",
            "consent": "none",
        }
        evidence.add_evidence(claim=found, fields=paper, upload=None, by=placement.ambassador, at=self.now)
        return found

    def mission(self, placement: Placement):
        today = timezone.localdate(self.now)
        fields = {
            "title": "เตือนน้ำ",
            "aim": "รู้ก่อน",
            "kind": "own",
            "domains": ["env"],
            "starts_on": today,
            "ends_on": today + timedelta(days=60),
        }
        return missions.plan_mission(placement=placement, fields=fields, by=placement.ambassador, at=self.now)
