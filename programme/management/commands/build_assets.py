"""Builds icons, fonts, the map and the public style bundle from their packages. Run at set-up; nothing of it is committed."""

import hashlib
import json
import re
import shutil
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from programme.assets.map_shapes import simplified_map
from programme.assets.places import write_places
from programme.assets.sprites import icon_sprite
from programme.kernel.icons import ICONS, PUBLIC

BASE = Path(settings.BASE_DIR)
PACKAGES, TARGET = BASE / "node_modules", BASE / "build"


class Command(BaseCommand):
    help = "Builds icons, fonts, map and styles from the installed browser packages (fast when nothing changed)."
    requires_system_checks = []

    def handle(self, *args, **options):
        if not (PACKAGES / "purgecss").exists():
            raise CommandError("The browser packages are not installed. Run `npm ci` (or `make assets`) first.")
        public = TARGET / "static" / "programme"
        public.mkdir(parents=True, exist_ok=True)
        sources = [
            "programme/kernel/icons.py",
            "programme/assets/sprites.py",
            "programme/assets/map_shapes.py",
            "package-lock.json",
        ]
        self.built("pictures", sources, lambda: pictures(public))
        self.built(
            "fonts",
            ["programme/assets/fonts.py", "programme/assets/signs.py", "package-lock.json"],
            lambda: fonts(public / "fonts"),
        )
        self.built(
            "pdf-fonts",
            ["programme/assets/pdf_fonts.py", "package-lock.json"],
            lambda: pdf_fonts(TARGET / "pdf-fonts"),
        )
        self.built(
            "places",
            ["programme/assets/places.py", "requirements/base.txt"],
            lambda: write_places(TARGET / "static" / "applications" / "places"),
        )
        sources = [
            "programme/kernel",
            "programme/static/programme",
            "programme/templates",
            "cms/templates",
            "cms/forms",
        ]
        self.built("styles", [*sources, "package-lock.json"], lambda: styles(public))

    def built(self, name: str, sources: list[str], build) -> None:
        """Builds unless the sources are what they were the last time."""
        stamp, mark = digest(sources), TARGET / f".{name}"
        if not mark.exists() or mark.read_text() != stamp:
            build()
            mark.write_text(stamp)
            self.stdout.write(f"Built: {name}.")


def digest(sources: list[str]) -> str:
    found = hashlib.sha256()
    for source in sources:
        path = BASE / source
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and file.suffix != ".pyc":
                found.update(file.read_bytes())
    return found.hexdigest()


def pictures(public: Path) -> None:
    icons = PACKAGES / "@phosphor-icons" / "core" / "assets"
    for name, wanted in (("icons.svg", ICONS - PUBLIC), ("icons-public.svg", PUBLIC)):
        (public / name).write_text(icon_sprite(icons, wanted), encoding="utf-8")
    chart = (PACKAGES / "@svg-maps" / "thailand" / "index.js").read_text(encoding="utf-8")
    data = json.loads(re.sub(r"^export default |;\s*$", "", chart))
    (TARGET / "map.json").write_text(json.dumps(simplified_map(data)), encoding="utf-8")


def fonts(target: Path) -> None:
    from programme.assets.fonts import cut_fonts  # the font library is slow to import and needed only here

    cut_fonts(PACKAGES, target)


def pdf_fonts(target: Path) -> None:
    from programme.assets.pdf_fonts import even_fonts  # the font library is slow to import and needed only here

    even_fonts(PACKAGES, target)


def styles(public: Path) -> None:
    from programme.assets.styles import public_bundle  # needed only here

    work = TARGET / "purged"
    (public / "public.css").write_text(public_bundle(BASE, work), encoding="utf-8")
    shutil.rmtree(work)
