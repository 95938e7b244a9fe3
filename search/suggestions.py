"""What would find something, or something else: never done in silence, always offered with its count."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise
from typing import TYPE_CHECKING

from search.analysis import tokens
from search.engines.protocol import Filters, Request
from search.errors import QueryTimeoutError
from search.numerals import forms, numerals_in
from search.query.nodes import And, Exclude, Literal, Near, Or, Run, Wildcard, is_placed
from search.query.rewrite import flatten, folded, leaves
from search.understanding import Notice, all_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.analysis import Analyzer
    from search.index import Index
    from search.query.nodes import Node
    from search.understanding import Understood

MOST = 8
"""Suggestions of one answer; a longer list is not read."""

FARTHER = 30
"""Characters that may stand between two texts where nothing has them nearer: most of a clause."""

_MOST_NEAR = 3
_SHORTEST_PART = 2
_LONGEST_BY_TOKENS = 40
"""Tokens of a text whose longest part is looked for token by token; a longer one is cut into words."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Another query and how many paragraphs it finds within `filters`. `leaf` is the part of the query concerned."""

    code: str
    message: str
    q: str
    filters: Filters
    paragraphs: int
    leaf: str | None = None


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The suggestions, best first, and a notice where the time was up before all had been looked for."""

    items: tuple[Suggestion, ...] = ()
    notices: tuple[Notice, ...] = ()


def suggestions(understood: Understood, request: Request, found: int, index: Index) -> Suggestions:
    """What to ask instead of a query that has found so many paragraphs, or besides it."""
    search = _Search(understood, request, index)
    items: list[Suggestion] = []
    tried = {(str(understood.asked), request.filters), (understood.parsed, request.filters)}
    try:
        for idea in _ideas(search, found):
            if (str(idea.node), idea.filters) in tried:
                continue
            tried.add((str(idea.node), idea.filters))
            if count := search.count(idea):
                items.append(Suggestion(idea.code, idea.message, str(idea.node), idea.filters, count, idea.leaf))
            if len(items) == MOST:
                break
    except QueryTimeoutError:  # the answer itself is there already
        return Suggestions(tuple(items), (Notice("suggestions-incomplete", "no time was left to look for more"),))
    return Suggestions(tuple(items))


@dataclass(frozen=True, slots=True)
class _Search:
    """What the suggestions are for, and everything to look for them with."""

    understood: Understood
    request: Request
    index: Index

    def occurs(self, node: Node) -> bool:
        """Whether any paragraph matches."""
        return self.index.engine.occurs(folded(node, self.index.analyzer), self.request.match, self.request.deadline)

    def count(self, idea: _Idea) -> int:
        """How many paragraphs an idea finds."""
        node = folded(idea.node, self.index.analyzer)
        asked = Request(node, self.request.match, idea.filters, limit=0, occurrences_bound=0)
        return self.index.engine.search(replace(asked, deadline=self.request.deadline)).totals.paragraphs


@dataclass(frozen=True, slots=True)
class _Idea:
    """A query that may find something."""

    code: str
    message: str
    node: Node
    filters: Filters
    leaf: str | None = None


def _ideas(search: _Search, found: int) -> Iterator[_Idea]:
    """Everything that may be worth suggesting, best first."""
    if not found:
        yield from _wider_filters(search)
    yield from _numerals(search)
    if found and not search.understood.missing:
        return
    absent = tuple(_absent(search))
    for leaf in absent:
        yield from _near_wordings(leaf, search)
    if found:
        return
    for leaf in absent:
        yield from _words(leaf, search)
        yield from _longest_part(leaf, search)
    yield from _farther(search)
    yield from _fewer(search)


def _wider_filters(search: _Search) -> Iterator[_Idea]:
    """The same query with any day, then without any filter."""
    node, filters = search.understood.searched, search.request.filters
    yield _Idea("wider-dates", "the same of any day", node, replace(filters, first=None, last=None))
    yield _Idea("no-filters", "the same without filters", node, Filters())


def _numerals(search: _Search) -> Iterator[_Idea]:
    """A number in the other ways in which it may be printed."""
    for leaf in _texts(search.understood.searched):
        text, places = leaf.text, numerals_in(leaf.text)
        for start, end in places:
            for form in forms(text[start:end]):
                other = Literal(text[:start] + form + text[end:])
                yield _swap("numeral", f"{text[start:end]} is also written {form}", leaf, other, search)
        if len(places) > 1:
            other = Literal(_rewritten(text, places))
            yield _swap("numeral", f"{text} is also written {other.text}", leaf, other, search)


def _rewritten(text: str, places: Sequence[tuple[int, int]]) -> str:
    """The text with each number in its first other form: 2015年4月20日 as 二〇一五年四月二十日."""
    for start, end in reversed(places):
        form = next(iter(forms(text[start:end])), text[start:end])
        text = text[:start] + form + text[end:]
    return text


def _near_wordings(leaf: Run | Literal, search: _Search) -> Iterator[_Idea]:
    """Phrases of the corpus that differ little from a text that does not occur."""
    text = search.index.analyzer.comparable(leaf.text).text
    for phrase in search.index.phrases.nearest(text, limit=_MOST_NEAR):
        yield _swap("near-wording", f"{leaf.text} does not occur; {phrase} does", leaf, Literal(phrase), search)


def _words(leaf: Run | Literal, search: _Search) -> Iterator[_Idea]:
    """The words of a text that does not occur."""
    if words := list(dict.fromkeys(words_of(leaf.text, search.index.analyzer))):
        yield _swap("words", f"the words of {leaf.text}, wherever they stand", leaf, all_of(words), search)


def _longest_part(leaf: Run | Literal, search: _Search) -> Iterator[_Idea]:
    """The longest stretch of a text that some paragraph has, the first of several.

    A stretch of what occurs occurs, so one window that grows at its end and shrinks at its beginning sees them all.
    """
    pieces = _pieces(search.index.analyzer.comparable(leaf.text).text, search.index.analyzer)
    longest = ""
    start = 0
    for end in range(1, len(pieces) + 1):
        while start < end and not search.occurs(Literal("".join(pieces[start:end]))):
            start += 1
        longest = max(longest, "".join(pieces[start:end]), key=len)
    if len(longest) >= _SHORTEST_PART:
        message = f"{longest} is the longest part of {leaf.text} that occurs"
        yield _swap("part", message, leaf, Literal(longest), search)


def _pieces(text: str, analyzer: Analyzer) -> list[str]:
    """A comparable text in pieces to look for: its tokens; if it is long, its words with what follows each."""
    row = tokens(text)
    if len(row) <= _LONGEST_BY_TOKENS:
        return row
    starts = [0, *(word.start for word in analyzer.words(text)[1:]), len(text)]
    return [text[start:end] for start, end in pairwise(starts)]


def _farther(search: _Search) -> Iterator[_Idea]:
    """The same query with more characters between what has to be near."""
    node = flatten(_loosened(search.understood.searched))
    yield _Idea("farther", f"with up to {FARTHER} characters between", node, search.request.filters)


def _loosened(node: Node) -> Node:
    """The tree with every wildcard and every NEAR, but those that are excluded, `FARTHER` characters wide."""
    match node:
        case Wildcard(parts):
            texts: list[Node] = [Literal(part) for part in parts]
            return reduce(lambda left, right: Near(left, right, FARTHER), texts)
        case Near(left, right, distance):
            return Near(_loosened(left), _loosened(right), max(distance, FARTHER))
        case Exclude(child, longer):
            return Exclude(_loosened(child), longer)
        case And(children):
            return And(tuple(map(_loosened, children)))
        case Or(children):
            return Or(tuple(map(_loosened, children)))
        case _:
            return node


def _fewer(search: _Search) -> Iterator[_Idea]:
    """All parts of the query but one."""
    asked = search.understood.asked
    if not isinstance(asked, And):
        return
    for left_out, child in enumerate(asked.children):
        rest = (*asked.children[:left_out], *asked.children[left_out + 1 :])
        node = And(rest) if len(rest) > 1 else rest[0]
        yield _Idea("fewer", f"without {child}", node, search.request.filters)


def _texts(node: Node) -> Iterator[Run | Literal]:
    """The leaves of a tree that are plain text, each once."""
    yield from dict.fromkeys(leaf for leaf in leaves(node) if isinstance(leaf, Run | Literal))


def _absent(search: _Search) -> Iterator[Run | Literal]:
    """The texts that were asked for and that no paragraph has."""
    for leaf in _texts(search.understood.asked):
        if leaf in search.understood.missing or not search.occurs(leaf):
            yield leaf


def _swap(code: str, message: str, old: Run | Literal, new: Node, search: _Search) -> _Idea:
    """The query as it was asked or, where that has not `old`, as it is searched, with `new` in the place of `old`."""
    understood = search.understood
    node = understood.asked if old in set(leaves(understood.asked)) else understood.searched
    return _Idea(code, message, flatten(_swapped(node, old, new)), search.request.filters, old.text)


def _swapped(node: Node, old: Run | Literal, new: Node) -> Node:
    """The tree with `new` wherever `old` stands and `new` may stand: what is excluded stays excluded."""
    match node:
        case Run() | Literal():
            return new if node == old else node
        case Exclude(child, longer):
            return Exclude(_swapped(child, old, new), longer) if is_placed(new) else node
        case Near(left, right, distance):
            return Near(_swapped(left, old, new), _swapped(right, old, new), distance) if is_placed(new) else node
        case And(children):
            return And(tuple(_swapped(child, old, new) for child in children))
        case Or(children):
            return Or(tuple(_swapped(child, old, new) for child in children))
        case _:
            return node
