#!/usr/bin/env python
"""The portal's command line: `python manage.py help` lists the commands. It obeys `.env` like every other door."""

import sys

from programme.config import env


def main() -> None:
    env.name_settings("development")
    from django.core.management import execute_from_command_line  # settings must be named first

    try:
        execute_from_command_line(sys.argv)
    except Exception as error:  # the doctor tells what keeps the portal from being loaded at all
        if not env.AT_THE_DOCTOR:
            raise
        reasons = [*env.MISTAKES.values(), f"The portal cannot be loaded: {error}"]
        sys.exit("\n".join(f"STOP  {reason}" for reason in reasons) + "\n      Mend this, then run the doctor again.")


if __name__ == "__main__":
    main()
