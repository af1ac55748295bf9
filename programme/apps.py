"""The foundation: people, places, agencies, cohorts, calls, letters, audit."""

from importlib import import_module

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "programme"

    def ready(self):
        for part in ("policies", "checks", "navigation", "privacy", "tasks"):
            import_module(f"programme.{part}")
