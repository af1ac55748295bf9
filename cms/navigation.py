"""What the site adds to the desk's menu; the public menus are the page tree itself."""

from django.utils.translation import gettext_lazy

from programme.kernel.navigation import Item, register
from programme.navigation import TALK
from programme.queries.people import is_editor, is_officer

register(
    Item(
        "desk",
        "messages",
        gettext_lazy("Messages"),
        "desk_messages",
        "envelope-simple",
        TALK,
        is_officer,
        order=79,
    ),
    Item(
        "desk",
        "translations",
        gettext_lazy("Translations"),
        "desk_translations",
        "globe",
        TALK,
        lambda user: is_editor(user) or is_officer(user),
        order=85,
    ),
    Item(
        "desk",
        "site",
        gettext_lazy("Pages of the site"),
        "wagtailadmin_home",
        "pencil-line",
        shown_to=lambda user: is_editor(user) or is_officer(user),
        order=90,
    ),
)
