"""Gives a person a role from the command line: how the first officer comes to be."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from programme.domain.people import create_person, grant_role
from programme.models import Role, User


class Command(BaseCommand):
    help = "Gives EMAIL a role (officer, editor, reviewer, evaluator); creates the account if there is none."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("role")

    def handle(self, *args, **options):
        if options["role"] not in Role.values:
            raise CommandError(f"There is no role “{options['role']}”. Choose one of: {', '.join(Role.values)}.")
        email = options["email"].strip().lower()
        user = User.objects.filter(email=email).first() or create_person(email=email, at=timezone.now())
        grant_role(user=user, role=options["role"], by=None, at=timezone.now())
        self.stdout.write(f"{email} is {options['role']} now. They sign in with a code sent to that address.")
