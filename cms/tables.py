"""The site's lists on the desk."""

import django_filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from cms.models import ContactMessage
from programme.filters import SearchFilter
from programme.kernel.dates import moment
from programme.tables import linked


class MessageTable(tables.Table):
    name = tables.Column(verbose_name=_("From"))
    topic = tables.Column(verbose_name=_("Topic"))
    created_at = tables.Column(verbose_name=_("Received"))
    handled_at = tables.Column(verbose_name=_("Settled"), default="–")
    people = True

    class Meta:
        empty_text = _("No messages. The contact form brings them here.")
        caption = _("Messages")

    def render_name(self, record):
        return linked("desk_message", record.code, record.name, record.email)

    def value_name(self, record):
        return f"{record.name} <{record.email}>"

    def render_topic(self, record):
        return record.get_topic_display()

    def render_created_at(self, value):
        return moment(value)

    def render_handled_at(self, value):
        return moment(value)


class MessageFilter(SearchFilter):
    searched = ("name", "email", "text")
    topic = django_filters.ChoiceFilter(
        choices=ContactMessage.Topic.choices, label=_("Topic"), empty_label=_("All topics")
    )

    class Meta:
        model = ContactMessage
        fields = ["q", "topic"]
