"""`manage.py seed_load --applications N --reviews M`: a programme of that size, for `bench/desk.py`."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.utils import timezone

from applications.management.load import SLUG, Load
from programme.kernel.doorbell import without_doorbell
from programme.models import Call, User


class Command(BaseCommand):
    help = (
        "Fills an empty or a demo database with many applications and readings, for measuring. Never beside real ones."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--applications", type=int, default=10_000)
        parser.add_argument("--reviews", type=int, default=30_000)

    def handle(self, *args: object, **options: int) -> None:
        if Call.objects.filter(slug=SLUG).exists():
            raise CommandError("The load is here already. Make the database anew for another size.")
        if User.objects.exists() and not settings.DEMO:
            raise CommandError("There are people here. The load goes into an empty database or a demo one only.")
        began = time.monotonic()
        with transaction.atomic(), without_doorbell():
            Load(timezone.now()).fill(options["applications"], options["reviews"])
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")  # without it the database plans for the few rows that it knew before
        self.stdout.write(f"{options['applications']:,} applications in {time.monotonic() - began:.0f} s.")
