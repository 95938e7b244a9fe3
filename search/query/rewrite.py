"""From what a person wrote to what an index is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from search.query.nodes import And, Everything, Exclude, Literal, Near, Not, Or, Run, Wildcard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from search.analysis import Analyzer
    from search.query.nodes import Leaf, Node


def flatten(node: Node) -> Node:  # noqa: PLR0911  a return for every kind of node
    """The same question without double negations and without lists directly inside a list of their kind."""
    match node:
        case Everything() | Run() | Literal() | Wildcard():
            return node
        case Exclude(child, longer):
            return _excluding(flatten(child), longer)
        case Near(left, right, distance):
            return Near(flatten(left), flatten(right), distance)
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


def _excluding(child: Node, longer: tuple[Leaf, ...]) -> Node:
    """`child` without `longer`, where flattening may have turned `child` into such a node."""
    return Exclude(child.child, (*child.longer, *longer)) if isinstance(child, Exclude) else Exclude(child, longer)


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
    return replaced(node, lambda leaf: folded_leaf(leaf, analyzer))


def folded_leaf(leaf: Leaf, analyzer: Analyzer) -> Literal | Wildcard:
    """The leaf with its text as it is compared."""
    match leaf:
        case Run(text) | Literal(text):
            return Literal(analyzer.comparable(text).text)
        case Wildcard(parts):
            return Wildcard(tuple(analyzer.comparable(part).text for part in parts))
        case _:
            assert_never(leaf)


def replaced(node: Node, change: Callable[[Leaf], Leaf]) -> Node:  # noqa: PLR0911  a return for every kind of node
    """The tree with every leaf changed."""
    match node:
        case Everything():
            return node
        case Run() | Literal() | Wildcard():
            return change(node)
        case Exclude(child, longer):
            return Exclude(replaced(child, change), tuple(map(change, longer)))
        case Near(left, right, distance):
            return Near(replaced(left, change), replaced(right, change), distance)
        case Not(child):
            return Not(replaced(child, change))
        case And(children):
            return And(tuple(replaced(child, change) for child in children))
        case Or(children):
            return Or(tuple(replaced(child, change) for child in children))
        case _:
            assert_never(node)


def leaves(node: Node) -> Iterator[Leaf]:
    """Every leaf of the tree, in order."""
    match node:
        case Everything():
            return
        case Run() | Literal() | Wildcard():
            yield node
        case Exclude(child, longer):
            yield from leaves(child)
            yield from longer
        case Near(left, right, _):
            yield from leaves(left)
            yield from leaves(right)
        case Not(child):
            yield from leaves(child)
        case And(children) | Or(children):
            for child in children:
                yield from leaves(child)
        case _:
            assert_never(node)


def wanted(node: Node) -> Iterator[str]:
    """The text of every leaf that a match has, in order: none under a negation, none after a `~`."""
    match node:
        case Everything() | Not():
            return
        case Run(text) | Literal(text):
            yield text
        case Wildcard(parts):
            yield from parts
        case Exclude(child, _):
            yield from wanted(child)
        case Near(left, right, _):
            yield from wanted(left)
            yield from wanted(right)
        case And(children) | Or(children):
            for child in children:
                yield from wanted(child)
        case _:
            assert_never(node)
