"""The spans of a text that match a node. This module defines what a match is.

Both the tree (`rewrite.folded`) and the text (`Analyzer.comparable`) are in comparable form.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, assert_never

from search.analysis.folding import splits_a_run
from search.query.nodes import And, Everything, Exclude, Literal, Near, Not, Or, Run, Wildcard

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from search.query.nodes import Node

Span = tuple[int, int]
"""Half-open, in code points of the comparable text."""

WILDCARD_CHARACTERS = 8
"""The most characters that a wildcard matches; the fewest is one."""

_SENTENCE_END = re.compile(r"[。！？；!?;]")
"""Ends of sentences, which a wildcard never matches, in full width and in comparable form."""


def match(node: Node, text: str, inside: int = 0) -> frozenset[Span] | None:
    """Every span of the text that makes the node match; None if it does not match.

    `inside` has a bit for every offset at which no span of a leaf may begin or end (`Analyzed.inside`: matches of whole
    words only). A negation has no spans, so a match may be the empty set. An alternative that does not match adds none.
    """
    match node:
        case Everything():
            return frozenset()
        case Run() | Literal() | Wildcard() | Exclude() | Near():
            return frozenset(_places(node, text, inside)) or None
        case Not(child):
            return frozenset() if match(child, text, inside) is None else None
        case And(children):
            return _all(children, text, inside)
        case Or(children):
            found = [spans for child in children if (spans := match(child, text, inside)) is not None]
            return frozenset().union(*found) if found else None
        case _:
            assert_never(node)


def _all(children: tuple[Node, ...], text: str, inside: int) -> frozenset[Span] | None:
    """The spans of all the children; None if any does not match."""
    union: frozenset[Span] = frozenset()
    for child in children:
        spans = match(child, text, inside)
        if spans is None:
            return None
        union |= spans
    return union


def _places(node: Node, text: str, inside: int) -> Collection[Span]:
    """The spans of a node that has positions in a text (`nodes.is_placed`)."""
    match node:
        case Run(pattern) | Literal(pattern):
            return [span for span in occurrences(pattern, text) if _is_whole(span, inside)]
        case Wildcard(parts):
            return shortest(span for span in _wildcard_spans(parts, text) if _is_whole(span, inside))
        case Exclude(child, longer):
            # The excluded text matches as a substring even in word mode: 发展中国家 excludes the 中国 in it.
            around = {span for each in longer for span in _places(each, text, 0)}
            return _not_part_of(around, _places(child, text, inside))
        case Near(left, right, distance):
            return shortest(_near_spans(_places(left, text, inside), _places(right, text, inside), distance))
        case Or(children):
            return {span for child in children for span in _places(child, text, inside)}
        case _:
            raise TypeError(f"The node {node!r} has no occurrences.")


def occurrences(pattern: str, text: str) -> list[Span]:
    """Every occurrence of the pattern in the text, also overlapping ones; none splits a run of Latin letters or digits.

    >>> occurrences("人人", "人人人"), occurrences("20", "2018年20日")
    ([(0, 2), (1, 3)], [(5, 7)])
    """
    found = []
    at = text.find(pattern)
    while at >= 0:
        end = at + len(pattern)
        if not splits_a_run(text, at) and not splits_a_run(text, end):
            found.append((at, end))
        at = text.find(pattern, at + 1)
    return found


def shortest(spans: Iterable[Span]) -> list[Span]:
    """The spans that contain no other, in order.

    >>> shortest([(0, 9), (0, 5), (2, 5), (3, 8)])
    [(2, 5), (3, 8)]
    """
    kept: list[Span] = []
    for start, end in sorted(set(spans), key=lambda span: (-span[0], span[1])):
        if not kept or end < kept[-1][1]:
            kept.append((start, end))
    return kept[::-1]


def _is_whole(span: Span, inside: int) -> bool:
    """Whether neither end of the span is inside a word."""
    return not (inside >> span[0] & 1 or inside >> span[1] & 1)


def _wildcard_spans(parts: tuple[str, ...], text: str) -> Iterator[Span]:
    """Every span within a sentence that has the parts in order, with 1 to 8 characters between neighbors."""
    first, *others = (occurrences(part, text) for part in parts)
    starts_of = [[start for start, _ in spans] for spans in others]
    for start, end in first:
        ends = {end}
        for spans, starts in zip(others, starts_of, strict=True):
            ends = {after for end in ends for after in _ends_beyond(end, spans, starts, text)}
        yield from ((start, end) for end in ends)


def _ends_beyond(end: int, spans: list[Span], starts: list[int], text: str) -> Iterator[int]:
    """The ends of the spans that begin 1 to 8 characters after `end`, in the same sentence."""
    for index in range(bisect_left(starts, end + 1), bisect_right(starts, end + WILDCARD_CHARACTERS)):
        if _SENTENCE_END.search(text, end, starts[index]):
            return
        yield spans[index][1]


def _near_spans(left: Collection[Span], right: Collection[Span], distance: int) -> Iterator[Span]:
    """For each span of one side the shortest span that joins it to one of the other, at most `distance` apart."""
    for ones, others in ((sorted(left), sorted(right)), (sorted(right), sorted(left))):
        starts = [start for start, _ in others]
        for start, end in ones:
            nearest = None
            for index in range(bisect_left(starts, end), bisect_right(starts, end + distance)):
                if nearest is not None and starts[index] >= nearest:
                    break  # later starts have later ends
                nearest = min(others[index][1], nearest or others[index][1])
            if nearest is not None:
                yield start, nearest


def _not_part_of(around: Iterable[Span], spans: Collection[Span]) -> list[Span]:
    """The spans that lie inside none of `around`."""
    longer = sorted(around)
    starts = [start for start, _ in longer]
    farthest = list(accumulate((end for _, end in longer), max))

    def is_part(span: Span) -> bool:
        before = bisect_right(starts, span[0])
        return before > 0 and farthest[before - 1] >= span[1]

    return [span for span in spans if not is_part(span)]
