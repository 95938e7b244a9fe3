"""What filters leave of an index."""

from __future__ import annotations

from functools import cached_property
from itertools import chain, compress, repeat
from typing import TYPE_CHECKING

from search.engines.selection import admits
from search.engines.tantivy.schema import SPEAKERS
from search.engines.tantivy.sets import bits_of_flags

if TYPE_CHECKING:
    from search.engines.protocol import Filters
    from search.engines.tantivy.columns import Columns


class Admitted:
    """The statements and the paragraphs within filters."""

    def __init__(self, columns: Columns, filters: Filters) -> None:
        self._columns = columns
        self._flags = bytes(admits(filters, row) for row in columns.table)
        self.statements = list(compress(range(len(self._flags)), self._flags))
        """The places of the statements in the table."""
        self._speakers = sum(1 << SPEAKERS.index(speaker) for speaker in set(filters.speakers))

    @cached_property
    def bits(self) -> int:
        """The paragraphs."""
        table = self._columns.table
        bits = bits_of_flags(bytes(chain.from_iterable(map(repeat, self._flags, (r.paragraphs for r in table)))))
        return bits & self._spoken() if self._speakers else bits

    def _spoken(self) -> int:
        """The paragraphs of the speakers."""
        wanted = bytes(bool(bits & self._speakers) for bits in range(256))
        return bits_of_flags(self._columns.speakers.tobytes().translate(wanted))

    def holds(self, rank: int) -> bool:
        """Whether the paragraph is within."""
        if not self._flags[self._columns.statement_of[rank]]:
            return False
        return not self._speakers or bool(self._columns.speakers[rank] & self._speakers)
