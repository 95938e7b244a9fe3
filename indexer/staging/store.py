"""The staging store: parsed and segmented statements, kept on disk beside the generations.

Statements of unchanged files are reused from earlier runs. A run stores its statements here while it parses, so that
memory does not grow with them, and reads them back in the order of their ids to write the index. It is one SQLite file;
a damaged one is deleted and created again.
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
from indexer.structure.bilingual import NEXT, PREVIOUS
from indexer.structure.identity import Identity, Says, difference, first_copies, given_ids, warning_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from indexer.staging.staged import StagedStatement
    from indexer.structure.identity import GivenId
    from search.analysis import Analyzed
    from search.model import Statement

STAGING_FILE = "staging.sqlite3"
"""The name of the file, in the folder of the index."""

FORMAT = 4
"""Incremented whenever an older program could misread the file."""

COMMIT_SECONDS = 5.0
"""The time between commits: a killed build loses at most this much work."""

# Long values are the last columns: SQLite can then read the other columns without them.
_TABLES = f"""
    PRAGMA auto_vacuum = INCREMENTAL;
    CREATE TABLE sources (number INTEGER PRIMARY KEY, key TEXT UNIQUE, reported BLOB);
    CREATE TABLE statements (
        number INTEGER PRIMARY KEY, source INTEGER NOT NULL, line INTEGER, record_id TEXT, exported_id TEXT,
        paragraphs INTEGER NOT NULL,
        text TEXT NOT NULL, whole TEXT NOT NULL, stem TEXT NOT NULL, alone INTEGER NOT NULL,
        missing TEXT NOT NULL, title TEXT NOT NULL, kind TEXT NOT NULL, day TEXT NOT NULL, sha256 TEXT NOT NULL,
        place INTEGER NOT NULL, file TEXT NOT NULL,
        content BLOB NOT NULL, segments TEXT NOT NULL
    );
    CREATE INDEX statements_of_sources ON statements (source);
    PRAGMA user_version = {FORMAT};
"""
_RUN_TABLES = """
    CREATE TEMP TABLE run (source INTEGER PRIMARY KEY, position INTEGER NOT NULL UNIQUE, name TEXT NOT NULL);
    CREATE TEMP TABLE incomplete_lines (
        source INTEGER NOT NULL, line INTEGER NOT NULL, statement TEXT NOT NULL, content BLOB
    );
    CREATE TEMP TABLE copies (statement INTEGER PRIMARY KEY, original INTEGER NOT NULL);
    CREATE TEMP TABLE ids (statement INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
"""
_IDENTITY = "text, whole, stem, alone, missing, title, kind, day, sha256, place, file"

_incomplete_json = TypeAdapter(IncompleteLine)


@contextmanager
def open_staging(directory: Path) -> Iterator[StagingStore]:
    """The staging store of an index directory for one run, which must hold the build lock.

    Raises `BuildError` if it cannot be written or is damaged; a damaged one is deleted.
    """
    path = directory / STAGING_FILE
    try:
        with closing(_connect(path)) as connection:
            try:
                yield StagingStore(connection)
            finally:
                connection.commit()  # parsed files are kept even if the run fails
    except sqlite3.OperationalError as error:
        raise BuildError(
            f"The staging store {path} cannot be written ({error}); any previous index stays in use."
        ) from error
    except sqlite3.DatabaseError as error:
        path.unlink(missing_ok=True)
        raise BuildError(f"The staging store {path} is damaged ({error}) and has been removed; build again.") from error


def _connect(path: Path) -> sqlite3.Connection:
    """A connection to the file, which is created again if it does not have this format."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        known = connection.execute("PRAGMA user_version").fetchone()[0]
        if known == FORMAT:
            return connection
    except sqlite3.OperationalError:
        connection.close()
        raise
    except sqlite3.DatabaseError:
        pass  # not a database
    connection.close()
    for name in (path.name, f"{path.name}-journal"):
        path.with_name(name).unlink(missing_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(_TABLES)
    return connection


class StagingStore:
    """The stored sources, and those that belong to this run. The position of a source in the run orders the report."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._connection.executescript("PRAGMA temp_store = FILE; PRAGMA synchronous = NORMAL;" + _RUN_TABLES)
        self._execute("BEGIN")
        self._committed = time.monotonic()
        # Sources that a killed run left unfinished, and unreadable ones, which may be readable now.
        self._delete("SELECT number FROM sources WHERE reported IS NULL OR key IS NULL")

    def reuse(self, position: int, file: str, key: str) -> bool:
        """Add the stored source with this key to the run. Returns whether there is one."""
        row = self._execute("SELECT number FROM sources WHERE key = ?", key).fetchone()
        if row is not None:
            self._execute("INSERT INTO run VALUES (?, ?, ?)", row[0], position, file)
        return row is not None

    def begin(self, position: int, file: str) -> int:
        """Create a source in the run. Returns its number."""
        number = self._execute("INSERT INTO sources (key) VALUES (NULL)").lastrowid
        assert number is not None  # noqa: S101  set by an INSERT
        self._execute("INSERT INTO run VALUES (?, ?, ?)", number, position, file)
        return number

    def put(
        self, source: int, statements: Iterable[StagedStatement], incomplete: Iterable[IncompleteLine] = ()
    ) -> None:
        """Store statements of a source, and lines whose statement is incomplete."""
        columns = f"source, line, record_id, exported_id, content, segments, paragraphs, {_IDENTITY}"
        placeholders = ", ".join("?" * (columns.count(",") + 1))
        rows = (
            (source, *each[:6], *each.identity[:4], *each.identity.says)  # the identity is the last field
            for each in statements
        )
        self._connection.executemany(f"INSERT INTO statements ({columns}) VALUES ({placeholders})", rows)  # noqa: S608  constant names
        self._connection.executemany(
            "INSERT INTO incomplete_lines VALUES (?, ?, ?, ?)",
            ((source, each.line, _key_of(each), _incomplete_json.dump_json(each)) for each in incomplete),
        )

    def finish(self, source: int, reported: bytes, key: str | None) -> None:
        """Store the report of a source, and the key by which later runs reuse it; None if they must not."""
        self._execute("UPDATE sources SET reported = ?, key = ? WHERE number = ?", reported, key, source)
        if time.monotonic() - self._committed > COMMIT_SECONDS:
            self._execute("COMMIT")
            self._execute("BEGIN")
            self._committed = time.monotonic()

    def incomplete_lines(self, source: int) -> Iterator[tuple[IncompleteLine, ...]]:
        """The lines of incomplete statements of a source, grouped by statement."""
        rows = self._execute(
            "SELECT statement, content FROM incomplete_lines WHERE source = ? ORDER BY statement, line", source
        )
        for _, group in groupby(rows, key=itemgetter(0)):
            yield tuple(_incomplete_json.validate_json(content) for _, content in group)

    def identify(self) -> tuple[str, ...]:
        """Assign an id to every statement of the run. Returns the warnings."""
        copies = self._identities("1", "text, missing, title, kind, day, sha256, place, file, number")
        self._insert("copies", first_copies((identity, number) for number, identity in copies))
        originals = self._identities("number IN (SELECT original FROM copies)", "stem, whole")
        warnings = BoundedMessages()
        self._insert("ids", _numbered_ids(given_ids((row[1], row) for row in originals), warnings))
        return (*sorted(warnings.listed()), *self._changed_ids(), *self._duplicate_record_ids())

    def _identities(self, condition: str, order: str) -> Iterator[tuple[int, Identity]]:
        """The identities of the statements of the run, with their numbers."""
        query = f"SELECT number, {_IDENTITY} FROM statements JOIN run USING (source) WHERE {condition} ORDER BY {order}"  # noqa: S608  constant text
        for number, text, whole, stem, alone, *says in self._execute(query):
            yield number, Identity(text, whole, stem, bool(alone), Says(*says))

    def _insert(self, table: str, rows: Iterable[tuple[object, object]]) -> None:
        self._connection.executemany(f"INSERT INTO {table} VALUES (?, ?)", rows)  # noqa: S608  a constant table name

    def _changed_ids(self) -> tuple[str, ...]:
        """The warnings on exported statements whose ids have changed."""
        rows = self._execute(
            "SELECT run.name, line, exported_id, id"
            " FROM ids JOIN statements ON number = statement JOIN run USING (source)"
            " WHERE exported_id != id ORDER BY position, line"
        )
        return _bounded(
            f"{file}, line {line}: The id {exported} is {assigned} in this index, because it "
            "depends on the other documents."
            for file, line, exported, assigned in rows
        )

    def _duplicate_record_ids(self) -> tuple[str, ...]:
        """The warnings on different records of one file with the same id."""
        rows = self._execute(
            "SELECT run.name, record_id, MIN(line), MAX(line), COUNT(DISTINCT text)"
            " FROM statements JOIN run USING (source) WHERE record_id IS NOT NULL"
            " GROUP BY source, record_id HAVING COUNT(DISTINCT text) > 1 ORDER BY position, 3"
        )
        return _bounded(
            f"{file}, line {last}: The id {id_} is also on line {first}; all {count} "
            "documents are indexed, each under an id made of its day, kind and text."
            for file, id_, first, last, count in rows
        )

    def reported(self) -> Iterator[bytes]:
        """The reports of the sources of the run, in order, with the ids of their statements."""
        query = "SELECT number, reported FROM sources JOIN run ON source = number ORDER BY position"
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
            "SELECT ids.id, copy.title, copy.day, first.title, first.day FROM statements AS copy"
            " JOIN copies ON copies.statement = copy.number JOIN statements AS first ON first.number = original"
            " JOIN ids ON ids.statement = original"
            " WHERE copy.source = ? AND original != copy.number ORDER BY ids.id, copy.title LIMIT ?",
            source,
            MESSAGES_MAX,
        )
        return (
            ReportedStatement(id_, title, 0, id_, difference((title, day), kept)) for id_, title, day, *kept in rows
        )

    def totals(self) -> tuple[int, int]:
        """The numbers of statements and of paragraphs to index."""
        query = "SELECT COUNT(*), TOTAL(paragraphs) FROM ids JOIN statements ON number = statement"
        statements, paragraphs = self._execute(query).fetchone()
        return statements, int(paragraphs)

    def statements(self) -> Iterator[tuple[Statement, tuple[Analyzed, ...]]]:
        """Every statement to index with its analyzed paragraphs, in the order of ids."""
        query = "SELECT number, id, content, segments FROM ids JOIN statements ON number = statement ORDER BY id"
        for number, id_, content, segments in self._execute(query):
            statement, analyzed = unstage(content, segments, id_)
            yield self._with_translations(statement, number), analyzed

    def _with_translations(self, statement: Statement, number: int) -> Statement:
        """The statement with the ids of its translations, which it names by their place in the file: +1, -1."""
        if not statement.translations:
            return statement
        query = "SELECT id FROM copies JOIN ids ON ids.statement = original WHERE copies.statement = ?"
        named = (
            self._execute(query, number + int(each)).fetchone() if each in {NEXT, PREVIOUS} else (each,)
            for each in statement.translations
        )
        return replace(statement, translations=tuple(row[0] for row in named if row and row[0] != statement.id))

    def prune(self) -> None:
        """Commit, and delete the sources that do not belong to this run."""
        self._delete("SELECT number FROM sources WHERE number NOT IN (SELECT source FROM run)")
        self._execute("COMMIT")
        self._execute("PRAGMA incremental_vacuum")

    def _delete(self, sources: str) -> None:
        for table, column in (("statements", "source"), ("sources", "number")):
            self._execute(f"DELETE FROM {table} WHERE {column} IN ({sources})")  # noqa: S608  constant text

    def _execute(self, query: str, *values: object) -> sqlite3.Cursor:
        return self._connection.execute(query, values)


def _key_of(incomplete: IncompleteLine) -> str:
    """The key that the lines of one statement share."""
    return sha256(statement_json.dump_json(incomplete.exported.statement)).hexdigest()


def _numbered_ids(
    assigned: Iterable[GivenId[tuple[int, Identity]]], warnings: BoundedMessages
) -> Iterator[tuple[int, str]]:
    """The ids with the numbers of their statements. Adds to `warnings`."""
    for each in assigned:
        number, identity = each.row
        if each.instead is not None:
            warnings.add(warning_of(identity, each.id, each.instead[1]))
        yield number, each.id


def _bounded(messages: Iterable[str]) -> tuple[str, ...]:
    bounded = BoundedMessages()
    for message in messages:
        bounded.add(message)
    return bounded.listed()
