"""Photos of the site: said in words, credited, and shown only with the agreement of those who can be recognised."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from programme.models import in_language


class Picture(AbstractImage):
    """One photo. Its point of interest stays in view however it is cut."""

    class People(models.TextChoices):
        NOBODY = "nobody", _("Nobody can be recognised")
        AGREED = "agreed", _("Everyone who can be recognised has agreed in writing")

    alt_th = models.CharField(
        _("what it shows, Thai"), max_length=250, help_text=_("One sentence for people who cannot see it.")
    )
    alt_en = models.CharField(_("what it shows, English"), max_length=250)
    credit = models.CharField(_("credit"), max_length=120, help_text=_("Who took it, or whose it is."))
    people = models.CharField(
        _("people in it"), max_length=8, choices=People,
        help_text=_("Without their agreement a photo with faces cannot be used; choose another one."),
    )  # fmt: skip

    class Meta(AbstractImage.Meta):
        verbose_name, verbose_name_plural = _("picture"), _("pictures")
        permissions = [("choose_picture", "Can choose picture")]

    admin_form_fields = (*Image.admin_form_fields, "alt_th", "alt_en", "credit", "people")
    alt = in_language("alt")

    @property
    def default_alt_text(self) -> str:
        return self.alt


class PictureRendition(AbstractRendition):
    """One size and format of a photo."""

    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("image", "filter_spec", "focal_point_key"), name="one_rendition_each")
        ]
