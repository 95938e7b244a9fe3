"""A browser, and pages in it that are watched: none may ask another host for anything, or complain in the console."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NoReturn

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, sync_playwright

from tests.web.browsing import Browse, launched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from tests.web.browsing import Options

_NO_BROWSER = (
    "no browser for the pages. On Debian: apt-get install chromium; elsewhere: .venv/bin/playwright install chromium"
)


# Not for the session: while Playwright waits in this thread, asyncio.run, which other modules test with, refuses to.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the tests of a module."""
    with sync_playwright() as playwright:
        browser = launched(playwright) or _without_browser()
        yield browser
        browser.close()


def _without_browser() -> NoReturn:
    """On a developer's machine the tests say what is missing; where changes are judged, they fail."""
    if os.environ.get("CI") or os.environ.get("GONGBAO_CI"):
        pytest.fail(_NO_BROWSER)
    pytest.skip(_NO_BROWSER)


@pytest.fixture
def browse(browser: Browser, address: str) -> Iterator[Browse]:
    """Opens pages of the seeds, each in a browser without history; afterwards, what all of them asked is judged."""
    contexts: list[BrowserContext] = []
    requests: list[str] = []
    complaints: list[str] = []

    def begin(options: Options) -> BrowserContext:
        context = browser.new_context(base_url=address, **options)
        context.on("request", lambda request: requests.append(request.url))
        context.on("console", lambda message: complaints.extend(_complaint(message)))
        context.on("weberror", lambda error: complaints.append(f"{error.page and error.page.url}: {error.error}"))
        contexts.append(context)
        return context

    yield Browse(begin)
    for context in contexts:
        context.close()
    assert [each for each in requests if not each.startswith(f"{address}/")] == []
    assert complaints == []


def _complaint(message: ConsoleMessage) -> list[str]:
    """What the console says is wrong; that a page itself is an answer of 404 or 400 is no complaint."""
    where = message.location["url"]
    page = message.page
    is_answer = message.text.startswith("Failed to load resource") and page is not None and page.url == where
    if message.type not in {"error", "warning"} or is_answer:
        return []
    return [f"{where}: {message.text}"]
