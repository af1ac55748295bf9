"""Ten applications are screened by keys alone, with at most twenty-five presses."""

import pytest

from applications.models import Application

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_ten_applications_take_twenty_presses(town, visitor):
    for n in range(10):
        town.submitted(town.person(f"new{n}@t.example"))
    officer = visitor(town.officer, language="th")
    page, presses = officer.go("/desk/screening/"), 0
    while page.url.rstrip("/").endswith("screening") is False:
        for key in "ap":
            with page.expect_navigation():
                page.keyboard.press(key)
            presses += 1
    assert presses == 20
    assert set(Application.objects.values_list("state", flat=True)) == {"eligible"}
