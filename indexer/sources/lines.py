"""A file of lines, however large, one line at a time: plain or packed by gzip, told apart by the first bytes."""

from __future__ import annotations

import gzip
import stat
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import file_digest
from typing import TYPE_CHECKING

from indexer.errors import UnreadableSourceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedIOBase, BufferedReader
    from pathlib import Path

LONGEST_LINE = 8 * 1024 * 1024
"""Bytes. A communiqué has less than one million; more than this is passed over, never held."""

MOST_UNPACKED = 200
"""How many times its size a packed file may grow. JSON of Chinese text grows four times, an export perhaps twenty."""

UNPACKED_ANYWAY = 64 * 1024 * 1024
"""Bytes up to which the growth of a packed file is no matter."""

_CONTINUES = bytes(range(0x80, 0xC0))
_TOO_LONG = f"The line has more than {LONGEST_LINE >> 20} MB, more than any document; divide it."
_BROKEN = "The compressed file is truncated or damaged here"
_BOMB = (
    f"The file decompresses to more than {MOST_UNPACKED} times its size, and reading ends "
    "here; if that is intended, decompress it first."
)
_BREAKS = (EOFError, zlib.error, gzip.BadGzipFile)
"""How gzip says that a file is cut short or damaged."""

_GZIP = b"\x1f\x8b"
_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class Line:
    """A line as read, without what ends it. `number` counts from 1, `start` is where it stands in the decoded file."""

    number: int
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Lost:
    """A line of which nothing is indexed: its `number`, why, and what next; `characters` are passed over with it."""

    number: int
    reason: str
    characters: int = 0

    def told(self, file: str) -> str:
        """The loss in a line of the report."""
        return f"{file}, line {self.number}: {self.reason}"


class Lines:
    """An open file of lines.

    `sha256` and `size` are those of the bytes as they lie on disk, `characters` how many have been read so far.
    """

    form = "records"

    def __init__(self, raw: BufferedReader, name: str) -> None:
        self.sha256 = file_digest(raw, "sha256").hexdigest()
        self.size = raw.tell()
        self.characters = 0
        self._raw = raw
        self._name = name
        raw.seek(0)
        self._packed = raw.read(len(_GZIP)) == _GZIP
        self._file = self._opened()

    def _opened(self) -> BufferedIOBase:
        self._raw.seek(0)
        return gzip.GzipFile(fileobj=self._raw) if self._packed else self._raw

    def first(self) -> bytes:
        """The first line that is not blank, without reading it for good."""
        try:
            return next((line for line in iter(lambda: self._file.readline(LONGEST_LINE), b"") if line.strip()), b"")
        except _BREAKS as error:
            raise self._broken(error) from error
        finally:
            self._file = self._opened()

    def whole(self, limit: int) -> bytes:
        """At most so many bytes of the file, unpacked."""
        try:
            return self._file.read(limit)
        except _BREAKS as error:
            raise self._broken(error) from error

    def _broken(self, error: Exception) -> UnreadableSourceError:
        return UnreadableSourceError(self._name, "the whole file", f"{_BROKEN} ({error}); get the file again.")

    @property
    def taken(self) -> int:
        """Bytes of the file that have been read."""
        return self._raw.tell()

    def __iter__(self) -> Iterator[Line | Lost]:
        """Every line that is not blank, in order; a file that breaks off ends with a loss."""
        number = 0
        try:
            while data := self._file.readline(LONGEST_LINE + 1):
                number += 1
                if len(data) > LONGEST_LINE and not data.endswith(b"\n"):
                    yield Lost(number, _TOO_LONG, self._pass_over(data))
                elif (line := self._line(number, data)) is not None:
                    yield line
                if self._grows():
                    yield Lost(number + 1, _BOMB)
                    return
        except _BREAKS as error:
            yield Lost(number + 1, f"{_BROKEN} ({error}), and nothing after it is read; get the file again.")
        except OSError as error:
            yield Lost(
                number + 1,
                f"The file cannot be read further ({error.strerror or error}); the lines before are indexed.",
            )

    def _line(self, number: int, data: bytes) -> Line | Lost | None:
        """The line, None if it is blank."""
        start = self.characters
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            characters = self._count(data)
            return Lost(
                number, f"The line is not UTF-8 from byte {error.start} on; save the file as UTF-8.", characters
            )
        self.characters += len(text)
        if start == 0 and text.startswith(_MARK):
            start, text = 1, text[1:]
        text = text.rstrip("\r\n")
        return Line(number, start, text) if text.strip() else None

    def _pass_over(self, data: bytes) -> int:
        """How many characters the rest of a line has, which is read in pieces and forgotten."""
        characters = self._count(data)
        while not data.endswith(b"\n") and not self._grows() and (data := self._file.readline(LONGEST_LINE)):
            characters += self._count(data)
        return characters

    def _count(self, data: bytes) -> int:
        """How many characters the bytes begin, as UTF-8."""
        characters = len(data.translate(None, _CONTINUES))
        self.characters += characters
        return characters

    def _grows(self) -> bool:
        """Whether the file unpacks to more than anybody would have packed."""
        if not self._packed:
            return False
        unpacked = self._file.tell()
        return unpacked > UNPACKED_ANYWAY and unpacked > MOST_UNPACKED * self._raw.tell()


@contextmanager
def open_lines(path: Path, *, name: str) -> Iterator[Lines]:
    """The lines of a regular file. Raises `UnreadableSourceError` when it cannot be opened."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise UnreadableSourceError(name, "the whole file", "The path is not a regular file.")
        raw = path.open("rb")
    except OSError as error:
        reason = f"The file cannot be read ({error.strerror or type(error).__name__})."
        raise UnreadableSourceError(name, "the whole file", reason) from error
    with raw:
        yield Lines(raw, name)
