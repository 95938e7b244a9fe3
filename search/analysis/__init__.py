"""Text to what is compared and what is counted: one analyzer, the same when writing an index and when asking it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256

import opencc

from search.analysis.folding import Comparable, comparable, folding_table, of_folded
from search.analysis.grams import covering_grams, grams, tokens
from search.analysis.segmenters import BackendFactory, fastest_backend
from search.analysis.word_segmentation import Word, WordSegmenter, read_lexicon, words_of

__all__ = ["Analyzed", "Analyzer", "Comparable", "Segmenter", "Word", "covering_grams", "grams", "tokens"]


@dataclass(frozen=True)
class Analyzed:
    """A text as engines index it: its comparable form, cut into words.

    `pieces` are the words, at the odd places, and what stands before, between and after them, at the even places; any
    of the latter may be empty. Joined they are the text.
    """

    pieces: tuple[str, ...]

    @cached_property
    def text(self) -> str:
        """The comparable form."""
        return "".join(self.pieces)

    @property
    def word_texts(self) -> tuple[str, ...]:
        """The words in order, without their places."""
        return self.pieces[1::2]

    @property
    def words(self) -> tuple[Word, ...]:
        """The words in order."""
        return tuple(words_of(self.pieces))

    @cached_property
    def inside(self) -> int:
        """The offsets of `text` that lie inside a word, each a bit: where a match of whole words cannot begin or end.

        Bit i is set if characters i - 1 and i belong to one word.
        """
        row = ["0" * len(piece) for piece in self.pieces]
        row[1::2] = ["0".ljust(len(word), "1") for word in self.word_texts]
        return int("".join(row)[::-1] or "0", 2)


_REMEMBERED = 1024
_LONGEST_REMEMBERED = 500
"""Texts whose comparable form is kept, and how long they may be: the parts of a query are compared several times."""


class Analyzer:
    """The one way in which text becomes comparable, and is cut into words.

    Making one reads OpenCC's table and jieba's dictionary (some tenths of a second); make one and hand it down.
    `fingerprint` differs between two analyzers that could answer differently, and says what cuts the words.
    """

    def __init__(self, make_backend: BackendFactory = fastest_backend) -> None:
        self._table = folding_table()
        self._remembered = lru_cache(_REMEMBERED)(self._comparable)
        self._phrases = opencc.OpenCC("tw2s")  # unlike t2s it knows 隨著, 面臨著
        self.make_backend = make_backend
        lexicon = {self._comparable(entry).text: frequency for entry, frequency in read_lexicon().items()}
        self._segmenter = WordSegmenter(lexicon, make_backend)
        folding = sha256(repr(sorted(self._table.items())).encode()).hexdigest()
        digest = sha256(f"{folding} {self._segmenter.fingerprint}".encode()).hexdigest()[:12]
        self.fingerprint = f"{self._segmenter.cutter.replace(' ', '-')}-{digest}"

    def __reduce__(self) -> tuple[type[Analyzer], tuple[BackendFactory]]:
        """What another process makes its own of."""
        return Analyzer, (self.make_backend,)

    def folded(self, text: str) -> str:
        """The text in one width, letter case and script, character by character, none left out."""
        return text.translate(self._table)

    def comparable(self, text: str) -> Comparable:
        """The text as it is compared, with the place of every character."""
        return self._remembered(text) if len(text) <= _LONGEST_REMEMBERED else self._comparable(text)

    def placed(self, text: str, compared: str) -> Comparable:
        """The same of a text of which it is known how it is compared."""
        if len(compared) == len(text):  # nothing is left out, so every character is where it was
            return Comparable(compared, range(len(compared)))
        return self.comparable(text)

    def _comparable(self, text: str) -> Comparable:
        return comparable(text, self._table)

    def simplified(self, text: str) -> str:
        """The text in Simplified characters as its phrases say: 隨著 is 随着, where a character alone would stay 著."""
        converted: str = self._phrases.convert(text)
        return converted

    def words(self, text: str) -> list[Word]:
        """The words of a comparable text."""
        return self._segmenter.cut(text)

    def analyze(self, text: str) -> Analyzed:
        """Everything that an engine indexes of a text."""
        return self.analyze_folded(self.folded(text))

    def analyze_folded(self, folded: str) -> Analyzed:
        """Everything that an engine indexes of a text, which is `folded` already."""
        return Analyzed(self._segmenter.pieces(of_folded(folded).text))
