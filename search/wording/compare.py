"""Two statements side by side: which paragraphs say the same thing, what became of their words, what stands alone."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import add
from typing import TYPE_CHECKING

from search.deadline import NEVER, Deadline
from search.errors import SameStatementError
from search.wording.alignment import align
from search.wording.diff import Wording, diff, similarity
from search.wording.position import standing
from search.wording.precomputed import ordinal_of, reading_order
from search.wording.source_text import line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.analysis import Analyzer
    from search.spans import Span
    from search.wording.alignment import Link
    from search.wording.diff import Diff
    from search.wording.position import Standing
    from search.wording.precomputed import Header, Reader, SourceParagraph, Text


class Status(StrEnum):
    """What became of a paragraph."""

    SAME = "same"  # equal after folding
    REWORDED = "reworded"
    MOVED = "moved"  # among other paragraphs than before, reworded or not
    SPLIT = "split"  # one paragraph of a is several of b
    MERGED = "merged"  # several paragraphs of a are one of b


_MIRRORED = {Status.SPLIT: Status.MERGED, Status.MERGED: Status.SPLIT}


@dataclass(frozen=True, slots=True)
class Pair:
    """Paragraphs of a and of b that correspond, by number, and where each of them stands and who speaks in it.

    `diff` and `similarity` (0 to 1) compare their texts; several paragraphs are one text, a line each.
    """

    a: tuple[int, ...]
    b: tuple[int, ...]
    status: Status
    similarity: float
    diff: Diff
    standing_a: tuple[Standing, ...]
    standing_b: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two statements side by side: pairs in the order of a, and the numbers of paragraphs without a counterpart."""

    a: Header
    b: Header
    pairs: tuple[Pair, ...]
    only_a: tuple[int, ...]
    only_b: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """A statement, its paragraphs as they are compared, and where they stand."""

    text: Text
    lines: tuple[str, ...]
    wordings: tuple[Wording, ...]
    standings: tuple[Standing, ...]


def compare(a: str, b: str, reader: Reader, analyzer: Analyzer, *, deadline: Deadline = NEVER) -> Comparison:
    """The statements with these ids side by side. The other way round it is the same with sides and signs changed.

    Raises `StatementNotFoundError`, `SameStatementError` when both are one, and `QueryTimeoutError` at the deadline.
    """
    one, other = ordinal_of(a, reader.headers()), ordinal_of(b, reader.headers())
    if one == other:
        raise SameStatementError(f"{a} is compared with itself", hint="name two statements")
    side_a, side_b = (_side(text, reader, analyzer) for text in reader.texts([one, other]))
    # Seen from the older side, so that a tie is not decided by the order in which the two are named.
    if reading_order(side_b.text.header) < reading_order(side_a.text.header):
        groups = [
            (at_a, at_b, _MIRRORED.get(status, status)) for at_b, at_a, status in _linked(side_b, side_a, deadline)
        ]
    else:
        groups = _linked(side_a, side_b, deadline)
    pairs = tuple(sorted((_pair(side_a, side_b, *group) for group in groups), key=lambda pair: (pair.a, pair.b)))
    return Comparison(
        side_a.text.header,
        side_b.text.header,
        pairs,
        _others(side_a, [number for pair in pairs for number in pair.a]),
        _others(side_b, [number for pair in pairs for number in pair.b]),
    )


def _side(text: Text, reader: Reader, analyzer: Analyzer) -> _Side:
    """A statement, ready to be compared."""
    places = text.lines()
    wanted = [(text.header.id, number) for number in range(1, len(places) + 1)]
    found = reader.printed(wanted)
    printed = [found[place] for place in wanted]
    return _Side(
        text,
        tuple(text.text[slice(*place)] for place in places),
        tuple(_wording(text, place, each, analyzer) for place, each in zip(places, printed, strict=True)),
        tuple(standing(text, start, each.speakers) for (start, _), each in zip(places, printed, strict=True)),
    )


def _wording(text: Text, place: Span, printed: SourceParagraph, analyzer: Analyzer) -> Wording:
    return line(text, place, printed, analyzer).whole()


_Group = tuple[tuple[int, ...], tuple[int, ...], Status]
"""Paragraphs that correspond, by their places in the lists of both sides."""


def _linked(a: _Side, b: _Side, deadline: Deadline) -> list[_Group]:
    """The paragraphs that correspond, in the order of a."""
    of_a: dict[int, list[Link]] = defaultdict(list)
    of_b: dict[int, list[Link]] = defaultdict(list)
    links = align(a.lines, b.lines, deadline)
    for link in links:
        of_a[link.a].append(link)
        of_b[link.b].append(link)
    singles = [link for link in links if len(of_a[link.a]) == len(of_b[link.b]) == 1]
    in_order = _in_order(singles)
    groups: list[_Group] = []
    for link in singles:
        kept = Status.SAME if a.lines[link.a] == b.lines[link.b] else Status.REWORDED
        groups.append(((link.a,), (link.b,), kept if link in in_order else Status.MOVED))
    groups += [((at,), tuple(each.b for each in some), Status.SPLIT) for at, some in of_a.items() if len(some) > 1]
    groups += [(tuple(each.a for each in some), (at,), Status.MERGED) for at, some in of_b.items() if len(some) > 1]
    return groups


def _in_order(links: Sequence[Link]) -> frozenset[Link]:
    """The most links that stand in the same order in both statements (Fredman 1975); `links` are in the order of a."""
    ends: list[int] = []  # the least place in b with which a row of so many links can end
    rows: list[tuple[Link, ...]] = []
    for link in links:
        length = bisect_left(ends, link.b)
        row = (*(rows[length - 1] if length else ()), link)
        ends[length : length + 1] = [link.b]
        rows[length : length + 1] = [row]
    return frozenset(rows[-1]) if rows else frozenset()


def _pair(a: _Side, b: _Side, at_a: tuple[int, ...], at_b: tuple[int, ...], status: Status) -> Pair:
    """What stands in both statements, compared."""
    old, new = _together(a.wordings, at_a), _together(b.wordings, at_b)
    return Pair(
        tuple(at + 1 for at in at_a),
        tuple(at + 1 for at in at_b),
        status,
        similarity(old, new),
        diff(old, new),
        tuple(a.standings[at] for at in at_a),
        tuple(b.standings[at] for at in at_b),
    )


def _together(wordings: Sequence[Wording], places: Iterable[int]) -> Wording:
    return reduce(add, [wordings[at] for at in places])


def _others(side: _Side, numbers: Iterable[int]) -> tuple[int, ...]:
    """The numbers of the other paragraphs."""
    return tuple(sorted(set(range(1, len(side.lines) + 1)) - set(numbers)))
