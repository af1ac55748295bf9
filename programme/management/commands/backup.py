"""Everything the portal knows in one file."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from programme.backups.archive import write_backup
from programme.backups.manifest import BadBackup


class Command(BaseCommand):
    help = "Writes rows and uploaded files into one checked archive; the portal may go on running."

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", type=Path, default=settings.VAR / "backups")

    def handle(self, *args, **options):
        try:
            path = write_backup(folder=options["folder"], at=timezone.localtime())
        except (BadBackup, OSError, DatabaseError) as error:
            raise CommandError(f"There is no backup: {error}") from error
        self.stdout.write(f"{path} ({path.stat().st_size / 1_000_000:.1f} MB)")
        self.stdout.write("Keep it away from this machine. The keys in .env are not in it: keep them elsewhere, too.")
