"""A statement as its wording is read: prepared once when an index is written, so that no request has to cut text.

`text` is the comparable text of all paragraphs, a line each: no phrase matches across a line break. `inside` has a bit
for every offset of `text` that lies inside a word, as `Analyzed.inside` has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from search.engines.selection import reading_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from search.analysis import Analyzed, Analyzer
    from search.model import Kind, Paragraph, Speaker, Statement
    from search.spans import Span


@dataclass(frozen=True, slots=True)
class Header:
    """What is said of a statement beside its wording. `characters` counts those of its paragraphs as printed."""

    id: str
    title: str
    kind: Kind
    date: date | None
    parties: tuple[str, ...]
    paragraphs: int
    characters: int


@dataclass(frozen=True, slots=True)
class Text:
    """A statement as its wording is read."""

    header: Header
    text: str
    inside: int

    def number(self, at: int) -> int:
        """The number of the paragraph in which the offset is."""
        return self.text.count("\n", 0, at) + 1

    def words(self, start: int, end: int) -> list[Span]:
        """The stretch cut where words begin and end; what stands between words (、) is cut off them."""
        cuts = [at for at in range(start + 1, end) if not self.inside >> at & 1]
        return list(zip([start, *cuts], [*cuts, end], strict=True)) if start < end else []


@dataclass(frozen=True, slots=True)
class Printed:
    """A paragraph as it is printed."""

    number: int
    text: str
    speakers: tuple[Speaker, ...]


@dataclass(frozen=True, slots=True)
class Among:
    """Which statements count: any of the kinds, and exactly these parties in any order; empty: all."""

    kinds: tuple[Kind, ...] = ()
    parties: tuple[str, ...] = ()

    def admits(self, header: Header) -> bool:
        """Whether the statement counts."""
        if self.kinds and header.kind not in self.kinds:
            return False
        return not self.parties or set(self.parties) == set(header.parties)


EVERYTHING = Among()


@dataclass(frozen=True, slots=True)
class Formula:
    """A phrase of two statements or more, which no longer phrase of the very same statements contains.

    `statements` are the ordinals of those that have it, a bit each (`Reader.headers`).
    """

    text: str
    statements: int


class Reader(Protocol):
    """Reads what was prepared. Safe to use from several threads at once."""

    def headers(self) -> Sequence[Header]:
        """All statements, oldest first, undated ones last, those of one day by id; the place is the ordinal."""
        ...

    def texts(self, ordinals: Sequence[int]) -> Iterator[Text]:
        """The statements of these ordinals, in this order."""
        ...

    def printed(self, places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Printed]:
        """The paragraphs of these statements and numbers, by both."""
        ...

    def formulas(self) -> Iterator[Formula]:
        """Every formula, in no order."""
        ...


def prepare(statement: Statement, analyzed: Sequence[Analyzed]) -> Text:
    """A statement prepared from what its paragraphs are to the analyzer."""
    header = Header(
        id=statement.id,
        title=statement.title,
        kind=statement.kind,
        date=statement.date,
        parties=statement.parties,
        paragraphs=len(statement.paragraphs),
        characters=sum(len(paragraph.text) for paragraph in statement.paragraphs),
    )
    inside, at = 0, 0
    for each in analyzed:
        inside |= each.inside << at
        at += len(each.text) + 1
    return Text(header, "\n".join(each.text for each in analyzed), inside)


def analyze(statement: Statement, analyzer: Analyzer) -> list[Analyzed]:
    """What the paragraphs of a statement are to the analyzer."""
    return [analyzer.analyze(paragraph.text) for paragraph in statement.paragraphs]


def in_reading_order(statements: Iterable[Statement]) -> list[Statement]:
    """The statements in the order of their ordinals."""
    return sorted(statements, key=reading_order)


def as_printed(paragraph: Paragraph) -> Printed:
    """A paragraph as it is printed."""
    return Printed(paragraph.number, paragraph.text, paragraph.speakers)
