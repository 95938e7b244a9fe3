"""What an engine is asked, what it answers, and what it promises.

An engine promises that `search` finds exactly the paragraphs that `search.spans` says the node matches, in the one
order that is defined here, whatever its index looks like. `tests/conformance` holds every engine to that.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from search.deadline import NEVER, Deadline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from search.analysis import Analyzed
    from search.model import Kind, Paragraph, Speaker, Statement
    from search.query.nodes import Node


class Sort(StrEnum):
    """The order of hits. Ties: the newest statement first, then its id, then the paragraph's number."""

    RELEVANCE = "relevance"
    DATE = "date"  # oldest statement first; undated ones last
    NEWEST = "-date"


class Match(StrEnum):
    """What counts as a match."""

    EXACT = "exact"  # any substring
    WORD = "word"  # a substring that begins and ends where a word does


class Facet(StrEnum):
    """What hits can be counted by."""

    YEAR = "year"
    KIND = "kind"
    STATEMENT = "statement"
    PLACE = "place"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True)
class Filters:
    """Any of the values of a field, all of the fields. Days are inclusive; an undated statement is in no range."""

    first: date | None = None
    last: date | None = None
    kinds: tuple[Kind, ...] = ()
    statements: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    speakers: tuple[Speaker, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """A search: which paragraphs, in which order, which stretch of them, counted by what.

    Occurrences are counted up to `occurrences_bound` matching paragraphs; beyond it they are None. An engine that is
    still at work at the deadline stops with `QueryTimeoutError`.
    """

    node: Node
    match: Match = Match.EXACT
    filters: Filters = field(default_factory=Filters)
    sort: Sort = Sort.RELEVANCE
    facets: tuple[Facet, ...] = ()
    offset: int = 0
    limit: int = 20
    occurrences_bound: int = 10_000
    deadline: Deadline = NEVER


@dataclass(frozen=True, slots=True)
class Hit:
    """A paragraph that matches, its statement (without paragraphs), and its text as it is compared."""

    paragraph: Paragraph
    statement: Statement
    score: float
    comparable: str


@dataclass(frozen=True, slots=True)
class Totals:
    """How much matched in all; `occurrences` is None beyond the bound of the request."""

    paragraphs: int
    statements: int
    occurrences: int | None


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many matching paragraphs have `value`; None is "none printed"."""

    value: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Page:
    """A stretch of the result, and the figures of the whole."""

    totals: Totals
    hits: tuple[Hit, ...]
    facets: Mapping[Facet, tuple[FacetCount, ...]]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a search looks at once its filters are applied. `first` and `last` are None when nothing there is dated."""

    statements: int
    paragraphs: int
    undated: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Listing:
    """A stretch of the statements, oldest first, undated ones last, and how many there are in all."""

    total: int
    statements: tuple[Statement, ...]


class Engine(Protocol):
    """An open index. Safe to use from several threads at once."""

    def search(self, request: Request) -> Page:
        """The paragraphs that the node matches."""
        ...

    def hits(self, request: Request) -> Iterator[Hit]:
        """Every hit in the order of the request, read as it is asked for; offset, limit and facets say nothing here."""
        ...

    def occurs(self, node: Node, match: Match, deadline: Deadline = NEVER) -> bool:
        """Whether any paragraph matches, whatever its statement. Cheaper than a search."""
        ...

    def scope(self, filters: Filters) -> Scope:
        """What the filters leave to be searched. Of the speakers only paragraphs know: they narrow `paragraphs`."""
        ...

    def statements(self, filters: Filters, *, offset: int, limit: int) -> Listing:
        """Statements within the filters but for the speakers, of which only paragraphs know; without paragraphs."""
        ...

    def statement(self, statement_id: str) -> Statement | None:
        """The whole statement with its paragraphs, or None."""
        ...

    def close(self) -> None:
        """Let go of files. No call may follow."""
        ...


class Writer(Protocol):
    """A new index in the making. Nothing can be read from it before `commit`."""

    def add(self, statement: Statement, analyzed: Sequence[Analyzed]) -> None:
        """Take a whole statement and what its paragraphs are to the analyzer.

        Statements may come in any order; an id may come once.
        """
        ...

    def commit(self) -> None:
        """Finish the index."""
        ...
