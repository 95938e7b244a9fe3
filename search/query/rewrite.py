"""From what a person wrote to what an index is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from search.query.nodes import And, Everything, Literal, Not, Or, Run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.analysis import Analyzer
    from search.query.nodes import Node


def flatten(node: Node) -> Node:
    """The same question without double negations and without lists directly inside a list of their kind."""
    match node:
        case Everything() | Run() | Literal():
            return node
        case Not(Not(child)):
            return flatten(child)
        case Not(child):
            return _negated(flatten(child))
        case And(children):
            return And(tuple(_spliced(And, children)))
        case Or(children):
            return Or(tuple(_spliced(Or, children)))
        case _:
            assert_never(node)


def _negated(child: Node) -> Node:
    """Not `child`, where flattening may have turned `child` into a negation."""
    return child.child if isinstance(child, Not) else Not(child)


def _spliced(kind: type[And | Or], children: tuple[Node, ...]) -> Iterator[Node]:
    """The flattened children, those of the same kind replaced by their own children."""
    for child in map(flatten, children):
        if isinstance(child, kind):
            yield from child.children
        else:
            yield child


def folded(node: Node, analyzer: Analyzer) -> Node:
    """The tree with the text of every leaf as it is compared: the form that `spans` and the engines take."""
    match node:
        case Everything():
            return node
        case Run(text) | Literal(text):
            return Literal(analyzer.comparable(text).text)
        case Not(child):
            return Not(folded(child, analyzer))
        case And(children):
            return And(tuple(folded(child, analyzer) for child in children))
        case Or(children):
            return Or(tuple(folded(child, analyzer) for child in children))
        case _:
            assert_never(node)


def wanted(node: Node) -> Iterator[str]:
    """The text of every leaf that is not under a negation, in order."""
    match node:
        case Everything() | Not():
            return
        case Run(text) | Literal(text):
            yield text
        case And(children) | Or(children):
            for child in children:
                yield from wanted(child)
        case _:
            assert_never(node)
