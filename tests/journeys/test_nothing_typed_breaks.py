"""Every form and filter that the portal's pages hold is fed what no form expects: a clear answer, never a fault."""

import re
from html import unescape
from urllib.parse import urlencode, urlsplit

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import URLPattern, get_resolver, resolve, reverse
from django.urls.exceptions import Resolver404

from programme.kernel.filling import _Copy as Reader
from programme.kernel.text import LARGEST_ID

pytestmark = pytest.mark.django_db
NASTY = {
    "nul": "a\x00b",
    "vertical tab": "a\x0bb",
    "surrogate": "a\ufffd%ED%A0%80",
    "id": "9" * 19,
    "longer id": "-" + "9" * 40,
    "right to left": "\u202eevil\u2067",
    "formula": "=HYPERLINK(1)+@cmd|' /C calc'!A0",
    "long": "ก" * 6_000,
    "superscript": "²",
    "tags": "</textarea><script>alert(1)</script>{{ 7*7 }}",
}
STARTS = {
    "officer": [
        "/desk/",
        "/desk/cohorts/",
        "/desk/applications/",
        "/desk/agencies/",
        "/desk/openings/",
        "/desk/people/",
    ],
    "evaluator": ["/desk/figures/", "/desk/reports/"],
    "host": ["/host/", "/my/", "/host/people/"],
    "reviewer": ["/review/"],
    "applicant": ["/my/", "/my/profile/", "/my/data/", "/apply/cohort-5/", "/apply/cohort-5/eligibility/"],
    "worker": ["/field/", "/my/"],
}
LEAST = {"officer": 15, "evaluator": 3, "host": 4, "reviewer": 2, "applicant": 5, "worker": 4}  # kinds of pages walked
PLACES = ("/desk/", "/host/", "/review/", "/my/", "/field/", "/apply/")
LINK = re.compile(r'href="(/[^"#]*)')


@pytest.fixture
def people(public):
    town = public.town
    town.worker = town.person("worker@t.example")
    town.log(town.placement(town.worker))
    town.read(town.person("reader-has-this@t.example"))
    town.fill()
    return town


def browser_of(user) -> Client:
    browser = Client(raise_request_exception=False)
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def kind_of(address: str) -> str:
    try:
        return resolve(urlsplit(address).path).route
    except Resolver404:
        return ""


def walk(browser, starts: list[str], most: int = 60) -> dict[str, str]:
    """One page of every kind that links lead to: its address and its text."""
    found, known, waiting = {}, set(), list(starts)
    while waiting and len(found) < most:
        address = waiting.pop(0)
        kind = kind_of(address)
        if not kind or kind in known or not address.startswith(PLACES):
            continue
        known.add(kind)
        answer = browser.get(address)
        assert answer.status_code < 500, address
        if (
            answer.status_code == 200
            and answer.get("Content-Type", "").startswith("text/html")
            and not answer.streaming
        ):
            found[address] = answer.content.decode()
            waiting += [unescape(link) for link in LINK.findall(found[address])]
    return found


def sheets_of(address: str, html: str) -> list:
    reader = Reader(address)
    reader.feed(html)
    return reader.sheets


def filled_in(sheet, text: str, *, also_hidden: bool) -> str:
    data = QueryDict(mutable=True)
    for control in sheet.controls:
        is_kept = control.get("type") in ("hidden", "submit", "button", "file") and not also_hidden
        data.setlist(control["name"], [control.get("value", "") if is_kept else text])
    return data.urlencode()


@pytest.mark.parametrize("who", STARTS)
def test_no_form_or_filter_of_a_person_s_pages_breaks(people, who):
    browser = browser_of(getattr(people, who))
    pages = walk(browser, STARTS[who])
    assert len(pages) >= LEAST[who], sorted(pages)
    faults = []
    sent = set()
    for address, html in pages.items():
        for sheet in sheets_of(address, html):
            names = (sheet.action, tuple(sorted({control["name"] for control in sheet.controls})))
            if not sheet.action.startswith(PLACES) or names in sent:
                continue
            sent.add(names)
            faults += [f"{sheet.action} {name}" for name in broken_by(browser, sheet)]
    assert sent and not faults


def broken_by(browser, sheet) -> list[str]:
    found = []
    for name, text in NASTY.items():
        for also_hidden in (False, True):
            body = filled_in(sheet, text, also_hidden=also_hidden)
            answers = [
                browser.get(f"{sheet.action}?{body}"),
                browser.post(sheet.action, body, content_type="application/x-www-form-urlencoded"),
            ]
            found += [name for answer in answers if answer.status_code >= 500]
    return found


def every_route(patterns, prefix: str = ""):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        elif not str(pattern.pattern).startswith(("admin/", "accounts/", "documents/")):
            yield from every_route(pattern.url_patterns)


@pytest.mark.parametrize("text", ["9" * 19, "0", "x", "a" * 300, "-1", "%00", "%0b", "%E2%80%AE", "%ED%A0%80"])
def test_no_address_of_the_portal_breaks_whatever_stands_in_it(people, text):
    routes = {
        pattern.name: pattern
        for pattern in every_route(get_resolver().url_patterns)
        if pattern.name and not pattern.name.startswith("wagtail")
    }
    browser, faults, asked = browser_of(people.officer), [], 0
    for name, pattern in routes.items():
        if not pattern.pattern.converters:
            continue
        path = re.sub(r"<[^>]+>", text, str(pattern.pattern)).lstrip("^/")
        asked += 1
        for method in (browser.get, browser.post):
            if method(f"/{path}").status_code >= 500:
                faults.append(f"{method.__name__} {name}")
    assert asked > 60 and not faults


@pytest.mark.parametrize("name", NASTY)
@pytest.mark.parametrize(
    "path", ["/desk/applications/", "/desk/people/", "/desk/history/", "/desk/letters/", "/desk/openings/"]
)
def test_lists_and_their_files_bear_any_filter(people, name, path):
    query = urlencode(
        dict.fromkeys(("q", "state", "call", "act", "sort", "page", "role", "home_province"), NASTY[name])
    )
    for export in ("", "&export=csv", "&export=xlsx", "&export=" + "9" * 19):
        answer = browser_of(people.officer).get(f"{path}?{query}{export}")
        assert answer.status_code == 200, export
        assert b"".join(answer.streaming_content if answer.streaming else [answer.content])


def test_what_is_typed_with_control_characters_is_kept_without_them_and_leaves_in_every_file(people, signed_in):
    browser = signed_in(people.officer)
    typed = {"act": "withdraw", "reason": "a\x00b\x0bc\u202ed\ttab\nline"}
    assert browser.post(f"/desk/openings/{people.opening.code}/", typed).status_code == 302
    people.opening.refresh_from_db()
    entry = browser.get(f"/desk/openings/{people.opening.code}/").content.decode()
    assert "abcd\ttab" in entry or "abcd tab" in entry
    assert browser.get("/desk/history/?export=xlsx").status_code == 200


def test_a_number_that_no_database_holds_is_not_found(people, signed_in):
    browser = signed_in(people.officer)
    address = reverse("desk_milestone_edit", args=[people.cohort.code, 1]).replace("/1/", "/{}/")
    assert browser.get(address.format(LARGEST_ID + 1)).status_code == 404
    assert browser.get(address.format(LARGEST_ID)).status_code == 404
