"""Text: one line, and several paragraphs with a limit of letters or words."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.answers.counting import CHARACTERS, WORDS, Count, letters, measure
from applications.answers.kind import Kind, as_typed, one_text
from applications.answers.settings import Flag, OneOf, Whole
from programme.kernel.thai import is_written_in, plain_text

LONGEST = 5000  # characters of one answer where the question sets no limit of its own
SAMPLE, LATIN_SAMPLE = "ตัวอย่าง", "Example"
ANY, THAI, LATIN = "any", "thai", "latin"
REFUSED = {
    THAI: gettext_lazy("Write “%(label)s” in Thai letters."),
    LATIN: gettext_lazy("Write “%(label)s” in Latin letters."),
}
DOUBTED = {
    THAI: gettext_lazy(
        "Thai letters are asked for here. Where there is a Thai spelling, write that; otherwise leave it as it is."
    ),
    LATIN: gettext_lazy(
        "Latin letters are asked for here, as in a passport. Where you have no such spelling, leave it as it is."
    ),
}


class Text(Kind):
    code, label, order = "text", gettext_lazy("One line"), 10
    settings = (
        Whole("least", gettext_lazy("Least characters"), 0, 2, last=LONGEST),
        Whole("most", gettext_lazy("Most characters"), None, 200, first=1, last=20_000),
        OneOf(
            "letters",
            gettext_lazy("Written in"),
            ANY,
            THAI,
            ways=(
                (ANY, gettext_lazy("Any letters")),
                (THAI, gettext_lazy("Thai letters")),
                (LATIN, gettext_lazy("Latin letters")),
            ),
        ),
        Flag("letters_only", gettext_lazy("Refuse other letters instead of asking again"), False, True),
    )

    says_most, asks_letters = False, True

    def unit(self, question) -> str:
        return CHARACTERS

    def limit(self, question) -> int:
        return self.told(question, "most") or question.max_length or LONGEST

    def widget(self, question, facts):
        return forms.TextInput(attrs=self.counted(question))

    def hint(self, question):
        """The limits where the question has some; what fits a line is said only where room gets scarce."""
        least, of_words = self.told(question, "least"), self.unit(question) == WORDS
        most = (self.told(question, "most") or question.max_length) if self.says_most else None
        said = [question.hint]
        if least:
            said.append(
                (_("At least %(n)s words.") if of_words else _("At least %(n)s characters.")) % {"n": f"{least:,}"}
            )
        if most:
            said.append((_("Up to %(n)s words.") if of_words else _("Up to %(n)s characters.")) % {"n": f"{most:,}"})
        return " ".join(filter(None, said))

    def counted(self, question) -> dict:
        """What `counters.js` counts by."""
        unit = self.unit(question)
        named = {CHARACTERS: _("characters"), WORDS: _("words")}[unit]
        return {"data-limit": self.limit(question), "data-counts": unit, "data-unit": named}

    def letters(self, question) -> str:
        return self.told(question, "letters") if self.asks_letters else ANY

    def parse(self, question, typed, facts):
        text = " ".join(plain_text(one_text(typed)).split())
        asked = self.letters(question)
        if asked != ANY and self.told(question, "letters_only") and not is_written_in(asked.upper(), text):
            raise ValidationError(REFUSED[asked] % {"label": question.label})
        return text

    def may_doubt(self, question):
        return self.letters(question) != ANY

    def doubt(self, question, value):
        """A name in other letters than asked for is a slip of most and right for some: people from abroad have one name."""
        asked = self.letters(question)
        return "" if asked == ANY or is_written_in(asked.upper(), value) else str(DOUBTED[asked])

    def unfit(self, found):
        wrong = super().unfit(found)
        if found.get("letters_only") and found.get("letters", ANY) == ANY:
            wrong["letters_only"] = _("Say first which letters are asked for.")
        return wrong

    def count(self, question, value):
        unit = self.unit(question)
        return Count(measure(value, unit), self.told(question, "least"), self.limit(question), unit)

    def names(self, value):
        return [as_typed(value)], ()

    def pretend(self, question, facts, number):
        unit, most = self.unit(question), self.limit(question)
        wanted = max(self.told(question, "least"), min(most, 4 + number % 8), 1)
        sample = LATIN_SAMPLE if self.letters(question) == LATIN else SAMPLE
        if unit == WORDS:
            return " ".join([sample] * wanted)
        return "".join(letters(sample * wanted)[:wanted])


class Long(Text):
    code, label, order, says_most = "long", gettext_lazy("Several paragraphs"), 20, True
    asks_letters = False
    settings = (
        OneOf(
            "counts",
            gettext_lazy("Counted by"),
            CHARACTERS,
            WORDS,
            ways=((CHARACTERS, gettext_lazy("Characters")), (WORDS, gettext_lazy("Words"))),
        ),
        Whole("least", gettext_lazy("Least"), 0, 10, last=LONGEST),
        Whole("most", gettext_lazy("Most"), None, 500, first=1, last=20_000),
    )

    def unit(self, question):
        return self.told(question, "counts")

    def widget(self, question, facts):
        return forms.Textarea(attrs={"rows": 6} | self.counted(question))

    def parse(self, question, typed, facts):
        text = plain_text(one_text(typed))
        lines = [line.rstrip() for line in re.split(r"\r\n|\r|\n", text)]
        return "\n".join(lines).strip()


KINDS = [Text(), Long()]
