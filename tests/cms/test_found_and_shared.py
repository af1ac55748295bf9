"""How the site is found and shared, read by parsers that are not ours."""

import json
import xml.etree.ElementTree as ElementTree

import feedparser
import html5lib
import pytest
import vobject
from django.conf import settings
from pyld import jsonld

from programme.models import City

pytestmark = pytest.mark.django_db
PAGES = ["/", "/en/", "/calls/", "/stories/", "/cities/", "/cities/rangsit/", "/impact/", "/about/", "/data/"]
XHTML = "{http://www.w3.org/1999/xhtml}"


def document(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return html5lib.HTMLParser(strict=True).parse(answer.content.decode())


def links(page, rel: str) -> list[dict]:
    return [link.attrib for link in page.iter(f"{XHTML}link") if link.attrib.get("rel") == rel]


def linked_data(page) -> list[dict]:
    """Every JSON-LD node of the page, expanded by an independent processor with schema.org as the vocabulary."""
    loader = {"contextUrl": None, "documentUrl": "", "document": {"@context": {"@vocab": "https://schema.org/"}}}
    found = []
    for script in page.iter(f"{XHTML}script"):
        if script.attrib.get("type") == "application/ld+json":
            found += jsonld.expand(json.loads(script.text), {"documentLoader": lambda url, options: loader})
    return found


def types(nodes: list[dict]) -> set[str]:
    return {name.rsplit("/", 1)[-1] for node in nodes for name in node.get("@type", [])}


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_strict_html_with_one_heading_title_and_canonical(public, client, path):
    page = document(client, path)
    assert len(list(page.iter(f"{XHTML}h1"))) == 1
    assert len(links(page, "canonical")) == 1
    names = {meta.attrib.get("property") for meta in page.iter(f"{XHTML}meta")}
    assert {"og:title", "og:description", "og:image", "og:url"} <= names


def test_both_languages_point_at_each_other(public, client):
    for code in ("th", "en"):
        page = document(client, public.stories[code].url)
        ways = {link["hreflang"]: link["href"] for link in links(page, "alternate") if "hreflang" in link}
        assert ways["th"].endswith(public.stories["th"].url) and ways["en"].endswith(public.stories["en"].url)
        assert ways["x-default"] == ways["th"]
        assert links(page, "canonical")[0]["href"] == f"{settings.BASE_URL}{public.stories[code].url}"


def test_linked_data_says_what_a_page_is(public, client):
    assert "Organization" in types(linked_data(document(client, "/")))
    assert {"Article", "BreadcrumbList"} <= types(linked_data(document(client, public.stories["th"].url)))
    call = linked_data(document(client, public.calls["th"].url))
    assert "JobPosting" in types(call)
    assert any("https://schema.org/validThrough" in node for node in call)


def test_a_closed_call_is_no_offer_any_more(public, client):
    public.town.selecting()
    assert "JobPosting" not in types(linked_data(document(client, public.calls["th"].url)))


@pytest.mark.parametrize("kind", ["rss", "atom"])
@pytest.mark.parametrize(("name", "key"), [("stories", "stories"), ("calls", "calls")])
def test_feeds_are_read_by_a_feed_reader(public, client, kind, name, key):
    for code in ("th", "en"):
        feed = feedparser.parse(client.get(f"/feeds/{code}/{name}.{kind}").content)
        assert not feed.bozo, feed.bozo_exception
        assert [entry.title for entry in feed.entries] == [getattr(public, key)[code].title]
        assert feed.entries[0].link == public.__dict__[key][code].full_url


def test_the_calendar_of_deadlines_is_read_by_a_calendar(public, client):
    for code in ("th", "en"):
        calendar = vobject.readOne(client.get(f"/feeds/{code}/calls.ics").content.decode())
        ends = [event.dtend.value if hasattr(event, "dtend") else event.dtstart.value for event in calendar.vevent_list]
        assert any(abs((end - public.town.call.closes_at).total_seconds()) < 3700 for end in ends)


def test_the_sitemap_lists_every_public_page_and_no_other(public, client):
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    listed = {node.text for node in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert {public.stories["th"].full_url, public.calls["en"].full_url} <= listed
    assert any(address.endswith("/cities/rangsit/") for address in listed)
    assert not any("/desk/" in address or "/search/" in address for address in listed)
    public.stories["th"].unpublish()
    assert public.stories["th"].full_url.encode() not in client.get("/sitemap.xml").content


OLD = "ก่อน\x0bหลัง"  # as a row may hold that was written before input was cleaned


def test_an_old_row_with_a_control_character_spoils_no_file(public, client):
    for page in (*public.stories.values(), *public.calls.values()):
        type(page).objects.filter(pk=page.pk).update(title=OLD, draft_title=OLD, lead=OLD)
    City.objects.filter(slug="rangsit").update(slug="rang\x0bsit")
    with pytest.raises(ElementTree.ParseError):
        ElementTree.fromstring(f"<title>{OLD}</title>")
    for path in ("stories.rss", "stories.atom", "calls.rss", "calls.atom"):
        answer = client.get(f"/feeds/th/{path}").content
        assert "ก่อนหลัง" in {node.text for node in ElementTree.fromstring(answer).iter()}, path
    calendar = client.get("/feeds/th/calls.ics").content.decode()
    assert "\x0b" not in calendar and vobject.readOne(calendar).vevent_list
    tree = ElementTree.fromstring(client.get("/sitemap.xml").content)
    assert any((node.text or "").endswith("/cities/rangsit/") for node in tree.iter())


def test_a_shared_link_shows_the_citys_own_cloth(public, client):
    for name in ("brand", "rangsit"):
        picture = client.get(f"/og/{name}.png")
        assert picture["Content-Type"] == "image/png" and picture.content.startswith(b"\x89PNG")
    assert client.get("/og/nowhere.png").status_code == 404


def test_robots_are_told_where_the_sitemap_is(public, client):
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /desk/" in text and "/sitemap.xml" in text


def test_public_icons_stand_in_the_small_sprite(public, client):
    """A page that needed one icon more would load the sprite of the whole portal."""
    for path in PAGES:
        assert "icons.svg" not in client.get(path).content.decode(), path
