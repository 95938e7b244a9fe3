"""What stands in a comparable text, as it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.analysis import Comparable
from search.wording.diff import Wording

if TYPE_CHECKING:
    from search.analysis import Analyzer
    from search.spans import Span
    from search.wording.precomputed import SourceParagraph, Text


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: as it is printed, and the line of the statement's text that it is."""

    printed: SourceParagraph
    text: Text
    start: int
    comparable: Comparable

    @property
    def end(self) -> int:
        """Where the line ends in the statement's text."""
        return self.start + len(self.comparable.text)

    def show(self, start: int, end: int) -> str:
        """A stretch of the statement's text, as printed."""
        if start >= end:
            return ""
        return self.printed.text[slice(*self.comparable.original(start - self.start, end - self.start))]

    def wording(self, start: int, end: int) -> Wording:
        """A stretch of the statement's text, ready to be compared; what never is stands with what is before it."""
        offsets = self.comparable.offsets[start - self.start : end - self.start]
        ends = [*offsets[1:], offsets[-1] + 1] if offsets else []
        pieces = [self.printed.text[one:other] for one, other in zip(offsets, ends, strict=True)]
        words = [(word[0] - start, word[1] - start) for word in self.text.words(start, end)]
        return Wording(self.text.text[start:end], pieces, words)

    def whole(self) -> Wording:
        """The paragraph, ready to be compared."""
        return self.wording(self.start, self.end)


def line(text: Text, place: Span, printed: SourceParagraph, analyzer: Analyzer) -> Line:
    """The line at a place of the statement's text, with the paragraph that it is."""
    start, end = place
    if len(printed.text) == end - start:  # nothing was left out, so every character has kept its place
        return Line(printed, text, start, Comparable(text.text[start:end], range(end - start)))
    return Line(printed, text, start, analyzer.comparable(printed.text))
