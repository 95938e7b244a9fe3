"""Where the text is on a page: the templates of the ministry and the broadcaster, and a rule for any other page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bs4.element import Tag

from indexer.sources.blocks import Metadata
from indexer.sources.furniture import editor_in, publisher_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bs4 import BeautifulSoup

    from indexer.sources.markup import Markup


@dataclass(frozen=True, slots=True)
class Template:
    """CSS selectors of one site's pages."""

    name: str
    content: str
    title: str
    day: str


TEMPLATES = (
    Template("foreign ministry", "#News_Body_Txt_A", "#News_Body_Title, .news-title h1, h1", "#News_Body_Time"),
    Template("broadcaster since 2021", "#content_area", ".video18847 .tit, .tit, h1", ".gongneng .time, .time"),
    Template("broadcaster until 2021", "#about_txt .cnt_bd, .cnt_bd", ".cnt_nav h3, h3", "#chbox01"),
)

PROSE_SHARE = 0.75
"""The share of a page's prose that an element must hold to be where the text is."""

_SENTENCE = re.compile(r"[。！？；]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_DAY = re.compile(r"(?P<year>(?:19|20)\d\d)\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})(?!\d)")
_META_DAYS = (
    "article:published_time",
    "pubdate",
    "publishdate",
    "PubDate",
    "publish_date",
    "firstpublishedtime",
    "date",
)
_SITE = re.compile(
    r"\s*(?:[—_|]|-{1,2}|–)\s*[^—_|\-–]{0,30}(?:网|网站|外交部|大使馆|使馆|总领馆|频道|日报|央视|新闻|门户|cctv\.com\)|com|cn)[)）]?\s*$"
)
_VIDEO = re.compile(r"^\s*[\[【](?:视频|图文|组图|图|直播|快讯)[\]】]\s*")
_TITLE_TAG = re.compile(r"\s*<\s*br\s*/?\s*>\s*", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s\"'<>&]+")
_ADDRESS_IN_SCRIPT = re.compile(r"commentUrl\s*=\s*[\"'](https?://[^\"']+)")
_DAY_IN_SCRIPT = re.compile(r"fdate\s*=\s*[\"']([^\"']+)")
_PAGE_ADDRESS = re.compile(r"[?&]url=(https?://[^\s\"'&]+)")


@dataclass(frozen=True, slots=True)
class Content:
    """The element that holds the text, and the template that says so; None where the general rule does."""

    element: Tag
    template: Template | None


def content_of(markup: Markup) -> Content:
    """Where the text is."""
    for template in TEMPLATES:
        for element in markup.soup.select(template.content):
            if markup.tokens_in(element.get_text()):
                return Content(element, template)
    return Content(_densest(markup), None)


def _densest(markup: Markup) -> Tag:
    """The innermost element that holds most of the prose: sentences that are no links."""
    element: Tag = markup.soup.body or markup.soup
    whole = _prose(markup, element)
    while True:
        children = [child for child in element.children if isinstance(child, Tag) and child.name not in _INLINE]
        best = max(children, key=lambda child: _prose(markup, child), default=None)
        if best is None or best.name in _PARAGRAPH or _prose(markup, best) < PROSE_SHARE * whole or not whole:
            return element
        element = best


_PARAGRAPH = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})
_INLINE = frozenset({"a", "b", "strong", "i", "em", "font", "span", "u", "small", "sub", "sup"})
_NEVER_PROSE = frozenset({"script", "style", "a", "noscript", "template", "nav", "footer", "select"})


def _prose(markup: Markup, element: Tag) -> int:
    """How many Han characters stand in sentences below the element, outside links and scripts."""
    count = 0
    for string in element.find_all(string=True):
        if type(string).__name__ != "NavigableString" or any(parent.name in _NEVER_PROSE for parent in string.parents):
            continue
        text = "".join(run.text for run in markup.runs_in(string))
        if _SENTENCE.search(text):
            count += len(_HAN.findall(text))
    return count


def page_metadata(markup: Markup, content: Content, furniture: Sequence[str]) -> Metadata:
    """What the page says about its text; `furniture` are the texts around it in order, comments and hidden ones too."""
    soup = markup.soup
    return Metadata(
        title=_title(markup, content),
        published=_published(markup, content, furniture),
        url=_address(soup, furniture),
        publisher=publisher_in(furniture),
        editor=editor_in(furniture),
    )


def _text(markup: Markup, element: Tag) -> str:
    """The visible text of an element."""
    return " ".join("".join(run.text for run in markup.runs_in(element.get_text())).split())


def clean_title(title: str) -> str | None:
    """The title without the site's name, the mark of a video and literal tags; None if nothing is left."""
    title = _VIDEO.sub("", _TITLE_TAG.sub("", title.replace("\xa0", " ")))
    while True:
        shorter = _SITE.sub("", title)
        if shorter == title or not shorter.strip():
            return title.strip() or None
        title = shorter


def _title(markup: Markup, content: Content) -> str | None:
    for text in _title_candidates(markup, content):
        if (title := clean_title(text)) is not None:
            return title
    return None


def _title_candidates(markup: Markup, content: Content) -> Iterator[str]:
    soup = markup.soup
    if content.template is not None:
        yield from (_text(markup, element) for element in soup.select(content.template.title)[:1])
    outside = [h1 for h1 in soup.find_all("h1") if content.element not in h1.parents]
    if len(outside) == 1:
        yield _text(markup, outside[0])
    yield from _meta(soup, "og:title", "ArticleTitle")
    if soup.title is not None:
        yield _text(markup, soup.title)


def _meta(soup: BeautifulSoup, *names: str) -> Iterator[str]:
    """The contents of the page's meta elements of these names."""
    for name in names:
        for attribute in ("property", "name", "itemprop"):
            for element in soup.find_all("meta", attrs={attribute: re.compile(f"^{re.escape(name)}$", re.IGNORECASE)}):
                if isinstance(content := element.get("content"), str):
                    yield content


def _published(markup: Markup, content: Content, furniture: Sequence[str]) -> date | None:
    for text in _day_candidates(markup, content, furniture):
        if (day := first_day_in(text)) is not None:
            return day
    return None


def _day_candidates(markup: Markup, content: Content, furniture: Sequence[str]) -> Iterator[str]:
    soup = markup.soup
    if content.template is not None:
        yield from (_text(markup, element) for element in soup.select(content.template.day)[:1])
        yield from (match[1] for text in furniture if (match := _DAY_IN_SCRIPT.search(text)))
    yield from _meta(soup, *_META_DAYS)
    yield from (_text(markup, element) for element in soup.find_all("time")[:1])
    yield from (text for text in furniture if len(text) < 120)


def first_day_in(text: str) -> date | None:
    """The first day of the calendar that the text holds with year, month and day."""
    for match in _DAY.finditer(text):
        try:
            return date(*(int(match[part]) for part in ("year", "month", "day")))
        except ValueError:
            continue
    return None


def _address(soup: BeautifulSoup, furniture: Sequence[str]) -> str | None:
    canonical = soup.find("link", rel="canonical")
    if isinstance(canonical, Tag) and isinstance(address := canonical.get("href"), str) and _ADDRESS.match(address):
        return address
    for address in _meta(soup, "og:url"):
        if _ADDRESS.match(address):
            return address
    for text in furniture:
        if match := _ADDRESS_IN_SCRIPT.search(text):
            return match[1]
    for link in soup.find_all("a", href=_PAGE_ADDRESS):
        match = _PAGE_ADDRESS.search(str(link["href"]))
        if match and match[1].count("/") > 3:
            return match[1]
    return None
