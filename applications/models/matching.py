"""Hosts rank, the engine matches, and every run keeps what it was computed from."""

from django.db import models

from applications.states import MATCH_RUN
from programme.models import Coded, Stateful


class HostRanking(models.Model):
    """An agency's judgement of the candidates for one opening. Frozen once handed in, until it is opened again."""

    opening = models.OneToOneField("programme.Opening", models.CASCADE, related_name="ranking")
    version = models.PositiveIntegerField(default=0)
    told_at = models.DateTimeField(null=True, blank=True)  # when its agency read that there is somebody to judge
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey("programme.User", models.SET_NULL, null=True, related_name="+")
    frozen_at = models.DateTimeField(null=True, blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey("programme.User", models.SET_NULL, null=True, related_name="+")
    reopen_reason = models.CharField(max_length=500, blank=True)
    was_frozen_at = models.DateTimeField(null=True, blank=True)  # the hand-in that was opened again
    due_at = models.DateTimeField(null=True, blank=True)  # until when the office wants it back; late is told, not shut

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reopened_at=None, was_frozen_at=None)
                | models.Q(reopened_at__isnull=False, was_frozen_at__isnull=False),
                name="reopened_what_was_handed_in",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.opening}"

    @property
    def is_reopened(self) -> bool:
        return self.reopened_at is not None and self.frozen_at is None

    @property
    def is_untouched(self) -> bool:
        """Opened again, and nobody of the agency has saved since."""
        return self.is_reopened and (self.saved_at is None or self.saved_at <= self.reopened_at)


class HostRankingRow(models.Model):
    """Where one candidate stands: tier 1 is best, equal tiers are decided by lottery; or not acceptable, with a reason."""

    PERSONAL = {"reason": "confidential"}

    ranking = models.ForeignKey(HostRanking, models.CASCADE, related_name="rows")
    application = models.ForeignKey("applications.Application", models.CASCADE, related_name="host_rows")
    tier = models.PositiveSmallIntegerField(null=True, blank=True)
    is_acceptable = models.BooleanField(default=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ranking", "application"], name="host_row_once"),
            models.CheckConstraint(
                condition=models.Q(is_acceptable=True, tier__isnull=False) | models.Q(is_acceptable=False, tier=None),
                name="host_row_tier_iff_acceptable",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ranking} · {self.application}"


class MatchRun(Coded, Stateful):
    """One computation of who goes where, with all that it was computed from. Never changed after it was computed."""

    MACHINE = MATCH_RUN

    call = models.ForeignKey("programme.Call", models.PROTECT, related_name="match_runs")
    round = models.PositiveSmallIntegerField(default=1)  # 2: seats left over, people on the reserve list
    number = models.PositiveSmallIntegerField()
    draw = models.ForeignKey("applications.SeedDraw", models.PROTECT, null=True, related_name="runs")
    inputs_hash = models.CharField(max_length=64, blank=True)  # of the lists without limits, as the draw froze them
    seed = models.CharField(max_length=120)
    seed_source = models.CharField(max_length=200, blank=True)  # how the seed was drawn, and before whom
    parameters = models.JSONField(default=dict)  # {"caps": {node: n}, "floors": {node: n}, "seats": {opening: n}}
    snapshot = models.TextField(blank=True)  # canonical JSON of the inputs
    snapshot_hash = models.CharField(max_length=64, blank=True)
    result = models.TextField(blank=True)  # canonical JSON of the result
    result_hash = models.CharField(max_length=64, blank=True)
    certificate = models.TextField(blank=True)  # what the independent verifier said
    engine_version = models.CharField(max_length=40, blank=True)
    figures = models.JSONField(default=dict)  # placed, unplaced, seats open, mean rank …
    report = models.JSONField(default=dict)  # limits, missed floors with proof or prices, seats left empty and why
    progress = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)
    requested_by = models.ForeignKey("programme.User", models.SET_NULL, null=True, related_name="+")
    requested_at = models.DateTimeField()
    computed_at = models.DateTimeField(null=True, blank=True)
    leased_until = models.DateTimeField(null=True, blank=True)
    adopted_by = models.ForeignKey("programme.User", models.SET_NULL, null=True, related_name="+")
    adopted_at = models.DateTimeField(null=True, blank=True)
    release_at = models.DateTimeField(null=True, blank=True)  # ordered: until then it can be called off
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "number"], name="run_number_once"),
            models.UniqueConstraint(
                fields=["call", "round"],
                condition=models.Q(state__in=["adopted", "releasing", "released"]),
                name="one_adopted_run_a_round",
            ),
            models.CheckConstraint(
                condition=models.Q(adopted_by=None) | ~models.Q(adopted_by=models.F("requested_by")),
                name="run_adopted_by_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call} · {self.number}"


class Match(models.Model):
    """What one run says about one application: the opening, or none; and why, row by row."""

    run = models.ForeignKey(MatchRun, models.CASCADE, related_name="matches")
    application = models.ForeignKey("applications.Application", models.CASCADE, related_name="matches")
    opening = models.ForeignKey("programme.Opening", models.PROTECT, null=True, blank=True, related_name="matches")
    choice_rank = models.PositiveSmallIntegerField(null=True, blank=True)
    explanation = models.JSONField(default=list)  # [{"opening": code, "rank": 1, "reason": "OUTRANKED", …numbers}]
    nearest_miss = models.JSONField(null=True, blank=True)  # of people without a place: what they came closest to
    reserve_rank = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "matches"
        constraints = [models.UniqueConstraint(fields=["run", "application"], name="match_once")]

    def __str__(self) -> str:
        return f"{self.run} · {self.application}"


class MatchRule(models.Model):
    """A hand-made rule for one application and opening: fixed or forbidden, with a reason and two people."""

    class Kind(models.TextChoices):
        FIXED = "fixed"
        FORBIDDEN = "forbidden"

    call = models.ForeignKey("programme.Call", models.CASCADE, related_name="match_rules")
    kind = models.CharField(max_length=9, choices=Kind)
    application = models.ForeignKey("applications.Application", models.CASCADE, related_name="match_rules")
    opening = models.ForeignKey("programme.Opening", models.CASCADE, related_name="match_rules")
    reason = models.TextField()
    proposed_by = models.ForeignKey("programme.User", models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey("programme.User", models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("proposed_by")),
                name="rule_by_two_people",
            ),
            models.UniqueConstraint(
                fields=["application", "opening"], condition=models.Q(removed_at=None), name="one_rule_per_pair"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.application} · {self.opening}"
