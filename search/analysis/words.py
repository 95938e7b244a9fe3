"""Words: jieba's cut with our lexicon, for ranking and for everything else that must know where a word ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING

import jieba

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LETTER = re.compile(r"[^\W_]")
_JIEBA_BLOCK = re.compile(r"[\u4E00-\u9FD5a-zA-Z0-9+#&._%\-]+")
"""What jieba can hold in one word; a lexicon entry with any other character (伊姆兰·汗) is found before jieba cuts."""

FUNCTION_WORDS = frozenset(
    ["以及", "并且", "对于", *"的地得之了着过和与及或同跟而并也都就还又在于从自向对由把被将为以因等所其这那是"]
)
"""Words that only join others. One alone says nothing about what a paragraph is about."""

LONGEST_CUT = 4096
"""Characters given to jieba at once; a paragraph has fewer."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word and where it stands in the text that was cut, half-open."""

    text: str
    start: int
    end: int


def read_lexicon() -> tuple[str, ...]:
    """The names and formulas of `lexicon.txt`, one a line; `#` begins a comment."""
    lines = files("search.analysis").joinpath("lexicon.txt").read_text(encoding="utf-8").splitlines()
    return tuple(entry for line in lines if (entry := line.partition("#")[0].strip()))


def words_of(pieces: Iterable[str]) -> Iterator[Word]:
    """The words among the pieces of a text, which stand at the odd places."""
    at = 0
    for index, piece in enumerate(pieces):
        if index % 2:
            yield Word(piece, at, at + len(piece))
        at += len(piece)


class Segmenter:
    """Cuts comparable text into words. Reading the dictionary takes most of a second; make one and keep it."""

    def __init__(self, lexicon: Iterable[str]) -> None:
        entries = tuple(lexicon)
        self._tokenizer = jieba.Tokenizer()
        # What `Tokenizer.initialize` does, but for its cache file: a server writes nothing.
        with self._tokenizer.get_dict_file() as dictionary:
            self._tokenizer.FREQ, self._tokenizer.total = self._tokenizer.gen_pfdict(dictionary)
        self._tokenizer.initialized = True
        beyond_jieba = [entry for entry in entries if not _JIEBA_BLOCK.fullmatch(entry)]
        for entry in entries:
            if _JIEBA_BLOCK.fullmatch(entry):
                self._tokenizer.add_word(entry)
        longest_first = sorted(beyond_jieba, key=lambda entry: (-len(entry), entry))
        self._names = re.compile("(" + "|".join(map(re.escape, longest_first)) + ")") if longest_first else None
        self.fingerprint = sha256("\n".join([f"jieba {version('jieba')}", *sorted(entries)]).encode()).hexdigest()

    def cut(self, comparable: str) -> list[Word]:
        """Every word of the text in order, punctuation and blanks left out."""
        return list(words_of(self.pieces(comparable)))

    def pieces(self, comparable: str) -> tuple[str, ...]:
        """The words of the text, at the odd places, and what is between them, at the even places."""
        pieces: list[str] = []
        between = ""
        for piece in self._pieces(comparable):
            if _LETTER.search(piece):
                pieces += (between, piece)
                between = ""
            else:
                between += piece
        return (*pieces, between)

    def _pieces(self, comparable: str) -> Iterator[str]:
        """The text cut into words and what is between them, nothing left out."""
        if self._names is None:
            yield from self._cut(comparable)
            return
        for index, stretch in enumerate(self._names.split(comparable)):
            if index % 2:  # what the pattern's group matched stands at the odd places
                yield stretch
            else:
                yield from self._cut(stretch)

    def _cut(self, text: str) -> Iterator[str]:
        """What jieba cuts, so much at a time: a run of unknown characters takes it the square of its length."""
        for start in range(0, len(text), LONGEST_CUT):
            yield from self._tokenizer.cut(text[start : start + LONGEST_CUT])
