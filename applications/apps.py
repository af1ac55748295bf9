"""The pipeline: from draft to accepted offer."""

from importlib import import_module

from django.apps import AppConfig

PARTS = ("policies", "navigation", "privacy", "receivers", "queries.call_gaps", "tasks")


class ApplicationsConfig(AppConfig):
    name = "applications"

    def ready(self):
        for part in PARTS:
            import_module(f"applications.{part}")
