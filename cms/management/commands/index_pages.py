"""Writes the search words of all live pages anew; safe to run at any time."""

from django.core.management.base import BaseCommand

from cms.search.index import index_everything


class Command(BaseCommand):
    help = "Builds the site's search index anew."

    def handle(self, *args, **options):
        self.stdout.write(f"{index_everything()} pages can be found.")
