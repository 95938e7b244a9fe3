"""The errors that this package raises.

IndexerError
├── UnreadableSourceError  one file cannot be read; the run continues with the others
└── BuildError             no new generation was built; the previous one stays
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indexer.report import Report


class IndexerError(Exception):
    """The base class of the errors of this package."""


class UnreadableSourceError(IndexerError):
    """One file cannot be read: `file`, the `place` in it ("byte 17", "line 3", "the whole file"), and the `reason`."""

    def __init__(self, file: str, place: str, reason: str) -> None:
        super().__init__(f"{file}, {place}: {reason}")
        self.file = file
        self.place = place
        self.reason = reason


class BuildError(IndexerError):
    """The new generation could not be written or failed its checks; any previous index stays in use.

    `report` is the report of the run, if there is one already.
    """

    report: Report | None = None
