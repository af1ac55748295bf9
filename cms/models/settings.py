"""What editors say once for the whole site: its name, its promise in one sentence, how to reach the programme."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from programme.models import in_language

PHONE = RegexValidator(r"^[+0-9][0-9 \-#]{2,30}$", _("Digits, spaces and hyphens, for example 02 123 4567."))


@register_setting(icon="cog", name="site_words")
class SiteWords(BaseGenericSetting):
    """One row. Whatever is left empty is filled by the programme's own words."""

    name_th = models.CharField(_("name, Thai"), max_length=80, blank=True)
    name_en = models.CharField(_("name, English"), max_length=80, blank=True)
    promise_th = models.CharField(_("promise in one sentence, Thai"), max_length=240, blank=True)
    promise_en = models.CharField(_("promise in one sentence, English"), max_length=240, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=32, blank=True, validators=[PHONE])
    line_id = models.CharField(_("LINE account"), max_length=40, blank=True)
    address_th = models.TextField(_("address, Thai"), blank=True)
    address_en = models.TextField(_("address, English"), blank=True)

    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("name_th"), FieldPanel("name_en")]),
                FieldPanel("promise_th"),
                FieldPanel("promise_en"),
            ],
            heading=_("Names"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("email"),
                FieldRowPanel([FieldPanel("phone"), FieldPanel("line_id")]),
                FieldPanel("address_th"),
                FieldPanel("address_en"),
            ],
            heading=_("Contact"),
        ),
    ]

    class Meta:
        verbose_name = _("names and contact")

    @property
    def name(self) -> str:
        return in_language("name").fget(self) or gettext("The Smart City Ambassadors")

    @property
    def promise(self) -> str:
        return in_language("promise").fget(self) or gettext(
            "Young leaders spend 12 months with a local agency in their home town, making it smarter across seven domains."
        )

    address = in_language("address")
