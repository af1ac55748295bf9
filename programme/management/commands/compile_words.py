"""Compiles the translations without gettext, so that a fresh machine needs nothing but Python."""

from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Turns every django.po under locale/ into the file that Django reads, when it has changed."
    requires_system_checks = []

    def handle(self, *args, **options):
        for source in Path(settings.BASE_DIR, "locale").rglob("LC_MESSAGES/*.po"):
            target = source.with_suffix(".mo")
            if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
                polib.pofile(str(source)).save_as_mofile(str(target))
