"""Saved pages and fragments of HTML: what a reader of the page sees as its text, and what is the page around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from indexer.sources.blocks import Block, BlockStyle, Furniture, Run
from indexer.sources.elements import Break, Edge, Leaf, tree_of, without_hiding
from indexer.sources.furniture import in_order, kind_of
from indexer.sources.main_content import all_of, content_of
from indexer.sources.markup import markup_of, parse_markup
from indexer.sources.metadata import clean_title, first_day_in
from indexer.sources.page_metadata import page_metadata
from indexer.sources.text import LABEL, SENTENCE_END, parted
from search.analysis.folding import NARROW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indexer.sources.blocks import Metadata
    from indexer.sources.elements import Tree
    from indexer.sources.main_content import Content
    from indexer.sources.markup import Markup, Piece

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_INDENT = re.compile(r"[\s\u3000\xa0]*[\u3000\xa0\u2003]{2}")
_BETWEEN_LINKS = re.compile(r"[\s>|»›·/\-]*(?:正文)?\s*")
_DAY_ALONE = re.compile(r"\s*[（(]?\s*\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日.{0,12}")
"""（2020年3月17日，北京）. Not: 2020年3月17日，双方同意加强各领域务实合作"""

_GOES_ON = re.compile(r"[，、,]\s*$")
_WORD = re.compile(r"\w")
_NARROW = re.compile(NARROW)

SHORTEST_RELATED = 10
"""Characters of a link that is another page's title, and no entry of a menu."""

SHORTEST_ENTRY = 6
"""Characters of a link that is another page's title in a list of pages."""

FEWEST_RELATED = 3
"""Links one after another, each a block of its own, that are no text but a list of other pages."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page or a fragment as read."""

    metadata: Metadata
    blocks: tuple[Block, ...]
    furniture: tuple[Furniture, ...]


def read_html(source: str, start: int = 0) -> Page:
    """The page; `start` is where it stands in its source."""
    markup = parse_markup(source, start)
    tree = tree_of(markup)
    if not any(_is_shown(leaf) for leaf in tree.leaves):
        tree = without_hiding(tree)
    return _page(markup, tree, content_of(markup, tree), start)


def read_whole(pieces: Iterable[Piece], start: int = 0) -> Page:
    """A document that has nothing around its text, as signs and texts; an element may name the furniture that it is."""
    markup = markup_of(pieces, is_fragment=True)
    tree = tree_of(markup)
    return _page(markup, tree, all_of(tree), start)


def _page(markup: Markup, tree: Tree, content: Content, start: int) -> Page:
    placed = _without_links(_placed(tree, content))
    blocks = tuple(each for each in placed if isinstance(each, Block))
    furniture = in_order(each for each in placed if isinstance(each, Furniture))
    metadata = page_metadata(markup, content, furniture, blocks[0].start if blocks else start)
    return Page(metadata, blocks, _titles_named(furniture, metadata.title))


def _is_shown(leaf: Leaf) -> bool:
    return leaf.unseen is None and not leaf.setting.hidden


def _placed(tree: Tree, content: Content) -> list[Block | Furniture]:
    """Every text of the page, in order, as a block of the text or as furniture."""
    placed: list[Block | Furniture] = []
    for kind, group in _groups(tree, content):
        if kind is None:
            placed += _blocks(group)
        else:
            leaves = [piece for piece in group if isinstance(piece, Leaf)]
            block = Block(tuple(run for leaf in leaves for run in leaf.runs)).strip()
            if block.runs:
                placed.append(Furniture(_named(kind, block.text, leaves), block))
    return placed


def _groups(tree: Tree, content: Content) -> Iterator[tuple[str | None, list[Leaf | Break]]]:
    """The texts that stand together in one block, and the breaks between them; their kind, if they are furniture."""
    group: list[Leaf | Break] = []
    last: tuple[int, str | None] | None = None
    edge = False
    for piece in tree.pieces:
        if isinstance(piece, Edge):
            edge = True
        elif isinstance(piece, Break):
            group.append(piece)
        else:
            kind = _kind(piece, content)
            mark = (piece.setting.block, kind)
            seen = piece.unseen is None
            if kind is not None and last == (piece.setting.block, None) and not edge:
                yield kind, [piece]  # a remark within a paragraph does not divide it
                continue
            if last is not None and (mark != last or (edge and seen)):
                yield last[1], group
                group = []
            group.append(piece)
            last = mark
            edge = edge and not seen
    if last is not None:
        yield last[1], group


def _kind(leaf: Leaf, content: Content) -> str | None:
    """The kind of furniture that a text is, None if it is of the text."""
    return leaf.unseen or ("hidden" if leaf.setting.hidden else content.kind_around(leaf))


def _named(kind: str, text: str, leaves: Sequence[Leaf]) -> str:
    """The kind of furniture, by its own words where nothing around it says more."""
    if kind not in {"boilerplate", "navigation"}:
        return kind
    if (own := kind_of(text)) is not None:
        return own
    is_link = all(leaf.setting.link is not None for leaf in leaves)
    return "related" if kind == "boilerplate" and is_link and len(text) >= SHORTEST_RELATED else kind


def _blocks(group: Sequence[Leaf | Break]) -> Iterator[Block | Furniture]:
    """The blocks of a group, lines that belong to the page set aside."""
    for line in _lines(group):
        style = _look(line)
        if _leads_elsewhere(line):
            yield Furniture("navigation", Block(tuple(run for leaf in line for run in leaf.runs)).strip())
            continue
        block = Block(tuple(_as_shown([run for leaf in line for run in leaf.runs])), style)
        for piece in parted(block, after=SENTENCE_END):
            kind = kind_of(piece.text)
            yield piece if kind is None else Furniture(kind, piece)


def _lines(group: Sequence[Leaf | Break]) -> Iterator[list[Leaf]]:
    """The paragraphs of a group: its lines, those joined that were broken for their looks only."""
    lines: list[list[Leaf]] = []
    breaks: list[list[Break]] = [[]]  # those before each line
    for piece in group:
        if isinstance(piece, Break):
            breaks[-1].append(piece)
        elif lines and not breaks[-1]:
            lines[-1].append(piece)
        elif piece.text.strip():
            lines.append([piece])
            breaks.append([])
    own = [_begins_anew(before, line) for before, line in pairwise(lines)]
    mostly = len(own) > 2 and sum(own) * 2 >= len(own)
    joined = lines[0] if lines else []
    for index, (before, line) in enumerate(pairwise(lines), 1):
        far = len(breaks[index]) > 1
        if far or own[index - 1] or (mostly and not _GOES_ON.search(_text(before))):
            yield joined
            joined = line
        else:
            joined = [*joined, *_joint(before, breaks[index][0], line), *line]
    if joined:
        yield joined


def _joint(before: Sequence[Leaf], at: Break, line: Sequence[Leaf]) -> Iterator[Leaf]:
    """A blank that stands for the break between two lines read as one, if it divides two Latin words."""
    if _NARROW.match(_text(before)[-1:]) and _NARROW.match(_text(line)):
        yield replace(line[0], runs=(Run(" ", at.start, at.end),))


def _text(line: Iterable[Leaf]) -> str:
    return "".join(leaf.text for leaf in line)


def _begins_anew(before: Sequence[Leaf], line: Sequence[Leaf]) -> bool:
    """Whether a line after a break is a paragraph of its own.

    It is indented or labelled, set otherwise, a day or a line of the page; or a sentence ends before it.
    """
    text = _text(line)
    if _is_entry(before) or _is_entry(line):
        return True
    if _INDENT.match(text) or LABEL.match(text) or SENTENCE_END.search(_text(before).rstrip()):
        return True
    return bool(_look(before).strong != _look(line).strong or _DAY_ALONE.fullmatch(text) or kind_of(text))


def _as_shown(runs: Sequence[Run]) -> Iterator[Run]:
    """The runs with blanks as a reader sees them: one for many, and none for a line break between Han characters."""
    before = ""
    for piece, following in pairwise([*(piece for run in runs for piece in _pieces(run)), None]):
        if piece is None:
            continue
        if not _BLANKS.fullmatch(piece.text):
            yield piece
        elif "\n" not in piece.text or (_NARROW.match(before) and following and _NARROW.match(following.text)):
            yield Run(" ", piece.start, piece.end)
        before = piece.text[-1:]


def _pieces(run: Run) -> Iterator[Run]:
    """The words of a run and the blanks between them; an entity as it is."""
    if run.end - run.start != len(run.text):
        yield run
        return
    at = 0
    for gap in _BLANKS.finditer(run.text):
        yield from (run.cut(*ends) for ends in ((at, gap.start()), gap.span()) if ends[0] < ends[1])
        at = gap.end()
    if at < len(run.text):
        yield run.cut(at, len(run.text))


def _leads_elsewhere(line: Sequence[Leaf]) -> bool:
    """Whether a line is several links and what divides them: 首页 > 新闻 > 正文."""
    links = {leaf.setting.link for leaf in line} - {None}
    between = _text(leaf for leaf in line if leaf.setting.link is None)
    return len(links) > 1 and _BETWEEN_LINKS.fullmatch(between) is not None


def _look(line: Sequence[Leaf]) -> BlockStyle:
    """How the texts of a block are set."""
    settings = [leaf.setting for leaf in line if leaf.text.strip()] or [line[0].setting]
    links = {setting.link for setting in settings}
    return BlockStyle(
        level=settings[0].level,
        centered=settings[0].side == "center",
        right=settings[0].side == "right",
        strong=all(setting.strong for setting in settings),
        link=(links.pop() or None) if len(links) == 1 else None,
        entry=_is_entry(line),
    )


def _is_entry(line: Sequence[Leaf]) -> bool:
    """Whether a line begins with a link that is most of it: a page's title, and its day."""
    shown = [leaf for leaf in line if leaf.text.strip()]
    linked = sum(len(leaf.text) for leaf in shown if leaf.setting.link)
    first = next((leaf for leaf in shown if _WORD.search(leaf.text)), None)
    is_first = first is not None and (bool(first.setting.link) or first_day_in(first.text) is not None)
    return is_first and linked >= SHORTEST_ENTRY and linked * 2 >= sum(len(leaf.text) for leaf in shown)


def _without_links(placed: Sequence[Block | Furniture]) -> list[Block | Furniture]:
    """The texts, with lists of links to other pages set aside."""
    sorted_out: list[Block | Furniture] = []
    for is_link, group in groupby(placed, key=lambda each: isinstance(each, Block) and each.style.link is not None):
        links = list(group)
        if is_link and len(links) >= FEWEST_RELATED:
            sorted_out += [Furniture("related", link) for link in links if isinstance(link, Block)]
        else:
            sorted_out += links
    return sorted_out


def _titles_named(furniture: Sequence[Furniture], title: str | None) -> tuple[Furniture, ...]:
    """The furniture, where it repeats the title called so."""
    return tuple(
        Furniture("page-title", each.block)
        if each.kind in {"boilerplate", "navigation"} and title and clean_title(each.block.text) == title
        else each
        for each in furniture
    )
