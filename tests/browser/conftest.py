"""A real browser against a real server, with axe-core at hand."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the test's own thread
AXE = Path(settings.BASE_DIR) / "node_modules" / "axe-core" / "axe.min.js"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=FLAGS
        )
        yield browser
        browser.close()


class Visitor:
    """One person at one screen."""

    def __init__(
        self,
        browser,
        base: str,
        *,
        width: int = 1280,
        scheme: str = "light",
        language: str = "en",
        session: str = "",
        scripts: bool = True,
    ):
        self.base = base
        self.context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=scripts
        )
        cookies = [{"name": "language", "value": language, "url": base}]
        if session:
            cookies.append({"name": settings.SESSION_COOKIE_NAME, "value": session, "url": base})
        self.context.add_cookies(cookies)
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def go(self, path: str):
        response = self.page.goto(self.base + path)
        assert response.status < 400, (path, response.status)
        return self.page

    def press(self, name: str):
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.page.wait_for_load_state()
        return self.page

    def sees(self, text: str) -> bool:
        return text in self.page.inner_text("body")

    def axe(self) -> list[str]:
        """Findings of axe-core on this page with everything unfolded; evaluated, since the policy forbids inline scripts."""
        self.page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{item['id']}: {node['target']} {node['html'][:120]}"
            for item in found["violations"]
            for node in item["nodes"][:2]
        ]

    def leave(self):
        self.context.close()


@pytest.fixture
def visitor(chromium, live_server, signed_in):
    """`visitor(user, width=390, language="th")` opens a browser for a person, or for nobody."""
    opened = []

    def enter(user=None, **options) -> Visitor:
        session = signed_in(user).cookies[settings.SESSION_COOKIE_NAME].value if user else ""
        person = Visitor(chromium, live_server.url, session=session, **options)
        opened.append(person)
        return person

    yield enter
    for person in opened:
        person.leave()
        assert not person.errors
