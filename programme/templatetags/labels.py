"""The portal's marks: icons, domains, states, people. Part of `{% load portal %}`."""

from functools import lru_cache

from django import template
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from programme.account_letters import code_minutes
from programme.acts import ACTS
from programme.domains import domain_name, domain_short
from programme.kernel.icons import ICONS, sprite_of

register = template.Library()
MARK = (
    '<svg viewBox="0 0 40 40" aria-hidden="true" focusable="false"><rect class="mk-ground" width="40" height="40" rx="9"/>'
    '<path class="mk-b" d="M10 5h6v30h-6zM24 5h6v30h-6z"/><path class="mk-ground" d="M8.5 8.5h9v9h-9zM22.5 22.5h9v9h-9z"/>'
    '<path class="mk-a" d="M5 10h17.4v6H5zM31.6 10H35v6h-3.4zM17.6 24H35v6H17.6zM5 24h3.4v6H5z"/></svg>'
)


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """An icon beside a word; it is never the only carrier of meaning."""
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"There is no icon “{name}”; the names are in programme/kernel/icons.py.")
    return _icon(str(name), css)


@lru_cache(maxsize=1024)
def _icon(name: str, css: str) -> SafeString:
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        f" {css}" if css else "",
        static(sprite_of(name)),
        name,
    )


@register.filter
def problems(form) -> int:
    """How many things a form or a set of forms refuses: as many as the summary has lines."""
    return sum(len(said) for errors in _errors(form) for said in errors.values())


def _errors(form) -> list:
    return form.errors if isinstance(form.errors, list) else [form.errors]


@register.simple_tag
def sign_in_minutes() -> int:
    """How long a code by e-mail works."""
    return code_minutes()


@register.simple_tag
def mark() -> SafeString:
    return mark_safe(MARK)


@register.simple_tag
def domain(key: str, size: str = "", href: str = "", text: str = "", full: bool = False) -> SafeString:
    """One of the seven domains: tile and word, always both."""
    return _domain(key, size, href, text or (domain_name(key) if full else domain_short(key)))


@lru_cache(maxsize=512)
def _domain(key: str, size: str, href: str, name: str) -> SafeString:
    css = f"domain d-{key}" + (f" domain--{size}" if size else "")
    inside = format_html('<span class="domain__tile">{}</span>{}', icon(f"d-{key}"), name)
    if href:
        return format_html('<a class="{}" href="{}">{}</a>', css, href, inside)
    return format_html('<span class="{}">{}</span>', css, inside)


@receiver(setting_changed)
def static_names_may_differ(**kwargs) -> None:
    """Another storage names the sprites otherwise; only tests change it in a running process."""
    _icon.cache_clear()
    _domain.cache_clear()


@register.filter
def act_words(act: str) -> str:
    """An act of the history as words after a name: `adopt` → “adopted the result”."""
    return ACTS.get(act, act)


@register.simple_tag
def status(kind: str, icon_name: str, text: str) -> SafeString:
    """A state as icon and word."""
    return format_html(
        '<span class="status{}">{}{}</span>', f" status--{kind}" if kind else "", icon(icon_name, "icon--s"), text
    )


@register.simple_tag
def state(obj, audience: str = "staff") -> SafeString:
    """The state of a record in the words for staff, or for the person: what may not be known yet is not said."""
    word = getattr(obj, "told_word", obj.word) if audience == "person" else obj.word
    return status(word.kind, word.icon, word.label_for(audience))


def initial(name: str) -> str:
    """The letter that stands for a name: in Thai the first consonant, not the vowel written before it."""
    return next((char for char in name if char not in "เแโใไ"), "?").upper()


@register.simple_tag
def avatar(user) -> SafeString:
    """The letter that stands beside the name of a person on public pages; not read aloud."""
    return format_html('<span class="avatar" aria-hidden="true">{}</span>', initial(user.get_short_name()))


@register.simple_tag
def who(user, name: bool = True, me=None) -> SafeString:
    """A colleague as a letter and a name; “free” when there is none."""
    if user is None:
        return format_html(
            '<span class="dk-who dk-who--none">{}{}</span>', icon("user-plus", "icon--s"), _("Nobody yet")
        )
    short = user.get_short_name()
    mine = " dk-who--me" if me is not None and me.pk == user.pk else ""
    return format_html(
        '<span class="dk-who{}"><i aria-hidden="true">{}</i><span{}>{}</span></span>',
        mine,
        initial(short),
        "" if name else mark_safe(' class="visually-hidden"'),
        short,
    )
