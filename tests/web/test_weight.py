"""What a first visit costs, and whether anything on a page moves while it loads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.browsing import PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request

    from tests.web.browsing import Browse

MOST_BYTES = 100_000

_SHIFT = """() => new Promise(resolve => {
    let total = 0
    new PerformanceObserver(list => list.getEntries().forEach(each => total += each.value))
        .observe({type: 'layout-shift', buffered: true})
    // Entries of the past are handed over before the frame after the next one.
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(total), 50)))
})"""


def _bytes(request: Request) -> int:
    sizes = request.sizes()
    return sizes["responseHeadersSize"] + sizes["responseBodySize"]


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_a_first_visit_is_small_and_nothing_moves(browse: Browse, path: str) -> None:
    page = browse("about:blank", viewport={"width": 1200, "height": 800})
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))  # noqa: PLW0108  Playwright marks what it calls
    page.goto(path)
    assert page.evaluate(_SHIFT) == 0
    heavy = {each.url: _bytes(each) for each in requests}
    assert sum(heavy.values()) < MOST_BYTES, heavy


def _fetched(page: Page) -> set[str]:
    """What has come over the wire for this page (a browser fetches the icon when it pleases, so perhaps not that)."""
    return set(
        page.evaluate(
            "performance.getEntriesByType('resource').filter(each => each.transferSize > 0).map(each => each.name)"
        )
    )


def test_a_second_page_needs_nothing_that_the_first_brought(browse: Browse) -> None:
    page = browse(PAGES["results"])
    brought = _fetched(page)
    page.goto(PAGES["results-many"])
    assert any(each.endswith(".css") for each in brought)
    assert not brought & _fetched(page)
