"""Files of records, opened by what is in them: lines of any number, one JSON document, or a table, of bounded size."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from indexer.errors import UnreadableSourceError
from indexer.sources.decoding import LARGEST, decode
from indexer.sources.json_positions import after_blanks, items
from indexer.sources.lines import Line, Lost, open_lines
from indexer.sources.tables import looks_like_table, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from indexer.sources.jsonlines import Record
    from indexer.sources.lines import Lines

_LINES = re.compile(r"\.(?:jsonl|ndjson)(?:\.gz)?$", re.IGNORECASE)
"""news.jsonl, news.jsonl.gz. Not: news.jsonl.txt"""

_JSON = re.compile(r"\.json(?:\.gz)?$", re.IGNORECASE)
"""statement.json, news.JSON.gz. Not: news.jsonl"""


_TABLE = re.compile(r"\.(?:csv|tsv|tab)$", re.IGNORECASE)
"""news.csv, NEWS.TSV. Not: news.csv.txt"""

_HEAD = 64 * 1024
"""Bytes at the head of a file by which it is known."""


class Records(Protocol):
    """An open file of records: every record, what is lost, or a line that is still to be read, in order."""

    @property
    def form(self) -> str:
        """What the report calls a file like this: "records", "table"."""

    @property
    def sha256(self) -> str:
        """The digest of the bytes as they lie on disk."""

    @property
    def characters(self) -> int:
        """How many characters have been read so far, decoded."""

    @property
    def taken(self) -> int:
        """How many bytes of the file have been read so far."""

    def __iter__(self) -> Iterator[Line | Lost | Record]: ...


def holds_records(path: Path) -> bool:
    """Whether a file is read as records: its name (.jsonl, .ndjson, .json, also .gz; .csv, .tsv) or head says it."""
    if any(named.search(path.name) for named in (_LINES, _JSON, _TABLE)):
        return True
    try:
        if not path.is_file():
            return False  # a pipe would be waited for
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except (OSError, ValueError):  # ValueError: a NUL in the path
        return False
    return _is_record(head[: head.find(b"\n") + 1 or None]) or _is_table(head)


@contextmanager
def open_records(path: Path, *, name: str, columns: Mapping[str, str] | None = None) -> Iterator[Records]:
    """The records of a file; `columns` are the names of a table's columns by what they hold.

    Raises `UnreadableSourceError` when there can be none.
    """
    with open_lines(path, name=name) as lines:
        if _LINES.search(path.name) or _begins_with_record(lines):
            yield lines
        elif _JSON.search(path.name):
            yield _Document(lines, name)
        else:
            yield _Table(lines, name, columns or {})


def _is_record(line: bytes) -> bool:
    """Whether a line is a document, or a paragraph of an export, in JSON."""
    if not line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{"):
        return False
    try:
        given = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return "paragraphs" in given or {"text", "statement"} <= given.keys()


def _is_table(head: bytes) -> bool:
    """Whether a file that is not named so is a table of documents."""
    whole = head if len(head) < _HEAD else head[: head.rfind(b"\n") + 1]
    try:
        text = decode(whole, name="")
    except UnreadableSourceError:
        return False
    return looks_like_table(text[: text.find("\n") + 1])


def _begins_with_record(lines: Lines) -> bool:
    """Whether the first line that is not blank is an object by itself."""
    try:
        return isinstance(json.loads(lines.first().decode("utf-8-sig")), dict)
    except (ValueError, RecursionError):
        return False


def _whole(lines: Lines, name: str, kind: str) -> str:
    """The text of a file that is read whole."""
    data = lines.whole(LARGEST + 1)
    if len(data) > LARGEST:
        reason = f"The file is one {kind} of more than {LARGEST} bytes; put every document on its own line (.jsonl)."
        raise UnreadableSourceError(name, "the whole file", reason)
    return decode(data, name=name)


class _Table:
    """A whole file that is a table with a document in every row."""

    form = "table"

    def __init__(self, lines: Lines, name: str, columns: Mapping[str, str]) -> None:
        self.sha256 = lines.sha256
        text = _whole(lines, name, "table")
        self.characters = len(text)
        self.taken = lines.size
        self._records = read_table(text, columns, name=name)

    def __iter__(self) -> Iterator[Record | Lost]:
        """The rows."""
        return self._records


class _Document:
    """A whole file that is one JSON text: an object, or an array of objects."""

    form = "records"

    def __init__(self, lines: Lines, name: str) -> None:
        self.sha256 = lines.sha256
        self._text = _whole(lines, name, "JSON text")
        self.characters = len(self._text)
        self.taken = lines.size

    def __iter__(self) -> Iterator[Line | Lost]:
        """The object, or the elements of the array, as far as they can be read."""
        text = self._text
        at = after_blanks(text, 0)
        if not text.startswith("[", at):
            yield self._line(at, len(text))
            return
        try:
            for item in items(text, at):
                yield self._line(item.start, item.end)
                at = item.end
        except json.JSONDecodeError as error:
            reason = f"The file is not valid JSON from here on ({error.msg}), and nothing after it is read; correct it."
            yield Lost(self._number(error.pos), reason, len(text) - at)
        except RecursionError:
            yield Lost(
                self._number(at), "The record is nested too deeply, and nothing after it is read.", len(text) - at
            )
        else:
            end = after_blanks(text, text.index("]", at) + 1)
            if end < len(text):
                yield Lost(self._number(end), "Other text follows the array and is not read.", len(text) - end)

    def _line(self, start: int, end: int) -> Line:
        return Line(self._number(start), start, self._text[start:end])

    def _number(self, at: int) -> int:
        return self._text.count("\n", 0, at) + 1
