"""The pictures in the README, taken of a running server of the seeds.

python -m tests.web.pictures http://127.0.0.1:8000 docs/pictures
"""

from __future__ import annotations

import argparse
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Browser, sync_playwright

from tests.web.browsing import at, launched

WIDTH = 1200
PICTURES = {
    "search.png": (at("/", q="命运共同体"), 600),
    "history.png": (at("/history", q="命运共同体"), 960),
}
"""Pages, and as much of their height in pixels as shows what they are for in a file of less than 150 kB."""


def take(browser: Browser, server: str, folder: Path) -> None:
    """Each picture of the server's pages, written into the folder."""
    page = browser.new_page(locale="zh-CN", color_scheme="light", reduced_motion="reduce")
    for name, (address, height) in PICTURES.items():
        page.set_viewport_size({"width": WIDTH, "height": height})
        page.goto(urljoin(server, address), wait_until="networkidle")
        page.screenshot(path=folder / name)


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.web.pictures", description="Take the README's pictures.")
    parser.add_argument("server", help="where a server of the seeds listens")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    arguments = parser.parse_args()
    with sync_playwright() as playwright:
        browser = launched(playwright) or parser.error("no browser is installed")
        take(browser, arguments.server, arguments.folder)
        browser.close()


if __name__ == "__main__":
    main()
