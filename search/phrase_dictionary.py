"""The phrases of a corpus: its words, and its formulas, which are words that stand together again and again.

They are counted when an index is written and kept in one file of the generation. They say what could be asked; how many
paragraphs have a phrase is for the engine to say.
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

from search.analysis.word_segmentation import FUNCTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from search.analysis import Analyzed, Word

MOST_WORDS = 8
"""Words of the longest formula; 打造 新 时代 更 紧密 的 中巴 命运共同体 has eight."""

SHORTEST, LONGEST = 4, 20
"""Characters of a formula: 四字格 are the shortest, 构建新时代更紧密的中巴命运共同体 has sixteen."""

KEPT = 200_000
"""Phrases of one file, the commonest; broadcasters' news of five years have about as many words."""

COUNTED = 1_000_000
"""Formulas counted at once. Beyond it those met once so far are let go, which bounds memory (Manku, Motwani 2002)."""

_BETWEEN = "\x1f"  # never in comparable text: a control character is a blank there

_SHORTEST_NEAR = 3
_LONG = 5
"""Characters from which two changes leave a text recognizable; in a shorter one one does, in a very short one none."""


@dataclass(slots=True)
class PhraseCounter:
    """Counts the phrases of paragraphs, each once a paragraph."""

    _words: Counter[str] = field(default_factory=Counter)
    _formulas: Counter[str] = field(default_factory=Counter)

    def add(self, analyzed: Sequence[Analyzed], *, formulas: bool) -> None:
        """Count the words of a statement's paragraphs, and their formulas too if it is a text that is negotiated."""
        self._words.update(chain.from_iterable(set(each.word_texts) for each in analyzed))
        if formulas:
            for each in analyzed:
                self._formulas.update(set(_formulas(each.words)))
                if len(self._formulas) > COUNTED:
                    self._formulas = Counter({text: count for text, count in self._formulas.items() if count > 1})

    def phrases(self) -> dict[str, int]:
        """Every phrase and how many paragraphs have been seen to have it, the commonest first, at most `KEPT`."""
        words = Counter({word: count for word, count in self._words.items() if len(word) > 1})
        counts = words | Counter(_maximal(self._formulas))
        return dict(heapq.nsmallest(KEPT, counts.items(), key=lambda item: (-item[1], item[0])))


def _formulas(words: Sequence[Word]) -> Iterator[str]:
    """The runs of two words or more with nothing between them that could be formulas, words parted by `_BETWEEN`."""
    for first, word in enumerate(words):
        if word.text in FUNCTION_WORDS:
            continue
        end, texts = word.end, [word.text]
        for other in words[first + 1 : first + MOST_WORDS]:
            if other.start != end or other.end - word.start > LONGEST:
                break
            end = other.end
            texts.append(other.text)
            if end - word.start >= SHORTEST and other.text not in FUNCTION_WORDS:
                yield _BETWEEN.join(texts)


def _maximal(counts: Mapping[str, int]) -> dict[str, int]:
    """The formulas of two paragraphs or more that are no part of a longer one just as common."""
    common = {text: count for text, count in counts.items() if count > 1}
    parts = {part for text, count in common.items() for part in _parts(text) if common.get(part) == count}
    return {text.replace(_BETWEEN, ""): count for text, count in common.items() if text not in parts}


def _parts(formula: str) -> Iterator[str]:
    """The runs of two words or more in a formula, without itself."""
    words = formula.split(_BETWEEN)
    for length in range(2, len(words)):
        for start in range(len(words) - length + 1):
            yield _BETWEEN.join(words[start : start + length])


class PhraseDictionary:
    """The phrases of a corpus, in comparable text."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = dict(sorted(counts.items()))
        self._texts = list(self._counts)

    def complete(self, text: str, limit: int) -> list[str]:
        """The phrases that begin with a comparable text, the commonest first, then those that have it further on."""
        first = bisect_left(self._texts, text)
        beginning = takewhile(lambda phrase: phrase.startswith(text), islice(self._texts, first, None))
        found = self._commonest(beginning, limit)
        if len(found) < limit:
            elsewhere = (phrase for phrase in self._texts if phrase.find(text) > 0 and not phrase.startswith(text))
            found += self._commonest(elsewhere, limit - len(found))
        return found

    def nearest(self, text: str, limit: int) -> list[str]:
        """The phrases that differ from a comparable text by a character or two, the most similar and commonest first.

        The measure is Levenshtein's distance: characters to insert, delete or exchange.
        """
        if len(text) < _SHORTEST_NEAR:
            return []
        changes = 2 if len(text) >= _LONG else 1
        near = process.extract(
            text, self._texts, scorer=Levenshtein.distance, score_cutoff=changes, limit=None, processor=None
        )
        ordered = sorted((distance, -self._counts[phrase], phrase) for phrase, distance, _ in near if distance)
        return [phrase for _, _, phrase in ordered[:limit]]

    def _commonest(self, phrases: Iterable[str], limit: int) -> list[str]:
        return heapq.nsmallest(limit, phrases, key=lambda phrase: (-self._counts[phrase], phrase))


def write_phrase_dictionary(counts: Mapping[str, int], path: Path) -> None:
    """Write phrases into a file, one a line after its count."""
    path.write_text("".join(f"{count}\t{phrase}\n" for phrase, count in counts.items()), encoding="utf-8")


def read_phrase_dictionary(path: Path) -> PhraseDictionary:
    """The phrases of a file. Raises `OSError` or `ValueError` when it cannot be read."""
    rows = (line.split("\t", 1) for line in path.read_text(encoding="utf-8").split("\n") if line)
    return PhraseDictionary({phrase: int(count) for count, phrase in rows})
