"""Two cohorts in two provinces over two years, with work of every state: what figures are tried on."""

from datetime import date, datetime, timedelta
from itertools import cycle, product
from uuid import uuid4
from zoneinfo import ZoneInfo

from mentoring.models import ActivityLog, Evidence, Mission, Outcome, PeopleCount, PeopleGroup, Placement, Problem
from mentoring.states import CLAIM
from programme.models import City, Cohort, HostAgency, Opening, Province

BANGKOK = ZoneInfo("Asia/Bangkok")
FIRST = date(2025, 10, 1)
EVERY = [word.code for word in CLAIM.words]
STATES = cycle(state for code in EVERY for state in (code, "verified", "verified"))  # two of three are verified
PLACEMENT_STATES = ("active", "completed", "withdrawn", "planned")


class FieldWorld:
    """Rows made directly: figures read what is there, however it came about."""

    def __init__(self, town):
        self.town = town
        self.provinces = [
            town.province,
            Province.objects.create(name_th="น่าน", name_en="Nan", iso_code="TH-55", region="north", map_id="nan"),
        ]
        self.cities = [
            City.objects.create(name_th=f"เมือง {i}", name_en=f"City {i}", slug=f"city-{i}", province=row)
            for i, row in enumerate(self.provinces)
        ]
        self.cohorts = [town.cohort, self._cohort(6)]
        self.dice = cycle(range(1, 30, 7))
        for index, (cohort, city, state) in enumerate(product(self.cohorts, self.cities, PLACEMENT_STATES)):
            self._placement(index, cohort, city, state)

    def _cohort(self, number: int) -> Cohort:
        return Cohort.objects.create(
            number=number, name_th=f"รุ่นที่ {number}", name_en=f"Cohort {number}", starts_on=FIRST,
            ends_on=FIRST + timedelta(days=365), target_places=1, target_people=1,
        )  # fmt: skip

    def _placement(self, index: int, cohort: Cohort, city: City, state: str) -> None:
        town, starts = self.town, FIRST + timedelta(days=60 * (index % 5))
        ended = {"completed": starts + timedelta(days=330), "withdrawn": starts + timedelta(days=90 * (index % 2))}
        placement = Placement.objects.create(
            ambassador=town.person(f"a{index}@t.example"), cohort=cohort, opening=Opening.objects.first(),
            agency=HostAgency.objects.first(), city=city, starts_on=starts, ends_on=starts + timedelta(days=330),
            ended_on=ended.get(state), pseudonym=f"P{index}", state=state, state_changed_at=town.now,
        )  # fmt: skip
        mission = Mission.objects.create(
            placement=placement, title=f"ภารกิจ {index}", aim="ก", domains=["env"] if index % 2 else ["gov", "env"],
            starts_on=starts, ends_on=starts + timedelta(days=90), created_at=town.now, state_changed_at=town.now,
            agreed_by=town.host, agreed_at=datetime.combine(starts, datetime.min.time(), BANGKOK),
            state="cancelled" if index % 7 == 3 else "active",
        )  # fmt: skip
        groups = [PeopleGroup.objects.create(placement=placement, name=name) for name in ("อสม.", "ครู")]
        for number in range(4):
            self._claims(placement, mission, groups, next(STATES), starts + timedelta(days=45 * number + index))

    def _claims(self, placement, mission, groups, state: str, day: date) -> None:
        town, n = self.town, next(self.dice)
        common = {
            "placement": placement, "author": placement.ambassador, "happened_on": day, "created_at": town.now,
            "state": state, "state_changed_at": town.now,
        }  # fmt: skip
        if state in ("confirmed", "verified") and n != 8:
            common |= {"confirmed_by": town.host, "confirmed_at": town.now}
        grade = 1 + n % 4
        log = ActivityLog.objects.create(
            kind="log", client_uuid=uuid4(), headline="งาน", mission=mission if n % 2 else None, **common
        )
        PeopleCount.objects.create(log=log, group=groups[n % 2], number=n, first_time=n // 2)
        PeopleCount.objects.create(log=log, group=None, number=3)
        outcome = Outcome.objects.create(
            kind="outcome", change="service", statement="ก", domains=["gov"] if n % 2 else ["env", "gov"], **common
        )
        problem = Problem.objects.create(
            kind="problem", city=placement.city, title="ก", statement="ข", domains=["env"], **common
        )
        proof = Evidence.objects.create(
            placement=placement, kind="letter", grade=grade, url="https://example.go.th/x", added_by=town.host,
            added_at=town.now, consent="refused" if n == 22 else "none",
        )  # fmt: skip
        for claim in (log, outcome, problem):
            claim.evidence.add(proof)
