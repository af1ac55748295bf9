"""Builds the icon sprite, the map and the style bundle from their packages. Run at set-up; nothing of it is committed."""

import hashlib
import json
import re
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from programme.kernel.assets import icon_sprite, simplified_map


class Command(BaseCommand):
    help = "Builds the icons and the map from the installed browser packages (fast when nothing changed)."
    requires_system_checks = []

    def handle(self, *args, **options):
        packages, target = Path(settings.BASE_DIR) / "node_modules", Path(settings.BASE_DIR) / "build"
        icons = packages / "@phosphor-icons" / "core" / "assets"
        chart = packages / "@svg-maps" / "thailand" / "index.js"
        if not icons.exists() or not chart.exists():
            raise CommandError("The browser packages are not installed. Run `npm ci` (or `make assets`) first.")
        source = Path(__file__).parents[2] / "kernel" / "assets.py"
        stamp = hashlib.sha256(source.read_bytes() + chart.read_bytes()).hexdigest()
        mark = target / ".stamp"
        if mark.exists() and mark.read_text() == stamp:
            return
        (target / "static" / "programme").mkdir(parents=True, exist_ok=True)
        (target / "static" / "programme" / "icons.svg").write_text(icon_sprite(icons), encoding="utf-8")
        data = json.loads(re.sub(r"^export default |;\s*$", "", chart.read_text(encoding="utf-8")))
        (target / "map.json").write_text(json.dumps(simplified_map(data)), encoding="utf-8")
        mark.write_text(stamp)
        self.stdout.write("Icons and map built.")
