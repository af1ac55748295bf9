"""Worlds that many tests stand on, built once a worker: each test works in a savepoint of its own and is rolled back.

A test says which world it stands on by its fixture (`town`, `public`); tests are run in the order of their worlds, so
that each world is built once. What a test does to the people and records it is given stays its own: they are copies.
"""

import copy

from django.db import transaction
from django.utils import timezone

from tests.factories.public import PublicTown
from tests.factories.town import Town

ORDER = ["", "town", "public"]  # each world stands on the one before it
REAL_TRANSACTIONS = {"transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback"}


class Worlds:
    """The worlds of one worker. They lie in one open transaction, which is never kept."""

    def __init__(self):
        self.built: dict[str, object] = {}
        self.transaction = None

    def prepare(self, name: str) -> None:
        """The database holds exactly this world. Raises nothing that a test could not show."""
        wanted = ORDER[1 : ORDER.index(name) + 1]
        if set(self.built) - set(wanted):
            self.forget()
        for world in wanted:
            if world not in self.built:
                self.enter()
                self.built[world] = self.build(world)

    def build(self, world: str) -> object:
        if world == "town":
            return Town(timezone.now()).build()
        return PublicTown(copy.deepcopy(self.built["town"]))

    def enter(self) -> None:
        if self.transaction is None:
            self.transaction = transaction.atomic()
            self.transaction._from_testcase = True  # code that insists on the outermost transaction is content
            self.transaction.__enter__()

    def forget(self) -> None:
        """Rolls everything back."""
        if self.transaction is not None:
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)
        self.built, self.transaction = {}, None

    def copy_of(self, world: str):
        return copy.deepcopy(self.built[world])


def is_transactional(item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(REAL_TRANSACTIONS & set(item.fixturenames)) or bool(marker and marker.kwargs.get("transaction"))


def order_of(item) -> tuple[int, int]:
    """Tests of one world one after the other, then those with transactions of their own.

    Of these, tests that put the migrated rows back come first: emptying the database after any other writes rows anew
    (content types), and the old ones could not be put back beside them.
    """
    marker = item.get_closest_marker("django_db")
    puts_back = bool(marker and marker.kwargs.get("serialized_rollback"))
    return (2 - puts_back if is_transactional(item) else 0), ORDER.index(world_of(item))


def world_of(item) -> str:
    """The world that a test stands on by its fixtures; "" for none, and for tests with transactions of their own."""
    names = [name for name in ORDER[1:] if name in getattr(item, "fixturenames", ())]
    return names[-1] if names and not is_transactional(item) else ""
