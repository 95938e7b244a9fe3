"""Search in what stands above the text: titles, parties, places and headings, by the rules of `search.match_spans`.

There are a few of them for every statement, so all are matched in memory, which is the same in every engine. A match
leads to a paragraph: a title, a party or a place to the first of the statement, a heading to the first under it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, assert_never

from search.catalog import HeaderKind
from search.deadline import NEVER, Deadline
from search.engines.filter_sort_facet import admits
from search.engines.protocol import Listing, Match
from search.match_spans import match as matched
from search.query.nodes import And, Everything, Exclude, Literal, Near, Not, Or, Run, Wildcard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.catalog import Catalog, Entry, Header
    from search.engines.protocol import Filters, ParagraphKey
    from search.match_spans import Span
    from search.query.nodes import Node


class SearchField(StrEnum):
    """Where a query is searched."""

    TEXT = "text"
    TITLE = "title"  # the title, the parties and the place of a statement
    HEADING = "heading"
    ALL = "all"


_FIELDS = {
    SearchField.TEXT: (),
    SearchField.TITLE: (HeaderKind.TITLE, HeaderKind.PARTY, HeaderKind.PLACE),
    SearchField.HEADING: (HeaderKind.HEADING,),
    SearchField.ALL: tuple(HeaderKind),
}


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """A header that matches. `spans` are half-open offsets into its text; a negation alone has none."""

    header: Header
    spans: tuple[Span, ...]


def matches_in(entry: Entry, node: Node, mode: Match, searched: SearchField, catalog: Catalog) -> Iterator[HeaderMatch]:
    """The headers of a statement that a node (folded, `rewrite.folded`) matches."""
    kinds = _FIELDS[searched]
    for header in entry.headers:
        if header.kind in kinds and (spans := _spans(header, node, mode, catalog)) is not None:
            yield HeaderMatch(header, spans)


def paragraphs_under(
    node: Node, mode: Match, searched: SearchField, catalog: Catalog, deadline: Deadline = NEVER
) -> frozenset[ParagraphKey]:
    """The paragraphs that the matching headers of all statements lead to. Raises `QueryTimeoutError`."""
    if not _may_match(node, catalog.header_texts(_FIELDS[searched])):
        return frozenset()
    return frozenset(
        (entry.statement.id, found.header.paragraph)
        for entry in deadline.over(catalog.entries)
        for found in matches_in(entry, node, mode, searched, catalog)
    )


def statements_having(
    node: Node,
    mode: Match,
    searched: SearchField,
    catalog: Catalog,
    *,
    filters: Filters,
    offset: int,
    limit: int,
    deadline: Deadline = NEVER,
) -> Listing:
    """A page of the statements within the filters that have a matching header, oldest first, undated ones last.

    Raises `QueryTimeoutError`.
    """
    if not _may_match(node, catalog.header_texts(_FIELDS[searched])):
        return Listing(0, ())
    found = [
        entry.statement
        for entry in deadline.over(catalog.entries)
        if admits(filters, entry.statement) and any(True for _ in matches_in(entry, node, mode, searched, catalog))
    ]
    return Listing(len(found), tuple(found[offset : offset + limit]))


def _spans(header: Header, node: Node, mode: Match, catalog: Catalog) -> tuple[Span, ...] | None:
    """The places of a header that make the node match, None if it does not."""
    text = header.comparable.text
    found = matched(node, text)
    if mode is Match.WORD and (found is not None or _negates(node)):  # else whole words do not match either
        found = matched(node, text, catalog.inside(header.text))
    return None if found is None else tuple(sorted(header.comparable.original(*span) for span in found))


def _may_match(node: Node, texts: str) -> bool:  # noqa: PLR0911  a return for every kind of node
    """Whether a node may match one of several texts, which are given as one: none has what none of them contains.

    Nearly every query that finds nothing is answered by this, without a look at each text.
    """
    match node:
        case Everything() | Not():
            return True
        case Run(pattern) | Literal(pattern):
            return pattern in texts
        case Wildcard(parts):
            return all(part in texts for part in parts)
        case Exclude(child):
            return _may_match(child, texts)
        case Near(left, right):
            return _may_match(left, texts) and _may_match(right, texts)
        case And(children):
            return all(_may_match(child, texts) for child in children)
        case Or(children):
            return any(_may_match(child, texts) for child in children)
        case _:
            assert_never(node)


def _negates(node: Node) -> bool:
    """Whether a negation stands in the node: what it has not as whole words it may have otherwise."""
    match node:
        case Not():
            return True
        case And(children) | Or(children):
            return any(map(_negates, children))
        case _:
            return False
