"""Terms and the documents that have them, gathered while documents come, given back in the order of terms."""

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

HELD = 24_000_000
"""Postings held in memory, about 20 bytes each with their terms; beyond it they go to disk and are merged again."""


class Postings:
    """The documents of every term. Documents come in the order of their numbers."""

    def __init__(self) -> None:
        self._documents: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        self._count = 0
        self._runs: list[IO[bytes]] = []

    def add(self, document: int, terms: Iterable[str]) -> None:
        """The document has these terms, as often as they are given."""
        documents = self._documents
        before = self._count
        for self._count, term in enumerate(terms, before + 1):
            documents[term].append(document)
        if self._count >= HELD:
            self._put_aside()

    def _put_aside(self) -> None:
        """Write what is in memory to disk, in the order of terms."""
        run = TemporaryFile()  # noqa: SIM115  closed when all is given back
        for term in sorted(self._documents):
            marshal.dump((term, self._documents[term].tobytes()), run)
        run.seek(0)
        self._runs.append(run)
        self._documents.clear()
        self._count = 0

    def postings(self) -> Iterator[tuple[str, array[int]]]:
        """Every term with its documents, a document as often as it has the term; they can be asked for once."""
        if not self._runs:
            for term in sorted(self._documents):
                yield term, self._documents.pop(term)
            return
        self._put_aside()
        for term, parts in groupby(merge(*map(_read, self._runs), key=itemgetter(0)), key=itemgetter(0)):
            yield term, array("I", b"".join(part for _, part in parts))
        for run in self._runs:
            run.close()


def _read(run: IO[bytes]) -> Iterator[tuple[str, bytes]]:
    """What was put aside, in the order of terms."""
    while True:
        try:
            yield marshal.load(run)  # noqa: S302  a file of ours without a name
        except EOFError:
            return
