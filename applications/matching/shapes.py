"""Names for what the engine reads and reports."""

from typing import Any

Json = dict[str, Any]  # one object of a file: of the instance, the snapshot, a result or a report
Row = tuple[Any, ...]  # one line of a table from which an instance is put together
