"""Says in plain words what is missing or unsafe."""

from collections.abc import Callable

from django.conf import settings
from django.core.management.base import BaseCommand

from programme.checks import Problem, problems
from programme.queries import service


class Command(BaseCommand):
    help = "Looks at settings, database, files and people, and says what is missing or unsafe. Exit 1 when it stops production."
    requires_system_checks = []

    def handle(self, *args, **options):
        found = [problem for look in (problems, *service.LOOKS) for problem in self.safely(look)]
        for what, how, stops in found:
            self.stdout.write(f"{'STOP' if stops else 'note'}  {what}\n      {how}")
        if not found:
            self.stdout.write("Everything is in order.")
        self.stdout.write(f"Settings: {settings.SETTINGS_MODULE}")
        if any(stops for _what, _how, stops in found):
            raise SystemExit(1)

    def safely(self, look: Callable[[], list[Problem]]) -> list[Problem]:
        """What one look finds; where it falls over itself, that is what it found."""
        try:
            return look()
        except Exception as error:  # whatever it is, the doctor has to say it instead of dying of it
            said = " ".join(str(error).split())[:200] or type(error).__name__
            return [(f"{(look.__doc__ or '').strip()} {said}", "Mend this first, then run the doctor again.", True)]
