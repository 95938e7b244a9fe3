"""Reads hits of any number in pages, and decides by their texts what an inexact query offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.engines.opensearch.mapping import NUMBER, STATEMENT, STORED
from search.engines.protocol import Match
from search.match_spans import match as matched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.deadline import Deadline
    from search.engines.opensearch.client import Body, Cluster
    from search.engines.opensearch.compiler import Query
    from search.query.nodes import Node

TEXT_FIELDS = [f"{STORED}.comparable", f"{STORED}.inside"]
"""What of a document its text is."""

_PAGE = 1000
"""The number of texts that one search returns: a few hundred kilobytes."""

_ANY_ORDER: list[Body] = [{STATEMENT: "asc"}, {NUMBER: "asc"}]
"""A total order that needs no score."""


def read_pages(cluster: Cluster, index: str, body: Body, deadline: Deadline, size: int = _PAGE) -> Iterator[Body]:
    """Every hit of a search that sorts by a total order, read page by page. The index never changes meanwhile."""
    body = body | {"size": size, "track_total_hits": False}
    while True:
        deadline.check()
        hits = cluster.search(index, body, deadline)["hits"]["hits"]
        yield from hits
        if len(hits) < size:
            return
        body = body | {"search_after": hits[-1]["sort"]}


class Verifier:
    """Compares texts of one index with nodes."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster = cluster
        self._index = index

    def verified(self, query: Query, node: Node, match: Match, deadline: Deadline) -> Iterator[tuple[str, int]]:
        """The ids of the documents of a query whose text the node matches, each with its number of occurrences."""
        body: Body = {"query": query, "sort": _ANY_ORDER, "_source": TEXT_FIELDS}
        for hit in deadline.over(read_pages(self._cluster, self._index, body, deadline)):
            text, inside = text_of(hit)
            spans = matched(node, text, inside if match is Match.WORD else 0)
            if spans is not None:
                yield hit["_id"], len(spans)


def text_of(hit: Body) -> tuple[str, int]:
    """The comparable text of a hit, and the bits of `Analyzed.inside`."""
    stored = hit["_source"][STORED]
    return stored["comparable"], int(stored["inside"], 16)
