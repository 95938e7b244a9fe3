"""Files of records, opened by what is in them: lines of any number, or one JSON document of bounded size."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from indexer.errors import UnreadableSourceError
from indexer.sources.decoding import LARGEST, decode
from indexer.sources.json_positions import after_blanks, items
from indexer.sources.lines import Line, Lost, open_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from indexer.sources.lines import Lines

_LINES = re.compile(r"\.(?:jsonl|ndjson)(?:\.gz)?$", re.IGNORECASE)
"""news.jsonl, news.jsonl.gz. Not: news.jsonl.txt"""

_JSON = re.compile(r"\.json(?:\.gz)?$", re.IGNORECASE)
"""statement.json, news.JSON.gz. Not: news.jsonl"""


class Records(Protocol):
    """An open file of records: every record, or what is lost, as a line with its number and its place."""

    @property
    def sha256(self) -> str:
        """The digest of the bytes as they lie on disk."""

    @property
    def characters(self) -> int:
        """How many characters have been read so far, decoded."""

    @property
    def taken(self) -> int:
        """How many bytes of the file have been read so far."""

    def __iter__(self) -> Iterator[Line | Lost]: ...


def holds_records(path: Path) -> bool:
    """Whether a file is read as records: its name says so, .jsonl, .ndjson or .json, also with .gz."""
    return bool(_LINES.search(path.name) or _JSON.search(path.name))


@contextmanager
def open_records(path: Path, *, name: str) -> Iterator[Records]:
    """The records of a file. Raises `UnreadableSourceError` when there can be none."""
    with open_lines(path, name=name) as lines:
        yield lines if _LINES.search(path.name) or _begins_with_record(lines) else _Document(lines, name)


def _begins_with_record(lines: Lines) -> bool:
    """Whether the first line that is not blank is an object by itself."""
    try:
        return isinstance(json.loads(lines.first().decode("utf-8-sig")), dict)
    except (ValueError, RecursionError):
        return False


class _Document:
    """A whole file that is one JSON text: an object, or an array of objects."""

    def __init__(self, lines: Lines, name: str) -> None:
        self.sha256 = lines.sha256
        data = lines.whole(LARGEST + 1)
        if len(data) > LARGEST:
            reason = (
                f"The file is one JSON text of more than {LARGEST} bytes; give every "
                "document a line of its own (.jsonl)."
            )
            raise UnreadableSourceError(name, "the whole file", reason)
        self._text = decode(data, name=name)
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
