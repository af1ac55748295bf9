"""What production serves: every name of a static file that the portal says is there, whole and with its hash."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings as portal
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import Context, Template
from django.templatetags.static import static

from programme.kernel.icons import ICONS, PUBLIC

OURS = ("programme", "applications", "mentoring", "cms")
HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")
NAMED = re.compile(r"""\{%\s*static\s+["']([^"']+)["']""")
LITERAL = re.compile(r'"(/static/[^"]+)"')


def templates() -> list[Path]:
    return [path for app in OURS for path in sorted(Path(portal.BASE_DIR, app, "templates").rglob("*.html"))]


def names_of_static_files() -> set[str]:
    return {name for path in templates() for name in NAMED.findall(path.read_text(encoding="utf-8"))}


@pytest.fixture
def manifest(collected, as_production) -> dict[str, str]:
    as_production()
    return json.loads((collected / "staticfiles.json").read_text())["paths"]


def test_a_name_that_is_not_there_would_be_a_fault(manifest):
    """The fault that this file guards against: plain storage says nothing, production's does."""
    with pytest.raises(ValueError, match="Missing staticfiles manifest entry"):
        static("programme/img/scene-")
    assert HASHED.search(static("programme/tokens.css"))


def test_every_static_file_that_a_template_names_is_there(manifest):
    names = names_of_static_files()
    folders = {name for name in names if name.endswith("/")}
    assert len(names) >= 12 and names - folders <= set(manifest)
    assert all(any(path.startswith(folder) for path in manifest) for folder in folders)


def test_no_template_builds_the_name_of_a_static_file_from_pieces():
    """A name in quotes with a variable inside is no name: it has to be whole before `static` sees it."""
    for path in templates():
        for used in re.findall(r"\{%\s*static\s+(.+?)\s*%\}", path.read_text(encoding="utf-8")):
            assert "{{" not in used and "|add" not in used, f"{path}: {used}"


def test_every_scene_that_an_editor_can_choose_is_there(manifest):
    from cms.models import StoryPage

    scenes = [value for value, _name in StoryPage._meta.get_field("scene").flatchoices if value]
    assert scenes and {f"programme/img/scene-{scene}.svg" for scene in scenes} <= set(manifest)


def test_every_icon_is_in_the_sprite_that_is_served(manifest, collected):
    for sprite, wanted in (("icons.svg", ICONS - PUBLIC), ("icons-public.svg", PUBLIC)):
        drawn = (collected / manifest[f"programme/{sprite}"]).read_text(encoding="utf-8")
        assert {name for name in wanted if f'id="{name}"' not in drawn} == set()


def test_every_address_inside_a_style_leads_to_a_file(manifest, collected):
    led = 0
    for name, hashed in manifest.items():
        if not name.startswith(("programme/", "applications/", "mentoring/", "cms/")) or not name.endswith(".css"):
            continue
        for target in re.findall(r"url\(\s*[\"']?([^\"')]+)", (collected / hashed).read_text(encoding="utf-8")):
            if target.startswith(("data:", "#")):
                continue
            led += 1
            assert ((collected / hashed).parent / target.split("#")[0].split("?")[0]).exists(), f"{name}: {target}"
            assert HASHED.search(target.split("#")[0].split("?")[0]), f"{name}: {target}"
    assert led >= 4


def test_pages_for_what_went_wrong_name_files_that_keep_their_plain_name(collected):
    for name in ("500.html", "503.html", "507.html"):
        text = Path(portal.BASE_DIR, "programme", "templates", name).read_text(encoding="utf-8")
        for address in LITERAL.findall(text):
            assert (collected / address.removeprefix("/static/")).exists(), address


@pytest.mark.parametrize("scene", ["khlong", "bus", "nan"])
def test_a_page_with_a_drawn_scene_is_drawn(manifest, scene):
    """Seen: the home page and every story answered 500, because the name was built from a half."""
    page = type("Page", (), {"image": None, "scene": scene, "image_alt": "", "picture_alt": ""})()
    drawn = Template("{% include 'cms/_picture.html' %}").render(Context({"page": page}))
    assert re.search(rf'src="/static/programme/img/scene-{scene}\.[0-9a-f]{{12}}\.svg"', drawn)


@pytest.mark.django_db
def test_production_answers_by_https_and_keeps_its_cookies_there(as_production, client, town):
    as_production()
    assert client.get("/accounts/login/")["Location"] == "https://testserver/accounts/login/"
    page = client.get("/accounts/login/", secure=True)
    assert page.status_code == 200 and "max-age=31536000" in page["Strict-Transport-Security"]
    assert client.cookies["csrftoken"]["secure"] and client.cookies["csrftoken"]["httponly"]
    client.force_login(town.applicant, backend="django.contrib.auth.backends.ModelBackend")
    assert client.cookies["sessionid"]["secure"]
    assert staticfiles_storage.url("programme/tokens.css") in page.content.decode()


@pytest.fixture
def published_photo(settings, tmp_path):
    """A photo as an editor uploads it, the size of it that a page shows, and a document beside them."""
    settings.MEDIA_ROOT = tmp_path
    for name in ("images/river.width-480.jpg", "original_images/river.jpg", "documents/plan.pdf"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(b"a river")


def test_a_published_picture_is_served_for_everybody(client, published_photo):
    """Seen: no address of the portal served it; pages with a photo showed none."""
    answer = client.get("/media/images/river.width-480.jpg")
    assert answer.status_code == 200 and b"".join(answer.streaming_content) == b"a river"
    assert answer["Content-Type"] == "image/jpeg" and "public" in answer["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["original_images/river.jpg", "documents/plan.pdf", "images/../documents/plan.pdf", "images/none.jpg"],
)
def test_originals_documents_and_folders_are_not_served(client, published_photo, path):
    assert client.get(f"/media/{path}").status_code in (400, 404)
