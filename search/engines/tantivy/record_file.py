"""Byte strings in a file, by number: written in order, read through a memory map or with file reads."""

from __future__ import annotations

import mmap
import os
from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_OFFSETS = "Q"


class RecordWriter:
    """Writes `NAME.data` and, when closed, `NAME.ends`."""

    def __init__(self, directory: Path, name: str) -> None:
        self._data = (directory / f"{name}.data").open("wb")
        self._ends_path = directory / f"{name}.ends"
        self._ends = array(_OFFSETS, [0])

    def append(self, record: bytes) -> None:
        """Write the next record."""
        self._data.write(record)
        self._ends.append(self._ends[-1] + len(record))

    def close(self) -> None:
        """Write the offsets, and close the files."""
        self._data.close()
        write_numbers(self._ends_path, self._ends)


class Records:
    """The records of a memory-mapped file, for frequently read data.

    Safe to read from several threads and processes.
    """

    def __init__(self, directory: Path, name: str) -> None:
        self._ends = read_numbers(directory / f"{name}.ends", _OFFSETS)
        self._data = _mapped(directory / f"{name}.data")

    def __getitem__(self, number: int) -> bytes:
        return self._data[self._ends[number] : self._ends[number + 1]]

    def close(self) -> None:
        """Close the file."""
        if isinstance(self._data, mmap.mmap):
            self._data.close()


class StoredRecords:
    """The records of a file without a memory map, for data of which a request reads little.

    Mapped pages count as memory of the process once they are read. Safe to read from several threads and processes.
    """

    def __init__(self, directory: Path, name: str) -> None:
        self._ends = read_numbers(directory / f"{name}.ends", _OFFSETS)
        self._file = (directory / f"{name}.data").open("rb", buffering=0)

    def __getitem__(self, number: int) -> bytes:
        start, end = self._ends[number], self._ends[number + 1]
        return os.pread(self._file.fileno(), end - start, start)

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _mapped(path: Path) -> mmap.mmap | bytes:
    """The memory-mapped bytes of a file; empty bytes for an empty file, which cannot be mapped."""
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b""


def write_numbers(path: Path, numbers: array[int]) -> None:
    """Write the bytes of an array."""
    with path.open("wb") as file:
        numbers.tofile(file)


def read_numbers(path: Path, typecode: str) -> array[int]:
    """The array that `write_numbers` wrote."""
    numbers = array(typecode)
    numbers.frombytes(path.read_bytes())
    return numbers
