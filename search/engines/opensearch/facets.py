"""Totals and facets as aggregations of the cluster, exact over every shard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from search.engines.filter_sort_facet import in_order
from search.engines.opensearch.mapping import ORDINAL, SPEAKERS, STATEMENT
from search.engines.protocol import Facet, FacetCount

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from search.deadline import Deadline
    from search.engines.opensearch.client import Body, Cluster
    from search.engines.opensearch.compiler import Query

_FIELDS = {
    Facet.YEAR: "year",
    Facet.KIND: "kind",
    Facet.PLACE: "place",
    Facet.STATEMENT: STATEMENT,
    Facet.SPEAKER: SPEAKERS,
}
_VALUES = 1000
"""The most values of a facet that one aggregation returns; a facet with more is read in pages of as many."""

STATEMENTS: Body = {
    "scripted_metric": {
        # Routing keeps the paragraphs of a statement in one shard, so the counts of the shards add up.
        "init_script": "state.ordinals = new BitSet();",
        "map_script": f"state.ordinals.set((int) doc['{ORDINAL}'].value);",
        "combine_script": "return state.ordinals.cardinality();",
        "reduce_script": "int n = 0; for (s in states) { if (s != null) n += s; } return n;",
    }
}
"""Counts the statements of the hits. `cardinality` would estimate them."""


def facet_aggregations(facets: Iterable[Facet]) -> Body:
    """The aggregations for facets."""
    return {name: aggregation for facet in facets for name, aggregation in _of_facet(facet)}


def _of_facet(facet: Facet) -> Iterator[tuple[str, Body]]:
    yield facet.value, {"terms": {"field": _FIELDS[facet], "size": _VALUES}}
    yield f"no {facet.value}", {"missing": {"field": _FIELDS[facet]}}


def read_facets(
    facets: Iterable[Facet], answer: Body, every_value: Callable[[str], Iterator[tuple[str, int]]]
) -> dict[Facet, tuple[FacetCount, ...]]:
    """The counts of the facets from the aggregations of the answer; `every_value` reads a field that has many."""
    found: dict[Facet, tuple[FacetCount, ...]] = {}
    for facet in facets:
        terms = answer["aggregations"][facet.value]
        counts: dict[str | None, int] = {bucket["key"]: bucket["doc_count"] for bucket in terms["buckets"]}
        if terms["sum_other_doc_count"] or terms["doc_count_error_upper_bound"]:
            counts = dict(every_value(_FIELDS[facet]))
        if missing := answer["aggregations"][f"no {facet.value}"]["doc_count"]:
            counts[None] = missing
        found[facet] = in_order(counts)
    return found


def every_value(
    cluster: Cluster, index: str, query: Query, deadline: Deadline, field: str
) -> Iterator[tuple[str, int]]:
    """The values of a field with their counts, page by page."""
    composite: dict[str, Any] = {"size": _VALUES, "sources": [{"value": {"terms": {"field": field}}}]}
    while True:
        body = {"size": 0, "query": query, "aggs": {"values": {"composite": composite}}}
        page = cluster.search(index, body, deadline)["aggregations"]["values"]
        yield from ((bucket["key"]["value"], bucket["doc_count"]) for bucket in page["buckets"])
        if "after_key" not in page:
            return
        composite["after"] = page["after_key"]
