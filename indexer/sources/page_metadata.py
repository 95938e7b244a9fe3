"""What a page says about its text in its head, its scripts and the lines around the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.sources.blocks import Metadata
from indexer.sources.metadata import clean_title, first_day_in, merged, said_by

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from bs4 import BeautifulSoup
    from bs4.element import Tag

    from indexer.sources.blocks import Furniture
    from indexer.sources.main_content import Content
    from indexer.sources.markup import Markup

_META_TITLES = ("og:title", "ArticleTitle", "twitter:title")
_META_DAYS = ("article:published_time", "datePublished", "PubDate", "publishdate", "publish_date", "publish-date",
              "firstpublishedtime", "publishedtime", "OriginalPubDate", "DC.date", "date")  # fmt: skip
_META_PUBLISHERS = ("ContentSource", "source", "og:site_name", "SiteName", "author")
_HEADINGS = ("h1", "h2", "h3", "h4", "[class*=title]", "[class*=Title]", "[id*=title]", "[id*=Title]", ".tit")

_ADDRESS = re.compile(r"https?://[^\s\"'<>]+")
_ADDRESS_IN_SCRIPT = re.compile(r"commentUrl\s*=\s*[\"'](https?://[^\"']+)")
"""var commentUrl = "https://tv.cctv.com/2022/02/06/VIDE.shtml";"""

_DAY_IN_SCRIPT = re.compile(r"(?:fdate|publishDate)\s*=\s*[\"']([^\"']+)")
"""var fdate='2022/02/04 19:14:02';"""

_ADDRESS_TO_COMPLAIN_OF = re.compile(r"[?&]url=(https?://[^/\s\"'&]+/[^\s\"'&]+)")
"""exposure/jiucuo.html?site_code=bm02000004&url=https://www.fmprc.gov.cn/web/zyxw/t1.shtml"""

SHORTEST_TITLE = 6
"""Characters; a heading this long that the page's title begins with is the title, what follows is the site."""

_OF_OTHERS = frozenset({"script", "style", "comment", "page-title", "related"})
"""Kinds of furniture whose days are not the page's own."""

NEAR = 8
"""Texts before the content among which the page's day may stand by itself."""

LONGEST_LINE = 80
"""Characters of a line that names a day, a source and an editor."""


def page_metadata(markup: Markup, content: Content, furniture: Sequence[Furniture], start: int) -> Metadata:
    """What the page says about its text, which begins at `start`; `furniture` are the texts around it in order."""
    soup = markup.soup
    said = said_by(furniture)
    found = Metadata(
        title=_title(markup, content),
        published=_published(markup, content, furniture, start) or said.published,
        url=_address(soup, furniture),
    )
    publisher = next((name.strip() for name in _meta(soup, *_META_PUBLISHERS) if name.strip()), None)
    return merged(merged(found, said), Metadata(publisher=publisher))


def _text(markup: Markup, element: Tag) -> str:
    """The visible text of an element, its lines joined."""
    return re.sub(r"[\r\n\t]\s*", "", "".join(run.text for run in markup.runs_in(element.get_text()))).strip()


def _title(markup: Markup, content: Content) -> str | None:
    """The title that is printed on the page, else that of its head without the site's name."""
    soup = markup.soup
    if content.template is not None:
        for element in soup.select(content.template.title)[:1]:
            if title := clean_title(_text(markup, element)):
                return title
    heads = [title for title in _head_titles(markup) if title]
    printed = [clean_title(_text(markup, element)) or "" for element in soup.select(",".join(_HEADINGS))]
    for head in heads:
        whole = clean_title(head) or ""
        begins = [title for title in printed if len(title) >= SHORTEST_TITLE and whole.startswith(title)]
        if begins:
            return max(begins, key=len)
    for head in heads:
        if title := clean_title(head):
            return title
    headings = [_text(markup, element) for element in soup.find_all("h1")]
    return clean_title(headings[0]) if len(headings) == 1 and not markup.is_fragment else None


def _head_titles(markup: Markup) -> Iterator[str]:
    yield from _meta(markup.soup, *_META_TITLES)
    if markup.soup.title is not None:
        yield _text(markup, markup.soup.title)


def _meta(soup: BeautifulSoup, *names: str) -> Iterator[str]:
    """The contents of the page's meta elements of these names, in the order of the names."""
    contents: dict[str, str] = {}
    for element in soup.find_all("meta"):
        for attribute in ("property", "name", "itemprop"):
            if isinstance(content := element.get("content"), str) and content.strip():
                contents.setdefault(str(element.get(attribute, "")).lower(), content)
    yield from (contents[name.lower()] for name in names if name.lower() in contents)


def _published(markup: Markup, content: Content, furniture: Sequence[Furniture], start: int) -> date | None:
    """The page's day: where the template has it, in the head, else in a line above the text."""
    soup = markup.soup
    if content.template is not None:
        for element in soup.select(content.template.day):
            if (day := first_day_in(_text(markup, element))) is not None:
                return day
    declared = [*_meta(soup, *_META_DAYS), *(_text(markup, element) for element in soup.find_all("time")[:1])]
    declared += [match[1] for each in furniture if (match := _DAY_IN_SCRIPT.search(each.block.text))]
    for text in declared:
        if (day := first_day_in(text, compact=True)) is not None:
            return day
    return next(filter(None, map(first_day_in, _lines_above(furniture, start))), None)


def _lines_above(furniture: Sequence[Furniture], start: int) -> Iterator[str]:
    """The lines that may print the page's day, the likeliest first."""
    shown = [each for each in furniture if each.kind not in _OF_OTHERS]
    lines = [each for each in shown if len(each.block.text) <= LONGEST_LINE and "。" not in each.block.text]
    yield from (each.block.text for each in lines if each.kind in {"source-line", "page-date"})
    yield from (each.block.text for each in reversed([each for each in lines if each.block.start < start][-NEAR:]))


def _address(soup: BeautifulSoup, furniture: Sequence[Furniture]) -> str | None:
    """The page's own address."""
    canonical = [str(link.get("href", "")) for link in soup.find_all("link", rel="canonical")]
    for address in (*canonical, *_meta(soup, "og:url")):
        if _ADDRESS.fullmatch(address):
            return address
    for each in furniture:
        if match := _ADDRESS_IN_SCRIPT.search(each.block.text):
            return match[1]
    for link in soup.find_all("a", href=_ADDRESS_TO_COMPLAIN_OF):
        if match := _ADDRESS_TO_COMPLAIN_OF.search(str(link["href"])):
            return match[1]
    return None
