"""The field: from placement to evaluation."""

from importlib import import_module

from django.apps import AppConfig

PARTS = ("policies", "receivers", "navigation", "privacy", "tasks", "queries.past_work")


class MentoringConfig(AppConfig):
    name = "mentoring"

    def ready(self):
        for part in PARTS:
            import_module(f"mentoring.{part}")
