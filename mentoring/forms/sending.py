"""Forms that may be sent twice: a hidden id, made with the page, tells the same thing from another one."""

from uuid import uuid4

from django import forms

from programme.forms.compared import ComparedForm


class SentOnceForm(ComparedForm):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def renew(self) -> None:
        """A page that is drawn again may be sent as something new: nothing was kept under its old id just now."""
        if self.is_bound:
            self.data = self.data.copy()
            self.data["client_uuid"] = str(uuid4())
