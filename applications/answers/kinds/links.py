"""Addresses of the web that begin with https: any, and those of videos."""

import re
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.answers.kind import Kind, as_typed, one_text
from applications.answers.settings import HOST, Hosts
from programme.kernel.thai import plain_text

LONGEST = 1000
PLAIN = re.compile(r"[!#$%&'()*+,\-./0-9:;=?@A-Z_a-z~\[\]\u0e01-\u0e5b\u00a1-\uffef]+")


def host_of(url: str) -> str:
    """example.com of https://example.com/x; empty where the address has no such name."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        is_plain = parts.scheme == "https" and not parts.username and not parts.password and parts.port in (None, 443)
    except (ValueError, UnicodeError):
        return ""
    return host if is_plain and HOST.fullmatch(host) else ""


class Link(Kind):
    code, label, order, is_link = "link", gettext_lazy("Link"), 140, True

    def widget(self, question, facts):
        return forms.URLInput(attrs={"inputmode": "url", "autocomplete": "off", "placeholder": "https://"})

    def hint(self, question):
        return question.hint or _("The whole address, beginning with https://")

    def parse(self, question, typed, facts):
        text = plain_text(one_text(typed)).strip()
        if "://" not in text[:12] and not text.lower().startswith(("javascript:", "data:", "mailto:")):
            text = f"https://{text}"
        text = re.sub(r"^https(?=://)", "https", text, flags=re.IGNORECASE)
        if text.lower().startswith("http://"):
            raise ValidationError(_("Give an address that begins with https://, not http://."))
        if len(text) > LONGEST or not PLAIN.fullmatch(text) or not host_of(text):
            raise ValidationError(_("This is no address of the web. Example: https://example.org/page"))
        return text

    def names(self, value):
        """The address, and the name in it that a page of a person mostly ends with."""
        url = as_typed(value)
        last = url.rstrip("/").rpartition("/")[2].partition("?")[0].lstrip("@")
        return [url, last] if len(last) > 3 else [url], ()

    def pretend(self, question, facts, number):
        return f"https://example.org/work-{number}"


class Video(Link):
    """A film on one of the sites that the call allows."""

    code, label, order = "video", gettext_lazy("Link to a video"), 150
    settings = (
        Hosts(
            "hosts",
            gettext_lazy("Sites that are allowed, one a line"),
            ["youtube.com", "youtu.be", "vimeo.com", "facebook.com", "fb.watch", "tiktok.com", "drive.google.com"],
            ["youtube.com", "youtu.be"],
        ),
    )

    def hint(self, question):
        room = _("On one of these sites: %(sites)s.") % {"sites": ", ".join(self.told(question, "hosts"))}
        return f"{question.hint} {room}".strip()

    def parse(self, question, typed, facts):
        url = super().parse(question, typed, facts)
        host, allowed = host_of(url), self.told(question, "hosts")
        if not any(host == site or host.endswith(f".{site}") for site in allowed):
            words = _("Videos at %(host)s cannot be opened here. Put yours on one of these: %(sites)s.")
            raise ValidationError(words % {"host": host, "sites": ", ".join(allowed)})
        return url

    def pretend(self, question, facts, number):
        return f"https://www.{self.told(question, 'hosts')[0]}/watch?v=pretend{number}"


KINDS = [Link(), Video()]
