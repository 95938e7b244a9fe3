"""Concordance (keyword in context): every match on a line of its own, with the text on either side of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from search.collation import sort_key
from search.deadline import Deadline
from search.engines.protocol import Sort
from search.errors import QueryTooBroadError
from search.relaxation import interpret
from search.results import Result, ResultRequest, keyword_in_context, locate_matches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.analysis import Analyzer
    from search.engines.protocol import Hit
    from search.interpretation import Interpretation, Limits
    from search.match_spans import Span
    from search.model import Paragraph, Statement
    from search.results import Keyword
    from search.store.index import Index


_COMPARED = 100
"""Lines are ordered by this many characters outward from the match: more than anybody reads, and a bound on memory."""


class LineOrder(StrEnum):
    """The order of lines. Ties: oldest statement first, then the place in the text."""

    DATE = "date"
    LEFT = "left"  # by the text before the match, compared outward from it, by pinyin and without punctuation
    RIGHT = "right"  # by the text after the match


@dataclass(frozen=True, slots=True)
class Line:
    """A match and the paragraph it is in."""

    keyword: Keyword
    paragraph: Paragraph
    statement: Statement


@dataclass(frozen=True, slots=True)
class ConcordanceRequest(ResultRequest):
    """What a concordance is asked for."""

    order: LineOrder = LineOrder.DATE


Concordance = Result[Line]


@dataclass(frozen=True, slots=True)
class _Occurrence:
    """A match: `text` is the paragraph's comparable text, `span` a stretch of it, `original` one of the paragraph's."""

    hit: Hit
    text: str
    span: Span
    original: Span


def build_concordance(request: ConcordanceRequest, index: Index, limits: Limits) -> Concordance:
    """The page of lines that the request asks for.

    Raises what `interpret` raises, and `QueryTooBroadError` where more paragraphs match than `limits` lets show.
    """
    deadline = Deadline.after(limits.seconds)
    interpretation = interpret(request.query, index, limits, deadline)
    engine_request = request.engine_request(interpretation, limits, deadline, sort=Sort.DATE, offset=0, limit=0)
    page = index.engine.search(engine_request)
    if page.totals.occurrences is None:
        raise QueryTooBroadError(
            f"The query matches {page.totals.paragraphs} paragraphs; the limit for a "
            f"concordance is {limits.occurrences_bound}.",
            hint="Search for a longer text or a shorter date range, or use /v1/search, which has no such limit.",
        )
    found = _occurrences(interpretation, index.engine.hits(engine_request), index.analyzer)
    ordered = _ordered(list(deadline.over(found)), request.order)
    lines = tuple(_line(each, request.context) for each in ordered[request.offset : request.offset + request.limit])
    return Concordance.of(lines, interpretation, engine_request, page, index=index, limits=limits)


def _occurrences(interpretation: Interpretation, hits: Iterator[Hit], analyzer: Analyzer) -> Iterator[_Occurrence]:
    """Every match in the hits, in their order."""
    for hit in hits:
        comparable, spans = locate_matches(interpretation, hit, analyzer)
        for span in spans:
            yield _Occurrence(hit, comparable.text, span, comparable.original(*span))


def _ordered(found: list[_Occurrence], order: LineOrder) -> Sequence[_Occurrence]:
    """The occurrences, which come by date, in the order asked for."""
    match order:
        case LineOrder.DATE:
            return found
        case LineOrder.LEFT:
            return sorted(found, key=_before)
        case LineOrder.RIGHT:
            return sorted(found, key=_after)
        case _:
            assert_never(order)


def _before(found: _Occurrence) -> tuple[str, str]:
    """How the text before the match sorts, outward from it: by pinyin, ties by code point."""
    text = found.text[max(found.span[0] - _COMPARED, 0) : found.span[0]][::-1]
    return sort_key(text), text


def _after(found: _Occurrence) -> tuple[str, str]:
    """How the text after the match sorts: by pinyin, ties by code point."""
    text = found.text[found.span[1] : found.span[1] + _COMPARED]
    return sort_key(text), text


def _line(found: _Occurrence, context: int) -> Line:
    paragraph = found.hit.paragraph
    return Line(keyword_in_context(paragraph.text, *found.original, context=context), paragraph, found.hit.statement)
