"""Builds postings: an external sort of terms and their documents, which arrive in the order of documents."""

from __future__ import annotations

import marshal
from array import array
from collections import defaultdict
from heapq import merge
from itertools import groupby
from operator import itemgetter
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_IN_MEMORY = 24_000_000
"""The most postings in memory, about 20 bytes each with their terms; more are spilled to disk and merged."""


class Postings:
    """Collects the documents of every term. Documents are added in the order of their numbers."""

    def __init__(self) -> None:
        self._documents: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        self._count = 0
        self._runs: list[IO[bytes]] = []

    def add(self, document: int, terms: Iterable[str]) -> None:
        """Add a document's terms, each as often as it occurs."""
        documents = self._documents
        before = self._count
        for self._count, term in enumerate(terms, before + 1):
            documents[term].append(document)
        if self._count >= MAX_IN_MEMORY:
            self._spill()

    def _spill(self) -> None:
        """Write the postings in memory to a sorted run on disk."""
        run = TemporaryFile()  # noqa: SIM115  closed after the merge
        for term in sorted(self._documents):
            marshal.dump((term, self._documents[term].tobytes()), run)
        run.seek(0)
        self._runs.append(run)
        self._documents.clear()
        self._count = 0

    def postings(self) -> Iterator[tuple[str, array[int]]]:
        """Every term in order with its documents, each as often as it has the term. Can be iterated once."""
        if not self._runs:
            for term in sorted(self._documents):
                yield term, self._documents.pop(term)
            return
        self._spill()
        for term, parts in groupby(merge(*map(_read, self._runs), key=itemgetter(0)), key=itemgetter(0)):
            yield term, array("I", b"".join(part for _, part in parts))
        for run in self._runs:
            run.close()


def _read(run: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    """The postings of a run, in the order of terms."""
    while True:
        try:
            yield marshal.load(run)  # noqa: S302  an anonymous file that this process wrote
        except EOFError:
            return
