"""Acts that more than one journey does the same way."""

from django.urls import reverse
from django.utils import timezone

from applications.domain import adoption


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
