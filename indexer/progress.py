"""Who is told how far a run has come."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Is told how far a run has come: first all is read, then all is written."""

    def reading(self, total: int) -> None:
        """So many bytes are going to be read."""

    def read(self, count: int) -> None:
        """So many more bytes have been read."""

    def source(self, file: str, outcome: str) -> None:
        """A file is done: `read`, `unchanged`, or why it could not be read."""

    def writing(self, total: int) -> None:
        """So many paragraphs are going to be written."""

    def written(self, count: int) -> None:
        """So many more paragraphs have been written."""


class NoProgress:
    """Nobody is told."""

    def reading(self, total: int) -> None:
        """Say nothing."""

    def read(self, count: int) -> None:
        """Say nothing."""

    def source(self, file: str, outcome: str) -> None:
        """Say nothing."""

    def writing(self, total: int) -> None:
        """Say nothing."""

    def written(self, count: int) -> None:
        """Say nothing."""
