"""The seven domains of a smart city: their names, short and in full, in the order that is fixed everywhere."""

from django.utils.translation import pgettext_lazy

from programme.models.base import Domain

SHORT = {
    Domain.ENVIRONMENT: pgettext_lazy("domain", "Environment"),
    Domain.ECONOMY: pgettext_lazy("domain", "Economy"),
    Domain.MOBILITY: pgettext_lazy("domain", "Mobility"),
    Domain.ENERGY: pgettext_lazy("domain", "Energy"),
    Domain.PEOPLE: pgettext_lazy("domain", "People"),
    Domain.LIVING: pgettext_lazy("domain", "Living"),
    Domain.GOVERNANCE: pgettext_lazy("domain", "Governance"),
}
FULL = {
    Domain.ENVIRONMENT: pgettext_lazy("domain", "Smart environment"),
    Domain.ECONOMY: pgettext_lazy("domain", "Smart economy"),
    Domain.MOBILITY: pgettext_lazy("domain", "Smart mobility"),
    Domain.ENERGY: pgettext_lazy("domain", "Smart energy"),
    Domain.PEOPLE: pgettext_lazy("domain", "Smart people"),
    Domain.LIVING: pgettext_lazy("domain", "Smart living"),
    Domain.GOVERNANCE: pgettext_lazy("domain", "Smart governance"),
}
CHOICES = [(key.value, SHORT[key]) for key in Domain]


def domain_short(key: str) -> str:
    return str(SHORT.get(key, key))


def domain_name(key: str) -> str:
    return str(FULL.get(key, key))
