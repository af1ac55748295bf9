"""What shows that a claim is true."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from programme.models import Coded


class Evidence(Coded):
    """A file or an address that backs claims of one placement, with its grade and the consent of those shown."""

    class Kind(models.TextChoices):
        PHOTO = "photo", _("Photo")
        LETTER = "letter", _("Signed letter or minutes")
        CONTRACT = "contract", _("Contract or memorandum")
        ORDINANCE = "ordinance", _("Ordinance or budget page")
        DATASET = "dataset", _("Dataset")
        SCREENSHOT = "screenshot", _("Picture of a system")
        LIST = "list", _("Signed list")
        PRESS = "press", _("Press")
        OTHER = "other", _("Other")

    class Grade(models.IntegerChoices):
        A = 1, _("A · official document of a third party")
        B = 2, _("B · record, system data or signed list")
        C = 3, _("C · dated photo or meeting note")
        D = 4, _("D · own statement")

    class ConsentOf(models.TextChoices):
        NOT_NEEDED = "none", _("Nobody can be recognised")
        GIVEN = "given", _("Those shown have agreed")
        NOT_GIVEN = "refused", _("Those shown have not agreed")

    placement = models.ForeignKey("mentoring.Placement", models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=10, choices=Kind)
    grade = models.PositiveSmallIntegerField(choices=Grade)
    caption = models.CharField(max_length=300, blank=True)
    file = models.OneToOneField("programme.PrivateFile", models.PROTECT, null=True, blank=True, related_name="evidence")
    url = models.URLField(blank=True)
    captured_at = models.DateTimeField(null=True, blank=True)  # from the photo itself, before its place was stripped
    consent = models.CharField(max_length=8, choices=ConsentOf, default=ConsentOf.NOT_NEEDED)
    shows_minors = models.BooleanField(default=False)
    is_public_ok = models.BooleanField(default=False)
    added_by = models.ForeignKey("programme.User", models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(file__isnull=False) | ~models.Q(url=""), name="evidence_is_something"
            )
        ]

    def __str__(self) -> str:
        return self.caption or self.get_kind_display()
