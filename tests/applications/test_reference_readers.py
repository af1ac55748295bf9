"""Who reads a reference, and how much of it: officers whole, readers by the round, hosts by the rule, nobody else."""

import pytest
from django.urls import reverse

from applications.models import RefereeRule, ReviewAssignment

pytestmark = pytest.mark.django_db
TEXT = "ณัฐริกา บุญเรือง เป็นศิษย์ของสมศรี โทร 081 234 5678 เธอวัดระดับน้ำเอง"
CLEAN = "เธอวัดระดับน้ำเอง"


@pytest.fixture
def came(town):
    """Handed in, given to two readers, and a reference that tells of both people."""
    town.asks_referee()
    application = town.fill()
    town.invitation = town.asked(application, name="สมศรี ใจดี")
    town.wrote(town.invitation, text=TEXT)
    town.application = town.screened(town.submitted_as_filled(application))
    town.assignment = town.given_to_readers(town.application)
    return town


def opened(came, **fields) -> None:
    RefereeRule.objects.update(**fields)


def reading(came, signed_in) -> str:
    path = reverse("review", args=[came.assignment.code])
    return signed_in(came.assignment.reviewer).get(path).content.decode()


def ranking(came, signed_in) -> str:
    return signed_in(came.host).get(reverse("host_rank", args=[came.opening.code])).content.decode()


def test_an_officer_reads_all_of_it(came, signed_in):
    path = reverse("desk_application", args=[came.application.code])
    said = signed_in(came.officer).get(path).content.decode()
    assert TEXT in said and "สมศรี ใจดี" in said and "kru@school.example" in said and "ขอแนะนำอย่างยิ่ง" in said


def test_a_reader_of_an_open_round_reads_the_words_and_who_wrote_them(came, signed_in):
    came.call.__class__.objects.update(is_blind=False)
    said = reading(came, signed_in)
    assert TEXT in said and "สมศรี ใจดี" in said and "kru@school.example" not in said


def test_a_blind_reader_reads_nothing_unless_the_rule_opens_it_and_then_blacked_out(came, signed_in):
    came.call.__class__.objects.update(is_blind=True)
    closed = reading(came, signed_in)
    assert CLEAN not in closed and "สมศรี" not in closed
    opened(came, blind_readers_see=True)
    said = reading(came, signed_in)
    assert CLEAN in said and "ขอแนะนำอย่างยิ่ง" in said
    assert not any(word in said for word in ("ณัฐริกา", "บุญเรือง", "สมศรี", "081 234 5678", "kru@school"))


def test_hosts_read_nothing_unless_the_rule_opens_it_and_then_blacked_out(came, signed_in):
    assert CLEAN not in ranking(came, signed_in)
    opened(came, hosts_see=True)
    said = ranking(came, signed_in)
    assert CLEAN in said and not any(word in said for word in ("ณัฐริกา", "บุญเรือง", "สมศรี", "081 234 5678"))


def test_the_applicant_and_strangers_read_nothing(came, signed_in):
    mine = signed_in(came.applicant)
    for name, args in (
        ("my_application", [came.application.code]),
        ("my_application_referees", [came.application.code]),
        ("my_application_submitted", [came.application.code]),
        ("my_data", []),
    ):
        assert CLEAN not in mine.get(reverse(name, args=args)).content.decode(), name
    for person in (came.stranger, came.host, came.applicant):
        path = reverse("desk_application", args=[came.application.code])
        assert signed_in(person).get(path).status_code in (403, 404)


def test_a_reader_who_wrote_the_reference_does_not_read_the_application(came, signed_in):
    path = reverse("review", args=[came.assignment.code])
    client = signed_in(came.assignment.reviewer)
    assert client.get(path).status_code == 200
    type(came.invitation).objects.update(email=came.assignment.reviewer.email)
    assert client.get(path).status_code == 404 and ReviewAssignment.objects.count() == 2


@pytest.mark.parametrize("n", [1, 3])
def test_a_reading_asks_as_often_for_one_reference_as_for_three(came, signed_in, django_assert_num_queries, n):
    came.call.__class__.objects.update(is_blind=False)
    came.asks_referee(key="employer", how_many=2)
    for one in range(n - 1):
        row = came.asked(came.application, rule="employer", email=f"{one}@work.example")
        came.wrote(row)
    client = signed_in(came.assignment.reviewer)
    path = reverse("review", args=[came.assignment.code])
    client.get(path)
    with django_assert_num_queries(16):
        assert client.get(path).content.decode().count("ณัฐริกาทำงานจริง") == n - 1
