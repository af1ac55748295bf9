"""Why an applicant's result is what it is; nothing before the release."""

from django.utils.translation import get_language

from applications.matching.texts import say, say_miss
from applications.models import Application, Review
from applications.queries.open_calls import is_refused
from applications.queries.run_pages import node_labels
from programme.kernel.shapes import Sheet


def told_reason(application: Application) -> str:
    """What was written to the applicant with the decision; nothing before the release."""
    decision = getattr(application, "decision", None)
    return decision.reason if decision and decision.released_at else ""


def reader_notes(application: Application) -> list[str]:
    """After a no, what readers wrote to the person, without their names, where the call says so."""
    if not (is_refused(application) and application.call.reader_notes_told):
        return []
    handed_in = Review.objects.filter(assignment__application=application, assignment__state="done")
    notes = handed_in.exclude(note_to_applicant="").order_by("pk")
    return list(notes.values_list("note_to_applicant", flat=True))


def released_result(application: Application) -> Sheet | None:
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
