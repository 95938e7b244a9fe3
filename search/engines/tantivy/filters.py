"""The statements and paragraphs that pass filters."""

from __future__ import annotations

from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING

from search.engines.bits import bits_of
from search.engines.filter_sort_facet import admits, admits_spelling
from search.engines.tantivy.bit_sets import bits_of_flags
from search.engines.tantivy.schema import SPEAKERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.engines.protocol import Filters, ParagraphKey, Spelling
    from search.engines.tantivy.columns import Columns


class Admitted:
    """The statements and the paragraphs that pass the filters."""

    def __init__(self, columns: Columns, filters: Filters) -> None:
        self._columns = columns
        self._flags = bytes(admits(filters, entry) for entry in columns.table)
        self.statements = list(compress(range(len(self._flags)), self._flags))
        """Find the indices of the statements in the table."""
        self._filters = filters
        self._speakers = sum(1 << SPEAKERS.index(speaker) for speaker in set(filters.speakers))
        self._spelling = filters.spelling

    @cached_property
    def bits(self) -> int:
        """The paragraphs that pass, as bits."""
        bits = self._in_statements()
        if self._speakers:
            bits &= self._spoken()
        if self._spelling:
            bits &= self._spelled(self._spelling)
        if self._filters.paragraphs is not None:
            bits &= bits_of(self._only, self._columns.paragraphs)
        return bits & ~bits_of(self._without, self._columns.paragraphs) if self._without else bits

    @cached_property
    def _only(self) -> frozenset[int]:
        return self._ranks(self._filters.paragraphs or ())

    @cached_property
    def _without(self) -> frozenset[int]:
        return self._ranks(self._filters.without)

    def _ranks(self, paragraphs: Iterable[ParagraphKey]) -> frozenset[int]:
        """The ranks of paragraphs."""
        starts = self._columns.starts
        places = {entry.id: place for place, entry in enumerate(self._columns.table)}
        named = ((places[statement], number) for statement, number in paragraphs if statement in places)
        ranks = ((starts[place] + number - 1, place) for place, number in named if number > 0)
        return frozenset(rank for rank, place in ranks if rank < starts[place + 1])

    def _in_statements(self) -> int:
        """The paragraphs of the statements as bits; contiguous statements, such as those of a year, are one range."""
        columns, places = self._columns, self.statements
        if places and places[-1] - places[0] + 1 == len(places):
            start, end = columns.starts[places[0]], columns.starts[places[-1] + 1]
            return ((1 << end - start) - 1) << start
        return bits_of_flags(bytes(map(self._flags.__getitem__, columns.statement_of)))

    def _spoken(self) -> int:
        """The paragraphs of the speakers as bits."""
        wanted = bytes(bool(bits & self._speakers) for bits in range(256))
        return bits_of_flags(self._columns.speakers.tobytes().translate(wanted))

    def _spelled(self, spelling: Spelling) -> int:
        """The paragraphs of a spelling as bits."""
        flags = bytearray([admits_spelling(spelling, "")]) * self._columns.paragraphs
        for rank, kept in self._columns.spellings.items():
            flags[rank] = admits_spelling(spelling, kept)
        return bits_of_flags(bytes(flags))

    def holds(self, rank: int) -> bool:
        """Whether the paragraph passes."""
        if not self._flags[self._columns.statement_of[rank]] or rank in self._without:
            return False
        if self._filters.paragraphs is not None and rank not in self._only:
            return False
        if self._speakers and not self._columns.speakers[rank] & self._speakers:
            return False
        return self._spelling is None or admits_spelling(self._spelling, self._columns.spellings.get(rank, ""))
