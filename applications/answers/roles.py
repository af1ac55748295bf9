"""What an answer means to the programme, whatever its question is called: rules, columns and redaction ask for roles."""

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _

from applications.answers.kinds import kind_of


class QuestionRole(models.TextChoices):
    """The role of a question. One form has each at most once; most questions have none."""

    GIVEN_NAME = "given_name", _("Given name")
    FAMILY_NAME = "family_name", _("Family name")
    NICKNAME = "nickname", _("Nickname")
    BIRTH_DAY = "birth_day", _("Birthday")
    NATIONALITY = "nationality", _("Thai nationality")
    IDENTITY = "identity", _("Identity number")
    TELEPHONE = "telephone", _("Telephone number")
    HOME = "home", _("Home province")
    BIRTH_PLACE = "birth_place", _("Place of birth")
    RESIDENCE = "residence", _("Where the person lives now")
    DEGREE = "degree", _("Highest degree")
    STUDIES = "studies", _("Field of study")
    SCHOOL = "school", _("School or university")
    AVAILABILITY = "availability", _("Works full time")


TELLS_WHO = frozenset(
    {
        QuestionRole.GIVEN_NAME,
        QuestionRole.FAMILY_NAME,
        QuestionRole.NICKNAME,
        QuestionRole.BIRTH_DAY,
        QuestionRole.IDENTITY,
        QuestionRole.TELEPHONE,
    }
)  # such a question is never of normal sensitivity: readers who judge without names do not get it

KINDS_OF: dict[str, frozenset[str]] = {
    QuestionRole.GIVEN_NAME: frozenset({"text"}),
    QuestionRole.FAMILY_NAME: frozenset({"text"}),
    QuestionRole.NICKNAME: frozenset({"text"}),
    QuestionRole.BIRTH_DAY: frozenset({"birthday"}),
    QuestionRole.NATIONALITY: frozenset({"yes"}),
    QuestionRole.IDENTITY: frozenset({"identity"}),
    QuestionRole.TELEPHONE: frozenset({"phone"}),
    QuestionRole.HOME: frozenset({"province", "place"}),
    QuestionRole.BIRTH_PLACE: frozenset({"province", "place"}),
    QuestionRole.RESIDENCE: frozenset({"province", "place"}),
    QuestionRole.DEGREE: frozenset({"choice"}),
    QuestionRole.STUDIES: frozenset({"text", "choice"}),
    QuestionRole.SCHOOL: frozenset({"text", "choice", "school"}),
    QuestionRole.AVAILABILITY: frozenset({"yes"}),
}  # which kinds of question can carry a role: what a rule compares has to be of one sort


def by_role(questions: Iterable, given: dict) -> dict[str, object]:
    """The answers that have a role, by that role. `given` maps keys of questions to stored values."""
    return {row.role: kind_of(row).means(given[row.key]) for row in questions if row.role and row.key in given}
