"""Filters as queries of the cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.analysis.spelling import rivals_of_usual
from search.engines.opensearch.compiler import ALL, Query, all_of, any_of
from search.engines.opensearch.mapping import FIRST_DAY, LAST_DAY, SPEAKERS, SPELLING, STATEMENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.engines.protocol import Filters, Spelling


def statement_filter(filters: Filters) -> list[Query]:
    """The filters on statements; they hold for documents of statements and of paragraphs."""
    queries: list[Query] = []
    named = (("kind", filters.kinds), (STATEMENT, filters.statements), ("place", filters.places))
    queries += [{"terms": {field: list(values)}} for field, values in named if values]
    if filters.first is not None:
        queries.append({"range": {LAST_DAY: {"gte": filters.first.toordinal()}}})
    if filters.last is not None:
        queries.append({"range": {FIRST_DAY: {"lte": filters.last.toordinal()}}})
    return queries


def paragraph_filter(filters: Filters) -> list[Query]:
    """All filters, for documents of paragraphs."""
    queries = statement_filter(filters)
    if filters.speakers:
        queries.append({"terms": {SPEAKERS: list(filters.speakers)}})
    if filters.paragraphs is not None:
        queries.append(_ids(filters.paragraphs))
    if filters.without:
        queries.append({"bool": {"must_not": [_ids(filters.without)]}})
    if filters.spelling is not None:
        queries.append(_spelled(filters.spelling))
    return queries


def _ids(paragraphs: frozenset[tuple[str, int]]) -> Query:
    return {"ids": {"values": sorted(f"{statement}.{number}" for statement, number in paragraphs)}}


def _spelled(spelling: Spelling) -> Query:
    """Paragraphs that `analysis.spelling.is_spelled_so` accepts, or all others."""
    own = all_of(any_of(_printing(character)) for character in spelling.characters) if spelling.characters else ALL
    return own if spelling.own else {"bool": {"must_not": [own]}}


def _printing(character: str) -> Iterator[Query]:
    yield {"term": {SPELLING: character}}
    rivals = rivals_of_usual(character)
    if rivals is not None:
        yield {"bool": {"must_not": [{"terms": {SPELLING: sorted(rivals)}}]}}
