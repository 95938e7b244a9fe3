"""The elements of an XML source: what stands in each, what each is called, and what that says of its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

from indexer.errors import UnreadableSourceError
from indexer.sources.escaped import ESCAPED_HTML

if TYPE_CHECKING:
    from collections.abc import Mapping

DEEPEST = 500
"""Elements one in another; documents have twenty."""

SIGN = re.compile(
    r"""<(?:
      !--(?P<comment>.*?)(?:-->|\Z)
    | !\[CDATA\[(?P<data>.*?)(?:\]\]>|\Z)
    | \?.*?(?:\?>|\Z)
    | !DOCTYPE(?:[^>\[]|\[(?:[^\]"']|"[^"]*"|'[^']*')*+\])*+(?:>|\Z)
    | (?P<closing>/?)(?P<name>[^\W\d][\w:.-]*+)(?P<attributes>(?:\s(?:[^<>"']|"[^"]*"|'[^']*')*+)?/?)>
    )""",
    re.DOTALL | re.VERBOSE,
)
"""<text:p style="a">, </标题>, <![CDATA[…]]>, <!DOCTYPE a [<!ENTITY b "c">]>. Not: a < b"""

HTML_WITHIN = re.compile(
    r"\s*<(?:p|div|br|span|h[1-6]|ul|ol|table|a|b|strong|img|font|section|article|figure)\b", re.IGNORECASE
)
"""CDATA that holds HTML: <p>甲。</p>. Not: 甲 < 乙"""

_ATTRIBUTE = re.compile(r"""(?P<name>[\w:.-]+)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""")
"""rend="bold", text:style-name='P1'. Not: bold"""

_SENTENCE = re.compile(r"[。！？；]")

HEADS = frozenset(["title", "head", "heading", "headline", "h", "doctitle", "标题", "標題", "题名", "題名"])
"""What vocabularies call a heading."""

BLOCKS = frozenset(
    [
        "p",
        "para",
        "paragraph",
        "item",
        "l",
        "lg",
        "ab",
        "div",
        "section",
        "article",
        "chapter",
        "list",
        "row",
        "cell",
        "head",
    ]
)
"""Elements that stand by themselves even where text stands beside them."""

_SET_ASIDE: Mapping[str, str] = {
    "teiheader": "field",
    "meta": "field",
    "script": "script",
    "style": "style",
    "font-face-decls": "field",
    "automatic-styles": "style",
    "styles": "style",
    "sequence-decls": "field",
    "tracked-changes": "comment",
    "annotation": "comment",
    "figdesc": "caption",
    "figcaption": "caption",
    "fw": "navigation",
    "toc": "contents",
    "table-of-content": "contents",
}
"""Elements that hold no text of the document, by what they are."""

_DAYS = frozenset(
    [
        "date",
        "pubdate",
        "published",
        "release-date",
        "releasedate",
        "publishdate",
        "time",
        "datetime",
        "日期",
        "时间",
        "发布时间",
    ]
)
_FIELDS = frozenset(
    re.findall(
        r"\S+",
        "url link guid source publisher author creator editor language id docid doc-id category keyword"
        " keywords type generator 来源 作者 编辑",
    )
)
"""Elements that say something of the text in a word or two."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as written; `number` is that of its element. An element without content has one tag, `empty`."""

    number: int
    start: int
    end: int
    closing: bool = False
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """What stands between two signs, or in a CDATA section or a comment."""

    start: int
    end: int
    kind: str = "text"  # "text", "data", "comment"


@dataclass(slots=True)
class Element:
    """An element: what is around it and in it. The document is the element with number 0, around all others."""

    name: str
    parent: int
    attributes: str = ""
    has_text: bool = False  # in it directly
    has_sentence: bool = False
    has_html: bool = False
    children: list[int] = field(default_factory=list)
    texts: list[tuple[int, int]] = field(default_factory=list)  # where the texts in it directly stand

    def values(self) -> dict[str, str]:
        """Its attributes, their names without prefixes."""
        matches = _ATTRIBUTE.finditer(self.attributes)
        return {each["name"].rpartition(":")[2]: each["double"] or each["single"] or "" for each in matches}


@dataclass(slots=True)
class Elements:
    """The elements by number, and what stands in the source in order."""

    source: str
    all: list[Element] = field(default_factory=lambda: [Element("", 0)])
    signs: list[Tag | Text] = field(default_factory=list)

    def text_of(self, number: int) -> str:
        """What stands in an element directly."""
        return unescape("".join(self.source[start:end] for start, end in self.all[number].texts)).strip()

    def parts_of_lines(self) -> frozenset[str]:
        """The names of elements that stand beside text somewhere, and so are parts of a line."""
        return frozenset(each.name for each in self.all[1:] if self.all[each.parent].has_text) - BLOCKS

    def records(self) -> list[range]:
        """The elements that are documents, each as the numbers of its elements: several alike with a head and a field.

        A section has a head as well, but no day and no address of its own.
        """
        parts_of_lines = self.parts_of_lines()
        alike: dict[tuple[int, str], list[int]] = {}
        for number in range(1, len(self.all)):
            if self._is_record(number, parts_of_lines):
                alike.setdefault((self.all[number].parent, self.all[number].name), []).append(number)
        several = max(alike.values(), key=len, default=[])
        return [range(number, self._last(number) + 1) for number in several] if len(several) > 1 else []

    def _is_record(self, number: int, parts_of_lines: frozenset[str]) -> bool:
        children = self.all[number].children
        has_head = any(self.all[child].name in HEADS for child in children)
        return has_head and any(self.kind_of(child, parts_of_lines) in {"field", "page-date"} for child in children)

    def _last(self, number: int) -> int:
        """The last of the elements in an element."""
        while self.all[number].children:
            number = self.all[number].children[-1]
        return number

    def spans(self) -> dict[int, tuple[int, int]]:
        """Where every element stands, its tags included, by its number."""
        found: dict[int, tuple[int, int]] = {}
        for sign in self.signs:
            if isinstance(sign, Tag):
                found[sign.number] = (found.get(sign.number, (sign.start, 0))[0], sign.end)
        return found

    def kind_of(self, number: int, parts_of_lines: frozenset[str]) -> str | None:
        """The kind of furniture that an element is by its name, None if it is text."""
        element = self.all[number]
        if element.name in _SET_ASIDE and element.parent:
            return _SET_ASIDE[element.name]
        if element.children or element.has_sentence or element.has_html or element.name in parts_of_lines:
            return None
        if element.name in _DAYS:
            return "page-date"
        return "field" if element.name in _FIELDS else None


def local_name(name: str) -> str:
    """The name of an element without its prefix; no vocabulary tells names by their case."""
    return name.rpartition(":")[2].lower()


def elements_of(source: str, *, name: str) -> Elements:
    """The elements of a source. Raises `UnreadableSourceError` where they are nested too deep."""
    scan = _Scan(Elements(source), name)
    at = 0
    for sign in SIGN.finditer(source):
        scan.text(at, sign.start())
        at = sign.end()
        if sign["name"]:
            scan.tag(sign)
        elif sign["data"]:
            scan.text(*sign.span("data"), kind="data")
        elif sign["comment"]:
            scan.elements.signs.append(Text(*sign.span("comment"), kind="comment"))
    scan.text(at, len(source))
    scan.close_all(len(source))
    return scan.elements


class _Scan:
    """The elements found so far; an end tag closes the nearest element of its name, and those within it."""

    def __init__(self, elements: Elements, file: str) -> None:
        self.elements = elements
        self._file = file
        self._open = [0]

    def text(self, start: int, end: int, kind: str = "text") -> None:
        """What stands from `start` to `end`."""
        if start == end:
            return
        text = self.elements.source[start:end]
        around = self.elements.all[self._open[-1]]
        around.has_text = around.has_text or not text.isspace()
        around.texts.append((start, end))
        around.has_sentence = around.has_sentence or _SENTENCE.search(text) is not None
        is_html = HTML_WITHIN.match(text) if kind == "data" else ESCAPED_HTML.search(text)
        around.has_html = around.has_html or is_html is not None
        self.elements.signs.append(Text(start, end, kind))

    def tag(self, sign: re.Match[str]) -> None:
        """A tag."""
        if sign["closing"]:
            self._close(local_name(sign["name"]), sign)
            return
        number = len(self.elements.all)
        self.elements.all.append(Element(local_name(sign["name"]), self._open[-1], sign["attributes"]))
        self.elements.all[self._open[-1]].children.append(number)
        empty = sign["attributes"].endswith("/")
        self.elements.signs.append(Tag(number, sign.start(), sign.end(), empty=empty))
        if not empty:
            self._open.append(number)
        if len(self._open) > DEEPEST:
            line = self.elements.source.count("\n", 0, sign.end()) + 1
            reason = f"The file has more than {DEEPEST} elements one in another, more than any document; correct it."
            raise UnreadableSourceError(self._file, f"line {line}", reason)

    def _close(self, name: str, sign: re.Match[str]) -> None:
        if not any(self.elements.all[number].name == name for number in self._open[1:]):
            return  # closes nothing
        while self.elements.all[self._open[-1]].name != name:
            self._end(sign.start(), sign.start())
        self._end(sign.start(), sign.end())

    def _end(self, start: int, end: int) -> None:
        self.elements.signs.append(Tag(self._open.pop(), start, end, closing=True))

    def close_all(self, end: int) -> None:
        """The source is at its end, whatever is still open."""
        while len(self._open) > 1:
            self._end(end, end)
