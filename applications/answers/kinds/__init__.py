"""The kinds of questions: every module of this folder holds one or a small family. A new file is a new kind."""

import pkgutil
from importlib import import_module

from django.core.exceptions import ImproperlyConfigured

from applications.answers.kind import Facts, Kind, label_of


def _found() -> dict[str, Kind]:
    modules = [import_module(f"{__name__}.{row.name}") for row in pkgutil.iter_modules(__path__)]
    kinds = [kind for module in modules for kind in module.KINDS]
    if len({kind.code for kind in kinds}) < len(kinds):
        raise ImproperlyConfigured("Two kinds of questions have one code.")
    return {kind.code: kind for kind in sorted(kinds, key=lambda kind: (kind.order, kind.code))}


KINDS: dict[str, Kind] = _found()


def kind_of(question) -> Kind:
    return KINDS[question.kind]


def kind_choices() -> list[tuple[str, str]]:
    """What a builder chooses from."""
    return [(kind.code, kind.label) for kind in KINDS.values()]


__all__ = ["KINDS", "Facts", "Kind", "kind_choices", "kind_of", "label_of"]
