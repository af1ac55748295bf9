"""What a reviewer reads in a blind round: no name, address, birthday, file or number that tells who it is."""

import re

from applications.answers import shown
from applications.models import Application
from applications.queries.answers import facts_for, given_in, latest_revision

CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+|\+?\d[\d\s-]{7,}\d")
HIDDEN = "•••"


def blind_sheet(application: Application) -> list[dict]:
    """The answers of the newest revision that do not say who the person is; contacts inside texts are blacked out."""
    revision = latest_revision(application)
    if revision is None:
        return []
    questions = list(revision.form.questions.filter(sensitivity="normal").order_by("position", "pk"))
    given = given_in(revision)
    names = identifying_words(application, given)
    facts = facts_for(questions)
    return [
        {
            "question": question,
            "value": without_identity(shown(question, given.get(question.key, ""), facts), names),
        }
        for question in questions
    ]


def identifying_words(application: Application, given: dict) -> list[str]:
    words = [given.get(key, "") for key in ("given_name_th", "family_name_th")]
    profile = getattr(application.applicant, "profile", None)
    if profile:
        words += [
            profile.given_name_th,
            profile.family_name_th,
            profile.given_name_en,
            profile.family_name_en,
            profile.nickname,
        ]
    return sorted({word.strip() for word in words if len(word.strip()) > 2}, key=len, reverse=True)


def without_identity(text: str, names: list[str]) -> str:
    text = CONTACT.sub(HIDDEN, text)
    for name in names:
        text = re.sub(re.escape(name), HIDDEN, text, flags=re.IGNORECASE)
    return text
