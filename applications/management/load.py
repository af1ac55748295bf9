"""A large programme for measuring: one call in selection with as many applications and readings as are asked for.

Rows are written in bulk and by no domain function, so nothing of it may ever stand beside real records. The same numbers
give the same rows.
"""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db import models
from django.utils import timezone

from applications.domain.forms import prepare_form
from applications.models import Application, Preference, Review, ReviewAssignment, Revision
from programme.domain import agencies, calls, cohorts, people
from programme.domain.members import add_member
from programme.kernel.thai import search_text
from programme.models import Call, City, HostAgency, Opening, Profile, Province, Region, Role, User
from programme.models.base import repeatable_codes

NUMBER, SLUG, MARK = 900, "load", "@load.example"
AT_ONCE = 2000  # rows in one statement
OPENINGS, READERS, WISHES = 200, 40, 4
GIVEN = [
    "กานดา",
    "กิตติ",
    "จิราพร",
    "ชลธิชา",
    "ณัฐริกา",
    "ธนกร",
    "นภัสสร",
    "ปิยะ",
    "พัชรี",
    "มานพ",
    "รัตนา",
    "วรพล",
    "ศิริพร",
    "สมชาย",
    "สุดา",
    "อนุชา",
    "อรทัย",
    "เกศินี",
]
FAMILY = [
    "แก้วมณี",
    "ใจดี",
    "ชัยวงศ์",
    "ทองสุข",
    "บุญเรือง",
    "พันธุ์ดี",
    "มั่นคง",
    "รักไทย",
    "วงศ์สวัสดิ์",
    "ศรีสุข",
    "สุวรรณ",
    "แสงทอง",
    "อินทร์แก้ว",
]
STATES = (("submitted", 10), ("screening", 5), ("eligible", 5), ("in_review", 20), ("reviewed", 55), ("ineligible", 5))


class Load:
    """Lays the ground by the domain's own functions, then fills it."""

    def __init__(self, now: datetime):
        self.now, self.dice = now, random.Random(7)

    def fill(self, applications: int, reviews: int) -> None:
        with repeatable_codes(7):
            self.lay_ground()
            people_ = self.make_people(applications)
            rows = self.make_applications(people_)
            self.make_wishes(rows)
            self.make_readings(rows, reviews)
        Call.objects.filter(pk=self.call.pk).update(receipt_counter=applications)
        call = calls.close_call(call=self.call, by=None, at=self.now)
        calls.start_selection(call=call, by=self.officer, at=self.now)

    def lay_ground(self) -> None:
        self.officer, self.second = (self.staff(f"officer{n}{MARK}", Role.OFFICER) for n in (1, 2))
        self.host = self.person(f"host{MARK}")
        self.readers = [self.staff(f"reader{n}{MARK}", Role.REVIEWER) for n in range(READERS)]
        self.cities = list(City.objects.select_related("province").order_by("pk")[:50]) or [self.make_city()]
        self.call = self.make_call()
        agencies_ = [self.make_agency(city, n) for n, city in enumerate(self.cities)]
        self.openings = [self.make_opening(agencies_[n % len(agencies_)], n) for n in range(OPENINGS)]
        self.call = calls.publish_call(call=self.call, by=None, at=self.now)
        self.form = self.call.form_versions.get()

    def person(self, email: str) -> User:
        return people.create_person(email=email, at=self.now, given_name_th=email.partition("@")[0])

    def staff(self, email: str, role: str) -> User:
        user = self.person(email)
        people.grant_role(user=user, role=role, by=None, at=self.now)
        return user

    def make_city(self) -> City:
        province = Province.objects.create(
            name_th="ขอนแก่น", name_en="Khon Kaen", iso_code="TH-40", region=Region.values[0], map_id="load"
        )
        return City.objects.create(name_th="ขอนแก่น", name_en="Khon Kaen", slug="load", province=province)

    def make_call(self) -> Call:
        today = timezone.localdate(self.now)
        fields: dict[str, Any] = {
            "number": NUMBER, "name_th": "รุ่นสำหรับวัดความเร็ว", "name_en": "Cohort for measuring",
            "starts_on": today, "ends_on": today + timedelta(days=365),
        }  # fmt: skip
        cohort = cohorts.create_cohort(fields=fields, milestones=[], by=self.officer, at=self.now)
        fields = {
            "slug": SLUG, "title_th": "รับสมัครสำหรับวัดความเร็ว", "title_en": "Call for measuring",
            "opens_at": self.now - timedelta(days=40), "closes_at": self.now + timedelta(days=1),
        }  # fmt: skip
        call = cohorts.create_call(cohort=cohort, fields=fields, by=self.officer, at=self.now)
        prepare_form(call=call, by=self.officer, at=self.now)
        return call

    def make_agency(self, city: City, number: int) -> HostAgency:
        fields = {
            "name_th": f"เทศบาล{city.name_th} {number}", "name_en": f"Municipality {number}", "kind": "city",
            "province": city.province,
        }  # fmt: skip
        agency = agencies.register_agency(fields=fields, cities=[city], by=self.officer, at=self.now)
        agencies.decide_agency(agency=agency, approve=True, reason="", by=self.second, at=self.now)
        for capacity in ("approver", "reviewer", "supervisor"):
            add_member(agency=agency, user=self.host, capacity=capacity, by=self.officer, at=self.now)
        return agency

    def make_opening(self, agency: HostAgency, number: int) -> Opening:
        fields = {
            "call": self.call, "agency": agency, "city": agency.cities.all()[0], "title_th": f"ผู้ช่วยงาน {number}",
            "title_en": f"Assistant {number}", "duties_th": "งาน", "domains": ["env"], "seats": 1,
            "supervisor": self.host,
        }  # fmt: skip
        opening = agencies.submit_opening(fields=fields, by=self.officer, at=self.now)
        return agencies.decide_opening(opening=opening, approve=True, reason="", by=self.second, at=self.now)

    def make_people(self, number: int) -> list[User]:
        users = [User(email=f"a{n:06}{MARK}", password="!", date_joined=self.now) for n in range(number)]
        written(users)
        self.names = [(self.dice.choice(GIVEN), self.dice.choice(FAMILY)) for _user in users]
        written(
            Profile(user=user, given_name_th=given, family_name_th=family)
            for user, (given, family) in zip(users, self.names, strict=True)
        )
        return users

    def make_applications(self, applicants: list[User]) -> list[Application]:
        states = self.dice.choices([name for name, _n in STATES], [n for _name, n in STATES], k=len(applicants))
        rows = [self.application(user, n, states[n]) for n, user in enumerate(applicants)]
        written(rows)
        written(
            Revision(application=row, number=1, form=self.form, content=self.content(), submitted_at=row.submitted_at)
            for row in rows
        )
        return rows

    def application(self, user: User, number: int, state: str) -> Application:
        at = self.now - timedelta(minutes=number % 50_000)
        receipt, province = f"SCA{NUMBER}-{number + 1:06}", self.dice.choice(self.cities).province
        is_read, waits = state == "reviewed", state in ("submitted", "screening")
        return Application(
            call=self.call, applicant=user, form=self.form, receipt_number=receipt, started_at=at, submitted_at=at,
            home_province=province, state=state, state_changed_at=at,
            due_at=at + timedelta(days=14) if waits else None,
            mean_score=Decimal(self.dice.randrange(2000, 10_000)) / 100 if is_read else None,
            search_text=search_text(receipt, *self.names[number], user.email),
        )  # fmt: skip

    def content(self) -> dict[str, Any]:
        words = "น้ำท่วมถนนทุกปี และคนในซอยไม่รู้ล่วงหน้า " * 6
        answers = {"motivation": {"problem": words, "first_90_days": words, "failure": words}}
        return {"answers": answers, "not_asked": [], "choices": [], "documents": []}

    def make_wishes(self, rows: list[Application]) -> None:
        written(
            Preference(application=row, opening=opening, rank=rank)
            for row in rows
            for rank, opening in enumerate(self.dice.sample(self.openings, WISHES), start=1)
        )

    def make_readings(self, rows: list[Application], number: int) -> None:
        """As many as are asked for, spread over the applications; those that are read have been handed in."""
        found = [
            ReviewAssignment(
                application=row, reviewer=self.readers[(n + k) % READERS], assigned_at=self.now,
                due_at=self.now + timedelta(days=14), state="done" if row.state == "reviewed" else "proposed",
            )
            for k in range(-(-number // max(len(rows), 1)))
            for n, row in enumerate(rows)
        ][:number]  # fmt: skip
        written(found)
        revisions = dict(Revision.objects.filter(application__call=self.call).values_list("application_id", "pk"))
        written(
            Review(
                assignment=one, revision_id=revisions[one.application_id], saved_at=self.now, submitted_at=self.now,
                total=one.application.mean_score,  # all agree, so that the mean is theirs
            )
            for one in found
            if one.state == "done"
        )  # fmt: skip


def written(rows: Iterable[models.Model]) -> None:
    """In statements of a bounded size: memory and packets stay small however many there are."""
    source = iter(rows)
    while part := list(islice(source, AT_ONCE)):
        type(part[0])._default_manager.bulk_create(part)
