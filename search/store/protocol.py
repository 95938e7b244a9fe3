"""The protocol of stores: where generations live, how one is written, and how it becomes current.

A store has at most one current generation. A build holds `lock`, calls `begin`, adds statements, finishes the draft,
opens it for checks, and calls `commit`, which is atomic: a reader sees the generation before or the new one. A build
that dies leaves the current generation as it is; the next `lock` removes what it left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager

    from search.analysis import Analyzed, Analyzer
    from search.model import Statement
    from search.store.generation import Generation, Manifest


class Draft(Protocol):
    """A generation that is being written. No reader sees it before it is committed."""

    @property
    def name(self) -> str:
        """The name by which the store opens, commits and drops it."""
        ...

    def add(self, statement: Statement, analyzed: Sequence[Analyzed]) -> None:
        """Add a statement and its analyzed paragraphs. Statements may come in any order; each id once."""
        ...

    def finish(self, phrases: Mapping[str, int], manifest: Manifest) -> Manifest:
        """The manifest completed with the sizes of the parts (`Manifest.files`), after what remains is written.

        `phrases` are words and formulas with their counts of paragraphs.
        """
        ...


class Store(Protocol):
    """The generations of one index. Methods that write raise `StoreError`."""

    @property
    def address(self) -> str:
        """The folder or the URL, as messages name it."""
        ...

    @property
    def engines(self) -> tuple[str, ...]:
        """The engines that can write here, the default first."""
        ...

    @property
    def poll_seconds(self) -> float:
        """How often a reader asks for the current generation."""
        ...

    def current(self) -> str:
        """The name of the current generation. Cheap. Raises `IndexUnavailableError` if there is none."""
        ...

    def open(self, name: str, analyzer: Analyzer) -> Generation:
        """The open generation, or the open draft, with this name.

        Raises `IndexUnavailableError`, with the command to run as its hint, if another version of the program or of
        the analyzer wrote it, or if it is damaged.
        """
        ...

    def check(self, name: str) -> None:
        """Raise `IndexUnavailableError` if a part of an open generation cannot be read now. Cheap."""
        ...

    def lock(self) -> AbstractContextManager[None]:
        """Exclude other builds until the block ends, and remove what a killed build left.

        Raises `StoreError` if another build is running, or if the store cannot be written.
        """
        ...

    def begin(self, engine: str, analyzer: Analyzer) -> Draft:
        """A new draft. The caller holds the lock."""
        ...

    def commit(self, name: str) -> None:
        """Make a finished draft the current generation, and remove all others except the previous one."""
        ...

    def drop(self, name: str) -> None:
        """Remove a draft. Does nothing if there is none with this name, or if it was committed."""
        ...
