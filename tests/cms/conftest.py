import pytest

from tests.factories.public import PublicTown


@pytest.fixture
def public(town):
    """The town with its public face."""
    return PublicTown(town)
