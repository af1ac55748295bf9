"""Everything between the installed packages and a running demo; fast when it is done already."""

from django.core.management import call_command
from django.core.management.base import BaseCommand

from programme.models import Cohort


class Command(BaseCommand):
    help = "Migrates, makes the cache table, and tells the demo world if it is not there yet."

    def handle(self, *args, **options):
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        if not Cohort.objects.exists():
            call_command("seed_demo", stdout=self.stdout)
