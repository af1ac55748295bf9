"""Acts that more than one journey does the same way."""

from django.utils import timezone

from applications.domain import adoption


def release_results(officer, run) -> None:
    """The officer types whom the release reaches; then the time to call it off passes and the worker does its part."""
    officer.page.get_by_role("link", name="Release and send offers").click()
    officer.page.fill("input[name=people]", str(run.matches.count()))
    officer.press("Release and send offers")
    assert officer.sees("Call the release off")
    adoption.release_due_runs(at=timezone.now() + adoption.TIME_TO_CALL_OFF)
