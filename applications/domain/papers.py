"""A paper leaves an application, and its file with it unless it was handed in once."""

from applications.models import Document
from programme.domain.files import let_go


def take_away(document: Document) -> None:
    """Inside the caller's transaction. What any revision names stays: it can be read again."""
    revisions = document.application.revisions.values_list("content", flat=True)
    handed_in = {paper["file"] for content in revisions for paper in content["documents"]}
    document.delete()
    if document.file.code not in handed_in:
        let_go(document.file)
