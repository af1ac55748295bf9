"""The ground of the demo world: provinces, cities with dated status, staff, cohorts, agencies."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings

from applications.domain.forms import ensure_templates
from cms.demo.words import FAMILY, GIVEN
from programme.domain import agencies, cohorts, members, people
from programme.domain.places import ensure_places, shipped
from programme.models import City, CityStatus, HostAgency, Province, Role, User

BANGKOK = ZoneInfo("Asia/Bangkok")


@dataclass
class World:
    """What the story needs at hand while it is told. `now` is the moment at which the telling began."""

    now: datetime
    dice: Random = field(default_factory=lambda: Random(2569))
    staff: dict[str, User] = field(default_factory=dict)
    provinces: dict[str, Province] = field(default_factory=dict)
    cities: list[City] = field(default_factory=list)
    agencies: list[HostAgency] = field(default_factory=list)
    hosts: dict[int, User] = field(default_factory=dict)  # agency id → its member
    cohorts: dict[str, object] = field(default_factory=dict)
    names: int = 0

    def day(self, days: float) -> datetime:
        """A working moment some days from now; negative is the past."""
        moment = (self.now + timedelta(days=days)).astimezone(BANGKOK)
        return moment.replace(hour=10, minute=self.dice.randrange(60), second=0, microsecond=0)

    def person(self, email: str, at: datetime, language: str = "th") -> User:
        """An invented person with the next pair of names."""
        given, family = (
            GIVEN[self.names % len(GIVEN)],
            FAMILY[(self.names * 7 + self.names // len(GIVEN)) % len(FAMILY)],
        )
        self.names += 1
        return people.create_person(
            email=email,
            at=at,
            given_name_th=given[0],
            family_name_th=family[0],
            given_name_en=given[1],
            family_name_en=family[1],
            language=language,
        )


def lay_ground(world: World) -> None:
    _places(world)
    _staff(world)
    _cohorts(world)
    _agencies(world)


def _places(world: World) -> None:
    """The shipped places, and what the story invents about its cities."""
    ensure_places()
    ensure_templates()
    world.provinces = {province.iso_code.removeprefix("TH-"): province for province in Province.objects.all()}
    cities = {city.slug: city for city in City.objects.select_related("province")}
    for row in shipped("cities"):
        city = cities[row["slug"]]
        city.criteria = {
            key: world.dice.randrange(20, 100) for key in ("area", "infrastructure", "data", "services", "management")
        }
        city.population = world.dice.randrange(18_000, 240_000)
        city.has_data_platform = world.dice.random() < 0.4
        city.save()
        world.cities.append(city)
        _statuses(world, city)


def _statuses(world: World, city: City) -> None:
    first = date(2021, 1, 15) + timedelta(days=world.dice.randrange(900))
    CityStatus.objects.create(city=city, status="promotion_zone", starts_on=first, source="ประกาศคณะกรรมการ (ข้อมูลสมมติ)")
    if world.dice.random() < 0.55:
        certified = first + timedelta(days=400)
        CityStatus.objects.create(
            city=city,
            status="smart_city",
            starts_on=certified,
            expires_on=certified + timedelta(days=1095),
            source="ประกาศคณะกรรมการ (ข้อมูลสมมติ)",
        )
        if certified + timedelta(days=1095) < world.now.date():
            status = "renewed" if world.dice.random() < 0.6 else "expired"
            CityStatus.objects.create(
                city=city,
                status=status,
                starts_on=certified + timedelta(days=1096),
                source="ประกาศคณะกรรมการ (ข้อมูลสมมติ)",
            )


def _staff(world: World) -> None:
    roles = {
        "officer": [Role.OFFICER], "officer2": [Role.OFFICER], "editor": [Role.EDITOR], "reviewer": [Role.REVIEWER], "reviewer2": [Role.REVIEWER],
        "reviewer3": [Role.REVIEWER], "evaluator": [Role.EVALUATOR], "host": [], "mentor": [], "ambassador": [], "applicant": [],
    }  # fmt: skip
    at = world.day(-700)
    for name, granted in roles.items():
        person = world.person(f"{name}@demo.example", at)
        world.staff[name] = person
        for role in granted:
            people.grant_role(user=person, role=role, by=None, at=at)
    if settings.DEMO_PASSWORD:
        for person in world.staff.values():
            person.set_password(settings.DEMO_PASSWORD)
            person.save(update_fields=["password"])


def _cohorts(world: World) -> None:
    officer, today = world.staff["officer"], world.now.astimezone(BANGKOK).date()
    plan = (("past", 4, -460, -95), ("selecting", 5, 60, 425), ("next", 6, 400, 765))
    for key, number, first, last in plan:
        fields = {
            "number": number, "name_th": f"นักดิจิทัลพัฒนาเมือง รุ่นที่ {number}", "name_en": f"Smart City Ambassadors, cohort {number}",
            "starts_on": today + timedelta(days=first), "ends_on": today + timedelta(days=last), "target_places": 40, "target_people": 60,
        }  # fmt: skip
        opens = {"past": -640, "selecting": -75, "next": -12}[key]
        closes = opens + 45
        milestones = [
            {"kind": "apply", "starts_at": world.day(opens), "ends_at": world.day(closes)},
            {"kind": "review", "starts_at": world.day(closes + 5), "ends_at": world.day(closes + 25)},
            {"kind": "announce", "starts_at": world.day(closes + 40)},
            {"kind": "orientation", "starts_at": world.day(first - 5)},
            {"kind": "placement", "starts_at": world.day(first), "ends_at": world.day(last)},
            {"kind": "match", "starts_at": world.day(closes + 32), "audience": "staff"},
        ]
        world.cohorts[key] = cohorts.create_cohort(
            fields=fields, milestones=milestones, by=officer, at=world.day(opens - 30)
        )


def _agencies(world: World) -> None:
    officer, officer2 = world.staff["officer"], world.staff["officer2"]
    kinds = {"city": HostAgency.Kind.CITY_MUNICIPALITY, "town": HostAgency.Kind.TOWN_MUNICIPALITY}
    other = ["pao", "university", "company", "sao", "subdistrict", "special", "province", "central", "private", "other"]
    short = {"city": "ทน.", "town": "ทม."}
    for index, city in enumerate(world.cities[:34]):
        kind = "city" if city.name_th.startswith("เทศบาลนคร") else "town"
        real_kind = kinds[kind] if index % 5 or index < 12 else other[(index // 5) % len(other)]
        place = city.name_th.removeprefix("เทศบาล").removeprefix("นคร").removeprefix("เมือง")
        fields = {
            "name_th": city.name_th, "name_en": f"{city.name_en} Municipality", "short_name_th": f"{short[kind]}{place}", "short_name_en": city.name_en,
            "kind": real_kind, "province": city.province, "email": f"office{index}@host.example",
        }  # fmt: skip
        agency = agencies.register_agency(fields=fields, cities=[city], by=officer, at=world.day(-690))
        if index < 32:
            agencies.decide_agency(agency=agency, approve=True, reason="", by=officer2, at=world.day(-688))
        member = world.staff["host"] if index in (0, 11) else world.person(f"host{index}@demo.example", world.day(-687))
        for capacity in ("approver", "reviewer", "supervisor"):
            members.add_member(agency=agency, user=member, capacity=capacity, by=officer, at=world.day(-687))
        world.hosts[agency.pk] = member
        world.agencies.append(agency)
