"""What a server must say of itself to be measured; each has a module of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from benchmarks.peers.corpus import Corpus
    from benchmarks.peers.queries import Query

WANTED = 10
"""Paragraphs with their text in every answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How many paragraphs match, and the texts of the first of them."""

    total: int
    texts: tuple[str, ...]


class Peer(Protocol):
    """A server that can be written for, started and asked."""

    @property
    def name(self) -> str:
        """What the table calls it; a word that a folder can have as its name."""

    @property
    def settings(self) -> str:
        """Version and settings, for the caption."""

    @property
    def missing(self) -> str:
        """What is not installed, and how to get it; empty if everything is there."""

    @property
    def environment(self) -> Mapping[str, str]:
        """Environment variables to start it with, besides our own."""

    @property
    def alive(self) -> str:
        """A path that is answered with 200 once the server is ready."""

    def write(self, corpus: Corpus, folder: Path) -> None:
        """Write what the server serves into an empty folder."""

    def command(self, folder: Path, port: int) -> Sequence[str]:
        """The command that serves the folder on a port of the loopback address, until it is ended."""

    def path(self, query: Query) -> str:
        """What is asked for."""

    def read(self, body: bytes) -> Answer:
        """The answer to `path`."""
