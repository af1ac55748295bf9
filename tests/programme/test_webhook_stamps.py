"""A hook's headers are strangers' words: whatever stands in them is refused before anything is computed from it."""

import pytest

pytestmark = pytest.mark.django_db
PATH = "/hooks/sendgrid/"


@pytest.fixture
def key(settings):
    settings.SENDGRID_WEBHOOK_KEY = "bm90IGEga2V5"


@pytest.mark.parametrize("stamp", ["9" * 30, "9" * 13, "٣٤", "²", "-1", "1e9", "", " ", "0x10", "9" * 5000])
def test_a_timestamp_that_is_none_is_a_bad_request(client, key, stamp):
    headers = {
        "X-Twilio-Email-Event-Webhook-Signature": "eA==",
        "X-Twilio-Email-Event-Webhook-Timestamp": stamp,
    }
    assert client.post(PATH, b"[]", content_type="application/json", headers=headers).status_code == 400


@pytest.mark.parametrize("body", [b"[]", b"\x00", b"[" * 10_000, b'[{"letter": "\\ud800"}]'])
def test_an_unsigned_body_is_refused_unread(client, key, body):
    headers = {
        "X-Twilio-Email-Event-Webhook-Signature": "eA==",
        "X-Twilio-Email-Event-Webhook-Timestamp": "1790000000",
    }
    assert client.post(PATH, body, content_type="application/json", headers=headers).status_code == 403


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "text/plain"])
def test_no_content_type_breaks_the_hook(client, key, kind):
    assert client.post(PATH, b"--x\r\n", content_type=kind).status_code == 400
