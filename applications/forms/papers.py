"""The files that are brought for each kind of document, replaced and taken away."""

from typing import NamedTuple

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.core.files.uploadedfile import UploadedFile
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from applications.models import Document
from programme.forms.fields import PlainForm
from programme.forms.files import FilesField
from programme.kernel.files import ENDINGS
from programme.kernel.shapes import Sheet

GONE = _("The file that was to be replaced is no longer here. Look at the list, then choose once more.")
CHOOSE = _("Choose a file first.")


class Brought(NamedTuple):
    """One file, what it is for, and whose place it takes."""

    field: str
    kind: str
    upload: UploadedFile
    instead_of: Document | None = None


class PaperForm(PlainForm):
    """Which of the files that were brought."""

    file = forms.CharField(max_length=40)


class PapersForm(PlainForm):
    """Files for each kind of document, those that were chosen; what they are worth the domain says, one by one.

    `papers` as `papers_of` gives them. A file that is there can be replaced where the call takes several of its kind;
    where it takes one, the next is always the one that counts.
    """

    def __init__(self, *args, papers: list[Sheet], is_some: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.papers, self.is_some = papers, is_some
        for paper in papers:
            self.fields[self.name_of(paper["key"])] = _files(paper["kind"].most)
            for row in paper["documents"]:
                self.fields[self.name_instead(row)] = _files(1)

    @staticmethod
    def name_of(kind: str) -> str:
        return f"paper_{kind}"

    @staticmethod
    def name_instead(document: Document) -> str:
        return f"instead_{document.file.code}"

    def clean(self) -> dict:
        cleaned = super().clean()
        unknown = set(self.files) - set(self.fields)
        if any(name.startswith("instead_") for name in unknown):  # replaced or removed on another page
            raise forms.ValidationError(GONE)
        if unknown:  # a page from before the form was corrected
            raise forms.ValidationError(_("This call does not ask for that document."))
        if self.is_some and not self.brought() and not self.errors:
            raise forms.ValidationError(CHOOSE)
        return cleaned

    def brought(self) -> list[Brought]:
        """Those that replace come first: they need no room."""
        found = []
        for paper in self.papers:
            for row in paper["documents"]:
                field = self.name_instead(row)
                found += [Brought(field, row.kind, file, row) for file in self.cleaned_data.get(field) or []]
            field = self.name_of(paper["key"])
            found += [Brought(field, paper["key"], file) for file in self.cleaned_data.get(field) or []]
        return found

    def with_papers(self, papers: list[Sheet]) -> "PapersForm":
        """The same with what is there by now, and what was wrong beside it. No browser lets a page fill in a file."""
        form = PapersForm(papers=papers, is_some=self.is_some, auto_id=self.auto_id)
        form._errors, form.cleaned_data = ErrorDict(), {}
        for name, errors in self.errors.as_data().items():
            form.add_error(name if name in form.fields else None, errors)
        return form

    def why(self) -> str:
        """The code of the first thing that is wrong: what a script goes by."""
        return next(error.code for errors in self._of_fields_first() for error in errors) or "refused"

    def told(self) -> str:
        """What is wrong with the files, in words; what is wrong with the whole only where nothing else is."""
        return " ".join(words for error in self._of_fields_first()[0] for words in error.messages)

    def _of_fields_first(self) -> list[list[forms.ValidationError]]:
        found = self.errors.as_data()
        return [errors for name, errors in sorted(found.items(), key=lambda item: item[0] == NON_FIELD_ERRORS)]

    def rows(self) -> list[Sheet]:
        """The papers as they are drawn: `| {"field", "problems", "files": [{"document", "field", "problems"}], "is_full"}`."""
        return [paper | self._row(paper) for paper in self.papers]

    def _row(self, paper: Sheet) -> Sheet:
        files = [
            {"document": row, "field": self[name], "problems": self.errors.get(name, [])}
            for row in paper["documents"]
            for name in [self.name_instead(row)]
        ]
        name, most = self.name_of(paper["key"]), paper["kind"].most
        is_full = most > 1 and len(files) >= most
        return {"field": self[name], "problems": self.errors.get(name, []), "files": files, "is_full": is_full}


def _files(most: int) -> FilesField:
    return FilesField(most=most, endings=ENDINGS, required=False, error_messages={"invalid": CHOOSE})
