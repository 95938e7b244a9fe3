"""The in-memory columns of paragraphs and statements: arrays of numbers, in the order of ranks.

A rank numbers the paragraphs newest first: newest statement, then its id, then the paragraph's number. So statements
and days are ranges of ranks, and every order breaks ties by rank. A row numbers the paragraphs in the order of writing.
"""

from __future__ import annotations

import datetime  # noqa: TC003  pydantic reads the annotations
from array import array
from dataclasses import dataclass, field, replace
from itertools import accumulate, chain, repeat
from typing import TYPE_CHECKING, NamedTuple

from pydantic import TypeAdapter

from search.engines.filter_sort_facet import reading_order
from search.engines.spellings import read_spellings
from search.engines.tantivy.record_file import read_numbers, write_numbers
from search.engines.tantivy.schema import LENGTHS, RANKS, SPEAKERS_OF, TABLE
from search.model import Kind  # noqa: TC001  pydantic reads the annotations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path


class Entry(NamedTuple):
    """A statement in the table of statements."""

    id: str
    date: datetime.date | None
    kind: Kind
    place: str | None
    record: int  # the number of the statement's record
    first: int  # the row of its first paragraph
    paragraphs: int
    date_printed: str | None = None


class _Table(NamedTuple):
    segments: tuple[int, ...]
    statements: tuple[Entry, ...]


_table_json = TypeAdapter(_Table)


@dataclass(frozen=True, slots=True)
class Columns:
    """The table of statements, newest first, and the columns of the paragraphs."""

    table: tuple[Entry, ...]
    reading_order: array[int]  # indices into the table, oldest statement first
    oldest: array[int]  # by index in the table: its index in reading order
    starts: array[int]  # the rank of every statement's first paragraph, and the end of the last
    statement_of: array[int]  # by rank: the index of its statement in the table
    rows: array[int]  # by rank
    lengths: array[int] = field(default_factory=lambda: array("I"))  # by rank: words
    speakers: array[int] = field(default_factory=lambda: array("B"))  # by rank: a bit for each of `schema.SPEAKERS`
    ranks: array[int] = field(default_factory=lambda: array("I"))  # of the first segment's documents, the second's …
    spellings: Mapping[int, str] = field(default_factory=dict)  # by rank, of the few that have one of their own
    segments: tuple[int, ...] = ()  # by segment: its start in `ranks`

    @property
    def paragraphs(self) -> int:
        """The number of paragraphs."""
        return len(self.statement_of)


def write_columns(
    directory: Path,
    table: Sequence[Entry],
    lengths: array[int],
    speakers: array[int],
    addresses: Iterable[tuple[int, int, int]],
) -> None:
    """Write the columns of an index.

    `lengths` and `speakers` are by row; `addresses` has the row, the segment and the document number of every document.
    """
    rows = _rows(table)
    write_numbers(directory / LENGTHS, array("I", (lengths[row] for row in rows)))
    write_numbers(directory / SPEAKERS_OF, array("B", (speakers[row] for row in rows)))
    segments = _segments(addresses)
    rank_of = inverse(rows)
    write_numbers(directory / RANKS, array("I", (rank_of[row] for rows_there in segments for row in rows_there)))
    starts = list(accumulate(map(len, segments), initial=0))
    (directory / TABLE).write_bytes(_table_json.dump_json(_Table(tuple(starts), tuple(table))))


def _segments(addresses: Iterable[tuple[int, int, int]]) -> list[array[int]]:
    """The rows of every segment's documents, in their order."""
    found: list[array[int]] = []
    for row, segment, number in addresses:
        while len(found) <= segment:
            found.append(array("Q"))
        found[segment].append(number << 32 | row)
    return [array("I", (both & 0xFFFFFFFF for both in sorted(documents))) for documents in found]


def read_columns(directory: Path) -> Columns:
    """The columns of an index."""
    segments, table = _table_json.validate_json((directory / TABLE).read_bytes())
    columns = columns_of(table)
    spellings = read_spellings(directory)
    rank_of = inverse(columns.rows) if spellings else ()
    return replace(
        columns,
        spellings={rank_of[row]: spelling for row, spelling in spellings.items()},
        lengths=read_numbers(directory / LENGTHS, "I"),
        speakers=read_numbers(directory / SPEAKERS_OF, "B"),
        ranks=read_numbers(directory / RANKS, "I"),
        segments=segments,
    )


def columns_of(table: tuple[Entry, ...]) -> Columns:
    """The columns that follow from the table of statements alone."""
    in_reading_order = sorted(range(len(table)), key=lambda place: reading_order(table[place]))
    counts = [entry.paragraphs for entry in table]
    return Columns(
        table=table,
        reading_order=array("I", in_reading_order),
        oldest=inverse(in_reading_order),
        starts=array("I", accumulate(counts, initial=0)),
        statement_of=array("I", chain.from_iterable(map(repeat, range(len(table)), counts))),
        rows=_rows(table),
    )


def _rows(table: Iterable[Entry]) -> array[int]:
    """The rows of all paragraphs in the order of ranks."""
    return array("I", chain.from_iterable(range(each.first, each.first + each.paragraphs) for each in table))


def inverse(order: Sequence[int]) -> array[int]:
    """The inverse of a permutation."""
    places = array("I", bytes(4 * len(order)))
    for place, number in enumerate(order):
        places[number] = place
    return places
