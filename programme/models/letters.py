"""A letter is a row, written with the change that causes it, before it is an e-mail."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.kernel.addresses import leaving
from programme.kernel.letters import Topic
from programme.models.base import Coded, Stateful
from programme.states import LETTER

CHOSEN_OFF = "chosen_off"  # why it did not leave by mail: a code, spoken in the reader's language


class Letter(Coded, Stateful):
    """One message to one person. `dedupe_key` makes it impossible to write the same letter twice."""

    MACHINE = LETTER
    PERSONAL = {"to_address": "contact", "subject": "message", "body_text": "message", "body_html": "message"}

    kind = models.CharField(max_length=60, db_index=True)  # names the function in some `letters.py`
    topic = models.CharField(max_length=10, choices=Topic, default=Topic.NEEDED)
    recipient = models.ForeignKey("programme.User", models.SET_NULL, null=True, blank=True, related_name="letters")
    to_address = models.EmailField()
    language = models.CharField(max_length=2, default="th")
    subject = models.CharField(max_length=300)
    body_text = models.TextField()
    body_html = models.TextField(blank=True)
    attachments = models.ManyToManyField("programme.PrivateFile", blank=True, related_name="+")
    about_type = models.CharField(max_length=60, blank=True)  # model label and code of what the letter is about
    about_code = models.CharField(max_length=40, blank=True)
    dedupe_key = models.CharField(max_length=200, unique=True)
    created_at = models.DateTimeField(db_index=True)
    send_after = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True, blank=True)
    handed_at = models.DateTimeField(null=True, blank=True)  # just before the provider was spoken to
    last_error = models.CharField(max_length=300, blank=True)
    provider_id = models.CharField(max_length=120, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "send_after"], name="letter_due")]

    def __str__(self) -> str:
        return self.subject

    @property
    def text(self) -> str:
        """What it says, with the portal's address of today."""
        return leaving(self.body_text)

    @property
    def problem(self) -> str:
        """The last problem in the reader's language, as far as it is ours; the provider's own words stay as they are."""
        if self.last_error == "may_have_arrived":
            return str(
                _("The mail provider did not answer in time. It may have arrived: check before sending it again.")
            )
        if self.last_error == CHOSEN_OFF:
            return str(_("The person chose to read letters of this kind in the inbox only."))
        return self.last_error

    @property
    def may_rest(self) -> bool:
        """Whether its reader may choose to have such letters in the inbox only."""
        return self.recipient_id is not None and Topic(self.topic).may_rest


class LetterChoice(models.Model):
    """A person wants letters of one topic in the inbox only, and no longer by mail."""

    user = models.ForeignKey("programme.User", models.CASCADE, related_name="letter_choices")
    topic = models.CharField(max_length=10, choices=Topic)
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "topic"], name="letter_choice_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.topic}"


EVENT_WORDS = {
    "processed": _("The mail service took the letter"),
    "deferred": _("The mailbox asked to wait; the mail service tries again"),
    "delivered": _("The letter lies in the mailbox"),
    "bounce": _("The mailbox refused the letter"),
    "bounced": _("The mailbox refused the letter"),
    "dropped": _("The mail service did not send the letter"),
    "open": _("The letter was opened"),
    "click": _("A link of the letter was followed"),
    "spamreport": _("The person marked the letter as unwanted"),
    "unsubscribe": _("The person wants no more letters"),
}  # kinds of events as SendGrid names them


class LetterEvent(models.Model):
    """What the mail provider reported about a letter. `event_id` is the provider's: a replay changes nothing."""

    letter = models.ForeignKey(Letter, models.CASCADE, related_name="events")
    event_id = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=30)
    happened_at = models.DateTimeField()
    detail = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} · {self.letter}"

    @property
    def said(self) -> str:
        """The provider's word in ours; one that is new to us stays as it came."""
        return str(EVENT_WORDS.get(self.kind, self.kind))
