"""The phrases of a corpus: its words, and its formulas, which are recurring sequences of words.

They are counted when an index is written, and stored in a file of the generation. They serve suggestions; the engine
counts the paragraphs that match a phrase.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from itertools import chain, islice, takewhile
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from search.analysis.word_segmenter import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from search.analysis import Analyzed, Word

MAX_WORDS = 8
"""The most words of a formula; 打造 新 时代 更 紧密 的 中巴 命运共同体 has eight."""

SHORTEST, LONGEST = 4, 20
"""The fewest and the most characters of a formula: 四字格 have four, 构建新时代更紧密的中巴命运共同体 has sixteen."""

MAX_PHRASES = 200_000
"""The most phrases of a file, the most frequent; five years of broadcast news have about as many words."""

MAX_COUNTED = 1_000_000
"""The most formulas in memory. Beyond it those counted once are dropped (lossy counting; Manku, Motwani 2002)."""

_SEPARATOR = "\x1f"  # never in comparable text, where control characters become blanks

_SHORTEST_NEAR = 3
_LONG_ENOUGH_FOR_TWO = 5
"""From this length on two edits are allowed, in a shorter text one, below `_SHORTEST_NEAR` none."""


@dataclass(slots=True)
class PhraseCounter:
    """Counts the paragraphs that contain each phrase."""

    _words: Counter[str] = field(default_factory=Counter)
    _formulas: Counter[str] = field(default_factory=Counter)

    def add(self, analyzed: Sequence[Analyzed], *, formulas: bool) -> None:
        """Count the words of a statement's paragraphs, and with `formulas` (for a negotiated text) their formulas."""
        self._words.update(chain.from_iterable(set(each.word_texts) for each in analyzed))
        if formulas:
            for each in analyzed:
                self._formulas.update(set(_formulas(each.words)))
                if len(self._formulas) > MAX_COUNTED:
                    self._formulas = Counter({text: count for text, count in self._formulas.items() if count > 1})

    def phrases(self) -> dict[str, int]:
        """At most `MAX_PHRASES` phrases with their counts of paragraphs, most frequent first."""
        words = Counter({word: count for word, count in self._words.items() if len(word) > 1})
        counts = words | Counter(_maximal(self._formulas))
        return dict(heapq.nsmallest(MAX_PHRASES, counts.items(), key=lambda item: (-item[1], item[0])))


def _formulas(words: Sequence[Word]) -> Iterator[str]:
    """The sequences of two or more adjacent words that could be formulas, with words separated by `_SEPARATOR`."""
    for first, word in enumerate(words):
        if word.text in FUNCTION_WORDS:
            continue
        end, texts = word.end, [word.text]
        for other in words[first + 1 : first + MAX_WORDS]:
            if other.start != end or other.end - word.start > LONGEST:
                break
            end = other.end
            texts.append(other.text)
            if end - word.start >= SHORTEST and other.text not in FUNCTION_WORDS:
                yield _SEPARATOR.join(texts)


def _maximal(counts: Mapping[str, int]) -> dict[str, int]:
    """The formulas of two or more paragraphs that are not part of an equally frequent longer one."""
    common = {text: count for text, count in counts.items() if count > 1}
    parts = {part for text, count in common.items() for part in _parts(text) if common.get(part) == count}
    return {text.replace(_SEPARATOR, ""): count for text, count in common.items() if text not in parts}


def _parts(formula: str) -> Iterator[str]:
    """The proper subsequences of two or more adjacent words in a formula."""
    words = formula.split(_SEPARATOR)
    for length in range(2, len(words)):
        for start in range(len(words) - length + 1):
            yield _SEPARATOR.join(words[start : start + length])


class PhraseDictionary:
    """The phrases of a corpus, in comparable text."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = dict(sorted(counts.items()))
        self._texts = list(self._counts)

    def complete(self, text: str, limit: int) -> list[str]:
        """The phrases that begin with a comparable text, most frequent first, then those that contain it elsewhere."""
        first = bisect_left(self._texts, text)
        beginning = takewhile(lambda phrase: phrase.startswith(text), islice(self._texts, first, None))
        found = self._most_frequent(beginning, limit)
        if len(found) < limit:
            elsewhere = (phrase for phrase in self._texts if phrase.find(text) > 0 and not phrase.startswith(text))
            found += self._most_frequent(elsewhere, limit - len(found))
        return found

    def nearest(self, text: str, limit: int) -> list[str]:
        """The phrases within an edit distance of one or two of a comparable text, nearest and most frequent first.

        The distance is Levenshtein's: insertions, deletions and substitutions.
        """
        if len(text) < _SHORTEST_NEAR:
            return []
        edits = 2 if len(text) >= _LONG_ENOUGH_FOR_TWO else 1
        near = process.extract(
            text, self._texts, scorer=Levenshtein.distance, score_cutoff=edits, limit=None, processor=None
        )
        ordered = sorted((distance, -self._counts[phrase], phrase) for phrase, distance, _ in near if distance)
        return [phrase for _, _, phrase in ordered[:limit]]

    def _most_frequent(self, phrases: Iterable[str], limit: int) -> list[str]:
        return heapq.nsmallest(limit, phrases, key=lambda phrase: (-self._counts[phrase], phrase))


def write_phrase_dictionary(counts: Mapping[str, int], path: Path) -> None:
    """Write phrases into a file, one per line after its count."""
    path.write_text("".join(f"{count}\t{phrase}\n" for phrase, count in counts.items()), encoding="utf-8")


def read_phrase_dictionary(path: Path) -> PhraseDictionary:
    """The phrases of a file. Raises `OSError` or `ValueError` if it cannot be read."""
    rows = (line.split("\t", 1) for line in path.read_text(encoding="utf-8").split("\n") if line)
    return PhraseDictionary({phrase: int(count) for count, phrase in rows})
