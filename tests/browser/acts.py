"""Acts that more than one journey does the same way."""

from functools import cache

import polib
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from applications.domain import adoption


@cache
def catalogue() -> list[tuple[str, str]]:
    return [(one.msgid, one.msgstr) for one in polib.pofile(str(settings.BASE_DIR / "locale/th/LC_MESSAGES/django.po"))]


def spoken(page, words: str) -> str:
    """These words as this page says them: its reader's sentence that they begin, up to what is filled in."""
    sentence, chosen = words, {row["name"]: row["value"] for row in page.context.cookies()}
    if chosen["language"] != "en":
        exact = next((thai for said, thai in catalogue() if said == words), "")
        sentence = exact or next(thai for said, thai in catalogue() if said.startswith(words))
    return sentence.partition("%(")[0].strip()


def release_results(officer, run) -> None:
    """The officer types whom the release reaches; then the time to call it off passes and the worker does its part."""
    officer.page.get_by_role("link", name="Release and send offers").click()
    officer.page.fill("input[name=people]", str(run.matches.count()))
    officer.press("Release and send offers")
    assert officer.sees("Call the release off")
    adoption.release_due_runs(at=timezone.now() + adoption.TIME_TO_CALL_OFF)


def publish(page) -> None:
    """Publishes the page that an editor has open in the site's admin."""
    page.locator("footer .w-dropdown__toggle, footer [data-w-dropdown-target='toggle']").first.click()
    with page.expect_navigation():
        page.locator("[name='action-publish']").first.click()


def new_page(editor, kind: str, index) -> object:
    return editor.go(reverse("wagtailadmin_pages:add", args=["cms", kind, index.pk]))
