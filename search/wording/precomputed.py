"""The precomputed text of a statement, analyzed once when an index is written: no request segments text.

`text` is the comparable text of all paragraphs, one line each: no phrase matches across a line break. `inside` has a
bit for every offset of `text` inside a word, like `Analyzed.inside`; `marks` are the offsets of the
marks that end a clause.
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
    from search.match_spans import Span
    from search.model import Kind, Speaker, Statement


@dataclass(frozen=True, slots=True)
class Header:
    """The metadata of a statement. `characters` counts those of its paragraphs as printed."""

    id: str
    title: str
    kind: Kind
    date: date | None
    parties: tuple[str, ...]
    paragraphs: int
    characters: int


@dataclass(frozen=True, slots=True)
class Text:
    """The precomputed text of a statement."""

    header: Header
    text: str
    inside: int
    marks: Sequence[int]

    def lines(self) -> list[Span]:
        """The spans of the paragraphs, in order; none for a statement without paragraphs."""
        places = []
        start = 0
        for each in self.text.split("\n") if self.header.paragraphs else ():
            places.append((start, start + len(each)))
            start += len(each) + 1
        return places

    def clauses(self) -> list[Span]:
        """The spans of the clauses, in order."""
        return between(self.text, self.marks, 0, len(self.text))

    def clause_around(self, start: int, end: int) -> Span:
        """The clause that contains the span, or the clauses from its first to its last."""
        return around(self.text, self.marks, start, end)

    def number(self, at: int) -> int:
        """The number of the paragraph that contains the offset."""
        return self.text.count("\n", 0, at) + 1

    def is_word_boundary(self, at: int) -> bool:
        """Whether the offset is a word boundary."""
        return not self.inside >> at & 1

    def words(self, start: int, end: int) -> list[Span]:
        """The words of the span; a mark between words (、) is a separate part."""
        cuts = [at for at in range(start + 1, end) if self.is_word_boundary(at)]
        return list(zip([start, *cuts], [*cuts, end], strict=True)) if start < end else []


@dataclass(frozen=True, slots=True)
class SourceParagraph:
    """A paragraph as printed."""

    number: int
    text: str
    speakers: tuple[Speaker, ...]


@dataclass(frozen=True, slots=True)
class Formula:
    """A phrase of two or more statements that is maximal: no longer phrase with the same statements contains it.

    `statements` has a bit for the ordinal of each statement that has it (`Reader.headers`).
    """

    text: str
    statements: int


def reading_order(header: Header) -> tuple[date, str]:
    """The sort key for oldest first, undated statements last, equal days by id."""
    return header.date or date.max, header.id


class Reader(Protocol):
    """Reads precomputed texts. Thread-safe."""

    def headers(self) -> Sequence[Header]:
        """All statements in reading order; the index of each is its ordinal."""
        ...

    def texts(self, ordinals: Iterable[int]) -> Iterator[Text]:
        """The texts of the statements with these ordinals, in this order."""
        ...

    def printed(self, places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], SourceParagraph]:
        """The paragraphs as printed, by id of the statement and number."""
        ...

    def formulas(self) -> Iterator[Formula]:
        """Every formula, in no particular order."""
        ...

    def close(self) -> None:
        """Close the file. No call may follow."""
        ...


def ordinal_of(statement_id: str, headers: Sequence[Header]) -> int:
    """The ordinal of a statement. Raises `StatementNotFoundError`."""
    for ordinal, header in enumerate(headers):
        if header.id == statement_id:
            return ordinal
    raise StatementNotFoundError(f"No statement has the id {statement_id}.", hint="List the statements for their ids.")


def precompute(statement: Statement, analyzed: Sequence[Analyzed]) -> Text:
    """The precomputed text of a statement from its analyzed paragraphs."""
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
