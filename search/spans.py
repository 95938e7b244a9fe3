"""Where a node matches in a text: the meaning of a match, said once.

Both the tree (`rewrite.folded`) and the text (`Analyzer.comparable`) are in the form in which they are compared.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from search.analysis.folding import NARROW
from search.query.nodes import And, Everything, Literal, Not, Or, Run

if TYPE_CHECKING:
    from search.query.nodes import Node

Span = tuple[int, int]
"""Half-open, in code points of the comparable text."""

_NARROW = re.compile(NARROW)


def match(node: Node, text: str) -> frozenset[Span] | None:
    """Every span of the text that makes the node match, None if it does not match.

    What only a negation says has no spans: a match may be the empty set. An alternative that does not match adds none.
    """
    match node:
        case Everything():
            return frozenset()
        case Run(pattern) | Literal(pattern):
            return frozenset(occurrences(pattern, text)) or None
        case Not(child):
            return frozenset() if match(child, text) is None else None
        case And(children):
            return _all(children, text)
        case Or(children):
            found = [spans for child in children if (spans := match(child, text)) is not None]
            return frozenset().union(*found) if found else None
        case _:
            assert_never(node)


def _all(children: tuple[Node, ...], text: str) -> frozenset[Span] | None:
    """The spans of all the children, None as soon as one does not match."""
    union: frozenset[Span] = frozenset()
    for child in children:
        spans = match(child, text)
        if spans is None:
            return None
        union |= spans
    return union


def occurrences(pattern: str, text: str) -> list[Span]:
    """Every place where the pattern stands in the text, overlapping ones too.

    A run of Latin letters or digits is found only as a whole: 20 is not in 2018.
    """
    found = []
    at = text.find(pattern)
    while at >= 0:
        end = at + len(pattern)
        if not _splits_a_run(text, at) and not _splits_a_run(text, end):
            found.append((at, end))
        at = text.find(pattern, at + 1)
    return found


def _splits_a_run(text: str, at: int) -> bool:
    """Whether the characters on both sides of the offset are Latin letters or digits."""
    return 0 < at < len(text) and bool(_NARROW.match(text[at - 1]) and _NARROW.match(text[at]))
