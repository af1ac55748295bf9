"""On a phone the button that keeps the work is never under the tab bar."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FORMS = ("/field/log/", "/field/missions/new/", "/field/outcomes/new/", "/field/problems/new/")
UNDER = """() => {
  const bar = document.querySelector('.tabbar').getBoundingClientRect();
  return [...document.querySelectorAll('.actionbar .btn')].map(button => {
    const box = button.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return {free: box.bottom <= bar.top, hit: button.contains(top)};
  });
}"""


@pytest.fixture
def at_work(town):
    town.work = town.placement()
    return town


@pytest.mark.parametrize("language", ["th", "en"])
def test_buttons_stand_above_the_tab_bar(at_work, visitor, language):
    draft = at_work.log(at_work.work)
    person = visitor(at_work.applicant, width=390, language=language)
    for path in (
        *FORMS,
        f"/field/log/{draft.code}/",
        f"/field/claims/{draft.code}/",
        f"/field/claims/{draft.code}/discard/",
    ):
        page = person.go(path)
        for place in ("0", "document.body.scrollHeight"):
            page.evaluate(f"window.scrollTo(0, {place})")
            buttons = page.evaluate(UNDER)
            assert buttons and all(row["free"] and row["hit"] for row in buttons), (path, place, buttons)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path


def test_the_check_would_find_a_button_under_the_bar(at_work, visitor):
    page = visitor(at_work.applicant, width=390).go("/field/log/")
    page.evaluate("document.body.classList.remove('has-tabbar')")
    assert not all(row["free"] for row in page.evaluate(UNDER))
