"""What a part may never be, said in words before a constraint of the database would."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from applications.answers.kinds import KINDS
from applications.answers.roles import KINDS_OF, TELLS_WHO, QuestionRole
from applications.blueprint import MOST_REFEREES
from applications.models import FormVersion, Question, Section
from programme.kernel.errors import Refusal


def require_fit(form: FormVersion, part: str, row: Any) -> None:
    """A `Refusal` at the field that is wrong."""
    if part == "question":
        others = [one for one in form.questions.all() if one.pk != row.pk]
        sections = [one.key for one in form.sections.all() if one.kind in Section.ASKING]
        if row.section not in sections:
            raise Refusal(_("This section is gone, or asks no questions. Choose another."), field="section")
        for field, words in question_faults(row, others):
            raise Refusal(words, code="unfit", field=field)
    if part == "referee":
        rules = [one for one in form.referee_rules.all() if one.pk != row.pk]
        for field, words in referee_faults(row, [*rules, row]):
            raise Refusal(words, code="unfit", field=field)
    if part == "section" and row.kind != Section.Kind.QUESTIONS:
        _require_the_only_one(form, row)


def _require_the_only_one(form: FormVersion, section: Section) -> None:
    if form.sections.filter(kind=section.kind).exclude(pk=section.pk).exists():
        raise Refusal(_("This form has such a section already; applicants meet it once."), code="unfit", field="kind")


def referee_faults(rule: Any, rules: Iterable[Any]) -> list[tuple[str, str]]:
    """What cannot be asked of a referee like this; `rules` are all of the form, this one among them."""
    found = []
    if not (rule.asks_text or rule.asks_scale or rule.asks_file):
        found.append(("asks_text", _("Choose at least one way in which the referee answers.")))
    if sum(one.how_many for one in rules) > MOST_REFEREES:
        words = _("A form asks for %(n)s referees at most, all kinds together.")
        found.append(("how_many", words % {"n": MOST_REFEREES}))
    if (rule.blind_readers_see or rule.hosts_see) and not (rule.asks_text or rule.asks_scale):
        field = "blind_readers_see" if rule.blind_readers_see else "hosts_see"
        found.append((field, _("A file tells who it is about: who judges without names cannot read it.")))
    return found


def question_faults(question: Question, others: Iterable[Question]) -> list[tuple[str, str]]:
    """What cannot be asked like this: field and words. Its settings are its kind's own matter."""
    found, role = [], question.role
    if question.kind not in KINDS:
        return [("kind", _("Nobody knows the kind of question “%(kind)s”.") % {"kind": question.kind[:40]})]
    if role and role not in QuestionRole.values:
        return [("role", _("Nobody knows the role “%(name)s”.") % {"name": role[:40]})]
    label = QuestionRole(role).label if role else ""
    if role and question.kind not in KINDS_OF[role]:
        words = _("A question of this kind cannot be “%(role)s”: rules could not compare its answer.")
        found.append(("role", words % {"role": label}))
    if role and (holder := next((one for one in others if one.role == role), None)):
        words = _("“%(question)s” has the role “%(role)s” already. A form has each role once.")
        found.append(("role", words % {"question": holder.label, "role": label}))
    is_open = question.sensitivity == Question.Sensitivity.NORMAL
    if role in TELLS_WHO and is_open:
        words = _("“%(role)s” says who the person is. Choose “says who the person is”, or “sensitive”.")
        found.append(("sensitivity", words % {"role": label}))
    for field in ("blind_readers_see", "hosts_see"):
        if getattr(question, field) and not is_open:
            words = _("Who judges without names may not read what says who the person is, nor what is sensitive.")
            found.append((field, words))
    return found
