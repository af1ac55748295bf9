"""Named personas and a small town: real rows, made through the domain's own functions."""

from datetime import timedelta

import pytest
from django.conf import settings as portal_settings
from django.test import Client, override_settings
from django.utils import timezone, translation
from hypothesis import HealthCheck, settings

from tests import databases, production
from tests.factories.public import PublicTown
from tests.factories.town import Town
from tests.worlds import Worlds, order_of, world_of

# Speed is measured in bench/, never by a test that is timed: a busy machine is no fault.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

WORLDS = Worlds()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Tests of one world one after the other; tests with transactions of their own last, on an empty database."""
    items.sort(key=order_of)


@pytest.fixture(scope="session")
def django_db_keepdb():
    return databases.is_sqlite()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    if databases.is_sqlite():
        databases.lay()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    if databases.is_sqlite():
        databases.keep()


@pytest.fixture(autouse=True, scope="session")
def _worlds_end(django_db_blocker):
    yield
    with django_db_blocker.unblock():
        WORLDS.forget()


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef, request):
    """Just before a test opens its savepoint, the database holds the world that it stands on."""
    if fixturedef.argname == "_django_db_helper":
        with request.getfixturevalue("django_db_blocker").unblock():
            WORLDS.prepare(world_of(request.node))


@pytest.fixture(autouse=True)
def _in_thai():
    """Each test begins in the language of the country, whatever the one before it read."""
    translation.activate("th")


@pytest.fixture(autouse=True)
def _quiet_limits(settings):
    """Rate limits of accounts are tested where they are meant; elsewhere they would only get in the way."""
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def now(request):
    """The moment the test's world was built, or this moment where there is none."""
    world = world_of(request.node)
    return WORLDS.built["town"].now if world else timezone.now()


@pytest.fixture
def town(request, db, now) -> Town:
    """A cohort with an open call, two agencies with openings, staff of every kind, and an applicant."""
    world = world_of(request.node)
    if world == "public":
        return request.getfixturevalue("public").town
    return WORLDS.copy_of("town") if world else Town(now).build()


@pytest.fixture
def public(request, db):
    """The town with its public face."""
    return WORLDS.copy_of("public") if world_of(request.node) else PublicTown(request.getfixturevalue("town"))


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


@pytest.fixture(scope="session")
def collected(tmp_path_factory):
    """The folder of production's static files, collected once a worker."""
    root = tmp_path_factory.mktemp("static")
    with override_settings(**production.static_settings(root, portal_settings.STORAGES)):
        production.collect()
    return root


@pytest.fixture
def as_production(settings, collected):
    """`as_production()`: from here on the settings are production's."""

    def switch():
        for name, value in (
            production.differences() | production.static_settings(collected, settings.STORAGES)
        ).items():
            setattr(settings, name, value)

    return switch
