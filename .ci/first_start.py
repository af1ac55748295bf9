"""Types the first start of docs/operations.md line by line in an empty folder, then asks the portal for its pages.

Installed packages are linked instead of installed again, unless FIRST_START_FULL=1. Needs PostgreSQL on 127.0.0.1:5432.
"""

import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PORT, HOST, NAME = os.environ.get("FIRST_START_PORT", "8119"), "portal.example.go.th", "sca_portal"
LINKED = {
    "python3 -m venv": f"ln -s {ROOT / '.venv'} .venv",
    ".venv/bin/pip install": "true",
    "npm ci": f"ln -s {ROOT / 'node_modules'} node_modules",
}
PAGES = {"/": "<html", "/en/": "<html", "/calls/": "<html", "/accounts/login/": "<form", "/readyz": '"ready": true'}
PSQL = ["psql", "-h", "127.0.0.1", "-U", "postgres", "-d", "postgres", "-Atq", "-c"]


def lines_of_the_document() -> list[str]:
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    block = re.search(r"## First start.*?```sh\n(.*?)```", text, re.S)
    return block[1].strip().splitlines()


def as_typed(line: str) -> str:
    """The line itself; only what is installed already is linked, and the port is one of our own."""
    if os.environ.get("FIRST_START_FULL") != "1":
        line = next((link for start, link in LINKED.items() if line.startswith(start)), line)
    return line.replace("127.0.0.1:8000", f"127.0.0.1:{PORT}")


def type_all(folder: Path) -> subprocess.Popen:
    """Runs the lines in one shell that stays open, so that web and worker go on; returns once the last line is done."""
    script = "set -e\n" + "".join(f"echo '+' {i}\n{as_typed(line)}\n" for i, line in enumerate(lines_of_the_document()))
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "PGPASSWORD") if name in os.environ}
    shell = subprocess.Popen(
        ["bash", "-c", script + f"\ntouch {folder}/typed\nwait\n"],
        cwd=folder,
        env=kept | {"REPOSITORY": str(ROOT)},
        start_new_session=True,
    )
    while shell.poll() is None and not (folder / "typed").exists():
        time.sleep(0.2)
    if shell.poll() is not None:
        sys.exit("The first start of docs/operations.md does not work as it is written.")
    return shell


def fetch(path: str, method: str = "GET", body: str = "", **headers: str) -> tuple[int, str, http.client.HTTPMessage]:
    connection = http.client.HTTPConnection("127.0.0.1", int(PORT), timeout=60)
    connection.request(method, path, body, {"Host": HOST, "X-Forwarded-Proto": "https"} | headers)
    answer = connection.getresponse()
    return answer.status, answer.read().decode(errors="replace"), answer.headers


def look_at_pages() -> None:
    for path, wanted in PAGES.items():
        status, body, _headers = fetch(path)
        assert status == 200 and wanted in body, (path, status, body[:300])
        print(f"  {path} {status}")
    home = fetch("/")[1]
    for address in set(re.findall(r'(?:href|src)="(/static/[^"#]+)', home)):
        assert fetch(address)[0] == 200, address
    assert f"https://{HOST}/" in fetch("/sitemap.xml")[1]


def ask_for_a_letter() -> None:
    """The officer asks for a code; the worker has to hear the doorbell and hand the letter over."""
    page, headers = fetch("/accounts/login/code/")[1:]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    cookies = "; ".join(value.split(";")[0] for value in headers.get_all("Set-Cookie"))
    form = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies, "Referer": f"https://{HOST}/"}
    body = f"csrfmiddlewaretoken={token}&email=someone%40example.go.th"
    status = fetch("/accounts/login/code/", "POST", body, **form)[0]
    assert status == 302, status
    for _ in range(90):
        if sql("SELECT state FROM programme_letter", NAME).split() == ["sent"]:
            print("  the worker sent the letter")
            return
        time.sleep(1)
    sys.exit("The worker sent no letter.")


def sql(text: str, database: str = "postgres") -> str:
    command = [*PSQL[:6], database, *PSQL[7:], text]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def sweep() -> None:
    sql(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
    sql(f"DROP ROLE IF EXISTS {NAME}")


def main() -> None:
    if sql(f"SELECT 1 FROM pg_database WHERE datname = '{NAME}'") and not os.environ.get("CI"):
        sys.exit(f"There is a database {NAME} already. Say CI=1 to have it removed.")
    sweep()
    folder = Path(tempfile.mkdtemp(prefix="first-start-"))
    shell = None
    try:
        shell = type_all(folder)
        look_at_pages()
        ask_for_a_letter()
        print("The first start works as it is written.")
    finally:
        if shell is not None:
            os.killpg(shell.pid, signal.SIGTERM)
            shell.wait(timeout=30)
        shutil.rmtree(folder, ignore_errors=True)
        sweep()


if __name__ == "__main__":
    main()
