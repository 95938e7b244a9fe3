"""Candidates for suggestions: queries that may find something instead, or that write the same differently."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise
from typing import TYPE_CHECKING

from search.analysis import tokens
from search.analysis.numerals import is_counted
from search.analysis.printed_numbers import numbers_in, other_forms
from search.engines.protocol import Filters, Match
from search.query.nodes import And, Exclude, Literal, Near, Or, Run, Wildcard, is_placed
from search.query.rewrite import flatten, folded, leaves
from search.relaxation import all_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.analysis import Analyzer
    from search.engines.protocol import Request
    from search.interpretation import Interpretation, Limits
    from search.query.nodes import Node
    from search.store.index import Index

FARTHER = 30
"""The distance that is suggested where a smaller one finds nothing: most of a clause."""

_MOST_NEAR = 3
_LEAST_LETTERS = 2
"""The length of the shortest part worth suggesting; single characters are in every paragraph."""
_LONGEST_BY_TOKENS = 40
"""The most tokens of a text whose longest part is searched token by token; a longer text is segmented into words."""


@dataclass(frozen=True, slots=True)
class SuggestionContext:
    """The query, its interpretation, and the index to find other queries in."""

    interpretation: Interpretation
    request: Request
    index: Index
    limits: Limits

    def occurs(self, node: Node) -> bool:
        """Whether any paragraph matches the node."""
        return self.index.engine.occurs(folded(node, self.index.analyzer), self.request.match, self.request.deadline)

    @property
    def nowhere(self) -> str:
        """The phrase of a message that says that a text was not found."""
        return "does not occur as whole words" if self.request.match is Match.WORD else "does not occur"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A query that may find something within `filters`. `leaf` is the part of the query that it replaces."""

    code: str
    message: str
    node: Node
    filters: Filters
    leaf: str | None = None


def candidates(context: SuggestionContext, found: int) -> Iterator[Candidate]:
    """The candidates, best first."""
    if not found:
        yield from _wider_filters(context)
    yield from _numerals(context)
    if found and not context.interpretation.missing:
        return
    absent = tuple(_absent(context))
    for leaf in absent:
        yield from _near_wordings(leaf, context)
    if found:
        return
    for leaf in absent:
        yield from _words(leaf, context)
        yield from _longest_part(leaf, context)
    yield from _farther(context)
    yield from _fewer(context)


def _wider_filters(context: SuggestionContext) -> Iterator[Candidate]:
    """The same query without the range of days, then without any filter."""
    node, filters = context.interpretation.searched, context.request.filters
    yield Candidate(
        "wider-dates", "The same query matches without the date range.", node, replace(filters, first=None, last=None)
    )
    yield Candidate("no-filters", "The same query matches without filters.", node, Filters())


def _numerals(context: SuggestionContext) -> Iterator[Candidate]:
    """Other notations of a number."""
    for leaf in _texts(context.interpretation.asked):
        text, places = leaf.text, numbers_in(leaf.text)
        for start, end in places:
            for form in other_forms(text[start:end]):
                if len(form) == end - start == 1 and not is_counted(text, start, end):  # 1 and 一, as in 一致
                    continue
                other = Literal(text[:start] + form + text[end:])
                yield _swap("numeral", f"{text[start:end]} is also written {form}.", leaf, other, context)
        if len(places) > 1:
            other = Literal(_rewritten(text, places))
            yield _swap("numeral", f"{text} is also written {other.text}.", leaf, other, context)


def _rewritten(text: str, places: Sequence[tuple[int, int]]) -> str:
    """The text with each number in its first other notation: 2015年4月20日 as 二〇一五年四月二十日."""
    for start, end in reversed(places):
        form = next(iter(other_forms(text[start:end])), text[start:end])
        text = text[:start] + form + text[end:]
    return text


def _near_wordings(leaf: Run | Literal, context: SuggestionContext) -> Iterator[Candidate]:
    """Similar phrases of the corpus in place of a text that does not occur."""
    context.request.deadline.check()
    analyzer = context.index.analyzer
    for compared in context.index.phrases.nearest(analyzer.comparable(leaf.text).text, limit=_MOST_NEAR):
        phrase = analyzer.spelled(compared)
        yield _swap("near-wording", f"{leaf.text} {context.nowhere}; {phrase} does.", leaf, Literal(phrase), context)


def _words(leaf: Run | Literal, context: SuggestionContext) -> Iterator[Candidate]:
    """The words of a text that does not occur."""
    if words := list(dict.fromkeys(words_of(leaf.text, context.index.analyzer))):
        yield _swap("words", f"The words of {leaf.text} match in any position.", leaf, all_of(words), context)


def _longest_part(leaf: Run | Literal, context: SuggestionContext) -> Iterator[Candidate]:
    """The longest part of a text that occurs in some paragraph, the first of several.

    Every part of a text that occurs also occurs, so a sliding window that grows at its end and shrinks at its start
    suffices.
    """
    comparable = context.index.analyzer.comparable(leaf.text)
    units = _units(comparable.text, context.index.analyzer)
    longest = ""
    start = 0
    for end in range(1, len(units) + 1):
        while start < end and not context.occurs(Literal("".join(units[start:end]))):
            start += 1
        longest = max(longest, "".join(units[start:end]), key=len)
    if sum(map(str.isalnum, longest)) >= _LEAST_LETTERS:
        at = comparable.text.index(longest)
        part = leaf.text[slice(*comparable.original(at, at + len(longest)))]
        yield _swap("part", f"{part} is the longest part of {leaf.text} that occurs.", leaf, Literal(part), context)


def _units(text: str, analyzer: Analyzer) -> list[str]:
    """The units of a comparable text: its tokens or, if it is long, its words, each with the text up to the next."""
    row = tokens(text)
    if len(row) <= _LONGEST_BY_TOKENS:
        return row
    starts = [0, *(word.start for word in analyzer.words(text)[1:]), len(text)]
    return [text[start:end] for start, end in pairwise(starts)]


def _farther(context: SuggestionContext) -> Iterator[Candidate]:
    """The same query with larger distances for NEAR and wildcards."""
    characters = min(FARTHER, context.limits.query.distance)
    node = flatten(_loosened(context.interpretation.searched, characters))
    yield Candidate(
        "farther",
        f"The query matches with up to {characters} characters between the texts.",
        node,
        context.request.filters,
    )


def _loosened(node: Node, least: int) -> Node:
    """The tree with every wildcard and every NEAR widened to at least `least` characters, except in negations."""
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


def _fewer(context: SuggestionContext) -> Iterator[Candidate]:
    """The query without one of its parts."""
    node = context.interpretation.asked
    if not isinstance(node, And):
        return
    for left_out, child in enumerate(node.children):
        rest = (*node.children[:left_out], *node.children[left_out + 1 :])
        left = And(rest) if len(rest) > 1 else rest[0]
        yield Candidate("fewer", f"The query matches without {child}.", left, context.request.filters)


def _texts(node: Node) -> Iterator[Run | Literal]:
    """The distinct leaves of a tree that are plain text."""
    yield from dict.fromkeys(leaf for leaf in leaves(node) if isinstance(leaf, Run | Literal))


def _absent(context: SuggestionContext) -> Iterator[Run | Literal]:
    """The texts of the query that occur in no paragraph."""
    for leaf in _texts(context.interpretation.asked):
        if leaf in context.interpretation.missing or not context.occurs(leaf):
            yield leaf


def _swap(code: str, message: str, old: Run | Literal, new: Node, context: SuggestionContext) -> Candidate:
    """The query as written or, if that does not have `old`, as searched, with `new` in place of `old`."""
    interpretation = context.interpretation
    node = interpretation.asked if old in set(leaves(interpretation.asked)) else interpretation.searched
    return Candidate(code, message, flatten(_swapped(node, old, new)), context.request.filters, old.text)


def _swapped(node: Node, old: Run | Literal, new: Node) -> Node:
    """The tree with `old` replaced by `new`, except inside an exclusion."""
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
