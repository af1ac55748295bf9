"""Tells the demo world through the real domain functions, in one transaction: all of it or none."""

import time

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from applications.domain.agreements import make_due_agreements
from cms.demo import field, ground, pages, pipeline, registers
from cms.domain.site import ensure_site
from cms.search.index import index_everything
from programme.domain.delivery import deliver_due_letters
from programme.kernel.doorbell import without_doorbell
from programme.models import Cohort
from programme.models.base import repeatable_codes


class Command(BaseCommand):
    help = "Fills an empty database with an invented programme of three cohorts (about a minute)."

    def add_arguments(self, parser):
        parser.add_argument("--applications", type=int, default=300)

    def handle(self, *args, **options):
        if Cohort.objects.exists():
            self.stdout.write("The demo world is here already.")
            return
        began = time.monotonic()
        backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "django.core.mail.backends.dummy.EmailBackend"
        try:
            with without_doorbell(), repeatable_codes(2569):
                tell(options["applications"], lambda words: self.stdout.write(words))
        finally:
            settings.EMAIL_BACKEND = backend
        self.stdout.write(f"The demo world is told ({time.monotonic() - began:.0f} s).")


@transaction.atomic
def tell(size: int, say) -> ground.World:
    """Ground, the finished cohort and its year, the cohort in selection, the open call, the site."""
    world = ground.World(now=timezone.now())
    say("Provinces, cities, agencies, people …")
    ground.lay_ground(world)
    ensure_site()
    say("The finished cohort and its year …")
    past = pipeline.past_call(world)
    field.tell_year(world, past)
    say("The cohort in selection …")
    selecting = pipeline.selecting_call(world, size)
    additional = pipeline.additional_call(world)
    opened = pipeline.open_call(world)
    say("The site …")
    pages.publish_calls([past, selecting, additional, opened])
    pages.tell_stories(world, past)
    registers.tell_the_public(world)
    index_everything()
    make_due_agreements(at=world.now)
    deliver_due_letters(at=world.now, limit=100_000)
    return world
