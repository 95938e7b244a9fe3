"""The precomputed texts in one SQLite file of a generation, written with the index and then read-only."""

from __future__ import annotations

import json
import sqlite3
from array import array
from contextlib import closing
from datetime import date
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING, Any

from search.errors import EngineError
from search.model import Kind, Speaker
from search.wording.formulas import find_formulas
from search.wording.precomputed import Formula, Header, SourceParagraph, Text, precompute, reading_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from search.analysis import Analyzed
    from search.model import Statement

_TABLES = """
    CREATE TABLE statements (
        id TEXT PRIMARY KEY, header TEXT NOT NULL, text BLOB NOT NULL, inside BLOB NOT NULL, marks BLOB NOT NULL
    );
    CREATE TABLE paragraphs (
        statement TEXT NOT NULL, number INTEGER NOT NULL, text BLOB NOT NULL, speakers TEXT NOT NULL,
        PRIMARY KEY (statement, number)
    ) WITHOUT ROWID;
    CREATE TABLE formulas (text BLOB NOT NULL, statements BLOB NOT NULL);
"""

_ENCODING = "utf-16-le"
"""Decoding Han characters is several times faster than from UTF-8."""

_BATCH = 64
"""The number of statements in a batch of reads: some hundred thousand characters."""


class PrecomputedWriter:
    """Writes a new file, which is readable after `commit`."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        # An interrupted build discards the whole file: no journal is needed.
        self._connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES + "BEGIN;")

    def add(self, statement: Statement, analyzed: Sequence[Analyzed]) -> None:
        """Add a statement and its analyzed paragraphs, in any order of statements."""
        text = precompute(statement, analyzed)
        values = (text.text.encode(_ENCODING), _as_bytes(text.inside), array("I", text.marks).tobytes())
        self._connection.execute(
            "INSERT INTO statements VALUES (?, ?, ?, ?, ?)", (statement.id, _header_as_json(text.header), *values)
        )
        self._connection.executemany(
            "INSERT INTO paragraphs VALUES (?, ?, ?, ?)",
            [(statement.id, p.number, p.text.encode(_ENCODING), " ".join(p.speakers)) for p in statement.paragraphs],
        )

    def commit(self) -> None:
        """Find the formulas of all statements except news, and finish the file.

        The recurring phrases of a broadcaster are not formulas, and there are tens of thousands of news items.
        """
        reader = PrecomputedReader(self._connection)
        negotiated = [ordinal for ordinal, header in enumerate(reader.headers()) if header.kind is not Kind.NEWS]
        formulas = find_formulas(lambda: zip(negotiated, reader.texts(negotiated), strict=True))
        self._connection.executemany(
            "INSERT INTO formulas VALUES (?, ?)",
            ((formula.text.encode(_ENCODING), _as_bytes(formula.statements)) for formula in formulas),
        )
        self._connection.execute("COMMIT")
        self._connection.close()


def open_precomputed(path: Path) -> PrecomputedReader:
    """The reader of a file that `PrecomputedWriter` finished.

    Raises `EngineError` if the file is missing or cannot be read.
    """
    try:
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        return PrecomputedReader(connection)
    except (sqlite3.Error, ValueError) as error:
        raise EngineError(f"The precomputed wording {path} cannot be read ({error}).") from error


class PrecomputedReader:
    """Reads precomputed texts (`precomputed.Reader`) over one connection, which a lock guards."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._lock = Lock()
        headers = [_header_from_json(row[0]) for row in self._rows("SELECT header FROM statements")]
        self._headers = tuple(sorted(headers, key=reading_order))

    def headers(self) -> Sequence[Header]:
        """All statements in reading order."""
        return self._headers

    def texts(self, ordinals: Iterable[int]) -> Iterator[Text]:
        """The texts of the statements with these ordinals, in this order."""
        headers = iter([self._headers[ordinal] for ordinal in ordinals])
        while some := list(islice(headers, _BATCH)):
            query = f"SELECT id, text, inside, marks FROM statements WHERE id IN ({_question_marks(some)})"  # noqa: S608  no value
            rows = self._rows(query, [header.id for header in some])
            by_id = {row[0]: row for row in rows}
            for header in some:
                _, text, inside, marks = by_id[header.id]
                yield Text(header, text.decode(_ENCODING), int.from_bytes(inside, "little"), array("I", marks))

    def printed(self, places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], SourceParagraph]:
        """The paragraphs as printed, by id of the statement and number."""
        found = {}
        for place in places:
            query = "SELECT text, speakers FROM paragraphs WHERE statement = ? AND number = ?"
            for text, speakers in self._rows(query, place):
                found[place] = SourceParagraph(place[1], text.decode(_ENCODING), tuple(map(Speaker, speakers.split())))
        return found

    def formulas(self) -> Iterator[Formula]:
        """Every formula, in no particular order."""
        for text, statements in self._rows("SELECT text, statements FROM formulas"):
            yield Formula(text.decode(_ENCODING), int.from_bytes(statements, "little"))

    def close(self) -> None:
        """Close the file. No call may follow."""
        self._connection.close()

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        """The rows of a query, under the lock."""
        with self._lock, closing(self._connection.execute(query, values)) as cursor:
            return cursor.fetchall()


def _question_marks(values: Sequence[object]) -> str:
    """The placeholders for the values of a query."""
    return ", ".join("?" * len(values))


def _header_as_json(header: Header) -> str:
    values = (header.id, header.title, header.kind, header.date and header.date.isoformat(), header.parties)
    return json.dumps([*values, header.paragraphs, header.characters], ensure_ascii=False)


def _header_from_json(text: str) -> Header:
    id_, title, kind, day, parties, paragraphs, characters = json.loads(text)
    day = day and date.fromisoformat(day)
    return Header(id_, title, Kind(kind), day, tuple(parties), paragraphs, characters)


def _as_bytes(bits: int) -> bytes:
    return bits.to_bytes((bits.bit_length() + 7) // 8, "little")
