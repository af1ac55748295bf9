"""A backup back into rows and files, here or on another machine."""

from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from programme.backups.archive import opened_backup, restore
from programme.backups.manifest import BadBackup, missing_keys
from programme.kernel.errors import Refusal


class Command(BaseCommand):
    help = "Checks a backup and puts it back. Stop web and worker first. --check only checks."

    def add_arguments(self, parser):
        parser.add_argument("backup", type=Path)
        parser.add_argument("--check", action="store_true", help="only say whether it is whole")
        parser.add_argument("--replace", action="store_true", help="in the place of people who are here already")

    def handle(self, *args, **options):
        try:
            self.put_back(options["backup"], only_check=options["check"], replace=options["replace"])
        except (BadBackup, OSError, DatabaseError, Refusal) as error:
            raise CommandError(str(error)) from error

    def put_back(self, backup: Path, *, only_check: bool, replace: bool) -> None:
        if not backup.is_file():
            raise BadBackup(f"There is no file {backup}.")
        with opened_backup(backup) as (manifest, work):
            rows = sum(manifest.rows.values())
            self.stdout.write(
                f"Of {manifest.made_at}: {rows} rows, {len(manifest.files) - 1} files, all of them whole."
            )
            if missing_keys(manifest):
                self.stdout.write(
                    "note  SENSITIVE_KEYS here lacks a key of the backup: its sensitive answers stay shut."
                )
            if only_check:
                return
            wrong = restore(manifest=manifest, work=work, replace=replace)
        if wrong:
            told = ", ".join(f"{table}: {found} of {wanted}" for table, (wanted, found) in sorted(wrong.items())[:5])
            raise BadBackup(f"Rows are missing or too many ({told}).")
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        self.stdout.write("Restored. Start web and worker.")
