"""A released market of many people on few seats, in rows, without walking each of them through the wizard."""

import random

from applications.models import Application, HostRanking, HostRankingRow, Preference
from programme.models import Opening


def released_market(town, *, seats: int, people: int) -> None:
    """`seats` openings with one seat each, everyone ranks ten of them, all hosts accept everyone in a few tiers."""
    dice, form = random.Random(11), town.call.form_versions.order_by("-pk").first()
    openings = [town.opening, town.opening2] + [town.make_opening(town.agency, town.host) for _ in range(seats - 2)]
    applications = [_application(town, form, number) for number in range(people)]
    for application in applications:
        for rank, opening in enumerate(dice.sample(openings, min(10, seats)), start=1):
            Preference.objects.create(application=application, opening=opening, rank=rank)
    for opening in Opening.objects.filter(call=town.call):
        ranking = HostRanking.objects.create(opening=opening, frozen_at=town.now)
        HostRankingRow.objects.bulk_create(
            HostRankingRow(ranking=ranking, application=row.application, tier=dice.randint(1, 4))
            for row in opening.preferences.select_related("application")
        )
    town.selecting()
    town.release(town.computed())


def _application(town, form, number: int) -> Application:
    person = town.person(f"m{number}@t.example")
    return Application.objects.create(
        call=town.call, applicant=person, form=form, state="reviewed", receipt_number=f"M-{number:04}",
        started_at=town.now, submitted_at=town.now, state_changed_at=town.now, home_province=town.province, mean_score=number % 100,
    )  # fmt: skip
