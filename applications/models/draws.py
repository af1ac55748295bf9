"""The lottery in public: the lists are frozen and their hash is shown, and only then the seed is drawn, once."""

from django.db import models


class SeedDraw(models.Model):
    """One lottery of a call's round. The hash of the inputs is public before the seed is drawn."""

    call = models.ForeignKey("programme.Call", models.PROTECT, related_name="seed_draws")
    round = models.PositiveSmallIntegerField(default=1)
    number = models.PositiveSmallIntegerField(default=1)  # above 1: drawn anew, for a reason, by two people
    reason = models.CharField(max_length=500, blank=True)
    inputs = models.TextField()  # canonical JSON of the lists, without limits
    inputs_hash = models.CharField(max_length=64)
    people = models.PositiveIntegerField()
    openings = models.PositiveIntegerField()
    plan = models.CharField(max_length=300, blank=True)  # how and when the seed will be drawn, announced with the hash
    frozen_by = models.ForeignKey("programme.User", models.SET_NULL, null=True, related_name="+")
    frozen_at = models.DateTimeField()
    seed = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=200, blank=True)  # how the seed was drawn, and before whom
    drawn_by = models.ForeignKey("programme.User", models.SET_NULL, null=True, related_name="+")
    drawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("round", "number")
        constraints = [
            models.UniqueConstraint(fields=["call", "round", "number"], name="draw_number_once"),
            models.UniqueConstraint(
                fields=["call", "round"], condition=models.Q(drawn_at=None), name="one_waiting_draw_a_round"
            ),
            models.CheckConstraint(
                condition=models.Q(number=1) | models.Q(drawn_by=None) | ~models.Q(drawn_by=models.F("frozen_by")),
                name="drawn_anew_by_second_person",
            ),
            models.CheckConstraint(
                condition=models.Q(drawn_at=None, seed="") | (models.Q(drawn_at__isnull=False) & ~models.Q(seed="")),
                name="drawn_with_a_seed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call} · {self.round}.{self.number}"
