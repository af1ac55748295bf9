"""Takes the README's pictures from a fresh demo: `make demo`, then `.venv/bin/python docs/img/take.py [address]`."""

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

BASE = sys.argv[1] if len(sys.argv) > 1 else "http://localhost:8000"
PASSWORD = "weave-the-city-2569"  # of the demo; it is printed when that starts
SHOTS = (  # name, path, width, height
    ("home", "/", 1280, 1600),
    ("call", "/calls/cohort-6/", 390, 1800),
    ("desk", "/desk/", 1280, 900),
)


def sign_in(page) -> None:
    page.goto(f"{BASE}/accounts/login/")
    page.fill("input[name=login]", "officer@demo.example")
    page.fill("input[name=password]", PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/my/")


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    for name, path, width, height in SHOTS:
        page = browser.new_page(viewport={"width": width, "height": height}, locale="th", color_scheme="light")
        if path.startswith("/desk/"):
            sign_in(page)
        page.goto(BASE + path)
        page.wait_for_load_state("networkidle")
        picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(256, dither=Image.Dither.NONE)
        picture.save(Path(__file__).with_name(f"{name}.png"), optimize=True)
        page.close()
