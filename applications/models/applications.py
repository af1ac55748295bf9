"""One person's application to one call."""

from datetime import datetime
from decimal import Decimal

from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce

from applications.states import APPLICATION
from programme.kernel.states import Word
from programme.models import Coded, Stateful

# Who has no score yet stands behind all who have one; not every database has an index with its nulls at the end.
BEST_FIRST = Coalesce("mean_score", Value(Decimal(-1))).desc()


class Application(Coded, Stateful):
    """A person applies to a call. At most one is alive per person and call; a withdrawn one makes room for another."""

    MACHINE = APPLICATION
    PERSONAL = {"birth_on": "demographic"}

    call = models.ForeignKey("programme.Call", models.PROTECT, related_name="applications")
    applicant = models.ForeignKey("programme.User", models.PROTECT, related_name="applications")
    form = models.ForeignKey("applications.FormVersion", models.PROTECT, related_name="applications")
    receipt_number = models.CharField(max_length=20, unique=True, null=True, blank=True)
    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)  # the first time; each revision has its own hour
    changing_since = models.DateTimeField(null=True, blank=True)  # handed in, and opened again by its applicant
    # What screening, matching and figures need as columns; the answers themselves stay in Answer.
    home_province = models.ForeignKey("programme.Province", models.PROTECT, null=True, blank=True, related_name="+")
    birth_on = models.DateField(null=True, blank=True)
    holder = models.ForeignKey(
        "programme.User", models.SET_NULL, null=True, blank=True, related_name="+"
    )  # officer in charge
    due_at = models.DateTimeField(null=True, blank=True)  # when the next step is promised
    return_state = models.CharField(max_length=20, blank=True)  # where a correction goes back to
    mean_score = models.DecimalField(
        max_digits=5, decimal_places=2, null=True, blank=True
    )  # 0–100, when all have scored
    reserve_rank = models.PositiveIntegerField(null=True, blank=True)
    search_text = models.TextField(blank=True)  # normalised: receipt number, names, e-mail, province

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "applicant"], condition=~models.Q(state="withdrawn"), name="one_live_application"
            ),
            models.CheckConstraint(
                condition=models.Q(changing_since=None) | models.Q(state="submitted"), name="changed_while_submitted"
            ),
        ]
        indexes = [
            models.Index(fields=["call", "state", "due_at"], name="application_due"),
            models.Index(fields=["due_at", "submitted_at", "id"], name="application_due_first"),  # the list as it opens
            models.Index(BEST_FIRST, "id", name="application_best_first"),
        ]

    def __str__(self) -> str:
        return self.receipt_number or self.code

    @property
    def closes_at(self) -> datetime:
        """This person's deadline: everybody's, or the later one that was given to them. One query, or none at hand."""
        if "extended_until" in self.__dict__:
            extended = self.__dict__["extended_until"]
        else:
            extended = self.call.extensions.filter(user=self.applicant_id).values_list("until_at", flat=True).first()
        return max(self.call.closes_at, extended or self.call.closes_at)

    @property
    def is_editable(self) -> bool:
        """A draft, a correction that was asked for, or what its applicant opened again: it stays handed in meanwhile."""
        return self.state in ("draft", "correction") or self.is_changing

    @property
    def is_changing(self) -> bool:
        return self.state == "submitted" and self.changing_since is not None

    @property
    def told_state(self) -> str:
        """The state as its applicant may know it: an exclusion shows with the results, and looks like screening before."""
        is_hidden = self.state == "ineligible" and not self._is_told
        return "screening" if is_hidden else self.state

    @property
    def _is_told(self) -> bool:
        decision = getattr(self, "decision", None)
        return decision is None or decision.released_at is not None

    @property
    def told_word(self) -> Word:
        return self.MACHINE.word(self.told_state)
