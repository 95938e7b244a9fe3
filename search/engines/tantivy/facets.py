"""How often the values of a facet occur among paragraphs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from search.engines.protocol import Facet
from search.engines.selection import in_order, statement_value
from search.engines.tantivy.schema import SPEAKERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.engines.protocol import FacetCount
    from search.engines.tantivy.columns import Columns


def facet_counts(
    facets: Sequence[Facet], paragraphs: Iterable[int], columns: Columns
) -> dict[Facet, tuple[FacetCount, ...]]:
    """The counts of every facet."""
    if not facets:
        return {}
    ranks = list(paragraphs)
    of_statements = Counter(map(columns.statement_of.__getitem__, ranks))
    return {
        facet: _speakers(ranks, columns) if facet is Facet.SPEAKER else _values(facet, of_statements, columns)
        for facet in facets
    }


def _values(facet: Facet, of_statements: Counter[int], columns: Columns) -> tuple[FacetCount, ...]:
    """The values that the paragraphs of a statement share."""
    counts: Counter[str | None] = Counter()
    for place, count in of_statements.items():
        counts[statement_value(facet, columns.table[place])] += count
    return in_order(counts)


def _speakers(ranks: Iterable[int], columns: Columns) -> tuple[FacetCount, ...]:
    """Each speaker of a paragraph counts, or that it has none."""
    counts: Counter[str | None] = Counter()
    for bits, count in Counter(map(columns.speakers.__getitem__, ranks)).items():
        for bit, speaker in enumerate(SPEAKERS):
            counts[speaker] += count if bits >> bit & 1 else 0
        counts[None] += 0 if bits else count
    return in_order(+counts)
