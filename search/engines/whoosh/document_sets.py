"""The documents of Whoosh's terms, as sets that are kept for the terms asked for last.

Whoosh's own matchers step from document to document, and contradictions make them step through all of them without
end in sight: sets are met and joined at once instead, and the clock is looked at before each term is read.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any

from cachetools import LRUCache

from search.engines.bits import bits_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.deadline import Deadline

Term = tuple[str, str]
"""A field and what stands in it."""

_KEPT = 16_000_000
"""Bytes of sets that are kept: those of a thousand terms of a hundred thousand paragraphs."""


class DocumentSets:
    """The documents of every term of an index with so many documents. Safe to use from several threads."""

    def __init__(self, documents: int) -> None:
        self.size = documents
        self.all = (1 << documents) - 1
        self._sets: LRUCache[Term, int] = LRUCache(_KEPT, getsizeof=lambda _: documents // 8 + 100)
        self._lock = Lock()

    def kept(self, term: Term) -> int | None:
        """The documents of a term if they are known already."""
        with self._lock:
            return self._sets.get(term)

    def having(self, term: Term, reader: Any, deadline: Deadline) -> int:  # noqa: ANN401  Whoosh's readers have no types
        """The documents that have the term. Raises `QueryTimeoutError`."""
        if (held := self.kept(term)) is not None:
            return held
        deadline.check()
        field, text = term
        # Of a term that no document has Whoosh has no postings.
        bits = bits_of(_documents(reader.postings(field, text)), self.size) if term in reader else 0
        with self._lock:
            self._sets[term] = bits
        return bits


def _documents(matcher: Any) -> Iterator[int]:  # noqa: ANN401  Whoosh's matchers have no types
    """The documents of a matcher."""
    while matcher.is_active():
        yield matcher.id()
        matcher.next()
