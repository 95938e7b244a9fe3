"""The printed form of spans of a comparable text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.analysis.folding import unchanged
from search.wording.diff import Wording

if TYPE_CHECKING:
    from search.analysis import Analyzer, Comparable
    from search.match_spans import Span
    from search.wording.precomputed import SourceParagraph, Text


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as printed, with its line in the statement's text."""

    printed: SourceParagraph
    text: Text
    start: int
    comparable: Comparable

    @property
    def end(self) -> int:
        """The offset in the statement's text at which the line ends."""
        return self.start + len(self.comparable.text)

    def show(self, start: int, end: int) -> str:
        """The printed form of a span of the statement's text."""
        if start >= end:
            return ""
        return self.printed.text[slice(*self.comparable.original(start - self.start, end - self.start))]

    def wording(self, start: int, end: int) -> Wording:
        """A span of the statement's text, prepared for a diff. Ignored characters belong to the one before them."""
        stretch = slice(start - self.start, end - self.start)
        offsets, ends = self.comparable.offsets[stretch], self.comparable.ends[stretch]
        ends = [*offsets[1:], *ends[-1:]]
        characters = [self.printed.text[one:other] for one, other in zip(offsets, ends, strict=True)]
        words = [(word[0] - start, word[1] - start) for word in self.text.words(start, end)]
        return Wording(self.text.text[start:end], characters, words)

    def whole(self) -> Wording:
        """The paragraph, prepared for a diff."""
        return self.wording(self.start, self.end)


def line(text: Text, place: Span, printed: SourceParagraph, analyzer: Analyzer) -> Line:
    """The line at a span of the statement's text, with its paragraph."""
    start, end = place
    if len(printed.text) == end - start:  # folding removed nothing, so every character has kept its offset
        return Line(printed, text, start, unchanged(text.text[start:end]))
    return Line(printed, text, start, analyzer.comparable(printed.text))
