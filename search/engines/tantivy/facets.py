"""The counts of facet values among paragraphs."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from search.engines.filter_sort_facet import in_order, statement_value
from search.engines.protocol import Facet
from search.engines.tantivy.schema import SPEAKERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.engines.protocol import FacetCount
    from search.engines.tantivy.columns import Columns


class Facets:
    """Counts the values of facets."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self._values = lru_cache(len(Facet))(self._values_of)

    def counts(self, facets: Sequence[Facet], paragraphs: Iterable[int]) -> dict[Facet, tuple[FacetCount, ...]]:
        """The counts of every facet."""
        if not facets:
            return {}
        ranks = list(paragraphs)
        of_statements = Counter(map(self._columns.statement_of.__getitem__, ranks))
        return {
            facet: self._speakers(ranks) if facet is Facet.SPEAKER else self._shared(facet, of_statements)
            for facet in facets
        }

    def _shared(self, facet: Facet, of_statements: Counter[int]) -> tuple[FacetCount, ...]:
        """The counts of a facet whose value all paragraphs of a statement share."""
        values = self._values(facet)
        counts: Counter[str | None] = Counter()
        for place, count in of_statements.items():
            counts[values[place]] += count
        return in_order(counts)

    def _values_of(self, facet: Facet) -> list[str | None]:
        """The value of every statement in the table, with equal values shared."""
        known: dict[str | None, str | None] = {}
        values = (statement_value(facet, entry) for entry in self._columns.table)
        return [known.setdefault(value, value) for value in values]

    def _speakers(self, ranks: Iterable[int]) -> tuple[FacetCount, ...]:
        """The counts of speakers: a paragraph counts for each of its speakers, or as one without."""
        counts: Counter[str | None] = Counter()
        for bits, count in Counter(map(self._columns.speakers.__getitem__, ranks)).items():
            for bit, speaker in enumerate(SPEAKERS):
                counts[speaker] += count if bits >> bit & 1 else 0
            counts[None] += 0 if bits else count
        return in_order(+counts)
