"""Thai lists stand in Thai order, and a search finds a row by whatever people know of it."""

import pytest

from mentoring.domain import weeks
from mentoring.models import Week
from programme.forms.agencies import AgencyForm
from programme.kernel.search import found_in, telephone, tolerant
from programme.models import City, HostAgency, Opening, Profile, Province, User

NAMES = ["อ่างทอง", "เชียงราย", "แพร่", "กระบี่", "ชัยนาท", "ไทรโยค", "ตรัง", "เชียงใหม่", "ชลบุรี"]
IN_ORDER = ["กระบี่", "ชลบุรี", "ชัยนาท", "เชียงราย", "เชียงใหม่", "ตรัง", "ไทรโยค", "แพร่", "อ่างทอง"]
GIVEN = "ณัฐริกา"


@pytest.fixture
def provinces(db) -> list[Province]:
    return Province.objects.bulk_create(
        Province(name_th=name, name_en=f"P{n}", iso_code=f"TH-{n}", region="north") for n, name in enumerate(NAMES)
    )


def test_by_letters_alone_thai_names_stand_wrong(provinces):
    """What the database does by itself: leading vowels behind all consonants."""
    by_letters = sorted(NAMES)
    assert by_letters.index("เชียงราย") > by_letters.index("อ่างทอง") and by_letters != IN_ORDER


def test_provinces_stand_in_the_order_of_a_dictionary(provinces):
    assert [row.name_th for row in Province.objects.all()] == IN_ORDER
    assert [row.name_th for row in AgencyForm().fields["province"].queryset] == IN_ORDER


def test_a_name_that_changes_changes_its_place(provinces):
    row = Province.objects.get(name_th="อ่างทอง")
    row.name_th = "กรุงเทพมหานคร"
    row.save()
    assert [row.name_th for row in Province.objects.all()][:3] == ["กระบี่", "กรุงเทพมหานคร", "ชลบุรี"]


def test_people_stand_by_their_thai_name_and_without_one_by_the_latin(db):
    users = [User.objects.create_user(f"p{n}@t.example") for n in range(3)]
    for user, fields in zip(
        users, [{"given_name_th": "เอก"}, {"given_name_th": "อัญชลี"}, {"given_name_en": "Anna"}], strict=True
    ):
        Profile.objects.create(user=user, **fields)
    assert [str(row) for row in Profile.objects.order_by("order_key")] == ["Anna", "อัญชลี", "เอก"]


def test_a_shorter_name_stands_before_a_longer_one_and_tone_marks_come_last(db):
    made = Profile._meta.get_field("order_key").made_from
    assert sorted(["ปาง", "ป่า", "ป้า", "ปา"], key=made) == ["ปา", "ป่า", "ป้า", "ปาง"]


def test_desk_lists_and_choices_stand_in_thai_order(town, signed_in):
    for name in ("เทศบาลเมืองอ่างทอง", "เชียงราย", "อ่างทอง"):
        town.make_agency(name, town.person(f"{len(name)}@m.example"))
    page = signed_in(town.officer).get("/desk/agencies/").content.decode()
    assert page.index("เชียงราย") < page.index("เทศบาลนครรังสิต") < page.index(">อ่างทอง<")
    exported = b"".join(signed_in(town.officer).get("/desk/agencies/?export=csv").streaming_content).decode()
    assert exported.index("\nเชียงราย") < exported.index("\nเทศบาลนครรังสิต") < exported.index("\nอ่างทอง")


@pytest.fixture
def known(town):
    """One application among others, with everything that an officer may be told on the telephone."""
    town.applicant.profile.phone = "+66812345678"
    town.applicant.profile.save()
    for n in range(2):
        town.submitted(town.person(f"other{n}@t.example", given_name_th="สมชาย", family_name_th="ใจดี"))
    return town.submitted()


ASKED = [
    "ณัฐริกา บุญเรือง",
    "บุญเรือง ณัฐริกา",
    "ณัฐริกา  บุญเรื่อง",
    "applicant@t.example",
    "APPLICANT@T.example",
    "0812345678",
    "081-234 5678",
    "+66 81 234 5678",
    "๐๘๑๒๓๔๕๖๗๘",
    "บุญเรือง ปทุมธานี",
    "บุญเรือง pathum",
]


@pytest.mark.parametrize("asked", ASKED)
def test_an_application_is_found_by_all_that_people_say_of_themselves(known, town, signed_in, asked):
    answer = signed_in(town.officer).get("/desk/applications/", {"q": asked})
    assert [row.record for row in answer.context["table"].rows] == [known]


def test_an_application_is_found_by_its_receipt_number_and_a_province_finds_all(known, town, signed_in):
    client = signed_in(town.officer)
    by_number = client.get("/desk/applications/", {"q": known.receipt_number.lower()})
    assert [row.record for row in by_number.context["table"].rows] == [known]
    assert client.get("/desk/applications/", {"q": "ปทุมธานี"}).context["count"] == 3
    assert client.get("/desk/applications/", {"q": "เชียงราย"}).context["count"] == 0


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/desk/people/", "ณัฐริกา บุญเรือง"),
        ("/desk/people/", "0812345678"),
        ("/desk/letters/", "ณัฐริกา บุญเรือง"),
        ("/desk/letters/", "applicant@t.example"),
        ("/desk/placements/", "ณัฐริกา บุญเรือง"),
        ("/desk/placements/", "ปทุมธานี"),
        ("/desk/placements/", "รังสิต บุญเรือง"),
        ("/desk/verify/?state=submitted", "บุญเรือง"),
        ("/desk/agencies/", "รังสิต pathum"),
        ("/desk/openings/", "น้ำ รังสิต"),
        ("/desk/openings/", "ผูชวยงานนำ ปทุมธานี"),
    ],
)
def test_every_list_is_searched_the_same_way(known, town, signed_in, path, asked):
    placement = town.placement()
    town.log(placement)
    weeks.submit_week(week=Week.objects.get(placement=placement), by=placement.ambassador, at=town.now)
    client, joint = signed_in(town.officer), "&" if "?" in path else "?"
    everything = client.get(path).context["count"]
    found = client.get(f"{path}{joint}q={asked.replace('+', '%2B')}").context["count"]
    assert 0 < found <= everything
    assert client.get(f"{path}{joint}q=ไม่มีคำนี้เลย").context["count"] == 0


def test_a_tone_mark_too_many_or_too_few_finds_the_same(db):
    Province.objects.create(name_th="น่าน", name_en="Nan", iso_code="TH-55", region="north")
    for asked in ("น่าน", "นาน", "น้าน", "NAN"):
        assert Province.objects.filter(found_in(("name_th", "name_en"), asked)).count() == 1, asked
    assert not Province.objects.filter(found_in(("name_th",), "แพร่")).exists()


def test_what_is_typed_is_no_pattern(db):
    Province.objects.create(name_th="ก", name_en="A (b) [c] .*", iso_code="TH-1", region="north")
    find = lambda asked: Province.objects.filter(found_in(("name_en",), asked)).count()  # noqa: E731 - said once
    assert find(".*") == find("(b)") == find("[c]") == 1
    assert find("z.*") == find("(z") == find("\\") == find("a|z") == 0


def test_nothing_asked_narrows_nothing(provinces):
    for asked in ("", "   ", "\x00", "\u200b"):
        assert Province.objects.filter(found_in(("name_th",), asked)).count() == len(NAMES)


@pytest.mark.parametrize("words", ["น้ำท่วม", "081", "2569", "อาคาร 12345"])
def test_only_a_long_number_is_a_telephone_number(words):
    assert telephone(words) == ""


def test_a_pattern_lets_tone_marks_stand_anywhere():
    assert tolerant("กา").startswith("ก[") and tolerant("กา").count("*") == 2


def test_editors_find_text_inside_a_thai_title(public, signed_in):
    client = signed_in(public.town.editor)
    title = public.calls["th"].title
    inside = title[4:9]
    assert inside in title and not any(word.startswith(inside) for word in title.split())
    answer = client.get("/admin/pages/search/results/", {"q": inside})
    assert title in answer.content.decode()
    assert title not in client.get("/admin/pages/search/results/", {"q": "ไม่มีคำนี้"}).content.decode()


def test_cities_and_openings_keep_their_key(town):
    assert City.objects.get().order_key and Opening.objects.exclude(order_key="").count() == 2
    assert HostAgency.objects.exclude(order_key="").count() == 2
