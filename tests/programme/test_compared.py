"""Two pages of one record: the older one overwrites nothing, shows both, and its next press is a choice."""

import re

import pytest

pytestmark = pytest.mark.django_db
SEEN = re.compile(r'name="seen" value="(\w{16})"')


def test_a_profile_on_two_pages(town, signed_in):
    browser = signed_in(town.applicant, "en")
    mark = SEEN.search(browser.get("/my/profile/").content.decode())[1]
    profile = town.applicant.profile
    profile.line_id = "from.the.phone"
    profile.save(update_fields=["line_id"])
    typed = {"given_name_th": profile.given_name_th, "language": "th", "line_id": "from.the.desk", "seen": mark}
    page = browser.post("/my/profile/", typed)
    said = page.content.decode()
    assert page.status_code == 422 and "from.the.phone" in said and "from.the.desk" in said
    profile.refresh_from_db()
    assert profile.line_id == "from.the.phone"
    assert browser.post("/my/profile/", typed | {"seen": SEEN.search(said)[1]}).status_code == 302
    profile.refresh_from_db()
    assert profile.line_id == "from.the.desk"


def test_a_log_on_two_pages(town, signed_in):
    log = town.log(town.placement())
    browser, address = signed_in(town.applicant, "en"), f"/field/log/{log.code}/"
    page = browser.get(address)
    form = page.context["form"]
    typed = {name: form[name].value() for name in form.fields if name != "photo" and form[name].value() is not None}
    mark = SEEN.search(page.content.decode())[1]
    log.headline = "จากโทรศัพท์"
    log.save(update_fields=["headline"])
    stale = browser.post(address, typed | {"headline": "จากโต๊ะ", "seen": mark})
    assert stale.status_code == 422 and "จากโทรศัพท์" in stale.content.decode() and "จากโต๊ะ" in stale.content.decode()
    log.refresh_from_db()
    assert log.headline == "จากโทรศัพท์"
