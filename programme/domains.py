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
HINTS = {  # what a domain is about, in a few words
    Domain.ENVIRONMENT: pgettext_lazy("domain", "water, air, green space"),
    Domain.ECONOMY: pgettext_lazy("domain", "markets, tourism, small shops"),
    Domain.MOBILITY: pgettext_lazy("domain", "buses, pavements, road safety"),
    Domain.ENERGY: pgettext_lazy("domain", "street lights, solar, saving power"),
    Domain.PEOPLE: pgettext_lazy("domain", "learning, digital skills"),
    Domain.LIVING: pgettext_lazy("domain", "health, older people, safety"),
    Domain.GOVERNANCE: pgettext_lazy("domain", "city services, open data"),
}
CHOICES = [(key.value, SHORT[key]) for key in Domain]


def domain_short(key: str) -> str:
    return str(SHORT.get(key, key))


def domain_name(key: str) -> str:
    return str(FULL.get(key, key))
