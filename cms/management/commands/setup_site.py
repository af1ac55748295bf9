"""Provinces, cities, the shipped form, and the skeleton of the site in both languages; safe to run again."""

from django.core.management.base import BaseCommand

from applications.domain.forms import ensure_templates
from cms.domain.site import ensure_site
from cms.search.index import index_everything
from programme.domain.places import ensure_places


class Command(BaseCommand):
    help = (
        "Writes the provinces and cities, and the Thai and English trees with their main pages and the editors' group."
    )

    def handle(self, *args, **options):
        ensure_places()
        ensure_templates()
        ensure_site()
        index_everything()
        self.stdout.write("The site stands.")
