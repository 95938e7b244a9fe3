"""Every page, light on a desk and dark on a phone: usable by all, and as wide as its screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.web.browsing import PAGES, Options

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.web.browsing import Browse

DESK: Options = {"color_scheme": "light", "locale": "en-GB", "viewport": {"width": 1200, "height": 800}}
PHONE: Options = {"color_scheme": "dark", "locale": "zh-CN", "viewport": {"width": 360, "height": 740}}

_TOO_WIDE = """() => [...document.body.querySelectorAll("*")]
    .filter(each => each.getBoundingClientRect().right > innerWidth)
    .map(each => each.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize("visitor", [DESK, PHONE], ids=["light-desk", "dark-phone"])
def test_a_page_fits_and_axe_finds_no_violation(browse: Browse, path: str, visitor: Options) -> None:
    page = browse(path, **visitor)
    assert _width(page) <= visitor["viewport"]["width"], page.evaluate(_TOO_WIDE)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def _width(page: Page) -> int:
    """How far the page can be scrolled to the right, in pixels, with what is seen."""
    return int(page.evaluate("document.documentElement.scrollWidth"))
