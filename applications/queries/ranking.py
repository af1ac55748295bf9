"""What a host may know about those who ranked its opening."""

from applications.models import Application, HostRanking, Question
from programme.models import Opening

RANKABLE = ("eligible", "in_review", "reviewed", "ranked")


def candidate_sheets(opening: Opening, applications: list[Application]) -> list[dict]:
    """The answers that hosts may see, from the newest revision; no name, address, number, or rank. Three queries."""
    questions = list(Question.objects.filter(form__call_id=opening.call_id, hosts_see=True).order_by("position", "pk"))
    labels = {question.key: question for question in questions}
    sheets = []
    for application in applications:
        revision = max(application.revisions.all(), key=lambda row: row.number, default=None)
        given = {
            key: value
            for section in (revision.content["answers"].values() if revision else [])
            for key, value in section.items()
        }
        answers = [
            {"question": question, "value": readable(question, given.get(key, ""))}
            for key, question in labels.items()
            if given.get(key)
        ]
        sheets.append({"application": application, "answers": answers, "province": application.home_province})
    return sheets


def readable(question: Question, value) -> str:
    """An answer as a person reads it: the label of a choice, not its code."""
    if question.kind == Question.Kind.CHOICE:
        return next((option["th"] for option in question.options if option["value"] == value), str(value))
    if question.kind == Question.Kind.PROVINCE:
        return ""
    return str(value)


def open_rankings(call_id: int) -> int:
    """How many hosts have not handed in their judgement yet."""
    handed_in = HostRanking.objects.filter(opening__call_id=call_id, frozen_at__isnull=False).values("opening_id")
    return (
        Opening.objects.filter(call_id=call_id, state="approved", preferences__isnull=False)
        .exclude(pk__in=handed_in)
        .distinct()
        .count()
    )
