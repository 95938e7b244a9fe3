"""From a folded query tree to a query of the cluster, which either decides exactly or finds a superset.

Why each form is exact:

| node | query | reason |
|---|---|---|
| literal of 1 or 2 tokens | a term | the term is the token, or the pair |
| longer literal | a phrase of pairs with holes | pairs that cover it stand at fixed offsets |
| and, or, not | bool | sets; the negation of a superset is everything, inexact |
| near, between literals | intervals | spans of one literal have one length, so the nearest pair is a minimal interval |
| `~` | intervals, not contained by | the same, one filter for each longer text |
| wildcard of two parts | one rule for each gap | each rule has one length, so no match hides another |
| whole words | terms with marks | boundaries are terms |

Everything else (three parts, near within near, an empty text) finds what has all the parts; the text decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any, assert_never

from search.analysis.grams import tokens
from search.engines.opensearch.mapping import PAIRS, PLACED, TOKENS
from search.engines.opensearch.terms import (
    BEGIN,
    END,
    HOLE,
    pair_phrase,
    pair_term,
    pairs_in_phrase,
    term,
    token_phrase,
)
from search.match_spans import WILDCARD_CHARACTERS
from search.query.nodes import And, Everything, Exclude, Literal, Near, Not, Or, Run, Wildcard

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.query.nodes import Node

Query = dict[str, Any]

ALL: Query = {"match_all": {}}
_SENTENCE_ENDS = "。!?;"
"""The marks that end a sentence, in comparable form: a wildcard does not match across them."""

_LONGEST_PHRASE = 400
"""The most tokens of a phrase; of a longer text these many are looked up and the text decides."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A query of the cluster.

    `exact`: whether it finds what the node matches, and not more. `terms`: unless it is 0, the sum of the scores of the
    query is this times the number of occurrences.
    """

    query: Query
    exact: bool
    terms: int = 0


def compile_node(node: Node, *, word: bool) -> Compiled:  # noqa: PLR0911  a return for every kind of node
    """The query for a node; `word` asks for whole words."""
    match node:
        case Everything():
            return Compiled(ALL, exact=True)
        case Run(text) | Literal(text):
            return _literal(text, word=word)
        case Wildcard(parts):
            return _wildcard(parts, word=word)
        case Not(child):
            inner = compile_node(child, word=word)
            return Compiled({"bool": {"must_not": [inner.query]}}, exact=True) if inner.exact else _INEXACT
        case And(children):
            compiled = [compile_node(child, word=word) for child in children]
            return Compiled(all_of(each.query for each in compiled), all(each.exact for each in compiled))
        case Or(children):
            compiled = [compile_node(child, word=word) for child in children]
            return Compiled(any_of(each.query for each in compiled), all(each.exact for each in compiled))
        case Exclude() | Near():
            return _placed(node, word=word)
        case _:
            assert_never(node)


def all_of(queries: Iterable[Query]) -> Query:
    """Documents that every query finds."""
    return {"bool": {"filter": list(queries)}}


def any_of(queries: Iterable[Query]) -> Query:
    """Documents that any query finds."""
    return {"bool": {"should": list(queries), "minimum_should_match": 1}}


_INEXACT = Compiled(ALL, exact=False)


def _literal(text: str, *, word: bool) -> Compiled:
    row = tokens(text)
    if not row:
        return _INEXACT
    if len(row) > _LONGEST_PHRASE:
        return Compiled(_having(row[:_LONGEST_PHRASE]), exact=False)
    if not word:
        return Compiled(_having(row), exact=True, terms=max(1, pairs_in_phrase(row)))
    if len(row) == 1:
        return Compiled(_intervals(_whole(row)), exact=True)
    phrase = {"match_phrase": {TOKENS: {"query": token_phrase(row, begin=True, end=True), "analyzer": PLACED}}}
    return Compiled(all_of([_having(row), phrase]), exact=True)


def _having(row: Sequence[str]) -> Query:
    """Documents that have the tokens in a row."""
    if len(row) == 1:
        return {"term": {TOKENS: {"value": term(row[0])}}}
    if len(row) == 2:
        return {"term": {PAIRS: {"value": pair_term(*row)}}}
    return {"match_phrase": {PAIRS: {"query": pair_phrase(row), "analyzer": PLACED}}}


def _wildcard(parts: tuple[str, ...], *, word: bool) -> Compiled:
    rows = [tokens(part) for part in parts]
    if not all(rows):
        return _INEXACT
    needed = all_of(_having(row[:_LONGEST_PHRASE]) for row in rows)
    crosses = any(set(part) & set(_SENTENCE_ENDS) for part in parts)
    if len(rows) != 2 or crosses or max(map(len, rows)) > _LONGEST_PHRASE:
        return Compiled(needed, exact=False)
    ends = _either([_rule(mark) for mark in _SENTENCE_ENDS])
    first, last = rows
    rules = []
    for gap in range(1, WILDCARD_CHARACTERS + 1):
        holes = [HOLE] * (len(first[-1]) - 1 + gap)
        phrase = " ".join([token_phrase(first, begin=word), *holes, token_phrase(last, end=word)])
        rules.append(_rule(phrase, {"not_containing": ends}))
    return Compiled(all_of([needed, _intervals(_either(rules))]), exact=True)


def _placed(node: Exclude | Near, *, word: bool) -> Compiled:
    rules = _exclusions(node, word=word) if isinstance(node, Exclude) else _nearness(node, word=word)
    if rules is None:
        return Compiled(_needed(node), exact=False)
    return Compiled(all_of([_needed(node), _intervals(_either(rules))]), exact=True)


def _exclusions(node: Exclude, *, word: bool) -> list[Query] | None:
    fixed = _fixed(node, word=word)
    return None if fixed is None else [rule for _, rule in fixed]


def _nearness(node: Near, *, word: bool) -> list[Query] | None:
    """A rule for each pair of texts and each order; None if a side has matches of several lengths."""
    lefts, rights = _fixed(node.left, word=word), _fixed(node.right, word=word)
    if lefts is None or rights is None:
        return None
    orders = (order for left, right in product(lefts, rights) for order in ((left, right), (right, left)))
    return [
        {
            "all_of": {
                "ordered": True,
                # A gap begins behind the first character of the last token.
                "max_gaps": node.distance + len(tokens(text)[-1]) - 1,
                "intervals": [one, other],
            }
        }
        for (text, one), (_, other) in orders
    ]


def _fixed(node: Node, *, word: bool) -> list[tuple[str, Query]] | None:
    """The texts that the node matches, each with its rule; None if it is not made of literals."""
    match node:
        case Run(text) | Literal(text):
            row = tokens(text)
            if not 0 < len(row) <= _LONGEST_PHRASE:
                return None
            return [(text, _whole(row) if word else _rule(token_phrase(row)))]
        case Or(children):
            parts = [_fixed(child, word=word) for child in children]
            return None if None in parts else [each for part in parts if part for each in part]
        case Exclude(child, longer):
            return _without(_fixed(child, word=word), [_fixed(each, word=False) for each in longer])
        case _:
            return None


def _without(
    fixed: list[tuple[str, Query]] | None, longer: list[list[tuple[str, Query]] | None]
) -> list[tuple[str, Query]] | None:
    """The rules with one filter for each longer text: a disjunction would show the filter only its shortest match."""
    if fixed is None or None in longer:
        return None
    for _, around in (each for part in longer if part for each in part):
        fixed = [(text, _outside(rule, around)) for text, rule in fixed]
    return fixed


def _outside(rule: Query, longer: Query) -> Query:
    return {"any_of": {"intervals": [rule], "filter": {"not_contained_by": longer}}}


def _needed(node: Node) -> Query:
    """Documents that have what every match of the node has."""
    match node:
        case Run(text) | Literal(text):
            row = tokens(text)[:_LONGEST_PHRASE]
            return _having(row) if row else ALL
        case Wildcard(parts):
            return all_of(_having(row[:_LONGEST_PHRASE]) for part in parts if (row := tokens(part)))
        case Exclude(child, _):
            return _needed(child)
        case Near(left, right, _):
            return all_of([_needed(left), _needed(right)])
        case Or(children):
            return any_of(map(_needed, children))
        case _:
            raise TypeError(f"The node {node!r} has no places.")


def _intervals(rule: Query) -> Query:
    return {"intervals": {TOKENS: rule}}


def _either(rules: list[Query]) -> Query:
    return rules[0] if len(rules) == 1 else {"any_of": {"intervals": rules}}


def _rule(phrase: str, condition: Query | None = None) -> Query:
    rule: Query = {"query": phrase, "analyzer": PLACED, "ordered": True, "max_gaps": 0}
    return {"match": rule | ({"filter": condition} if condition else {})}


def _whole(row: Sequence[str]) -> Query:
    """The rule for tokens that begin and end at boundaries of words."""
    if len(row) == 1:
        return _rule(BEGIN + term(row[0]), {"contained_by": _rule(term(row[0]) + END)})
    return _rule(token_phrase(row, begin=True, end=True))
