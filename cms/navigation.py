"""The public menu."""

from django.utils.translation import gettext_lazy

from programme.kernel.navigation import Item, register
from programme.navigation import on_staff
from programme.queries.people import is_editor

register(
    Item("public", "calls", gettext_lazy("Open calls"), "site_calls", order=1),
    Item("public", "stories", gettext_lazy("Stories"), "site_stories", order=2),
    Item("public", "impact", gettext_lazy("Impact"), "site_impact", order=3),
    Item(
        "desk",
        "site",
        gettext_lazy("Pages of the site"),
        "wagtailadmin_home",
        "pencil-line",
        shown_to=lambda user: is_editor(user) or on_staff(user),
        order=90,
    ),
)
