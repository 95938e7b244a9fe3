"""Progress reporting of a run."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Receives the progress of a run: all files are read first, then the index is written."""

    def reading(self, total: int) -> None:
        """Reading starts: `total` bytes."""

    def read(self, count: int) -> None:
        """`count` more bytes have been read."""

    def source(self, file: str, outcome: str) -> None:
        """A file is finished: `read`, `unchanged`, or why it could not be read."""

    def writing(self, total: int) -> None:
        """Writing starts: `total` paragraphs."""

    def written(self, count: int) -> None:
        """`count` more paragraphs have been written."""


class NoProgress:
    """Ignores all progress."""

    def reading(self, total: int) -> None:
        """Do nothing."""

    def read(self, count: int) -> None:
        """Do nothing."""

    def source(self, file: str, outcome: str) -> None:
        """Do nothing."""

    def writing(self, total: int) -> None:
        """Do nothing."""

    def written(self, count: int) -> None:
        """Do nothing."""
