"""How tests open pages, and what they measure on them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypedDict, Unpack
from urllib.parse import urlencode

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, BrowserContext, Page, Playwright, ViewportSize

_PATIENCE = 10_000
"""Milliseconds after which what a test waits for will not come."""

_COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

STATEMENT = "2018-11-04-joint-statement"
EARLIER = "2015-04-20-joint-statement"


def at(path: str, **parameters: str) -> str:
    """The address of a page with its parameters, percent-encoded."""
    return f"{path}?{urlencode(parameters)}" if parameters else path


PAGES = {
    "home": "/",
    "results": at("/", q="命运共同体"),
    "results-many": at("/", q="合作"),
    "concordance": at("/", q="命运共同体", view="concordance"),
    "nothing-found": at("/", q="量子纠缠火箭"),
    "wrong-query": at("/", q="(和平"),
    "statement": f"/statements/{STATEMENT}",
    "statement-with-matches": at(f"/statements/{STATEMENT}", q="合作"),
    "compare": at("/compare", a=EARLIER, b=STATEMENT),
    "compare-nothing-chosen": "/compare",
    "history": at("/history", q="命运共同体"),
    "history-nothing-asked": "/history",
    "no-such-statement": "/statements/1900-01-01-treaty",
    "no-such-page": "/nowhere",
}
"""Every kind of page that there is."""


class Options(TypedDict, total=False):
    """What tests say about a visitor: the arguments of Playwright's `Browser.new_context` that they use."""

    locale: str
    color_scheme: Literal["light", "dark"]
    viewport: ViewportSize
    java_script_enabled: bool


@dataclass(frozen=True)
class Browse:
    """Opens addresses in fresh browsers."""

    begin: Callable[[Options], BrowserContext]

    def __call__(self, address: str, **options: Unpack[Options]) -> Page:
        """A page that has loaded `address`, in English if nothing else is asked for."""
        page = self.begin({"locale": "en-GB", **options}).new_page()
        page.set_default_timeout(_PATIENCE)
        page.goto(address)
        return page


def launched(playwright: Playwright) -> Browser | None:
    """The system's browser, else the one that Playwright has installed, else None."""
    candidates = [*map(shutil.which, _COMMANDS), playwright.chromium.executable_path]
    path = next((each for each in candidates if each and Path(each).exists()), None)
    if path is None:
        return None
    return playwright.chromium.launch(executable_path=path, args=["--disable-gpu", "--disable-background-networking"])
