"""What a figure is asked for, and what it knows: a filter that a figure does not know is refused, never ignored."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import pgettext_lazy

from programme.kernel.shapes import Sheet
from programme.models import Domain

COHORT, PROVINCE, REGION, DOMAIN, PERIOD = "cohort", "province", "region", "domain", "period"
DIMENSIONS = {
    COHORT: pgettext_lazy("dimension of a figure", "cohort"),
    PROVINCE: pgettext_lazy("dimension of a figure", "province"),
    REGION: pgettext_lazy("dimension of a figure", "region"),
    DOMAIN: pgettext_lazy("dimension of a figure", "domain"),
    PERIOD: pgettext_lazy("dimension of a figure", "period"),
}
PLACES = frozenset({COHORT, PROVINCE, REGION, PERIOD})  # what every record of a placement can be narrowed by
ALL = frozenset(DIMENSIONS)


@dataclass(frozen=True)
class Scope:
    """The filters of one question. Empty parts mean everything; the period includes both of its days."""

    cohort_id: int | None = None
    province_id: int | None = None
    region: str = ""
    domain: str = ""
    from_on: date | None = None
    to_on: date | None = None

    @property
    def asked(self) -> frozenset[str]:
        """The dimensions that this question narrows."""
        found = {COHORT: self.cohort_id, PROVINCE: self.province_id, REGION: self.region, DOMAIN: self.domain}
        return frozenset(key for key, value in found.items() if value) | (
            {PERIOD} if self.from_on or self.to_on else frozenset()
        )

    def places(self, prefix: str = "") -> Q:
        """Cohort, province and region, for rows that reach their placement by `prefix`."""
        found = Q()
        if self.cohort_id:
            found &= Q(**{f"{prefix}cohort_id": self.cohort_id})
        if self.province_id:
            found &= Q(**{f"{prefix}city__province_id": self.province_id})
        if self.region:
            found &= Q(**{f"{prefix}city__province__region": self.region})
        return found

    def period(self, field: str) -> Q:
        """Rows whose day lies in the period; rows without that day lie in none."""
        found = Q()
        if self.from_on:
            found &= Q(**{f"{field}__gte": self.from_on})
        if self.to_on:
            found &= Q(**{f"{field}__lte": self.to_on})
        return found

    def domains(self, field: str) -> Q:
        """Rows whose list of domains holds the one asked for; a name that is no domain holds nothing."""
        if not self.domain:
            return Q()
        return Q(**{f"{field}__icontains": f'"{self.domain}"'}) if self.domain in Domain.values else Q(pk__in=[])

    def as_data(self) -> Sheet:
        return {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in self.__dict__.items()
            if value
        }
