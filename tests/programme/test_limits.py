"""Limits count people and not the proxy; nobody waits for somebody else."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from programme.kernel.limits import NOWHERE, address_of, is_used_up

PROXY = "10.0.0.1"
REAL = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
WORDS = {"topic": "host", "name": "สมชาย", "email": "somchai@example.go.th", "text": "อยากเป็นเจ้าบ้าน"}


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


def visit(address: str = PROXY, forwarded: str = ""):
    extra = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return RequestFactory().post("/contact/", REMOTE_ADDR=address, **extra)


# --- whose visit it is


@pytest.mark.parametrize(
    ("proxies", "forwarded", "said"),
    [
        (0, "203.0.113.7", PROXY),  # no proxy is trusted: what a visitor claims does not count
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "1.1.1.1, 203.0.113.7", "203.0.113.7"),  # the first part is the visitor's own invention
        (2, "203.0.113.7, 10.9.9.9", "203.0.113.7"),
        (1, "", PROXY),
        (2, "203.0.113.7", PROXY),  # fewer proxies than announced
        (1, "nonsense", PROXY),
        (1, "2001:db8::7", "2001:db8::7"),
    ],
)
def test_the_address_is_what_the_outermost_trusted_proxy_saw(settings, proxies, forwarded, said):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    assert address_of(visit(forwarded=forwarded)) == said


def test_a_socket_without_an_address_is_nobody_in_particular():
    assert address_of(visit(address="")) == NOWHERE
    assert not is_used_up(visit(address=""), door="x", rate="1/h")


def test_a_limit_is_one_visitors_at_one_door(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    first, second = visit(forwarded="203.0.113.7"), visit(forwarded="203.0.113.8")
    assert [is_used_up(first, door="x", rate="2/h") for _ in range(3)] == [False, False, True]
    assert not is_used_up(second, door="x", rate="2/h") and not is_used_up(first, door="y", rate="2/h")


def test_one_household_of_ipv6_is_one_visitor(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    same = [visit(forwarded=f"2001:db8:1:2::{number}") for number in (1, 2)]
    assert [is_used_up(request, door="x", rate="1/h") for request in same] == [False, True]
    assert not is_used_up(visit(forwarded="2001:db8:1:3::1"), door="x", rate="1/h")


@pytest.mark.django_db
def test_ten_people_behind_one_proxy_write_once_each_and_one_person_not_ten_times(public, client, settings):
    def write(person: str) -> int:
        return client.post("/contact/", WORDS, REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=person).status_code

    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert {write(f"203.0.113.{number}") for number in range(10)} == {302}
    assert [write("198.51.100.1") for _ in range(7)] == [302] * 5 + [429] * 2


@pytest.mark.django_db
def test_a_robot_uses_up_nobodys_messages(public, client):
    for _ in range(8):
        assert client.post("/contact/", WORDS | {"website": "spam"}).status_code == 302
    assert client.post("/contact/", WORDS).status_code == 302
