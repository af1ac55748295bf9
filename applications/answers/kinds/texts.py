"""Texts of the call: a declaration that has to be ticked, and a heading with an explanation, which asks nothing."""

import hashlib

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.answers.kind import Kind, as_typed, in_language, is_empty, one_text
from applications.answers.settings import Words

FIRST = 12  # so much of the hash tells two texts apart for a reader


class AgreeInput(forms.CheckboxInput):
    """A box whose value is the text that was agreed to, by its hash."""

    def __init__(self, text_hash: str):
        super().__init__(check_test=lambda value: value == text_hash)
        self.text_hash = text_hash

    def format_value(self, value):
        return self.text_hash

    def value_from_datadict(self, data, files, name):
        return data.get(name, "")


class Declaration(Kind):
    """Ticked below a text. What is kept is the hash of the text, so that another text asks again."""

    code, label, order = "declaration", gettext_lazy("Declaration"), 160
    settings = (
        Words(
            "text", gettext_lazy("Text of the declaration"), None,
            {"th": "ข้าพเจ้ารับรองว่าข้อมูลเป็นความจริง", "en": "What I wrote is true."}, longest=10_000, is_needed=True,
        ),
    )  # fmt: skip

    def hash_of(self, question) -> str:
        """Of the text in both languages and the words beside the box."""
        text = self.told(question, "text") or {}
        whole = "\x1f".join([text.get("th", ""), text.get("en", ""), question.label_th, question.label_en])
        return hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()

    def widget(self, question, facts):
        return AgreeInput(self.hash_of(question))

    def hint(self, question):
        return f"{in_language(self.told(question, 'text'))}\n\n{question.hint}".strip()

    def missing_words(self, question):
        return _("Read “%(label)s” and tick the box.") % {"label": question.label}

    def parse(self, question, typed, facts):
        if one_text(typed) != self.hash_of(question):
            raise ValidationError(_("This text is not the one that you agreed to. Read it again, then tick the box."))
        return self.hash_of(question)

    def show(self, question, value, facts):
        return _("Agreed (text %(hash)s)") % {"hash": value[:FIRST]}

    def show_unread(self, question, typed, facts):
        if is_empty(typed) or typed is False:
            return ""
        return _("Agreed to another text (%(hash)s)") % {"hash": as_typed(typed)[:FIRST]}

    def pretend(self, question, facts, number):
        return self.hash_of(question)

    def check(self, question):
        wrong = super().check(question)
        if not self.told(question, "text"):
            wrong.setdefault("text", [_("Write the text that people agree to.")])
        return wrong


class Prose(forms.Widget):
    """Words between the questions."""

    is_prose, template_name = True, "applications/widgets/prose.html"

    def __init__(self, text: str):
        super().__init__()
        self.text = text

    def get_context(self, name, value, attrs):
        return super().get_context(name, value, attrs) | {"text": self.text}

    def value_from_datadict(self, data, files, name):
        return None


class Heading(Kind):
    code, label, order, is_answered = "heading", gettext_lazy("Heading and explanation"), 170, False
    settings = (
        Words(
            "text", gettext_lazy("Explanation"), None,
            {"th": "ส่วนนี้ถามเรื่องเมืองของคุณ", "en": "This part is about your town."}, longest=3000,
        ),
    )  # fmt: skip

    def widget(self, question, facts):
        return Prose(in_language(self.told(question, "text")))

    def parse(self, question, typed, facts):
        return None

    def show(self, question, value, facts):
        return ""

    def show_unread(self, question, typed, facts):
        return ""

    def pretend(self, question, facts, number):
        return None


KINDS = [Declaration(), Heading()]
