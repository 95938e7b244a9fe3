"""The protocol of engines: requests, results, and their contract.

The contract: `search` finds exactly the paragraphs that the node matches by `search.match_spans`, in the order defined
here, however the index works. `tests/conformance` tests every engine against it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

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
    """The match mode."""

    EXACT = "exact"  # any substring
    WORD = "word"  # a substring that begins and ends at word boundaries


class Facet(StrEnum):
    """The facets by which hits are counted."""

    YEAR = "year"
    KIND = "kind"
    STATEMENT = "statement"
    PLACE = "place"
    SPEAKER = "speaker"


class Spelling(NamedTuple):
    """Paragraphs that print these characters (`analysis.spelling`) if `own`, else those that print another form."""

    characters: str
    own: bool


ParagraphKey = tuple[str, int]
"""The id of a statement, and the number of a paragraph in it."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Filters: any of the values of a field, all of the fields. Days are inclusive; a range excludes undated ones.

    `paragraphs`, unless it is None, are the only ones that pass; those in `without` do not. Both name a paragraph by
    the id of its statement and its number.
    """

    first: date | None = None
    last: date | None = None
    kinds: tuple[Kind, ...] = ()
    statements: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    spelling: Spelling | None = None
    paragraphs: frozenset[ParagraphKey] | None = None
    without: frozenset[ParagraphKey] = frozenset()

    @property
    def names_paragraphs(self) -> bool:
        """Whether single paragraphs are named."""
        return self.paragraphs is not None or bool(self.without)


@dataclass(frozen=True, slots=True)
class Request:
    """A request to an engine: query tree, filters, order, facets, and the page of the result.

    Occurrences are counted up to `occurrences_bound` matching paragraphs; beyond it they are None. An engine raises
    `QueryTimeoutError` at the deadline.
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
    """A paragraph that matches, its statement (without paragraphs), and its comparable text."""

    paragraph: Paragraph
    statement: Statement
    score: float
    comparable: str


@dataclass(frozen=True, slots=True)
class Totals:
    """The size of the whole result; `occurrences` is None beyond the bound of the request."""

    paragraphs: int
    statements: int
    occurrences: int | None


@dataclass(frozen=True, slots=True)
class FacetCount:
    """A value of a facet, with the number of matching paragraphs; None is "none printed"."""

    value: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the result, and the figures of the whole."""

    totals: Totals
    hits: tuple[Hit, ...]
    facets: Mapping[Facet, tuple[FacetCount, ...]]


@dataclass(frozen=True, slots=True)
class Scope:
    """What the filters leave to search. `first` and `last` are None if no statement in it is dated."""

    statements: int
    paragraphs: int
    undated: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the statements, oldest first, undated ones last, and their total number."""

    total: int
    statements: tuple[Statement, ...]


class Engine(Protocol):
    """An open index. Thread-safe."""

    def search(self, request: Request) -> Page:
        """The page of paragraphs that the node matches."""
        ...

    def hits(self, request: Request) -> Iterator[Hit]:
        """Every hit in the order of the request, read lazily; offset, limit and facets are ignored."""
        ...

    def occurs(self, node: Node, match: Match, deadline: Deadline = NEVER) -> bool:
        """Whether any paragraph of the index matches. Cheaper than a search."""
        ...

    def scope(self, filters: Filters) -> Scope:
        """What the filters leave to search. Speakers are known of paragraphs only: they narrow `paragraphs`."""
        ...

    def statements(self, filters: Filters, *, offset: int, limit: int) -> Listing:
        """The statements within the filters, without their paragraphs. The filter on speakers is ignored."""
        ...

    def statement(self, statement_id: str) -> Statement | None:
        """The statement with its paragraphs; None for an unknown id."""
        ...

    def close(self) -> None:
        """Close the files. No call may follow."""
        ...


class Writer(Protocol):
    """Writes a new index, which is readable after `commit`."""

    def add(self, statement: Statement, analyzed: Sequence[Analyzed]) -> None:
        """Add a statement and its analyzed paragraphs.

        Statements may come in any order; each id once.
        """
        ...

    def commit(self) -> None:
        """Finish the index."""
        ...
