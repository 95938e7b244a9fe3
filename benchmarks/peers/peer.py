"""The protocol of a server that can be measured; each server has its own module."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from benchmarks.peers.corpus import Corpus
    from benchmarks.peers.queries import Query

WANTED = 10
"""The number of paragraphs with their text in every answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The number of matching paragraphs, and the texts of the first ones."""

    total: int
    texts: tuple[str, ...]


class Peer(Protocol):
    """A server whose data can be written, and that can be started and queried."""

    @property
    def name(self) -> str:
        """The name in the table, which is also the name of a folder."""

    @property
    def settings(self) -> str:
        """The version and settings, for the caption."""

    @property
    def missing(self) -> str:
        """What is not installed, and how to get it; empty if everything is there."""

    @property
    def environment(self) -> Mapping[str, str]:
        """Environment variables for its process, besides those of this one."""

    @property
    def alive(self) -> str:
        """A path that returns 200 once the server is ready."""

    def write(self, corpus: Corpus, folder: Path) -> None:
        """Write the data of the server into an empty folder."""

    def command(self, folder: Path, port: int) -> Sequence[str]:
        """The command that serves the folder on a port of the loopback address, until it is terminated."""

    def path(self, query: Query) -> str:
        """The path with the query string of a query."""

    def read(self, body: bytes) -> Answer:
        """The answer in the body of a response to `path`."""
