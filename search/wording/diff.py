"""What an editor changed in a text: whole words, and parts of words where that is clearer, but no confetti.

The words are matched by their longest common subsequence (RapidFuzz): exact, and fast enough for whole paragraphs.
Python's `difflib` matches greedily and drops what it takes for junk; diff-match-patch knows nothing of Chinese words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel, Prefix

from search.analysis.folding import NARROW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from search.spans import Span

_NARROW_PAIR = re.compile(rf"(?:{NARROW}){{2}}")
"""20, ai: what is never cut. Not: g峰."""

_ISLAND = 2
"""Characters: so few that are left equal between two changes only disturb: 的, 、, 和平."""

_MUCH = 6
"""How many times as long a deletion or an insertion beside an island is."""

_MARK = re.compile(r"[^\w、]")
"""，“》: marks that order a sentence are no islands, an editor changes what stands between them. Not: 的, 、."""

_KEPT = 2
"""Characters that words must share at an end to be shown as one that changed: 战略沟通, 战略协调; not 加强, 加快."""


class Op(StrEnum):
    """What became of a stretch of text."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of text, as printed, and what became of it."""

    op: Op
    text: str


Diff = tuple[Change, ...]
"""What is equal and what is inserted is the new text exactly. What is equal and what is deleted is the old text but for
what folding takes for equal: that is printed as in the new one."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A text to be compared: its comparable form, what is printed for each character of it, and where words begin."""

    compared: str
    printed: Sequence[str]
    words: Sequence[Span]

    def __add__(self, other: Wording) -> Wording:
        """Both texts, a line each."""
        at = len(self.compared) + 1
        words = [*self.words, (at - 1, at), *((at + start, at + end) for start, end in other.words)]
        return Wording(f"{self.compared}\n{other.compared}", [*self.printed, "\n", *other.printed], words)

    @property
    def text(self) -> str:
        """The text as printed."""
        return "".join(self.printed)


@dataclass(frozen=True, slots=True)
class _Block:
    """A stretch of the old text that is a stretch of the new one, or is replaced by it; either may be empty."""

    old: Span
    new: Span
    is_equal: bool

    @property
    def size(self) -> int:
        """The characters of the longer side."""
        return max(self.old[1] - self.old[0], self.new[1] - self.new[0])

    @property
    def is_replacement(self) -> bool:
        """Whether something is deleted and something inserted."""
        return not self.is_equal and self.old[0] < self.old[1] and self.new[0] < self.new[1]

    def mirrored(self) -> _Block:
        """The block seen from the other text."""
        return _Block(self.new, self.old, self.is_equal)


def diff(old: Wording, new: Wording) -> Diff:
    """What became of the old text in the new one; from new to old, deletions and insertions are swapped."""
    if old.compared == new.compared:
        return (Change(Op.EQUAL, new.text),) if new.text else ()
    # Several subsequences may be longest. Which one is found must not depend on which text is the new one.
    backwards = new.compared < old.compared
    blocks = [block.mirrored() for block in _blocks(new, old)] if backwards else _blocks(old, new)
    return _merged(change for block in blocks for change in _changes(block, old, new))


def similarity(old: Wording, new: Wording) -> float:
    """How much of both texts is common, in the order in which it stands: 0 nothing, 1 both are equal."""
    if old.compared == new.compared:
        return 1.0
    return min(round(Indel.normalized_similarity(old.compared, new.compared), 4), 0.9999)


def _blocks(old: Wording, new: Wording) -> list[_Block]:
    """Both texts, block by block."""
    found = _without_islands(_matched(old, new), new.compared)
    return [part for block in found for part in _refined(block, old.compared, new.compared)]


def _matched(old: Wording, new: Wording) -> list[_Block]:
    """Both texts, in turns equal and not, by whole words."""
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
    """The stretch of the words from `first` to before `last`; empty, it stands before the word `first`."""
    at = wording.words[first][0] if first < len(wording.words) else len(wording.compared)
    return (at, wording.words[last - 1][1]) if first < last else (at, at)


def _joined(blocks: Iterable[_Block]) -> list[_Block]:
    """The blocks, neighbors of a kind made one."""
    joined: list[_Block] = []
    for block in blocks:
        if joined and joined[-1].is_equal == block.is_equal:
            before = joined[-1]
            joined[-1] = _Block((before.old[0], block.old[1]), (before.new[0], block.new[1]), block.is_equal)
        else:
            joined.append(block)
    return joined


def _without_islands(blocks: Sequence[_Block], new: str) -> list[_Block]:
    """The blocks, what is hardly anything between two changes taken for changed."""
    kept = list(blocks)
    for at, (before, block, after) in enumerate(zip(blocks, blocks[1:], blocks[2:], strict=False), 1):
        is_small = block.is_equal and block.size <= _ISLAND and not _MARK.search(new[slice(*block.new)])
        if is_small and _drowns(before, block) and _drowns(after, block):
            kept[at] = _Block(block.old, block.new, is_equal=False)
    return _joined(kept)


def _drowns(change: _Block, island: _Block) -> bool:
    """Whether a change beside it leaves an island unnoticed: a replacement does, and whatever is much longer."""
    return change.size >= 2 * island.size if change.is_replacement else change.size >= _MUCH * island.size


def _refined(block: _Block, old: str, new: str) -> Iterator[_Block]:
    """The block, or what its two texts share at their ends and what they do not."""
    if not block.is_replacement:
        yield block
        return
    one, other = old[slice(*block.old)], new[slice(*block.new)]
    head = _shared(one, other)
    tail = _shared(one[head:][::-1], other[head:][::-1])
    (old_start, old_end), (new_start, new_end) = block.old, block.new
    parts = [
        _Block((old_start, old_start + head), (new_start, new_start + head), is_equal=True),
        _Block((old_start + head, old_end - tail), (new_start + head, new_end - tail), is_equal=False),
        _Block((old_end - tail, old_end), (new_end - tail, new_end), is_equal=True),
    ]
    yield from (part for part in parts if part.size)


def _shared(one: str, other: str) -> int:
    """How many characters both begin with, 0 if these are too few to be told from chance."""
    size = Prefix.similarity(one, other)
    while size and any(_NARROW_PAIR.match(text, size - 1) for text in (one, other)):
        size -= 1
    return size if size >= min(_KEPT, len(one), len(other)) else 0


def _changes(block: _Block, old: Wording, new: Wording) -> Iterator[Change]:
    """What the block says, as printed."""
    if block.is_equal:
        yield Change(Op.EQUAL, "".join(new.printed[slice(*block.new)]))
        return
    yield Change(Op.DELETE, "".join(old.printed[slice(*block.old)]))
    yield Change(Op.INSERT, "".join(new.printed[slice(*block.new)]))


def _merged(changes: Iterable[Change]) -> Diff:
    """The changes without empty ones, neighbors of a kind made one."""
    merged: list[Change] = []
    for change in changes:
        if change.text and merged and merged[-1].op is change.op:
            merged[-1] = Change(change.op, merged[-1].text + change.text)
        elif change.text:
            merged.append(change)
    return tuple(merged)
