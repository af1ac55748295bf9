"""What the call builder shows of a form: its parts with what is missing at each, and how far the whole is."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.answers.kinds import kind_of
from applications.models import DocumentKind, FormVersion, Question, RefereeRule
from applications.queries.form_faults import Gap, gaps_of, rows_of
from applications.queries.rules import Ground
from applications.rules import words_of
from programme.domain.calls import BEFORE_THE_PUBLIC
from programme.queries.calls import publication_gaps
from programme.queries.clashes import date_clashes


@dataclass
class Line:
    """One part as a line of the page."""

    row: object
    words: str = ""
    meta: str = ""
    condition: str = ""
    gaps: list[Gap] = field(default_factory=list)
    lines: list["Line"] = field(default_factory=list)
    is_first: bool = False
    is_last: bool = False


@dataclass(frozen=True)
class Entry:
    """One line of the list of parts: where it leads and how far it is."""

    anchor: str
    label: str
    said: str
    state: str  # ok, warn, off


class BuilderPage:
    """Everything at once, in a fixed number of queries."""

    def __init__(self, form: FormVersion, at: datetime):
        self.form, self.call = form, form.call
        self.rows = rows_of(form)
        self.gaps = gaps_of(form, self.rows)
        self.speech = Ground(form, form.call).speech
        self._at: dict[tuple[str, str], list[Gap]] = defaultdict(list)
        for gap in self.gaps:
            self._at[gap.part, gap.key].append(gap)
        own = {gap.words for gap in self.gaps}
        before = publication_gaps(self.call, at) if self.call.state in BEFORE_THE_PUBLIC else []
        self.of_call = [words for words in before if words not in own]
        self.stopping = [gap for gap in self.gaps if gap.stops]
        self.clashes = date_clashes(self.call)
        self.advice = [gap for gap in self.gaps if not gap.stops]

    @property
    def left(self) -> int:
        return len(self.stopping) + len(self.of_call)

    def sections(self) -> list[Line]:
        found = []
        for row in self.rows["section"]:
            asked = [one for one in self.rows["question"] if one.section == row.key]
            line = self._line("section", row, condition=self._condition(row.condition))
            line.lines = _ends([self._question(one) for one in asked])
            found.append(line)
        return _ends(found)

    def rules(self) -> list[Line]:
        return _ends(
            [
                self._line("rule", row, words=row.label or words_of(row.tree, self.speech), meta=_hardness(row.is_hard))
                for row in self.rows["rule"]
            ]
        )

    def papers(self) -> list[Line]:
        return _ends([self._line("paper", row, meta=_asked(row)) for row in self.rows["paper"]])

    def referees(self) -> list[Line]:
        return _ends([self._line("referee", row, meta=_asked_of_referee(row)) for row in self.rows["referee"]])

    def points(self) -> list[Line]:
        return _ends([self._line("point", row) for row in self.rows["point"]])

    def criteria(self) -> list[Line]:
        return _ends([self._line("criterion", row) for row in self.rows["criterion"]])

    @property
    def weight(self) -> int:
        return sum(row.weight for row in self.rows["criterion"])

    @property
    def asked(self) -> int:
        """How many referees an applicant names."""
        return sum(row.how_many for row in self.rows["referee"])

    def entries(self) -> list[Entry]:
        """The list of parts beside the page."""
        n = {part: len(rows) for part, rows in self.rows.items()}
        asked = ngettext("%(n)s question", "%(n)s questions", n["question"]) % {"n": n["question"]}
        return [
            Entry("terms", _("Call and dates"), *self._said()),
            self._entry("rules", _("Who may apply"), "rule", _("%(n)s rules") % {"n": n["rule"]}),
            self._entry("questions", _("Questions"), "question", asked, "section"),
            self._entry("papers", _("Papers"), "paper", _("%(n)s kinds") % {"n": n["paper"]}),
            self._entry("referees", _("Referees"), "referee", _("%(n)s people") % {"n": self.asked}),
            self._entry("points", _("Screening"), "point", _("%(n)s points") % {"n": n["point"]}),
            Entry(
                "rubric", _("Criteria"), _("%(n)s in all") % {"n": self.weight}, "ok" if self.weight == 100 else "warn"
            ),
            Entry("reading", _("Readers and agreement"), "", "ok" if self.call.agreement_th else "off"),
        ]

    def _entry(self, anchor: str, label: str, part: str, said: str, *more: str) -> Entry:
        gaps = [gap for gap in self.gaps if gap.part in (part, *more)]
        stops = [gap for gap in gaps if gap.stops]
        if stops:
            return Entry(anchor, label, _("%(n)s missing") % {"n": len(stops)}, "warn")
        return Entry(anchor, label, said, "ok" if self.rows[part] else "off")

    def _said(self) -> tuple[str, str]:
        if self.of_call:
            return _("%(n)s missing") % {"n": len(self.of_call)}, "warn"
        return (_("look at the days"), "warn") if self.clashes else (_("complete"), "ok")

    def _line(self, part: str, row: Any, *, words: str = "", meta: str = "", condition: str = "") -> Line:
        return Line(row, words or str(row), meta, condition, self._at[part, row.key])

    def _question(self, row: Question) -> Line:
        meta = [str(kind_of(row).label)]
        if kind_of(row).is_answered:
            meta += [_("has to be answered")] if row.is_required else [_("optional")]
            meta += [str(row.get_role_display())] if row.role else []
            meta += [_readers(row)]
        return self._line("question", row, meta=" · ".join(meta), condition=self._condition(row.condition))

    def _condition(self, tree: Any) -> str:
        return words_of(tree, self.speech) if tree is not None else ""


def _asked(row: DocumentKind) -> str:
    said = [_("Has to be handed in") if row.is_required else _("Optional")]
    said += [_("up to %(n)s files") % {"n": row.most}] if row.most > 1 else []
    said += [str(row.get_role_display())] if row.role else []
    return " · ".join(said)


def _readers(row: Question) -> str:
    if row.sensitivity == Question.Sensitivity.SENSITIVE:
        return _("encrypted")
    if row.sensitivity == Question.Sensitivity.IDENTIFYING:
        return _("hidden without names")
    return _who_reads(row)


def _who_reads(row: Question | RefereeRule) -> str:
    """Of those who judge without names."""
    names = [_("blind readers")] if row.blind_readers_see else []
    names += [_("hosts")] if row.hosts_see else []
    return _("read by %(who)s too") % {"who": ", ".join(names)} if names else _("not read without names")


def _asked_of_referee(row: RefereeRule) -> str:
    people = ngettext("%(n)s person", "%(n)s people", row.how_many) % {"n": row.how_many}
    until = ngettext("until %(n)s day after the close", "until %(n)s days after the close", row.days) % {"n": row.days}
    ways = [
        *([_("in words")] if row.asks_text else []),
        *([_("on a scale")] if row.asks_scale else []),
        *([_("by a file")] if row.asks_file else []),
    ]
    return " · ".join([people, ", ".join(ways), until, _who_reads(row)])


def _hardness(is_hard: bool) -> str:
    return _("stops") if is_hard else _("warns")


def _ends(lines: list[Line]) -> list[Line]:
    if lines:
        lines[0].is_first = lines[-1].is_last = True
    return lines
