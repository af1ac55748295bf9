"""Rows of before find their place: ids move to the claim, those who asked for help still wait."""

from datetime import date, datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.mentoring.world import BANGKOK

BEFORE = [("mentoring", "0002_remove_placement_is_public")]
AFTER = [("mentoring", "0004_claims_sent_once")]
NOW = datetime(2026, 11, 1, 9, tzinfo=BANGKOK)


def migrated(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


def logs_of_before(apps, town) -> dict:
    """A placement with a log of each kind; three asked for help, one of them is verified already."""
    placement = apps.get_model("mentoring", "Placement").objects.create(
        ambassador_id=town.applicant.pk, cohort_id=town.cohort.pk, opening_id=town.opening.pk, agency_id=town.agency.pk,
        city_id=town.city.pk, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31), pseudonym="P3-A", state="active",
    )  # fmt: skip
    Log, ids = apps.get_model("mentoring", "ActivityLog"), {}
    for state, asks in (("draft", True), ("submitted", True), ("verified", True), ("returned", False)):
        ids[state] = uuid4()
        Log.objects.create(
            kind="log", placement=placement, author_id=town.applicant.pk, happened_on=date(2026, 3, 1), created_at=NOW,
            state=state, headline=f"งาน {state}", needs_help=asks, client_uuid=ids[state],
        )  # fmt: skip
    return ids


@pytest.mark.django_db(transaction=True)
def test_ids_move_to_the_claim_and_open_calls_are_kept(town):
    apps = migrated(BEFORE)
    try:
        ids = logs_of_before(apps, town)
        apps = migrated(AFTER)
        Claim, Call = apps.get_model("mentoring", "Claim"), apps.get_model("mentoring", "HelpCall")
        assert dict(Claim.objects.values_list("state", "client_uuid")) == ids
        assert sorted(Call.objects.values_list("claim__state", "state", "words")) == [
            ("draft", "open", "งาน draft"), ("submitted", "open", "งาน submitted"),
        ]  # fmt: skip
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
