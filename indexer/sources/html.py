"""Saved pages and fragments of HTML: what a reader of the page sees as its text, and what is the page around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bs4.element import Comment, NavigableString, Script, Stylesheet, Tag, TemplateString

from indexer.sources.blocks import Block, Furniture, Look, Run
from indexer.sources.furniture import sort_out
from indexer.sources.markup import parse_markup
from indexer.sources.templates import content_of, page_metadata
from indexer.sources.text import SENTENCE_END
from search.analysis.folding import NARROW

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.sources.blocks import Metadata
    from indexer.sources.markup import Markup

BLOCK_TAGS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer form"
        " h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td tfoot th thead title tr ul",
    )
)
"""Elements whose text stands by itself."""

_HEADING = re.compile(r"h([1-6])")
_STRONG = frozenset({"b", "strong"})
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_INDENT = re.compile(r"[\s\u3000\xa0]*[\u3000\xa0]{2}")
_HIDES = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|left\s*:\s*-\d{4,}px", re.IGNORECASE)
_CENTERS = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_SETS_RIGHT = re.compile(r"text-align\s*:\s*right", re.IGNORECASE)
_NARROW = re.compile(NARROW)

_KIND_BY_CLASS = (
    ("share-bar", re.compile(r"share|jiathis|weixin|qr", re.IGNORECASE)),
    ("related", re.compile(r"relnews|related|recommend|xgxw", re.IGNORECASE)),
    ("editor", re.compile(r"editor|zebian|bianji", re.IGNORECASE)),
    ("copyright", re.compile(r"copyright|beian", re.IGNORECASE)),
    ("source-line", re.compile(r"source|laiyuan|\btime\b|pubtime", re.IGNORECASE)),
    ("tools", re.compile(r"\binfo\b|print|font-?size|tools?\b", re.IGNORECASE)),
    ("navigation", re.compile(r"\bnav|menu|crumb|logo|header|footer|login", re.IGNORECASE)),
)
"""What the name of an element around a text says of it; only outside the content."""

_KIND_BY_TAG = {
    "title": "page-title",
    "nav": "navigation",
    "header": "navigation",
    "footer": "copyright",
    "form": "form",
    "select": "form",
    "button": "form",
    "label": "form",
    "textarea": "form",
}
_ALWAYS_ASIDE = frozenset({"share-bar", "editor"})
"""Kinds that are furniture even inside the content, when the class says so."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page or a fragment as read."""

    metadata: Metadata
    blocks: tuple[Block, ...]
    furniture: tuple[Furniture, ...]


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A text of the tree. `block` is the element it stands by itself in; `aside` its kind if it is furniture."""

    runs: tuple[Run, ...]
    parents: tuple[Tag, ...]
    block: Tag
    aside: str | None


@dataclass(frozen=True, slots=True)
class _Break:
    """A `<br>`."""


def read_html(source: str, start: int = 0) -> Page:
    """The page; `start` is where it stands in its source."""
    markup = parse_markup(source, start)
    content = content_of(markup)
    leaves = list(_leaves(markup, content.element))
    blocks: list[Block] = []
    furniture: list[Furniture] = []
    for group in _groups(leaves):
        _place(group, blocks, furniture)
    sorted_out = sort_out(blocks)
    furniture += sorted_out.furniture
    texts = [each.block.text for each in furniture]
    return Page(page_metadata(markup, content, texts), sorted_out.blocks, tuple(furniture))


def _place(group: Sequence[_Leaf | _Break], blocks: list[Block], furniture: list[Furniture]) -> None:
    """Add the blocks of a group to those of the text, or to the furniture."""
    leaves = [leaf for leaf in group if isinstance(leaf, _Leaf)]
    aside = leaves[0].aside
    if aside is not None:
        runs = tuple(run for leaf in leaves for run in leaf.runs)
        furniture.append(Furniture(aside, Block(runs)))
        return
    for lines in _split_at_breaks(group):
        look = _look(lines)
        runs = tuple(_joined([run for leaf in lines for run in leaf.runs]))
        block = Block(runs, look).strip()
        if block.runs:
            blocks.append(block)


def _leaves(markup: Markup, content: Tag) -> Iterator[_Leaf | _Break]:
    """The texts of the page that are not blank, and the line breaks among them, in order."""
    for element in markup.soup.descendants:
        if isinstance(element, Tag):
            if element.name == "br":
                yield _Break()
            continue
        if not isinstance(element, NavigableString):
            continue
        runs = tuple(markup.runs_in(element))
        if not runs:
            continue
        parents = tuple(element.parents)
        block = next((parent for parent in parents if parent.name in BLOCK_TAGS), parents[-1])
        yield _Leaf(runs, parents, block, _aside(element, parents, content))


def _aside(element: NavigableString, parents: Sequence[Tag], content: Tag) -> str | None:
    """The kind of furniture that a text is, None if it belongs to the content."""
    if isinstance(element, Comment):
        return "comment"
    if isinstance(element, Script) or any(parent.name == "script" for parent in parents):
        return "script"
    if isinstance(element, Stylesheet) or any(parent.name == "style" for parent in parents):
        return "style"
    if isinstance(element, TemplateString) or any(map(_is_hidden, parents)):
        return "hidden"
    inside = content in parents
    for parent in parents:
        if parent is content:
            break
        kind = _kind_of_element(parent)
        if kind is not None and (not inside or kind in _ALWAYS_ASIDE):
            return kind
    return None if inside else "boilerplate"


def _is_hidden(element: Tag) -> bool:
    return (
        element.name in {"noscript", "template"}
        or element.has_attr("hidden")
        or bool(_HIDES.search(str(element.get("style", ""))))
    )


def _kind_of_element(element: Tag) -> str | None:
    """What the element's tag, class or id says that the texts in it are."""
    if element.name in _KIND_BY_TAG:
        return _KIND_BY_TAG[element.name]
    names = " ".join([*(element.get_attribute_list("class")), str(element.get("id", ""))])
    return next((kind for kind, pattern in _KIND_BY_CLASS if pattern.search(names)), None)


def _groups(leaves: Sequence[_Leaf | _Break]) -> Iterator[list[_Leaf | _Break]]:
    """The texts that stand together in one block, with the breaks between them."""
    group: list[_Leaf | _Break] = []
    last: _Leaf | None = None
    for leaf in leaves:
        if isinstance(leaf, _Break):
            if group:
                group.append(leaf)
            continue
        if last is not None and (leaf.block is not last.block or leaf.aside != last.aside):
            yield group
            group = []
        group.append(leaf)
        last = leaf
    if group:
        yield group


def _split_at_breaks(group: Sequence[_Leaf | _Break]) -> Iterator[list[_Leaf]]:
    """The lines of a group, those joined that are one paragraph broken for its looks."""
    lines: list[_Leaf] = []
    breaks = 0
    for leaf in group:
        if isinstance(leaf, _Break):
            breaks += 1
            continue
        if lines and breaks and (breaks > 1 or _begins_anew(lines, leaf)):
            yield lines
            lines = []
        lines.append(leaf)
        breaks = 0
    if lines:
        yield lines


def _begins_anew(lines: Sequence[_Leaf], leaf: _Leaf) -> bool:
    """Whether a line after a break is a paragraph of its own: it is indented, or a sentence ends before it."""
    before = "".join(run.text for line in lines for run in line.runs)
    return bool(_INDENT.match(leaf.runs[0].text)) or bool(SENTENCE_END.search(before.rstrip()))


def _joined(runs: Sequence[Run]) -> Iterator[Run]:
    """The runs with blanks as a reader sees them: one for many, and none for a line break between Han characters."""
    last = ""
    for run in runs:
        if run.end - run.start != len(run.text):
            yield run
            last = run.text[-1:] or last
            continue
        at = 0
        for gap in (*_BLANKS.finditer(run.text), None):
            piece = run.cut(at, gap.start() if gap else len(run.text))
            if piece.text:
                yield piece
                last = piece.text[-1]
            if gap:
                following = run.text[gap.end() : gap.end() + 1]
                if "\n" not in gap.group() or _NARROW.match(last) or _NARROW.match(following):
                    yield Run(" ", run.start + gap.start(), run.start + gap.end())
                at = gap.end()


def _look(leaves: Sequence[_Leaf]) -> Look:
    """How the texts are set."""
    parents = leaves[0].parents
    heading = next((match for parent in parents if (match := _HEADING.fullmatch(parent.name))), None)
    styles = [(parent, str(parent.get("style", ""))) for parent in parents]
    links = {id(link): link for leaf in leaves for link in leaf.parents if link.name == "a"}
    all_linked = all(any(parent.name == "a" for parent in leaf.parents) for leaf in leaves)
    href = next(iter(links.values())).get("href") if len(links) == 1 and all_linked else None
    return Look(
        level=int(heading[1]) if heading else None,
        centered=any(p.name == "center" or p.get("align") == "center" or _CENTERS.search(style) for p, style in styles),
        right=any(p.get("align") == "right" or _SETS_RIGHT.search(style) for p, style in styles),
        strong=all(any(p.name in _STRONG for p in leaf.parents) for leaf in leaves if _visible(leaf)),
        link=href if isinstance(href, str) else None,
    )


def _visible(leaf: _Leaf) -> bool:
    return any(run.text.strip() for run in leaf.runs)
