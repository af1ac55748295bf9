"""The mail provider's stand-in, for every test that sends."""

import pytest

from tests.standins.sendgrid import StandIn


@pytest.fixture
def sendgrid(settings):
    stand_in = StandIn()
    settings.EMAIL_BACKEND = "programme.kernel.mail.SendGridBackend"
    settings.SENDGRID_API_KEY, settings.SENDGRID_HOST, settings.SENDGRID_WEBHOOK_KEY = (
        "SG.test",
        stand_in.host,
        stand_in.public_key,
    )
    yield stand_in
    stand_in.close()
    assert stand_in.faults == []
