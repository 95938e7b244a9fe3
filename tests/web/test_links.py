"""Where pages lead: every link and form, from every kind of page, and from the pages behind them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx2
import pytest
from bs4 import BeautifulSoup

from tests.web.browsing import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLLOWED = 150
"""As many pages are asked for: views can be combined without end."""

ERRORS = {"wrong-query": 400, "no-such-statement": 404, "no-such-page": 404}
"""What the pages answer that are no 200."""

_ADDRESSES = {"a": "href", "link": "href", "script": "src", "img": "src", "form": "action"}


@dataclass(frozen=True)
class Answer:
    """An address and what it answered."""

    url: str
    status: int
    text: str

    @cached_property
    def document(self) -> BeautifulSoup:
        return BeautifulSoup(self.text, "lxml")

    def links(self) -> Iterator[str]:
        """All addresses that the page leads to, absolute, with their fragments."""
        for name, attribute in _ADDRESSES.items():
            for element in self.document.find_all(name, attrs={attribute: True}):
                yield urljoin(self.url, str(element[attribute]))

    def has(self, fragment: str) -> bool:
        return not fragment or self.document.find(id=fragment) is not None


@dataclass
class Crawl:
    """Answers by address, each asked for once."""

    client: httpx2.Client
    answers: dict[str, Answer] = field(default_factory=dict)

    def answer(self, url: str) -> Answer:
        if url not in self.answers:
            response = self.client.get(url)
            is_page = response.headers.get("content-type", "").startswith("text/html")
            self.answers[url] = Answer(url, response.status_code, response.text if is_page else "")
        return self.answers[url]

    def dead_ends(self, start: list[str], *, most: int) -> Iterator[str]:
        """Links that lead nowhere, as `page -> link: why`, in the pages at `start` and at most `most` behind them."""
        waiting = deque(start)
        while waiting:
            page = self.answer(waiting.popleft())
            for link in page.links():
                url, fragment = urldefrag(link)
                if not link.startswith(str(self.client.base_url)):
                    continue
                if url not in self.answers:
                    if len(self.answers) >= most:
                        continue
                    waiting.append(url)
                target = self.answer(url)
                if target.status not in (httpx2.codes.OK, _expected(page, url)):
                    yield f"{page.url} -> {link}: {target.status}"
                elif not target.has(fragment) and target.text:
                    yield f"{page.url} -> {link}: no such place"


def _expected(page: Answer, url: str) -> int:
    """What a link may answer besides a page: an error in the other language is the same error."""
    return page.status if urlsplit(url).path == urlsplit(page.url).path else httpx2.codes.OK


@pytest.fixture
def crawl(address: str) -> Iterator[Crawl]:
    headers = {"accept": "text/html,*/*;q=0.8", "accept-language": "zh-CN"}
    with httpx2.Client(base_url=address, headers=headers, timeout=30, trust_env=False) as client:
        yield Crawl(client)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("accepted", "language"), [("zh-TW,zh;q=0.9", "zh-CN"), ("de,en;q=0.5", "en")])
def test_every_address_is_a_page_in_the_language_of_the_reader(
    crawl: Crawl, name: str, accepted: str, language: str
) -> None:
    crawl.client.headers["accept-language"] = accepted
    answer = crawl.answer(str(crawl.client.base_url.join(PAGES[name])))
    assert answer.status == ERRORS.get(name, httpx2.codes.OK)
    assert answer.document.html is not None
    assert answer.document.html["lang"] == language
    assert [len(answer.document.select(each)) for each in ("head > title", "main", "h1")] == [1, 1, 1]


def test_no_link_is_dead(crawl: Crawl, address: str) -> None:
    assert list(crawl.dead_ends([address + path for path in PAGES.values()], most=FOLLOWED)) == []
    assert len(crawl.answers) > len(PAGES)


def test_pages_fetch_nothing_from_other_hosts_and_link_only_to_what_can_be_opened(crawl: Crawl, address: str) -> None:
    for path in PAGES.values():
        page = crawl.answer(address + path)
        for link in page.links():
            assert urlsplit(link).scheme in {"http", "https"}, link
        for element in page.document.find_all(["script", "link", "img"]):
            source = str(element.get("src") or element.get("href") or "/")
            assert urljoin(page.url, source).startswith(f"{address}/"), element
