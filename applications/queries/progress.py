"""What an applicant reads about their own application; nothing that is not released."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from applications.matching.texts import say, say_miss
from applications.models import Application
from applications.queries.run_pages import node_labels


@dataclass(frozen=True)
class Moment:
    """One line of the timeline: done, now, or still to come."""

    label: str
    when: datetime | None
    state: str


STAGES = (
    ("submitted",),
    ("screening", "correction"),
    ("eligible", "in_review", "reviewed", "ranked", "matched"),
    ("offered", "reserve"),
    ("accepted",),
)


def timeline_of(application: Application) -> list[Moment]:
    """Five steps from submission to the first day; decisions stay out of it until they are released."""
    labels = (
        _("Application submitted"),
        _("Documents checked"),
        _("Read and matched"),
        _("Result"),
        _("First day at the host"),
    )
    ended = {"withdrawn", "ineligible", "not_selected", "declined"}
    position = next((i for i, states in enumerate(STAGES) if application.state in states), 0)
    if application.state == "eligible" or position >= 2:
        position = max(position, 2)
    moments = []
    for i, label in enumerate(labels):
        done = i < position or (i == 0 and application.submitted_at) or (application.state == "accepted" and i < 4)
        state = "done" if done else "now" if i == position and application.state not in ended | {"draft"} else "todo"
        moments.append(Moment(label, application.submitted_at if i == 0 else None, state))
    if application.state in ended:
        moments = [moment for moment in moments if moment.state == "done"]
        moments.append(Moment(application.word.label_for("person"), application.state_changed_at, "now"))
    return moments


def released_result(application: Application) -> dict | None:
    """Once released: {"rows": why each choice came out as it did, "miss": what came closest, "reserve": place on the list}.

    Nobody else's data is in it. None before the release.
    """
    match = (
        application.matches.filter(run__state="released").select_related("run__call").order_by("-run__round").first()
    )
    if match is None:
        return None
    language = get_language() or "th"
    titles = {row.opening.code: row.opening.title for row in application.preferences.select_related("opening")}
    names = node_labels(match.run.call) | titles
    rows = [
        {"rank": row["rank"], "title": titles.get(row["position"], ""), "text": say(row, language, names)}
        for row in match.explanation
    ]
    miss = say_miss(match.nearest_miss, language, names) if match.nearest_miss else ""
    return {"rows": rows, "miss": miss, "reserve": application.reserve_rank if application.state == "reserve" else None}
