"""The voice: calls, stories and pages; the only app that knows Wagtail."""

from importlib import import_module

from django.apps import AppConfig

PARTS = ("policies", "receivers", "navigation", "tasks")


class CmsConfig(AppConfig):
    name = "cms"

    def ready(self):
        for part in PARTS:
            import_module(f"cms.{part}")
