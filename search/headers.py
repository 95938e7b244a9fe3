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


_NAMING = (HeaderKind.TITLE, HeaderKind.PARTY, HeaderKind.PLACE)

_FIELDS = {
    SearchField.TEXT: (),
    SearchField.TITLE: _NAMING,
    SearchField.HEADING: (HeaderKind.HEADING,),
    SearchField.ALL: tuple(HeaderKind),
}


@dataclass(frozen=True, slots=True)
class HeaderMatch:
    """A header that matches. `spans` are half-open offsets into its text; a negation alone has none."""

    header: Header
    spans: tuple[Span, ...]


def matches_in(entry: Entry, node: Node, mode: Match, searched: SearchField, catalog: Catalog) -> Iterator[HeaderMatch]:
    """The headers of a statement that a node (folded, `rewrite.folded`) matches.

    Title, parties and place are matched as one, for together they name the statement: what is excluded stands in none
    of them, and each part of a query may stand in another. A heading is matched by itself.
    """
    kinds = _FIELDS[searched]
    headers = [header for header in entry.headers if header.kind in kinds]
    naming = [header for header in headers if header.kind in _NAMING]
    for unit in (naming, *([header] for header in headers if header.kind not in _NAMING)):
        yield from _matches_of(unit, node, mode, catalog)


def _matches_of(unit: list[Header], node: Node, mode: Match, catalog: Catalog) -> Iterator[HeaderMatch]:
    """Those of several headers, matched as one, that have a place of the node; the first if a negation is all of it."""
    found = _places(unit, node, mode, catalog) if unit else None
    if found is None:
        return
    placed = [(header, spans) for header, spans in zip(unit, found, strict=True) if spans]
    for header, spans in placed or [(unit[0], frozenset())]:
        yield HeaderMatch(header, tuple(sorted(header.comparable.original(*span) for span in spans)))


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


def _places(unit: list[Header], node: Node, mode: Match, catalog: Catalog) -> list[frozenset[Span]] | None:
    """The places of each of several headers that make the node match them as one, None if it does not."""
    texts = [(header.comparable.text, 0) for header in unit]
    found = _matched(node, texts)
    if mode is Match.WORD and (found is not None or _negates(node)):  # else whole words do not match either
        found = _matched(node, [(text, catalog.inside(each.text)) for each, (text, _) in zip(unit, texts, strict=True)])
    return found


def _matched(node: Node, texts: list[tuple[str, int]]) -> list[frozenset[Span]] | None:
    """The places of a node in each of several texts, which are matched as one; None if it does not match.

    No place goes from one text to another. With a text are the offsets at which none begins or ends, as for `match`.
    """
    match node:
        case Not(child):
            return [frozenset()] * len(texts) if _matched(child, texts) is None else None
        case And(children) | Or(children):
            found = [_matched(child, texts) for child in children]
            fitting = [each for each in found if each is not None]
            if not fitting or (isinstance(node, And) and len(fitting) < len(found)):
                return None
            return [frozenset().union(*each) for each in zip(*fitting, strict=True)]
        case _:
            places = [matched(node, *text) for text in texts]
            return None if all(each is None for each in places) else [each or frozenset() for each in places]


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
