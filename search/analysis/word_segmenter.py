"""Words: jieba's cut with our lexicon, for ranking and for everything else that must know where a word ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from search.analysis.folding import NARROW_RUN
from search.analysis.jieba_backends import fastest_backend

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from search.analysis.jieba_backends import BackendFactory

_HAN = re.compile(r"[\u4E00-\u9FD5]+")
"""What jieba's dictionary and its model know. Not: 㐀, 〇"""

_NARROW_WORD = re.compile(rf"{NARROW_RUN}(?:\.[0-9]+)?%?")
"""2018, 5.6%, wi, erdoğan. Not: 2018-11, .cn. So jieba cuts the first three; rjieba leaves 2018-11-04 whole, and both
cut erdo, ğ, an, of which none is found, for a run of letters is found as a whole."""

_LETTER = re.compile(r"[^\W_]")
"""Any other letter or digit, which is a word of its own: ガ, 〇"""

FUNCTION_WORDS = frozenset(
    ["以及", "并且", "对于", *"的地得之了着过和与及或同跟而并也都就还又在于从自向对由把被将为以因等所其这那是"]
)
"""Words that only join others. One alone says nothing about what a paragraph is about."""

LONGEST_SEGMENTED = 4096
"""Characters given to jieba at once; a paragraph has fewer."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands in the text that was cut, half-open."""

    text: str
    start: int
    end: int


def read_lexicon() -> dict[str, int]:
    """The names and formulas of `lexicon.txt`, one a line, each with its frequency or 0; `#` begins a comment."""
    lines = files("search.analysis").joinpath("lexicon.txt").read_text(encoding="utf-8").splitlines()
    rows = (line.partition("#")[0].split() for line in lines)
    return {row[0]: int(row[1]) if len(row) > 1 else 0 for row in rows if row}


class Spelling(NamedTuple):
    """How a word is spelled that is compared in other characters, and how frequent it is in jieba's dictionary."""

    text: str
    frequency: int


def read_spellings() -> dict[str, Spelling]:
    """Words as they are compared that no dictionary has so, each with its spelling: 复盖 is 覆盖.

    `tables/spellings.py` writes them.
    """
    rows = files("search.analysis").joinpath("spellings.txt").read_text(encoding="utf-8").splitlines()
    return {compared: Spelling(text, int(frequency)) for compared, text, frequency in map(str.split, rows)}


def words_of(pieces: Iterable[str]) -> Iterator[Word]:
    """The words among the pieces of a text, which stand at the odd places."""
    at = 0
    for index, piece in enumerate(pieces):
        if index % 2:
            yield Word(piece, at, at + len(piece))
        at += len(piece)


class WordSegmenter:
    """Cuts comparable text into words. Reading the dictionary takes some tenths of a second; make one and keep it.

    Runs of Han characters are cut by jieba, or by what cuts as it does; names with other characters in them
    (伊姆兰·汗, 21世纪海上丝绸之路) are found before; runs of letters and digits of scripts with blanks are cut by one
    rule of ours, for cutters differ there (2018-11-04); any other character stands alone.
    """

    def __init__(self, lexicon: Mapping[str, int], cutter: BackendFactory = fastest_backend) -> None:
        """`lexicon` gives each entry the frequency at which jieba keeps it whole; 0 where jieba cannot hold it."""
        self._cutter = cutter({entry: frequency for entry, frequency in lexicon.items() if _HAN.fullmatch(entry)})
        others = [entry for entry in lexicon if not _HAN.fullmatch(entry)]
        longest_first = sorted(others, key=lambda entry: (-len(entry), entry))
        names = "|".join(map(re.escape, longest_first)) or "(?!)"
        self._words = re.compile(rf"({names})|({_HAN.pattern})|({_NARROW_WORD.pattern}|{_LETTER.pattern})")
        entries = sorted(f"{entry} {frequency}" for entry, frequency in lexicon.items())
        cut = [f"{self._cutter.name}, {_NARROW_WORD.pattern}", *entries]
        self.fingerprint = sha256("\n".join(cut).encode()).hexdigest()

    @property
    def cutter(self) -> str:
        """What cuts runs of Han characters: a library and its version."""
        return self._cutter.name

    def cut(self, comparable: str) -> list[Word]:
        """Every word of the text in order, punctuation and blanks left out."""
        return list(words_of(self.pieces(comparable)))

    def pieces(self, comparable: str) -> tuple[str, ...]:
        """The words of the text, at the odd places, and what is between them, at the even places."""
        pieces: list[str] = []
        parts = self._words.split(comparable)  # gap, name or run or other, gap …
        for gap, name, run, other in zip(parts[::4], parts[1::4], parts[2::4], parts[3::4], strict=False):
            pieces.append(gap)
            if run is None:
                pieces.append(name or other)
                continue
            words = self._cut(run)
            between = [""] * (2 * len(words) - 1)
            between[::2] = words
            pieces += between
        return (*pieces, parts[-1])

    def _cut(self, run: str) -> Sequence[str]:
        """What the cutter cuts, so much at a time: a run of unknown characters takes it the square of its length."""
        if len(run) <= LONGEST_SEGMENTED:
            return self._cutter.cut(run)
        parts = (run[start : start + LONGEST_SEGMENTED] for start in range(0, len(run), LONGEST_SEGMENTED))
        return [word for part in parts for word in self._cutter.cut(part)]
