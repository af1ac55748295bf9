"""Where the pipeline's tests begin after the results."""

import pytest

from applications.models import Offer


@pytest.fixture
def offered(town):
    """Three people on two seats: two offers are out, one person waits on the reserve list."""
    town.ranked(town.applicant, town.person("second@t.example"), town.person("third@t.example"))
    town.selecting()
    town.release(town.computed())
    return town


@pytest.fixture
def offers_out(offered):
    """The two offers, in the order in which they end."""
    return list(Offer.objects.order_by("deadline_at", "pk"))
