"""Comparison of two statements: aligned paragraphs with their diffs, and paragraphs without a counterpart."""

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
from search.wording.diff import Wording, clause_changes, diff, similarity
from search.wording.position import position
from search.wording.precomputed import ordinal_of, reading_order
from search.wording.source_text import line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.analysis import Analyzer
    from search.match_spans import Span
    from search.wording.chains import Link
    from search.wording.diff import ClauseChange, Diff
    from search.wording.position import Position
    from search.wording.precomputed import Header, Reader, SourceParagraph, Text


class PairStatus(StrEnum):
    """The status of a pair of aligned paragraphs."""

    SAME = "same"  # equal after folding
    REWORDED = "reworded"
    MOVED = "moved"  # in another order than before, reworded or not
    SPLIT = "split"  # one paragraph of a is several of b
    MERGED = "merged"  # several paragraphs of a are one of b


_MIRRORED = {PairStatus.SPLIT: PairStatus.MERGED, PairStatus.MERGED: PairStatus.SPLIT}


@dataclass(frozen=True, slots=True)
class Pair:
    """Aligned paragraphs of a and of b, by number, with the position and the speakers of each.

    `diff`, `clauses` and `similarity` (0 to 1) compare their texts; several paragraphs are joined, one line each.
    Without diffs the first is None and the second empty.
    """

    a: tuple[int, ...]
    b: tuple[int, ...]
    status: PairStatus
    similarity: float
    diff: Diff | None
    standing_a: tuple[Position, ...]
    standing_b: tuple[Position, ...]
    clauses: tuple[ClauseChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The pairs of aligned paragraphs in the order of a, and the numbers of paragraphs without a counterpart."""

    a: Header
    b: Header
    pairs: tuple[Pair, ...]
    only_a: tuple[int, ...]
    only_b: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """A statement, its paragraphs in comparable form, and their positions."""

    text: Text
    lines: tuple[str, ...]
    wordings: tuple[Wording, ...]
    standings: tuple[Position, ...]


def compare(
    a: str,
    b: str,
    reader: Reader,
    analyzer: Analyzer,
    *,
    has_diffs: bool = True,
    has_same: bool = True,
    deadline: Deadline = NEVER,
) -> Comparison:
    """The comparison of the statements with these ids. Swapping a and b mirrors the result.

    `has_diffs` includes the diffs, which take most of the time, and `has_same` the pairs that are equal. Raises
    `StatementNotFoundError`, `SameStatementError` if both ids are equal, and `QueryTimeoutError` at the deadline.
    """
    one, other = ordinal_of(a, reader.headers()), ordinal_of(b, reader.headers())
    if one == other:
        raise SameStatementError(f"The statement {a} is compared with itself.", hint="Name two statements.")
    side_a, side_b = (_side(text, reader, analyzer) for text in reader.texts([one, other]))
    # Computed from the older statement, so that the order of the arguments decides no tie.
    if reading_order(side_b.text.header) < reading_order(side_a.text.header):
        groups = [
            (at_a, at_b, _MIRRORED.get(status, status)) for at_b, at_a, status in _linked(side_b, side_a, deadline)
        ]
    else:
        groups = _linked(side_a, side_b, deadline)
    shown = sorted(group for group in groups if has_same or group[2] is not PairStatus.SAME)
    pairs = tuple(_pair(side_a, side_b, *group, has_diffs=has_diffs) for group in deadline.over(shown))
    return Comparison(
        side_a.text.header,
        side_b.text.header,
        pairs,
        _others(side_a, [at + 1 for group in groups for at in group[0]]),
        _others(side_b, [at + 1 for group in groups for at in group[1]]),
    )


def _side(text: Text, reader: Reader, analyzer: Analyzer) -> _Side:
    """A statement prepared for comparison."""
    places = text.lines()
    wanted = [(text.header.id, number) for number in range(1, len(places) + 1)]
    found = reader.printed(wanted)
    printed = [found[place] for place in wanted]
    return _Side(
        text,
        tuple(text.text[slice(*place)] for place in places),
        tuple(_wording(text, place, each, analyzer) for place, each in zip(places, printed, strict=True)),
        tuple(position(text, start, each.speakers) for (start, _), each in zip(places, printed, strict=True)),
    )


def _wording(text: Text, place: Span, printed: SourceParagraph, analyzer: Analyzer) -> Wording:
    return line(text, place, printed, analyzer).whole()


_Group = tuple[tuple[int, ...], tuple[int, ...], PairStatus]
"""Aligned paragraphs, by their indices in the lists of both sides."""


def _linked(a: _Side, b: _Side, deadline: Deadline) -> list[_Group]:
    """The groups of aligned paragraphs, in the order of a."""
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
        kept = PairStatus.SAME if a.lines[link.a] == b.lines[link.b] else PairStatus.REWORDED
        groups.append(((link.a,), (link.b,), kept if link in in_order else PairStatus.MOVED))
    groups += [((at,), tuple(each.b for each in some), PairStatus.SPLIT) for at, some in of_a.items() if len(some) > 1]
    groups += [(tuple(each.a for each in some), (at,), PairStatus.MERGED) for at, some in of_b.items() if len(some) > 1]
    return groups


def _in_order(links: Sequence[Link]) -> frozenset[Link]:
    """A longest sequence of links in the same order in both statements (Fredman 1975); `links` are ordered by a."""
    ends: list[int] = []  # by length: the smallest index in b that ends a sequence of that length
    rows: list[tuple[Link, ...]] = []
    for link in links:
        length = bisect_left(ends, link.b)
        row = (*(rows[length - 1] if length else ()), link)
        ends[length : length + 1] = [link.b]
        rows[length : length + 1] = [row]
    return frozenset(rows[-1]) if rows else frozenset()


def _pair(
    a: _Side, b: _Side, at_a: tuple[int, ...], at_b: tuple[int, ...], status: PairStatus, *, has_diffs: bool
) -> Pair:
    """The pair of a group, with its diff if that is wanted."""
    old, new = _joined(a.wordings, at_a), _joined(b.wordings, at_b)
    return Pair(
        tuple(at + 1 for at in at_a),
        tuple(at + 1 for at in at_b),
        status,
        similarity(old, new),
        diff(old, new) if has_diffs else None,
        tuple(a.standings[at] for at in at_a),
        tuple(b.standings[at] for at in at_b),
        clause_changes(old, new) if has_diffs else (),
    )


def _joined(wordings: Sequence[Wording], places: Iterable[int]) -> Wording:
    return reduce(add, [wordings[at] for at in places])


def _others(side: _Side, numbers: Iterable[int]) -> tuple[int, ...]:
    """The numbers of the paragraphs outside these indices."""
    return tuple(sorted(set(range(1, len(side.lines) + 1)) - set(numbers)))
