"""Chains of links: the heaviest selection of links between two lists that keeps the order of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Link:
    """Two aligned items, by their indices in the two lists, and their similarity from 0 to 1."""

    a: int
    b: int
    likeness: float


def in_order(links: Iterable[Link]) -> list[Link]:
    """The links that have the greatest total likeness among those in the same order in both lists.

    No paragraph is in two of them. A heaviest increasing subsequence (Jacobson and Vo 1992) over a Fenwick tree.

    >>> [(each.a, each.b) for each in in_order([Link(0, 2, 0.9), Link(1, 0, 0.5), Link(2, 1, 0.5)])]
    [(1, 0), (2, 1)]
    """
    ordered = sorted(links, key=lambda link: (link.a, -link.b))
    size = max((link.b for link in ordered), default=-1) + 1
    tree: list[_Chain] = [(0.0, None)] * (size + 1)
    for link in ordered:
        total, before = _heaviest(tree, link.b)
        _enter(tree, link.b + 1, (round(total + link.likeness, 6), (link, before)))
    chain, node = [], _heaviest(tree, size)[1]
    while node is not None:
        link, node = node
        chain.append(link)
    return chain[::-1]


_Node = tuple[Link, "_Node | None"]
_Chain = tuple[float, "_Node | None"]
"""The total likeness of a chain, and its last link with the chain before it."""


def _heaviest(tree: Sequence[_Chain], at: int) -> _Chain:
    """The heaviest chain that ends before the place."""
    best = tree[0]
    while at:
        best = max(best, tree[at], key=lambda chain: chain[0])
        at -= at & -at
    return best


def _enter(tree: list[_Chain], at: int, chain: _Chain) -> None:
    """Note a chain that ends at the place, if it is heavier than those known."""
    while at < len(tree):
        if chain[0] > tree[at][0]:
            tree[at] = chain
        at += at & -at
