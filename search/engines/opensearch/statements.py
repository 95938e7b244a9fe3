"""Statements of an index: one by id, with or without paragraphs, lists of them, and the scope of filters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import islice
from threading import Lock
from typing import TYPE_CHECKING

from cachetools import LRUCache

from search.deadline import NEVER
from search.engines.opensearch.compiler import all_of
from search.engines.opensearch.filters import paragraph_filter, statement_filter
from search.engines.opensearch.mapping import (
    FIRST_DAY,
    MAX_WINDOW,
    NUMBER,
    STATEMENT,
    STORED,
    paragraph_json,
    statement_json,
)
from search.engines.opensearch.verifier import read_pages
from search.engines.protocol import Listing, Scope

if TYPE_CHECKING:
    from collections.abc import Collection

    from search.deadline import Deadline
    from search.engines.opensearch.client import Body, Cluster
    from search.engines.protocol import Filters
    from search.model import Statement

_STATEMENTS_CACHED = 16_384
OLDEST_FIRST: list[Body] = [
    {FIRST_DAY: {"order": "asc", "missing": date.max.toordinal()}},
    {STATEMENT: "asc"},
]
"""`filter_sort_facet.reading_order`."""

_STORED_STATEMENT = [f"{STORED}.statement"]


class Statements:
    """Reads statements and keeps those that were read last."""

    def __init__(self, cluster: Cluster, statements: str, paragraphs: str) -> None:
        self._cluster = cluster
        self._statements = statements
        self._paragraphs = paragraphs
        self._read: LRUCache[str, Statement] = LRUCache(_STATEMENTS_CACHED)
        self._lock = Lock()

    def by_id(self, ids: Collection[str], deadline: Deadline = NEVER) -> dict[str, Statement]:
        """The statements with these ids, without paragraphs; those that are not kept are read with one request."""
        with self._lock:
            known = {each: self._read[each] for each in ids if each in self._read}
        unknown = sorted(set(ids) - known.keys())
        if not unknown:
            return known
        path = f"/{self._statements}/_mget"
        answer = self._cluster.call("POST", path, {"ids": unknown}, deadline, _source_includes=_STORED_STATEMENT[0])
        found = {document["_id"]: _statement(document) for document in answer["docs"] if document["found"]}
        with self._lock:
            self._read.update(found)
        return known | found

    def whole(self, statement_id: str) -> Statement | None:
        """The statement with its paragraphs; None for an unknown id."""
        if not statement_id:
            return None
        statement = self.by_id([statement_id]).get(statement_id)
        if statement is None:
            return None
        query = {"term": {STATEMENT: statement_id}}
        body: Body = {"query": query, "sort": [{NUMBER: "asc"}], "_source": [f"{STORED}.paragraph"]}
        hits = read_pages(self._cluster, self._paragraphs, body, NEVER)
        found = (paragraph_json.validate_python(hit["_source"][STORED]["paragraph"], strict=False) for hit in hits)
        return replace(statement, paragraphs=tuple(found))

    def listing(self, filters: Filters, *, offset: int, limit: int) -> Listing:
        """Statements within the filters, without their paragraphs."""
        query = all_of(statement_filter(filters))
        counted = self._cluster.search(self._statements, {"size": 0, "track_total_hits": True, "query": query})
        total = counted["hits"]["total"]["value"]
        if offset >= total or not limit:
            return Listing(total, ())
        body: Body = {"query": query, "sort": OLDEST_FIRST, "_source": _STORED_STATEMENT}
        if offset + limit <= MAX_WINDOW:
            page = self._cluster.search(self._statements, body | {"from": offset, "size": limit})["hits"]["hits"]
        else:
            page = list(islice(read_pages(self._cluster, self._statements, body, NEVER), offset, offset + limit))
        return Listing(total, tuple(map(_statement, page)))

    def scope(self, filters: Filters) -> Scope:
        """What the filters leave to search."""
        days = {
            "first": {"min": {"field": FIRST_DAY}},
            "last": {"max": {"field": FIRST_DAY}},
            "undated": {"missing": {"field": FIRST_DAY}},
        }
        counted: Body = {"size": 0, "track_total_hits": True}
        statements = self._cluster.search(
            self._statements, counted | {"query": all_of(statement_filter(filters)), "aggs": days}
        )
        paragraphs = self._cluster.search(self._paragraphs, counted | {"query": all_of(paragraph_filter(filters))})
        found = statements["aggregations"]
        return Scope(
            statements=statements["hits"]["total"]["value"],
            paragraphs=paragraphs["hits"]["total"]["value"],
            undated=found["undated"]["doc_count"],
            first=_day(found["first"]["value"]),
            last=_day(found["last"]["value"]),
        )


def _statement(document: Body) -> Statement:
    return statement_json.validate_python(document["_source"][STORED]["statement"], strict=False)


def _day(ordinal: float | None) -> date | None:
    return None if ordinal is None else date.fromordinal(int(ordinal))
