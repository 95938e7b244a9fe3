"""A statement as its wording is read: prepared once when an index is written, so that no request has to cut text.

`text` is the comparable text of all paragraphs, a line each: no phrase matches across a line break. `inside` has a bit
for every offset of `text` that lies inside a word, as `Analyzed.inside` has; `marks` are the offsets of what ends a
clause.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from search.errors import StatementNotFoundError
from search.wording.clauses import around, between, clause_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from search.analysis import Analyzed
    from search.model import Kind, Speaker, Statement
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
    marks: Sequence[int]

    def lines(self) -> list[Span]:
        """Where each paragraph begins and ends, in order; of a statement without any, nothing."""
        places = []
        start = 0
        for each in self.text.split("\n") if self.header.paragraphs else ():
            places.append((start, start + len(each)))
            start += len(each) + 1
        return places

    def clauses(self) -> list[Span]:
        """The clauses, in order."""
        return between(self.text, self.marks, 0, len(self.text))

    def clause_around(self, start: int, end: int) -> Span:
        """The clause that has the stretch, or all the clauses from its first to its last."""
        return around(self.text, self.marks, start, end)

    def number(self, at: int) -> int:
        """The number of the paragraph in which the offset is."""
        return self.text.count("\n", 0, at) + 1

    def parts_words(self, at: int) -> bool:
        """Whether no word has the offset inside it."""
        return not self.inside >> at & 1

    def words(self, start: int, end: int) -> list[Span]:
        """The stretch cut where words begin and end; a mark between words (、) is a part of its own."""
        cuts = [at for at in range(start + 1, end) if self.parts_words(at)]
        return list(zip([start, *cuts], [*cuts, end], strict=True)) if start < end else []


@dataclass(frozen=True, slots=True)
class SourceParagraph:
    """A paragraph as it is printed."""

    number: int
    text: str
    speakers: tuple[Speaker, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """A phrase of two statements or more, which no longer phrase of the very same statements contains.

    `statements` are the ordinals of those that have it, a bit each (`Reader.headers`).
    """

    text: str
    statements: int


def reading_order(header: Header) -> tuple[date, str]:
    """Sorts statements oldest first, undated ones last, those of one day by id."""
    return header.date or date.max, header.id


class Reader(Protocol):
    """Reads what was prepared. Safe to use from several threads at once."""

    def headers(self) -> Sequence[Header]:
        """All statements, oldest first, undated ones last, those of one day by id; the place is the ordinal."""
        ...

    def texts(self, ordinals: Iterable[int]) -> Iterator[Text]:
        """The statements of these ordinals, in this order."""
        ...

    def printed(self, places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], SourceParagraph]:
        """The paragraphs of these statements and numbers, by both."""
        ...

    def formulas(self) -> Iterator[Formula]:
        """Every formula, in no order."""
        ...

    def close(self) -> None:
        """Let go of the file. No call may follow."""
        ...


def ordinal_of(statement_id: str, headers: Sequence[Header]) -> int:
    """The place of a statement among all. Raises `StatementNotFoundError`."""
    for ordinal, header in enumerate(headers):
        if header.id == statement_id:
            return ordinal
    raise StatementNotFoundError(f"no statement has the id {statement_id}", hint="list the statements for their ids")


def precompute(statement: Statement, analyzed: Sequence[Analyzed]) -> Text:
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
    text = "\n".join(each.text for each in analyzed)
    return Text(header, text, inside, clause_marks(text))
