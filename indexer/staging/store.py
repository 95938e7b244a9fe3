"""The staging store: what has been parsed and segmented, kept on disk beside the generations.

A file that has not changed since an earlier run is taken from here. A run puts its statements here while it parses, so
that memory does not grow with them, and reads them back in the order of their ids when it writes the index. It is one
SQLite file; a damaged one is deleted and made again.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing, contextmanager
from dataclasses import replace
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from indexer.errors import BuildError
from indexer.parse import IncompleteLine
from indexer.report import MESSAGES_MAX, BoundedMessages, ReportedStatement, dump_source, load_source
from indexer.staging.staged import statement_json, unstage
from indexer.structure.identity import Identity, Says, first_copies, given_ids, warning_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from indexer.staging.staged import StagedStatement
    from indexer.structure.identity import GivenId
    from search.analysis import Analyzed
    from search.model import Statement

STAGING_FILE = "staging.sqlite3"
"""The name of the file, in the folder of the index."""

FORMAT = 2
"""Raised whenever an older program could misread the file."""

COMMIT_SECONDS = 5.0
"""How much of a build that is killed has to be done again."""

# What is long stands last in its table: whoever reads what stands before it then need not read it too.
_TABLES = f"""
    PRAGMA auto_vacuum = INCREMENTAL;
    CREATE TABLE sources (number INTEGER PRIMARY KEY, key TEXT UNIQUE, reported BLOB);
    CREATE TABLE statements (
        number INTEGER PRIMARY KEY, source INTEGER NOT NULL, line INTEGER, given TEXT, exported TEXT,
        paragraphs INTEGER NOT NULL,
        text TEXT NOT NULL, whole TEXT NOT NULL, stem TEXT NOT NULL, alone INTEGER NOT NULL,
        missing TEXT NOT NULL, title TEXT NOT NULL, kind TEXT NOT NULL, day TEXT NOT NULL, sha256 TEXT NOT NULL,
        place INTEGER NOT NULL, file TEXT NOT NULL,
        content BLOB NOT NULL, cut TEXT NOT NULL
    );
    CREATE INDEX statements_of_sources ON statements (source);
    PRAGMA user_version = {FORMAT};
"""
_OF_A_RUN = """
    CREATE TEMP TABLE run (source INTEGER PRIMARY KEY, turn INTEGER NOT NULL UNIQUE, name TEXT NOT NULL);
    CREATE TEMP TABLE loose (source INTEGER NOT NULL, line INTEGER NOT NULL, statement TEXT NOT NULL, content BLOB);
    CREATE TEMP TABLE copies (statement INTEGER PRIMARY KEY, kept INTEGER NOT NULL);
    CREATE TEMP TABLE ids (statement INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
"""
_IDENTITY = "text, whole, stem, alone, missing, title, kind, day, sha256, place, file"

_loose_json = TypeAdapter(IncompleteLine)


@contextmanager
def open_staging(directory: Path) -> Iterator[StagingStore]:
    """The staging store of an index directory, for one run, whose lock must be held.

    Raises `BuildError` when it cannot be written, or is found damaged; then it is thrown away.
    """
    path = directory / STAGING_FILE
    try:
        with closing(_connected(path)) as connection:
            try:
                yield StagingStore(connection)
            finally:
                connection.commit()  # what has been read is kept, whatever became of the run
    except sqlite3.OperationalError as error:
        raise BuildError(f"{path}: cannot be written: {error}; what was there before stays") from error
    except sqlite3.DatabaseError as error:
        path.unlink(missing_ok=True)
        raise BuildError(f"{path}: was damaged ({error}) and has been thrown away; build again") from error


def _connected(path: Path) -> sqlite3.Connection:
    """A connection to the file, made anew where it is none of this format."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        known = connection.execute("PRAGMA user_version").fetchone()[0]
        if known == FORMAT:
            return connection
    except sqlite3.OperationalError:
        connection.close()
        raise
    except sqlite3.DatabaseError:
        pass  # no database at all
    connection.close()
    for name in (path.name, f"{path.name}-journal"):
        path.with_name(name).unlink(missing_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(_TABLES)
    return connection


class StagingStore:
    """What is kept, and what of it belongs to this run. Sources have a place in the run, which orders the report."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._connection.executescript("PRAGMA temp_store = FILE; PRAGMA synchronous = NORMAL;" + _OF_A_RUN)
        self._execute("BEGIN")
        self._committed = time.monotonic()
        # What a killed run left half done, and what could not be read and may be readable now.
        self._forget("SELECT number FROM sources WHERE reported IS NULL OR key IS NULL")

    def take(self, place: int, file: str, key: str) -> bool:
        """Whether a source with this key is kept; then it is part of the run."""
        row = self._execute("SELECT number FROM sources WHERE key = ?", key).fetchone()
        if row is not None:
            self._execute("INSERT INTO run VALUES (?, ?, ?)", row[0], place, file)
        return row is not None

    def begin(self, place: int, file: str) -> int:
        """The number of a new source."""
        number = self._execute("INSERT INTO sources (key) VALUES (NULL)").lastrowid
        assert number is not None  # noqa: S101  an INSERT gives one
        self._execute("INSERT INTO run VALUES (?, ?, ?)", number, place, file)
        return number

    def put(self, source: int, statements: Iterable[StagedStatement], loose: Iterable[IncompleteLine] = ()) -> None:
        """Keep statements of a source, and lines whose statement is not whole."""
        columns = f"source, line, given, exported, content, cut, paragraphs, {_IDENTITY}"
        places = ", ".join("?" * (columns.count(",") + 1))
        rows = (
            (source, *each[:6], *each.identity[:4], *each.identity.says)  # the identity stands last
            for each in statements
        )
        self._connection.executemany(f"INSERT INTO statements ({columns}) VALUES ({places})", rows)  # noqa: S608  names of ours
        self._connection.executemany(
            "INSERT INTO loose VALUES (?, ?, ?, ?)",
            ((source, each.line, _key_of(each), _loose_json.dump_json(each)) for each in loose),
        )

    def finish(self, source: int, reported: bytes, key: str | None) -> None:
        """Keep what is reported of a source, under the key by which it is found again; None if it is not to be."""
        self._execute("UPDATE sources SET reported = ?, key = ? WHERE number = ?", reported, key, source)
        if time.monotonic() - self._committed > COMMIT_SECONDS:
            self._execute("COMMIT")
            self._execute("BEGIN")
            self._committed = time.monotonic()

    def loose(self, source: int) -> Iterator[tuple[IncompleteLine, ...]]:
        """The lines of a source whose statements were not whole, those of each statement together."""
        rows = self._execute("SELECT statement, content FROM loose WHERE source = ? ORDER BY statement, line", source)
        for _, together in groupby(rows, key=itemgetter(0)):
            yield tuple(_loose_json.validate_json(content) for _, content in together)

    def identify(self) -> tuple[str, ...]:
        """Give an id to every statement of the run; what was unusual is told."""
        copies = self._identities("1", "text, missing, title, kind, day, sha256, place, file, number")
        self._insert("copies", first_copies((identity, number) for number, identity in copies))
        kept = self._identities("number IN (SELECT kept FROM copies)", "stem, whole")
        told = BoundedMessages()
        self._insert("ids", _numbered_ids(given_ids((row[1], row) for row in kept), told))
        return (*sorted(told.told()), *self._changed_ids(), *self._ids_given_twice())

    def _identities(self, condition: str, order: str) -> Iterator[tuple[int, Identity]]:
        """The identities of the statements of the run, with their numbers."""
        query = f"SELECT number, {_IDENTITY} FROM statements JOIN run USING (source) WHERE {condition} ORDER BY {order}"  # noqa: S608  words of ours
        for number, text, whole, stem, alone, *says in self._execute(query):
            yield number, Identity(text, whole, stem, bool(alone), Says(*says))

    def _insert(self, table: str, rows: Iterable[tuple[object, object]]) -> None:
        self._connection.executemany(f"INSERT INTO {table} VALUES (?, ?)", rows)  # noqa: S608  a table of ours

    def _changed_ids(self) -> tuple[str, ...]:
        """What to tell of exported statements whose ids are not what they were."""
        rows = self._execute(
            "SELECT run.name, line, exported, id FROM ids JOIN statements ON number = statement JOIN run USING (source)"
            " WHERE exported != id ORDER BY turn, line"
        )
        return _bounded(
            f"{file}, line {line}: {exported} is {given} here, for other documents stand beside it"
            for file, line, exported, given in rows
        )

    def _ids_given_twice(self) -> tuple[str, ...]:
        """What to tell of records of one file that call themselves the same and are not."""
        rows = self._execute(
            "SELECT run.name, given, MIN(line), MAX(line), COUNT(DISTINCT text) FROM statements JOIN run USING (source)"
            " WHERE given IS NOT NULL GROUP BY source, given HAVING COUNT(DISTINCT text) > 1 ORDER BY turn, 3"
        )
        return _bounded(
            f"{file}, line {last}: the id {given} stands on line {first} too; all {count} are indexed, each under an id"
            " made of its day, kind and text"
            for file, given, first, last, count in rows
        )

    def reported(self) -> Iterator[bytes]:
        """What is reported of every source of the run, in order, with the ids of its statements."""
        query = "SELECT number, reported FROM sources JOIN run ON source = number ORDER BY turn"
        for number, reported in self._execute(query):
            source = load_source(reported)
            indexed, duplicates = self._indexed(number), self._duplicates(number)
            yield dump_source(replace(source, statements=(*indexed, *duplicates)))

    def _indexed(self, source: int) -> Iterator[ReportedStatement]:
        rows = self._execute(
            "SELECT id, title, paragraphs FROM statements JOIN ids ON statement = number WHERE source = ?"
            " ORDER BY id LIMIT ?",
            source,
            MESSAGES_MAX,
        )
        return (ReportedStatement(id_, title, paragraphs, None) for id_, title, paragraphs in rows)

    def _duplicates(self, source: int) -> Iterator[ReportedStatement]:
        rows = self._execute(
            "SELECT ids.id, title FROM statements JOIN copies ON copies.statement = number"
            " JOIN ids ON ids.statement = kept WHERE source = ? AND kept != number ORDER BY ids.id, title LIMIT ?",
            source,
            MESSAGES_MAX,
        )
        return (ReportedStatement(id_, title, 0, id_) for id_, title in rows)

    def totals(self) -> tuple[int, int]:
        """How many statements are to be indexed, and how many paragraphs."""
        query = "SELECT COUNT(*), TOTAL(paragraphs) FROM ids JOIN statements ON number = statement"
        statements, paragraphs = self._execute(query).fetchone()
        return statements, int(paragraphs)

    def statements(self) -> Iterator[tuple[Statement, tuple[Analyzed, ...]]]:
        """Every statement to be indexed, with what its paragraphs are to the analyzer, in the order of ids."""
        query = "SELECT id, content, cut FROM ids JOIN statements ON number = statement ORDER BY id"
        for id_, content, cut in self._execute(query):
            yield unstage(content, cut, id_)

    def keep(self) -> None:
        """Keep the sources of this run, and no other."""
        self._forget("SELECT number FROM sources WHERE number NOT IN (SELECT source FROM run)")
        self._execute("COMMIT")
        self._execute("PRAGMA incremental_vacuum")

    def _forget(self, sources: str) -> None:
        for table, column in (("statements", "source"), ("sources", "number")):
            self._execute(f"DELETE FROM {table} WHERE {column} IN ({sources})")  # noqa: S608  words of ours

    def _execute(self, query: str, *values: object) -> sqlite3.Cursor:
        return self._connection.execute(query, values)


def _key_of(loose: IncompleteLine) -> str:
    """What the lines of one statement share, and no other line has."""
    return sha256(statement_json.dump_json(loose.exported.statement)).hexdigest()


def _numbered_ids(given: Iterable[GivenId[tuple[int, Identity]]], told: BoundedMessages) -> Iterator[tuple[int, str]]:
    """The ids with the numbers of their statements; what is unusual goes into `told`."""
    for each in given:
        number, identity = each.row
        if each.instead is not None:
            told.add(warning_of(identity, each.id, each.instead[1]))
        yield number, each.id


def _bounded(messages: Iterable[str]) -> tuple[str, ...]:
    listed = BoundedMessages()
    for message in messages:
        listed.add(message)
    return listed.told()
