"""Text to what is compared and what is counted: one analyzer, the same when writing an index and when asking it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256

from search.analysis.characters import is_simplified
from search.analysis.folding import Comparable, comparable, folding_table, of_folded, unchanged
from search.analysis.grams import covering_grams, grams, tokens
from search.analysis.jieba_backends import BackendFactory, fastest_backend
from search.analysis.word_segmenter import Word, WordSegmenter, read_lexicon, read_spellings, words_of

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


_RULES = 2
"""Changes whenever the same characters and words come to be compared otherwise: part of the fingerprint."""

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
"""One Han character. Not: a radical, 々"""

_ALL_HAN = re.compile(rf"{_HAN.pattern}+")
"""Han characters and nothing else: 命运共同体. Not: G20峰会, “一带一路”"""

_OTHER_FORM = re.compile(r"[\s\u2e80-\u2fdf\ufe10-\ufe6f\uff00-\uffef]")
"""（, a radical, a blank. Not: (, “, ……"""

_REMEMBERED = 1024
_LONGEST_REMEMBERED = 500
"""Texts whose comparable form is kept, and how long they may be: the parts of a query are compared several times."""


class Analyzer:
    """The one way in which text becomes comparable, and is cut into words.

    Making one reads tables and jieba's dictionary (some tenths of a second); make one and hand it down.
    `fingerprint` differs between two analyzers that could answer differently, and says what cuts the words.
    """

    def __init__(self, make_backend: BackendFactory = fastest_backend) -> None:
        self._table = folding_table()
        self._remembered = lru_cache(_REMEMBERED)(self._comparable)
        self.make_backend = make_backend
        spellings = read_spellings()
        words = {compared: spelling.frequency for compared, spelling in spellings.items()}
        entries = {self._comparable(entry).text: (entry, count) for entry, count in read_lexicon().items()}
        words |= {compared: frequency for compared, (_, frequency) in entries.items()}
        self._spellings = {compared: spelling.text for compared, spelling in spellings.items()}
        self._spellings |= {compared: entry for compared, (entry, _) in entries.items()}
        self._segmenter = WordSegmenter(words, make_backend)
        folding = sha256(repr((_RULES, sorted(self._table.items()))).encode()).hexdigest()
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
            return unchanged(compared)
        return self.comparable(text)

    def _comparable(self, text: str) -> Comparable:
        return comparable(text, self._table)

    def spelled(self, comparable: str) -> str:
        """A comparable text as its words are usually spelled: 复盖 is 覆盖. Blanks and marks stay as they are."""
        pieces = self._segmenter.pieces(comparable)
        return "".join(self._spellings.get(piece, piece) for piece in pieces)

    def shown(self, text: str) -> str:
        """The text as a reader is told that it is searched: folded, but with the marks and Simplified letters it has.

        隨著 is shown as 随着, 显著 and “一带一路” as they are; blanks that are no difference are left out.
        """
        if _ALL_HAN.fullmatch(text) and is_simplified(text):
            return text
        compared = self.comparable(text)
        spelled = self.spelled(compared.text)
        written = [text[start:end] for start, end in zip(compared.offsets, compared.ends, strict=True)]
        keeps = _is_mark if any(map(_is_other_script, text)) else _is_mark_or_simplified
        return "".join(own if keeps(own) else new for own, new in zip(written, spelled, strict=True))

    def words(self, text: str) -> list[Word]:
        """The words of a comparable text."""
        return self._segmenter.cut(text)

    def analyze(self, text: str) -> Analyzed:
        """Everything that an engine indexes of a text."""
        return self.analyze_folded(self.folded(text))

    def analyze_folded(self, folded: str) -> Analyzed:
        """Everything that an engine indexes of a text, which is `folded` already."""
        return Analyzed(self._segmenter.pieces(of_folded(folded).text))


def _is_mark(written: str) -> bool:
    """Whether it is marks in their usual width."""
    return not any(map(str.isalnum, written)) and not _OTHER_FORM.search(written)


def _is_mark_or_simplified(written: str) -> bool:
    return _is_mark(written) or (is_simplified(written) and _HAN.fullmatch(written) is not None)


def _is_other_script(character: str) -> bool:
    return _HAN.fullmatch(character) is not None and not is_simplified(character)
