"""The demo world tells itself through the domain, and every page of it answers in both languages."""

import re
from collections import Counter

import pytest
from allauth.mfa.models import Authenticator
from django.db.models import F
from wagtail.models import Page

from applications.models import Application
from cms.management.commands.seed_demo import tell
from mentoring.models import Placement
from mentoring.queries.figures import REASONS, REGISTRY, Scope
from programme.kernel.doorbell import without_doorbell
from programme.models import City, HostAgency, Province, User
from tests.journeys.access import AREAS
from tests.journeys.editing import Editor
from tests.journeys.reading import foreign, texts, untold

pytestmark = pytest.mark.django_db
PER_SHAPE, MOST, MOST_LINKS = 2, 90, 250
PERSONAL = tuple(f"/{area}" for area in AREAS)
SKIPPED = ("/static", "/admin/", "/media", "/accounts/logout", "/to/", "/en/to/")


def crawl(browser, language: str, starts: list[str]) -> list[tuple[str, int]]:
    """Visits some pages and follows their links, a few of each shape; returns what did not answer well.

    The other links into people's own areas are only asked whether they open: no page leads where its reader may not go.
    """
    waiting, seen, shapes, bad, unvisited = list(starts), set(), Counter(), [], set()
    wanted = {path.split("#")[0] for path in starts}
    while waiting and len(seen) < MOST + len(wanted):
        path = waiting.pop(0).split("#")[0]
        shape = re.sub(r"/[a-z0-9]{10}/", "/…/", path.split("?")[0])
        enough = shapes[shape] >= PER_SHAPE and path not in wanted
        if path in seen or path.startswith(SKIPPED) or enough:
            unvisited |= {path} if enough and path.startswith(PERSONAL) else set()
            continue
        seen.add(path)
        shapes[shape] += 1
        browser.cookies["language"] = language
        answer = browser.get(path, secure=True)
        if answer.status_code in (301, 302):
            waiting.append(answer["Location"])
        elif answer.status_code != 200:
            bad.append((path, answer.status_code))
        elif not answer.streaming and "html" in answer["Content-Type"]:
            bad += [(path, text) for text in unread(answer.content.decode())]
            waiting += [
                found.replace("&amp;", "&") for found in re.findall(r'href="(/[^"]*)"', answer.content.decode())
            ]
    further = sorted(unvisited - seen)[:MOST_LINKS]
    return bad + [(path, status) for path in further if (status := browser.get(path, secure=True).status_code) >= 400]


def unread(page: str) -> list[str]:
    """Texts that a reader cannot read: codes and Latin words on a Thai page, Thai without a mark on a public English one."""
    if '<html lang="th"' in page:
        return [text for text in texts(page) if foreign(text)]
    return [text for text in texts(page, "en") if untold(text)] if 'rel="canonical"' in page else []


def every_page(language: str) -> list[str]:
    """The address of each published page of one tree."""
    pages = Page.objects.live().filter(locale__language_code=language, depth__gt=1).order_by("path")
    return [page.get_url_parts()[2] for page in pages]


def with_second_factor(user: User) -> User:
    Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "x"}})
    return user


def test_the_demo_world_under_the_settings_and_static_files_of_production(client, signed_in, as_production):
    with without_doorbell():
        tell(104, lambda words: None)
    assert Province.objects.count() == 77 and City.objects.count() >= 40 and HostAgency.objects.count() >= 30
    finished = Placement.objects.filter(cohort__number=4, state__in=("active", "completed", "withdrawn"))
    assert finished.exclude(exit_reason__contains="ก่อนเริ่มงาน").count() == 22
    assert {
        "draft",
        "submitted",
        "eligible",
        "in_review",
        "reviewed",
        "withdrawn",
        "ineligible",
        "correction",
        "screening",
    } <= set(Application.objects.values_list("state", flat=True))
    assert not Application.objects.filter(submitted_at__lte=F("started_at")).exists(), "begun, then handed in"
    reasons = {
        reason
        for figure in REGISTRY.values()
        if figure.leave_out
        for reason in figure.missing(Scope()).values_list("reason", flat=True)
    }
    assert reasons >= set(REASONS) - {"outside", "unconfirmed"}
    homes = {
        "officer": "/desk/",
        "evaluator": "/desk/",
        "reviewer": "/review/",
        "host": "/host/",
        "mentor": "/mentor/",
        "editor": "/desk/",
        "ambassador": "/field/",
        "applicant": "/my/",
    }
    as_production()
    for language in ("th", "en"):
        pages = every_page(language)
        assert len(pages) >= 25
        assert crawl(client, language, [*pages, "/figures/F-13/", "/apply/cohort-6/eligible/"]) == []
        for name, start in homes.items():
            browser = signed_in(with_second_factor(User.objects.get(email=f"{name}@demo.example")), language)
            assert crawl(browser, language, [start, "/my/"]) == [], name
    editor = Editor(signed_in(with_second_factor(User.objects.get(email="editor@demo.example")), "th"))
    assert editor.walk() == []
    assert editor.read > 150
