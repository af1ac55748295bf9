"""A public door tells nobody by its pace who has an account: the same work for every address, whatever it is for."""

import statistics
import time

import pytest
from django.contrib.auth import hashers
from django.core.cache import cache
from django.test import Client

from programme.models import Letter, User
from tests.programme.openid import app_for, in_by_code, offer, sign_in, stand_in_for

pytestmark = pytest.mark.django_db
REAL = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]


@pytest.fixture(autouse=True)
def _fresh_limits():
    cache.clear()


@pytest.fixture
def hashed(monkeypatch, settings):
    """How often a password was hashed: what costs time at sign-up and sign-in."""
    settings.PASSWORD_HASHERS = REAL
    done = []
    encode = hashers.PBKDF2PasswordHasher.encode
    monkeypatch.setattr(hashers.PBKDF2PasswordHasher, "iterations", 1000)
    monkeypatch.setattr(
        hashers.PBKDF2PasswordHasher, "encode", lambda self, *a, **k: done.append(1) or encode(self, *a, **k)
    )
    return done


def sign_up(email: str):
    return Client().post("/accounts/signup/", {"email": email, "password1": "long-enough-words-7"})


def test_signing_up_does_the_same_work_for_known_and_unknown_addresses(town, hashed):
    new = sign_up("new@t.example")
    for_new = len(hashed)
    hashed.clear()
    known = sign_up("applicant@t.example")
    assert len(hashed) == for_new == 1
    assert (known.status_code, known["Location"]) == (new.status_code, new["Location"])
    assert User.objects.filter(email="applicant@t.example").count() == 1
    assert Letter.objects.filter(to_address__in=["new@t.example", "applicant@t.example"]).count() == 2


def test_signing_up_takes_the_same_time(town, settings):
    """With the real hasher, and the median of several: the known address was four times as fast."""
    settings.PASSWORD_HASHERS = REAL

    def spent(email: str) -> float:
        began = time.process_time()
        assert sign_up(email).status_code == 302
        return time.process_time() - began

    sign_up("warm@t.example")
    new = statistics.median(spent(f"new{number}@t.example") for number in range(5))
    known = statistics.median(spent("applicant@t.example") for _ in range(5))
    assert 0.6 < known / new < 1.6, (known, new)


def test_signing_in_and_asking_for_a_code_do_the_same_work(town, hashed):
    counts = {}
    for email in ("applicant@t.example", "nobody@t.example"):
        for path, data in (
            ("/accounts/login/", {"login": email, "password": "wrong-wrong-1"}),
            ("/accounts/login/code/", {"email": email}),
            ("/accounts/password/reset/", {"email": email}),
        ):
            hashed.clear()
            answer = Client().post(path, data)
            counts.setdefault(path, set()).add((len(hashed), answer.status_code, answer.get("Location")))
    assert all(len(seen) == 1 for seen in counts.values()), counts


def work_of(hashed: list, browser: Client, path: str, email: str, **data) -> tuple:
    """What a door did with an address: passwords hashed, letters written, and what it answered."""
    hashed.clear()
    before = Letter.objects.count()
    answer = browser.post(path, {"email": email} | data)
    return len(hashed), Letter.objects.count() - before, answer.status_code, answer.get("Location")


def test_coming_by_a_provider_does_the_same_work(town, hashed, settings):
    stand_in = stand_in_for("thaid")
    offer(settings, app_for("thaid", stand_in.address))
    seen = []
    for email in ("applicant@t.example", "nobody@t.example"):
        browser = Client()
        sign_in(browser, "thaid")
        seen.append(work_of(hashed, browser, "/accounts/3rdparty/signup/", email))
    stand_in.close()
    assert seen[0] == seen[1] == (0, 1, 302, "/accounts/3rdparty/confirm/")


def test_changing_the_address_does_the_same_work(town, hashed):
    town.applicant.set_unusable_password()
    town.applicant.save()
    seen = []
    for email in ("reviewer@t.example", "nobody@t.example"):
        assert User.objects.filter(email=email).exists() == (email != "nobody@t.example")
        browser = Client()
        in_by_code(browser, town.applicant.email)
        seen.append(work_of(hashed, browser, "/accounts/email/", email, action_add="1"))
    assert seen[0] == seen[1] == (0, 1, 302, "/accounts/confirm-email/")
