"""Named personas and a small town: real rows, made through the domain's own functions."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.town import Town


@pytest.fixture(autouse=True)
def _quiet_limits(settings):
    """Rate limits of accounts are tested where they are meant; elsewhere they would only get in the way."""
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def town(db, now):
    """A cohort with an open call, two agencies with openings, staff of every kind, and an applicant."""
    return Town(now).build()


@pytest.fixture
def signed_in():
    """`signed_in(user)` gives a browser of that person."""

    def enter(user, language="th"):
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        client.cookies["language"] = language
        return client

    return enter


@pytest.fixture
def later(now):
    return lambda **span: now + timedelta(**span)
