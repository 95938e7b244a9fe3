"""Every error this package raises on purpose.

IndexerError
├── UnreadableSourceError  one file cannot be read; the run goes on with the others
└── BuildError             no new generation was made; the one before stays
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indexer.report import Report


class IndexerError(Exception):
    """The base of every error below."""


class UnreadableSourceError(IndexerError):
    """One file cannot be read: `file`, the `place` in it ("byte 17", "line 3", "the whole file"), and the `reason`."""

    def __init__(self, file: str, place: str, reason: str) -> None:
        super().__init__(f"{file}, {place}: {reason}")
        self.file = file
        self.place = place
        self.reason = reason


class BuildError(IndexerError):
    """The new generation could not be written or failed its checks; what was there before stays.

    `report` is that of the run, where it came so far.
    """

    report: Report | None = None
