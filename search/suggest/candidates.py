"""Queries that may find something where one has found nothing, or say the same in other signs; none is tried here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise
from typing import TYPE_CHECKING

from search.analysis import tokens
from search.analysis.numerals import forms, numerals_in
from search.engines.protocol import Filters, Match
from search.interpretation import all_of, words_of
from search.query.nodes import And, Exclude, Literal, Near, Or, Run, Wildcard, is_placed
from search.query.rewrite import flatten, folded, leaves

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.analysis import Analyzer
    from search.engines.protocol import Request
    from search.interpretation import Interpretation, Limits
    from search.query.nodes import Node
    from search.store.index import Index

FARTHER = 30
"""Characters that may stand between two texts where nothing has them nearer: most of a clause."""

_MOST_NEAR = 3
_LEAST_LETTERS = 2
"""Letters of the shortest part worth suggesting; one character is in every paragraph."""
_LONGEST_BY_TOKENS = 40
"""Tokens of a text whose longest part is looked for token by token; a longer one is cut into words."""


@dataclass(frozen=True, slots=True)
class SuggestionContext:
    """What was asked and how it was understood, and everything to look for something else with."""

    understood: Interpretation
    request: Request
    index: Index
    limits: Limits

    def occurs(self, node: Node) -> bool:
        """Whether any paragraph matches."""
        return self.index.engine.occurs(folded(node, self.index.analyzer), self.request.match, self.request.deadline)

    @property
    def nowhere(self) -> str:
        """How to say that a text was not found."""
        return "does not occur as whole words" if self.request.match is Match.WORD else "does not occur"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A query that may find something within `filters`. `leaf` is the part of the query that it replaces."""

    code: str
    message: str
    node: Node
    filters: Filters
    leaf: str | None = None


def candidates(asked: SuggestionContext, found: int) -> Iterator[Candidate]:
    """Everything that may be worth suggesting, best first."""
    if not found:
        yield from _wider_filters(asked)
    yield from _numerals(asked)
    if found and not asked.understood.missing:
        return
    absent = tuple(_absent(asked))
    for leaf in absent:
        yield from _other_script(leaf, asked)
        yield from _near_wordings(leaf, asked)
    if found:
        return
    for leaf in absent:
        yield from _words(leaf, asked)
        yield from _longest_part(leaf, asked)
    yield from _farther(asked)
    yield from _fewer(asked)


def _wider_filters(asked: SuggestionContext) -> Iterator[Candidate]:
    """The same query with any day, then without any filter."""
    node, filters = asked.understood.searched, asked.request.filters
    yield Candidate("wider-dates", "the same of any day", node, replace(filters, first=None, last=None))
    yield Candidate("no-filters", "the same without filters", node, Filters())


def _numerals(asked: SuggestionContext) -> Iterator[Candidate]:
    """A number in the other ways in which it may be printed."""
    for leaf in _texts(asked.understood.asked):
        text, places = leaf.text, numerals_in(leaf.text)
        for start, end in places:
            for form in forms(text[start:end]):
                if len(form) == end - start == 1:  # 1 and 一: hardly a number in 一个, 一致
                    continue
                other = Literal(text[:start] + form + text[end:])
                yield _swap("numeral", f"{text[start:end]} is also written {form}", leaf, other, asked)
        if len(places) > 1:
            other = Literal(_rewritten(text, places))
            yield _swap("numeral", f"{text} is also written {other.text}", leaf, other, asked)


def _rewritten(text: str, places: Sequence[tuple[int, int]]) -> str:
    """The text with each number in its first other form: 2015年4月20日 as 二〇一五年四月二十日."""
    for start, end in reversed(places):
        form = next(iter(forms(text[start:end])), text[start:end])
        text = text[:start] + form + text[end:]
    return text


def _other_script(leaf: Run | Literal, asked: SuggestionContext) -> Iterator[Candidate]:
    """A text in Simplified characters where characters alone do not say which: 隨著 is 随着."""
    simplified = asked.index.analyzer.simplified(leaf.text)
    if asked.index.analyzer.comparable(simplified).text != asked.index.analyzer.comparable(leaf.text).text:
        message = f"{leaf.text} {asked.nowhere}; in Simplified characters it is {simplified}"
        yield _swap("script", message, leaf, Literal(simplified), asked)


def _near_wordings(leaf: Run | Literal, asked: SuggestionContext) -> Iterator[Candidate]:
    """Phrases of the corpus that differ little from a text that does not occur."""
    text = asked.index.analyzer.comparable(leaf.text).text
    for phrase in asked.index.phrases.nearest(text, limit=_MOST_NEAR):
        yield _swap("near-wording", f"{leaf.text} {asked.nowhere}; {phrase} does", leaf, Literal(phrase), asked)


def _words(leaf: Run | Literal, asked: SuggestionContext) -> Iterator[Candidate]:
    """The words of a text that does not occur."""
    if words := list(dict.fromkeys(words_of(leaf.text, asked.index.analyzer))):
        yield _swap("words", f"the words of {leaf.text}, wherever they stand", leaf, all_of(words), asked)


def _longest_part(leaf: Run | Literal, asked: SuggestionContext) -> Iterator[Candidate]:
    """The longest stretch of a text that some paragraph has, the first of several.

    A stretch of what occurs occurs, so one window that grows at its end and shrinks at its beginning sees them all.
    """
    comparable = asked.index.analyzer.comparable(leaf.text)
    pieces = _pieces(comparable.text, asked.index.analyzer)
    longest = ""
    start = 0
    for end in range(1, len(pieces) + 1):
        while start < end and not asked.occurs(Literal("".join(pieces[start:end]))):
            start += 1
        longest = max(longest, "".join(pieces[start:end]), key=len)
    if sum(map(str.isalnum, longest)) >= _LEAST_LETTERS:
        at = comparable.text.index(longest)
        part = leaf.text[slice(*comparable.original(at, at + len(longest)))]
        yield _swap("part", f"{part} is the longest part of {leaf.text} that occurs", leaf, Literal(part), asked)


def _pieces(text: str, analyzer: Analyzer) -> list[str]:
    """A comparable text in pieces to look for: its tokens; if it is long, its words with what follows each."""
    row = tokens(text)
    if len(row) <= _LONGEST_BY_TOKENS:
        return row
    starts = [0, *(word.start for word in analyzer.words(text)[1:]), len(text)]
    return [text[start:end] for start, end in pairwise(starts)]


def _farther(asked: SuggestionContext) -> Iterator[Candidate]:
    """The same query with more characters between what has to be near."""
    characters = min(FARTHER, asked.limits.query.distance)
    node = flatten(_loosened(asked.understood.searched, characters))
    yield Candidate("farther", f"with up to {characters} characters between", node, asked.request.filters)


def _loosened(node: Node, least: int) -> Node:
    """The tree with every wildcard and every NEAR, but those that are excluded, at least so many characters wide."""
    match node:
        case Wildcard(parts):
            texts: list[Node] = [Literal(part) for part in parts]
            return reduce(lambda left, right: Near(left, right, least), texts)
        case Near(left, right, distance):
            return Near(_loosened(left, least), _loosened(right, least), max(distance, least))
        case Exclude(child, longer):
            return Exclude(_loosened(child, least), longer)
        case And(children):
            return And(tuple(_loosened(child, least) for child in children))
        case Or(children):
            return Or(tuple(_loosened(child, least) for child in children))
        case _:
            return node


def _fewer(asked: SuggestionContext) -> Iterator[Candidate]:
    """All parts of the query but one."""
    node = asked.understood.asked
    if not isinstance(node, And):
        return
    for left_out, child in enumerate(node.children):
        rest = (*node.children[:left_out], *node.children[left_out + 1 :])
        left = And(rest) if len(rest) > 1 else rest[0]
        yield Candidate("fewer", f"without {child}", left, asked.request.filters)


def _texts(node: Node) -> Iterator[Run | Literal]:
    """The leaves of a tree that are plain text, each once."""
    yield from dict.fromkeys(leaf for leaf in leaves(node) if isinstance(leaf, Run | Literal))


def _absent(asked: SuggestionContext) -> Iterator[Run | Literal]:
    """The texts that were asked for and that no paragraph has."""
    for leaf in _texts(asked.understood.asked):
        if leaf in asked.understood.missing or not asked.occurs(leaf):
            yield leaf


def _swap(code: str, message: str, old: Run | Literal, new: Node, asked: SuggestionContext) -> Candidate:
    """The query as it was asked or, where that has not `old`, as it is searched, with `new` in the place of `old`."""
    understood = asked.understood
    node = understood.asked if old in set(leaves(understood.asked)) else understood.searched
    return Candidate(code, message, flatten(_swapped(node, old, new)), asked.request.filters, old.text)


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
