"""Builds the skeleton of the site in both languages; safe to run again."""

from django.core.management.base import BaseCommand

from cms.domain.site import ensure_site


class Command(BaseCommand):
    help = "Creates the Thai and English trees with their main pages and the editors' group."

    def handle(self, *args, **options):
        ensure_site()
        self.stdout.write("The site stands.")
