"""A long list read in two steps: the keys of the page, then these rows whole.

What a row shows beside its own columns is joined and annotated for the fifty rows of a page and not for all that were
sorted. A page behind the middle is counted from the end.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet

Whole = Callable[[list[int]], QuerySet[Any]]
AT_ONCE = 2000  # rows of an export in memory


class Lean:
    """Rows for a table of the desk. `rows` sorts and narrows; `whole(keys)` gives rows with all that is shown.

    `total` where it is known already; else it is counted once.
    """

    def __init__(self, rows: QuerySet[Any], whole: Whole, total: int | None = None):
        self.rows, self.whole, self.total = rows, whole, total

    @property
    def model(self) -> Any:
        return self.rows.model

    @property
    def query(self) -> Any:
        return self.rows.query

    def count(self) -> int:
        if self.total is None:
            self.total = self.rows.order_by().count()
        return self.total

    def order_by(self, *names: Any) -> "Lean":
        """Equal rows keep one order, or a row could stand on two pages."""
        return Lean(self.rows.order_by(*names, "pk"), self.whole, self.total)

    def __getitem__(self, page: slice) -> list[Any]:
        start, stop = page.start or 0, min(self.count(), page.stop if page.stop is not None else self.count())
        if start >= stop:
            return []
        if start > self.count() // 2:
            keys = list(self.rows.reverse().values_list("pk", flat=True)[self.count() - stop : self.count() - start])
            return self._read(keys[::-1])
        return self._read(list(self.rows.values_list("pk", flat=True)[start:stop]))

    def __iter__(self) -> Iterator[Any]:
        keys = list(self.rows.values_list("pk", flat=True))
        for at in range(0, len(keys), AT_ONCE):
            yield from self._read(keys[at : at + AT_ONCE])

    def __len__(self) -> int:
        return self.count()

    def _read(self, keys: list[int]) -> list[Any]:
        found = {row.pk: row for row in self.whole(keys).order_by()}
        return [found[key] for key in keys if key in found]
