"""Fields of Wagtail's own forms that it names in English only."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import choosers
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import DefaultPageForm

LABELS = {
    "link_text": _("Link text"), "email_address": _("Email address"), "subject": _("Subject"), "body": _("Body"),
    "phone_number": _("Phone number"), "include_descendants": _("Include descendants"),
}  # fmt: skip
FORMS = (
    choosers.ExternalLinkChooserForm, choosers.AnchorLinkChooserForm, choosers.EmailLinkChooserForm,
    choosers.PhoneLinkChooserForm, DefaultPageForm,
)  # fmt: skip


def name_fields_of_wagtail() -> None:
    for form in FORMS:
        for name, field in form.base_fields.items():
            field.label = field.label or LABELS.get(name)
