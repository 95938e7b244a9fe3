"""XML of any vocabulary, TEI and Akoma Ntoso among them: blocks by where text stands in its elements.

In a vocabulary never seen no element is known to be a block by its name. But one that anywhere stands beside text is
part of a line, and every other one stands by itself. What vocabularies agree to call heads, numbers, dates and notes
is read as that.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

from indexer.errors import UnreadableSourceError
from indexer.sources.blocks import Furniture, Item, Metadata, Run, SourceContent
from indexer.sources.escaped import ESCAPED_HTML, unescaped_pieces
from indexer.sources.frontmatter import day_of
from indexer.sources.furniture import in_order
from indexer.sources.html import read_whole
from indexer.sources.main_content import FURNITURE
from indexer.sources.markup import line_break, pieces_of, text_between
from indexer.sources.metadata import clean_title, merged, said_by
from indexer.sources.xml_elements import HEADS, HTML_WITHIN, SIGN, Tag, elements_of, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from indexer.sources.blocks import Block
    from indexer.sources.html import Page
    from indexer.sources.markup import Piece
from indexer.sources.xml_elements import Elements

_DECLARES = re.compile(r"[\ufeff\s]*<\?xml\s")
_OF_HTML = frozenset(
    re.findall(
        r"\S+",
        "html head body p div span table tr td ul ol li br b i u a img font center pre h1 h2 h3 h4 h5 h6"
        " meta nav footer form strong",
    )
)
"""Elements with which HTML may begin that declares to be XML."""

_OF_FRAGMENTS = _OF_HTML | frozenset(
    re.findall(
        r"\S+",
        "article aside blockquote caption dd dl dt em figure figcaption header hr main ol option pre"
        " script section select small style tbody td tfoot th thead title template noscript fieldset"
        " legend button label textarea summary details time sup sub",
    )
)
"""Elements of HTML that other vocabularies have too."""

_DRAWINGS = {
    "svg": "The file is a drawing (SVG); give the text.",
    "math": "The file is a formula (MathML); give the text.",
}
_BREAKS = frozenset(["lb", "br", "eol", "line-break"])
_BLANKS = frozenset(["s", "tab"])
_STRONG = frozenset(["b", "strong", "bold"])
BOLD = " bold"
"""Of styles: the words of a part of a line are bold."""

_NOTES = frozenset(["note", "footnote", "endnote", "authorialnote"])
"""Elements that stand where a note is called, and are none of the words around them."""

_NUMBERS = frozenset(["num", "label"])
"""Elements that are printed before the text which follows: <num>第一条</num><content>…"""

_FIELDS = {
    "title": "title", "doctitle": "title", "date": "published", "pubdate": "published",
    "url": "url", "link": "url", "guid": "url", "source": "publisher", "publisher": "publisher", "来源": "publisher",
    "editor": "editor", "编辑": "editor",
}  # fmt: skip
"""Elements of a header, or fields, and what they say."""

_END_WITHIN = 4096
"""Characters at the end of a file among which its first element must end."""


def looks_like_xml(text: str) -> bool:
    """Whether a text is XML that is no HTML: it says so, or it opens with a tag and ends where this is closed."""
    root = _root(text)
    if root is None:
        return False
    declared = _DECLARES.match(text) is not None or "xmlns" in root["attributes"]
    if local_name(root["name"]) in (_OF_HTML if declared else _OF_FRAGMENTS):
        return False
    end = re.compile(rf"</{re.escape(root['name'])}\s*>")
    return declared or end.search(text, max(0, len(text) - _END_WITHIN)) is not None


def _root(text: str) -> re.Match[str] | None:
    """The first tag, if nothing but declarations and comments stand before it."""
    at = 0
    for sign in SIGN.finditer(text):
        if text[at : sign.start()].strip("\ufeff \t\r\n") or sign["data"] is not None or sign["closing"]:
            return None
        if sign["name"]:
            return sign
        at = sign.end()
    return None


def read_xml(source: str, *, name: str, styles: Mapping[str, str] | None = None) -> SourceContent:
    """The document. `styles` are attributes of HTML by the names of styles. Raises `UnreadableSourceError`."""
    root = _root(source)
    if root is not None and (refusal := _DRAWINGS.get(local_name(root["name"]))):
        raise UnreadableSourceError(name, "the whole file", refusal)
    elements = elements_of(source, name=name)
    page = read_whole(_Writer(elements, styles or {}).pieces())
    records = elements.records()
    if records:
        return _collection(elements, records, page)
    metadata = merged(_metadata(elements, range(len(elements.all)), elements.parts_of_lines()), said_by(page.furniture))
    return SourceContent(source, "xml", page.blocks, in_order(page.furniture), metadata, marked_up=True)


def _collection(elements: Elements, records: Sequence[range], page: Page) -> SourceContent:
    """The documents that the records of a file are; what stands in none of them says something of the file."""
    spans, parts_of_lines = elements.spans(), elements.parts_of_lines()
    places = [spans[record.start] for record in records]
    blocks: list[list[Block]] = [[] for _ in records]
    said: list[list[Furniture]] = [[] for _ in records]
    aside = list(page.furniture)
    for block in page.blocks:
        if (number := _number_of(block, places)) is None:
            aside.append(Furniture("field", block))
        else:
            blocks[number].append(block)
    for each in page.furniture:
        if (number := _number_of(each.block, places)) is not None:
            said[number].append(each)
    items = [
        Item(tuple(blocks[number]), merged(_metadata(elements, record, parts_of_lines), said_by(said[number])))
        for number, record in enumerate(records)
        if blocks[number]
    ]
    kept = tuple(block for item in items for block in item.blocks)
    return SourceContent(elements.source, "xml", kept, in_order(aside), marked_up=True, items=tuple(items))


def _number_of(block: Block, places: Sequence[tuple[int, int]]) -> int | None:
    """The number of the place, of places in order, in which a block stands; None if it stands in none."""
    number = bisect_right(places, block.start, key=itemgetter(0)) - 1
    return number if number >= 0 and block.start < places[number][1] else None


class _Writer:
    """The document as the signs of HTML, and its texts with their places."""

    def __init__(self, elements: Elements, styles: Mapping[str, str]) -> None:
        self._elements = elements
        self._styles = styles
        self._parts_of_lines = elements.parts_of_lines()
        self._headed = {each.parent for each in elements.all if each.name in HEADS}
        self._number: list[Run] = []  # printed before the next text
        self._in_number = False
        self._note: int | None = None  # the outermost note that is open

    def pieces(self) -> Iterator[Piece]:
        """The signs and texts."""
        source = self._elements.source
        for sign in self._elements.signs:
            if isinstance(sign, Tag):
                yield from self._tag(sign)
            elif sign.kind == "comment":
                yield from ("<!--", [Run(source[sign.start : sign.end], sign.start, sign.end)], "-->")
            elif sign.kind == "data" and HTML_WITHIN.match(source, sign.start, sign.end):
                yield from self._held()
                yield from pieces_of(source[sign.start : sign.end], sign.start)
            elif sign.kind == "data":
                yield from self._text([Run(source[sign.start : sign.end], sign.start, sign.end)])
            elif ESCAPED_HTML.search(source, sign.start, sign.end):
                yield from self._held()
                yield from unescaped_pieces(source, sign.start, sign.end)
            else:
                yield from self._text(text_between(source, sign.start, sign.end))
        yield from self._held()

    def _text(self, runs: list[Run]) -> Iterator[Piece]:
        if self._in_number:
            self._number += [*(self._blank_before(runs[0].start) if self._number else ()), *runs]
        elif self._number and any(run.text.strip() for run in runs):
            yield [*self._number, *self._blank_before(runs[0].start), *runs]
            self._number = []
        else:
            yield runs

    def _blank_before(self, start: int) -> Iterator[Run]:
        """A blank for the tags between a number and what follows it."""
        end = self._number[-1].end
        if end < start and "<!" not in self._elements.source[end:start]:
            yield Run(" ", end, start)

    def _held(self) -> Iterator[Piece]:
        if self._number:
            yield self._number
            self._number = []

    def _tag(self, tag: Tag) -> Iterator[Piece]:
        element = self._elements.all[tag.number]
        if element.name in _BREAKS and not element.has_text:
            if not tag.closing:
                yield line_break(tag.start, tag.end)
        elif tag.empty:
            if element.name in _BLANKS:
                yield [Run("\xa0", tag.start, tag.end)]
        elif element.name in _NUMBERS and not element.children and element.name not in self._parts_of_lines:
            self._in_number = not tag.closing
        elif tag.closing:
            yield f"</{self._html_name(tag.number)}>"
            self._note = None if self._note == tag.number else self._note
        else:
            kind = self._elements.kind_of(tag.number, self._parts_of_lines)
            if element.name in _NOTES and self._note is None and element.name in self._parts_of_lines:
                self._note, kind = tag.number, "note"
            aside = f' {FURNITURE}="{kind}"' if kind else ""
            yield f"<{self._html_name(tag.number)}{self._style(tag.number)}{aside}>"

    def _html_name(self, number: int) -> str:
        """The element of HTML that is set like this one."""
        element = self._elements.all[number]
        if element.name in self._parts_of_lines:
            values = element.values()
            strong = element.name in _STRONG or "bold" in values.get("rend", "") or self._style(number) == BOLD
            return "b" if strong else "span"
        if self._note is not None:
            return "span"
        return f"h{self._level(number)}" if self._is_head(number) else "div"

    def _is_head(self, number: int) -> bool:
        element = self._elements.all[number]
        return element.name in HEADS and not element.has_html and not element.has_sentence

    def _style(self, number: int) -> str:
        return self._styles.get(self._elements.all[number].values().get("style-name", ""), "")

    def _level(self, number: int) -> int:
        """The level of a head: what it says, or how many elements with heads stand around its own."""
        element = self._elements.all[number]
        said = element.values().get("outline-level", "")
        if said.isdecimal():
            return min(max(int(said), 1), 6)
        level, around = 1, self._elements.all[element.parent].parent
        while around:
            level += around in self._headed
            around = self._elements.all[around].parent
        return min(level, 6)


def _metadata(elements: Elements, numbers: range, parts_of_lines: frozenset[str]) -> Metadata:
    """What a header, or a field by itself, says of the text, among the elements of these numbers."""
    said: dict[str, str] = {}
    aside: set[int] = set()
    for number in numbers:
        element = elements.all[number]
        if element.parent in aside or elements.kind_of(number, parts_of_lines) in {"field", "page-date"}:
            aside.add(number)
            said.setdefault(_FIELDS.get(element.name, ""), elements.text_of(number))
    url = said.get("url", "")
    return Metadata(
        title=clean_title(said.get("title", "")),
        published=day_of(said.get("published", "")),
        url=url if url.startswith(("http://", "https://")) else None,
        publisher=said.get("publisher") or None,
        editor=said.get("editor") or None,
    )
