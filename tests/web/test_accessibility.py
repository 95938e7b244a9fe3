"""Every page, in light and dark and on a phone: readable by all, and as wide as its screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.web.browsing import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import ViewportSize

    from tests.web.browsing import Browse

PHONE: ViewportSize = {"width": 360, "height": 740}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
@pytest.mark.parametrize(("scheme", "locale"), [("light", "en-GB"), ("dark", "zh-CN")])
def test_axe_finds_no_violation(browse: Browse, path: str, scheme: Literal["light", "dark"], locale: str) -> None:
    page = browse(path, color_scheme=scheme, locale=locale)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_no_page_is_wider_than_a_phone(browse: Browse, path: str) -> None:
    page = browse(path, viewport=PHONE, locale="zh-CN")
    widest = page.evaluate("document.documentElement.scrollWidth")
    assert widest <= PHONE["width"], page.evaluate(
        """width => [...document.body.querySelectorAll('*')]
            .filter(each => each.getBoundingClientRect().right > width)
            .map(each => `${each.tagName}.${each.getAttribute('class')}`).slice(0, 10)""",
        PHONE["width"],
    )
