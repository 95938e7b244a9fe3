"""What the elements around a text say of it: the block it stands in, how it is set, whether it is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bs4.element import Comment, NavigableString, Script, Stylesheet, Tag

from indexer.sources.blocks import Block
from indexer.sources.markup import PLACE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.sources.blocks import Run
    from indexer.sources.markup import Markup

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer form"
        " h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol optgroup option p pre section summary table tbody"
        " td tfoot th thead title tr ul",
    )
)
"""Elements whose text stands by itself."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_HEADING = re.compile(r"h([1-6])")
_STRONG = frozenset({"b", "strong"})
_SHOWN_BY_LINES = frozenset({"pre", "xmp", "listing", "plaintext"})
_NEVER_SHOWN = frozenset({"noscript", "template"})
_SET_IN_ITSELF = frozenset({"table"})  # in the middle of the page, but its text is not

_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|left\s*:\s*-\d{4,}px", re.IGNORECASE)
"""display:none. Not: display:block"""

_ALIGNS = re.compile(r"text-align\s*:\s*(?P<side>\w+)", re.IGNORECASE)
"""text-align: center. Not: vertical-align:middle"""

_KIND_BY_TAG = {
    "title": "page-title",
    "nav": "navigation",
    "aside": "related",
    "figcaption": "caption",
    "footer": "copyright",
    "form": "form",
    "select": "form",
    "button": "form",
    "label": "form",
    "textarea": "form",
}

_KIND_BY_CLASS = (
    (
        "caption",
        re.compile(
            r"\bcaption\b|figcaption|(?:img|image|pic|photo)[-_]?(?:desc|title|note|txt|caption)", re.IGNORECASE
        ),
    ),
    ("share-bar", re.compile(r"\bshare(?!d|holder)|share\b|jiathis|weixin|qrcode|\bqr\b|\w[qQ]r_", re.IGNORECASE)),
    (
        "related",
        re.compile(
            r"relnews|relat(?!ive)|\bcomments?\b|pinglun|recommend|xgxw|xgwz|\bhot(?!el|line)|(?<!has-)(?<!with-)(?<!no-)sidebar|\baside\b",
            re.IGNORECASE,
        ),
    ),
    ("editor", re.compile(r"\beditor\b|zebian|bianji", re.IGNORECASE)),  # not TRS_Editor: that is where the text is
    ("copyright", re.compile(r"copyright|beian|\bfooter|\bfoot\b|cntv_footer", re.IGNORECASE)),
    ("source-line", re.compile(r"\bsource\b|laiyuan|\btime\b|pubtime", re.IGNORECASE)),
    ("tools", re.compile(r"\binfo\b|\bprint|print\b|font-?size|\btools?\b", re.IGNORECASE)),
    ("navigation", re.compile(r"\bnav(?!y)|menu|crumb|\blogo|\bheader|login", re.IGNORECASE)),
)
"""What the class or id of an element says of the texts in it: share-bar, related1. Not: shareholder, relative"""

HOLDS_NO_SENTENCE = frozenset({"editor", "source-line", "tools", "navigation"})
"""Kinds of which a name alone says too little: a word within a line, or an element with sentences in it, is none."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How the texts in an element are set. `block` is the number of the element that they stand by themselves in."""

    block: int = 0
    level: int | None = None
    side: str | None = None
    strong: bool = False
    link: str | None = None  # the address; "" for a link to nowhere
    hidden: bool = False
    by_lines: bool = False  # line breaks are shown as they are written

    def within(self, tag: Tag, number: int) -> Setting:
        """How the texts in a child are set; `number` is the child's."""
        name = tag.name
        heading = _HEADING.fullmatch(name)
        return Setting(
            block=number if name in _BLOCKS else self.block,
            level=int(heading[1]) if heading else self.level,
            side=_side(tag) or (None if name in _SET_IN_ITSELF else self.side),
            strong=self.strong or name in _STRONG,
            link=str(tag.get("href") or "") if name == "a" else self.link,
            hidden=self.hidden or name in _NEVER_SHOWN or _hides(tag),
            by_lines=self.by_lines or name in _SHOWN_BY_LINES,
        )


def _side(tag: Tag) -> str | None:
    """Where the element sets its text: center, right, left, justify; None if it does not say."""
    if tag.name == "center":
        return "center"
    if (style := _ALIGNS.search(str(tag.get("style", "")))) is not None:
        return style["side"].lower()
    align = tag.get("align")
    return align.lower() if isinstance(align, str) and align and tag.name not in _SET_IN_ITSELF else None


def _hides(tag: Tag) -> bool:
    return tag.has_attr("hidden") or bool(_HIDES.search(str(tag.get("style", ""))))


def kind_of_element(tag: Tag) -> str | None:
    """The kind of furniture that the element's tag, class or id says it is."""
    if tag.name in _KIND_BY_TAG:
        return _KIND_BY_TAG[tag.name]
    if not tag.has_attr("class") and not tag.has_attr("id"):
        return None
    names = " ".join(str(name) for name in (*tag.get_attribute_list("class"), tag.get("id", "")))
    kind = next((kind for kind, pattern in _KIND_BY_CLASS if pattern.search(names)), None)
    return None if kind in HOLDS_NO_SENTENCE and tag.name not in _BLOCKS else kind


@dataclass(frozen=True, slots=True)
class Leaf:
    """A text of the tree that is not blank, how it is set, and the elements around it, innermost first, by number.

    `unseen` is its kind if it is a comment, a script or a style sheet.
    """

    runs: tuple[Run, ...]
    setting: Setting
    parent: int
    unseen: str | None = None

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Break:
    """A `<br>`, or the end of a line where lines are shown, and where it stands in the source."""

    start: int
    end: int

    @staticmethod
    def of(tag: Tag) -> Break:
        """The break that a `<br>` is."""
        start, _, end = str(tag[PLACE]).partition("-")
        return Break(int(start), int(end))


@dataclass(frozen=True, slots=True)
class Edge:
    """The beginning of a block."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The elements of a page by number, in the order of the source, each with its parent's number; and its texts."""

    tags: Sequence[Tag]
    parents: Sequence[int]
    pieces: Sequence[Leaf | Break | Edge]

    @property
    def leaves(self) -> Iterator[Leaf]:
        """The texts in order."""
        return (piece for piece in self.pieces if isinstance(piece, Leaf))


def tree_of(markup: Markup) -> Tree:
    """The page as a tree."""
    tags: list[Tag] = [markup.soup]
    parents = [0]
    settings = [Setting()]
    numbers = {id(markup.soup): 0}
    pieces: list[Leaf | Break | Edge] = []
    for element in markup.soup.descendants:
        parent = numbers[id(element.parent)]
        if isinstance(element, Tag):
            number = numbers[id(element)] = len(tags)
            tags.append(element)
            parents.append(parent)
            settings.append(settings[parent].within(element, number))
            if element.name == "br":
                pieces.append(Break.of(element))
            elif settings[number].block == number:
                pieces.append(Edge())
        elif isinstance(element, NavigableString) and (runs := tuple(markup.runs_in(element))):
            leaf = Leaf(runs, settings[parent], parent, _unseen(element, tags[parent]))
            pieces += _by_lines(leaf) if leaf.setting.by_lines and leaf.unseen is None else [leaf]
    return Tree(tags, parents, pieces)


def _by_lines(leaf: Leaf) -> Iterator[Leaf | Break]:
    """The lines of a text that shows them, and the breaks between them."""
    block = Block(leaf.runs)
    at = 0
    for end in _LINE_END.finditer(leaf.text):
        yield from (replace(leaf, runs=runs) for runs in [block.cut(at, end.start()).runs] if runs)
        yield Break(block.cut(end.start(), end.end()).start, block.cut(end.start(), end.end()).end)
        at = end.end()
    yield from (replace(leaf, runs=runs) for runs in [block.cut(at).runs] if runs)


def _unseen(element: NavigableString, parent: Tag) -> str | None:
    if isinstance(element, Comment):
        return "comment"
    if isinstance(element, Script) or parent.name == "script":
        return "script"
    if isinstance(element, Stylesheet) or parent.name == "style":
        return "style"
    return None


def without_hiding(tree: Tree) -> Tree:
    """The tree of a page that shows nothing, with everything shown."""
    pieces = [
        replace(piece, setting=replace(piece.setting, hidden=False)) if isinstance(piece, Leaf) else piece
        for piece in tree.pieces
    ]
    return replace(tree, pieces=pieces)
