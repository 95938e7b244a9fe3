"""Word diffs inside aligned clauses: changed words, and parts of words where that is clearer, without tiny fragments.

Clauses that are not alike are deleted and inserted as a whole, and so are moved ones, each at its place.

The words are matched by their longest common subsequence (RapidFuzz): exact, and fast enough for whole paragraphs.
Python's `difflib` matches greedily and drops what it considers junk; diff-match-patch does not segment Chinese words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel, Postfix, Prefix

from search.analysis.folding import splits_a_run
from search.wording.clause_alignment import ClauseOp, aligned_clauses
from search.wording.unbreakable import covers, unbreakable, without_cuts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from search.match_spans import Span
    from search.wording.clause_alignment import Aligned

_ISLAND = 2
"""The most characters of an equal block that is noise between two changes: 的, 、, 和平."""

_DOMINANCE = 6
"""The ratio of a deletion or insertion to an island beside it from which the island is noise."""

_MARK = re.compile(r"[^\w、]")
"""，“》: punctuation that structures a sentence is no island, as edits happen between it. Not: 的, 、."""

_SHARED_CHARACTERS = 2
"""The characters that two words must share at an end to show a partial change: 战略沟通, 战略协调; not 加强, 加快."""


_CLAUSE_MARKS = "。！？；!?;\n,:，：、 \u3000"
"""The marks at the end of a clause as printed."""

_LETTER = re.compile(r"\w")


class Op(StrEnum):
    """The operation on a segment of text."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


@dataclass(frozen=True, slots=True)
class Change:
    """A segment of text, as printed, and its operation."""

    op: Op
    text: str


Diff = tuple[Change, ...]
"""Equal and inserted segments are exactly the new text. Equal and deleted segments are the old text, except that
segments which are equal after folding are printed as in the new one."""


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause as printed in the old text (None for an inserted one) and in the new one (None for a deleted one).

    `diff` is that of a changed clause, else None.
    """

    op: ClauseOp
    a: str | None
    b: str | None
    diff: Diff | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """A text prepared for a diff: its comparable form, the printed text of each character, and its words."""

    compared: str
    printed: Sequence[str]
    words: Sequence[Span]

    def __add__(self, other: Wording) -> Wording:
        """Both texts, one line each."""
        at = len(self.compared) + 1
        words = [*self.words, (at - 1, at), *((at + start, at + end) for start, end in other.words)]
        return Wording(f"{self.compared}\n{other.compared}", [*self.printed, "\n", *other.printed], words)

    def part(self, start: int, end: int) -> Wording:
        """A span of the text. Numbers, quotations and titles are one word each."""
        first = bisect_right(self.words, start, key=lambda word: word[1])
        last = bisect_left(self.words, end, key=lambda word: word[0])
        inside = [(max(one, start) - start, min(other, end) - start) for one, other in self.words[first:last]]
        compared = self.compared[start:end]
        return Wording(compared, self.printed[start:end], without_cuts(inside, unbreakable(compared)))

    @property
    def text(self) -> str:
        """The text as printed."""
        return "".join(self.printed)


@dataclass(frozen=True, slots=True)
class _Block:
    """A span of the old text and the span of the new one that equals or replaces it; either may be empty."""

    old: Span
    new: Span
    is_equal: bool

    @property
    def size(self) -> int:
        """The length of the longer side."""
        return max(self.old[1] - self.old[0], self.new[1] - self.new[0])

    @property
    def is_replacement(self) -> bool:
        """Whether the block deletes and inserts."""
        return not self.is_equal and self.old[0] < self.old[1] and self.new[0] < self.new[1]

    def shifted(self, old: int, new: int) -> _Block:
        """The block at offsets that are greater by so much."""
        return _Block((self.old[0] + old, self.old[1] + old), (self.new[0] + new, self.new[1] + new), self.is_equal)

    def mirrored(self) -> _Block:
        """The block with old and new swapped."""
        return _Block(self.new, self.old, self.is_equal)


def diff(old: Wording, new: Wording) -> Diff:
    """The diff from the old to the new text; swapping the texts swaps deletions and insertions."""
    if old.compared == new.compared:
        return (Change(Op.EQUAL, new.text),) if new.text else ()
    return _merged(change for block in _blocks(old, new) for change in _changes(block, old, new))


def clause_changes(old: Wording, new: Wording) -> tuple[ClauseChange, ...]:
    """The clauses of both texts in the order of the new one, deleted ones first, without the marks between them."""
    found: list[ClauseChange] = []
    for is_at_one_place, run in groupby(_aligned(old, new), key=lambda each: each.op in _AT_ONE_PLACE):
        changes = [change for each in run if (change := _clause_change(each, old, new))]
        found += changes if is_at_one_place else sorted(changes, key=lambda change: change.b is not None)
    return tuple(found)


_AT_ONE_PLACE = (ClauseOp.EQUAL, ClauseOp.CHANGED)


def _clause_change(each: Aligned, old: Wording, new: Wording) -> ClauseChange | None:
    """What became of a clause; None for a mark, and for the place that a moved clause left."""
    one, other = _printed(old, each.old), _printed(new, each.new)
    if not _LETTER.search(one or other or ""):
        return None
    if each.op is ClauseOp.MOVED:
        one = _printed(old, each.moved) if each.moved else None
        return ClauseChange(each.op, one, other) if other else None
    changed = diff(old.part(*each.old), new.part(*each.new)) if each.op is ClauseOp.CHANGED else None
    return ClauseChange(each.op, one, other, changed)


def _printed(wording: Wording, span: Span) -> str | None:
    """The span as printed, without the marks at its end; None for an empty one."""
    return "".join(wording.printed[slice(*span)]).rstrip(_CLAUSE_MARKS) if span[0] < span[1] else None


def similarity(old: Wording, new: Wording) -> float:
    """The share of both texts in their longest common subsequence, from 0 to 1 (equal)."""
    if old.compared == new.compared:
        return 1.0
    return min(round(Indel.normalized_similarity(old.compared, new.compared), 4), 0.9999)


def _aligned(old: Wording, new: Wording) -> list[Aligned]:
    """The aligned clauses. The choice among equally good alignments does not depend on which text is the new one."""
    if new.compared < old.compared:
        return [each.mirrored() for each in aligned_clauses(new.compared, old.compared)]
    return aligned_clauses(old.compared, new.compared)


def _blocks(old: Wording, new: Wording) -> list[_Block]:
    """The blocks of both texts, clause by clause."""
    blocks = (block for each in _aligned(old, new) for block in _of_clause(each, old, new))
    return _joined(block for block in blocks if block.size)


def _of_clause(each: Aligned, old: Wording, new: Wording) -> Iterator[_Block]:
    """The blocks of a pair of clauses, or of one alone."""
    if each.op is not ClauseOp.CHANGED:
        yield _Block(each.old, each.new, each.op is ClauseOp.EQUAL)
        return
    one, other = old.part(*each.old), new.part(*each.new)
    for block in _of_words(one, other):
        yield block.shifted(each.old[0], each.new[0])


def _of_words(one: Wording, other: Wording) -> list[_Block]:
    """The blocks of two clauses by words, in one direction for the same reason."""
    if other.compared < one.compared:
        return [block.mirrored() for block in _of_words(other, one)]
    found = _without_islands(_matched(one, other), other.compared)
    return [part for block in found for part in _refined(block, one.compared, other.compared)]


def _matched(old: Wording, new: Wording) -> list[_Block]:
    """The blocks of both texts by whole words, alternately equal and not."""
    one, other = (_words(old), _words(new))
    blocks: list[_Block] = []
    for operation in Indel.opcodes(one, other):
        old_part = _stretch(old, operation.src_start, operation.src_end)
        new_part = _stretch(new, operation.dest_start, operation.dest_end)
        blocks.append(_Block(old_part, new_part, operation.tag == "equal"))
    return _joined(blocks)


def _words(wording: Wording) -> list[str]:
    return [wording.compared[slice(*word)] for word in wording.words]


def _stretch(wording: Wording, first: int, last: int) -> Span:
    """The span of the words from `first` up to `last`, exclusive; an empty one is before the word `first`."""
    at = wording.words[first][0] if first < len(wording.words) else len(wording.compared)
    return (at, wording.words[last - 1][1]) if first < last else (at, at)


def _joined(blocks: Iterable[_Block]) -> list[_Block]:
    """The blocks with adjacent ones of the same kind merged."""
    joined: list[_Block] = []
    for block in blocks:
        if joined and joined[-1].is_equal == block.is_equal:
            before = joined[-1]
            joined[-1] = _Block((before.old[0], block.old[1]), (before.new[0], block.new[1]), block.is_equal)
        else:
            joined.append(block)
    return joined


def _without_islands(blocks: Sequence[_Block], new: str) -> list[_Block]:
    """The blocks with islands between two changes turned into changes."""
    kept = list(blocks)
    for at, (before, block, after) in enumerate(zip(blocks, blocks[1:], blocks[2:], strict=False), 1):
        is_small = block.is_equal and block.size <= _ISLAND and not _MARK.search(new[slice(*block.new)])
        if is_small and _dominates(before, block) and _dominates(after, block):
            kept[at] = _Block(block.old, block.new, is_equal=False)
    return _joined(kept)


def _dominates(change: _Block, island: _Block) -> bool:
    """Whether an island is noise beside a change: a replacement, or a much longer deletion or insertion."""
    return change.size >= 2 * island.size if change.is_replacement else change.size >= _DOMINANCE * island.size


def _refined(block: _Block, old: str, new: str) -> Iterator[_Block]:
    """The block, or its parts if its two texts share a prefix or suffix."""
    if not block.is_replacement:
        yield block
        return
    one, other = old[slice(*block.old)], new[slice(*block.new)]
    head = _shared_head(one, other)
    tail = _shared_tail(one[head:], other[head:])
    (old_start, old_end), (new_start, new_end) = block.old, block.new
    parts = [
        _Block((old_start, old_start + head), (new_start, new_start + head), is_equal=True),
        _Block((old_start + head, old_end - tail), (new_start + head, new_end - tail), is_equal=False),
        _Block((old_end - tail, old_end), (new_end - tail, new_end), is_equal=True),
    ]
    yield from (part for part in parts if part.size)


def _shared_head(one: str, other: str) -> int:
    """The length of the common prefix; 0 below `_SHARED_CHARACTERS`."""
    size = Prefix.similarity(one, other)
    whole = unbreakable(one), unbreakable(other)
    while size and (_cuts(one, whole[0], size) or _cuts(other, whole[1], size)):
        size -= 1
    return size if size >= min(_SHARED_CHARACTERS, len(one), len(other)) else 0


def _shared_tail(one: str, other: str) -> int:
    """The length of the common suffix; 0 below `_SHARED_CHARACTERS`."""
    size = Postfix.similarity(one, other)
    whole = unbreakable(one), unbreakable(other)
    while size and (_cuts(one, whole[0], len(one) - size) or _cuts(other, whole[1], len(other) - size)):
        size -= 1
    return size if size >= min(_SHARED_CHARACTERS, len(one), len(other)) else 0


def _cuts(text: str, whole: Sequence[Span], at: int) -> bool:
    """Whether a cut at the offset divides a Latin word or what stays whole."""
    return splits_a_run(text, at) or covers(whole, at)


def _changes(block: _Block, old: Wording, new: Wording) -> Iterator[Change]:
    """The changes of the block, as printed."""
    if block.is_equal:
        yield Change(Op.EQUAL, "".join(new.printed[slice(*block.new)]))
        return
    yield Change(Op.DELETE, "".join(old.printed[slice(*block.old)]))
    yield Change(Op.INSERT, "".join(new.printed[slice(*block.new)]))


def _merged(changes: Iterable[Change]) -> Diff:
    """The changes without empty ones, adjacent ones of the same kind merged."""
    merged: list[Change] = []
    for change in changes:
        if change.text and merged and merged[-1].op is change.op:
            merged[-1] = Change(change.op, merged[-1].text + change.text)
        elif change.text:
            merged.append(change)
    return tuple(merged)
