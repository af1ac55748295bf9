"""Says in plain words what is missing or unsafe."""

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from programme.checks import problems
from programme.models import Role, RoleGrant


class Command(BaseCommand):
    help = "Looks at settings, database and people, and says what is missing or unsafe. Exit 1 when something stops production."
    requires_system_checks = []

    def handle(self, *args, **options):
        found = problems() + self.database()
        for what, how, stops in found:
            self.stdout.write(f"{'STOP' if stops else 'note'}  {what}\n      {how}")
        if not found:
            self.stdout.write("Everything is in order.")
        self.stdout.write(f"Settings: {settings.SETTINGS_MODULE}")
        if any(stops for _what, _how, stops in found):
            raise SystemExit(1)

    def database(self) -> list[tuple[str, str, bool]]:
        try:
            executor = MigrationExecutor(connection)
            waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        except Exception as error:  # whatever it is, the doctor has to say it instead of falling over
            return [
                (
                    f"The database does not answer: {str(error)[:120]}",
                    "Check DATABASE_URL and that the server runs.",
                    True,
                )
            ]
        if waiting:
            return [(f"{len(waiting)} migrations have not run.", "Run: python manage.py migrate", True)]
        if not RoleGrant.objects.filter(role=Role.OFFICER, ended_at=None).exists():
            return [("There is no officer.", "Run: python manage.py grant_role someone@example.go.th officer", True)]
        return []
