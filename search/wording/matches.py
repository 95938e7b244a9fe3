"""Matches in the text of a whole statement, with the semantics of `search.match_spans` for each paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from search.analysis.folding import ends_in_a_run
from search.engines.protocol import Match
from search.match_spans import match, occurrences
from search.query.nodes import And, Everything, Exclude, Literal, Near, Not, Or, Run, Wildcard

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.match_spans import Span
    from search.query.nodes import Node
    from search.wording.precomputed import Text


@dataclass(frozen=True, slots=True)
class Count:
    """The number of matches. A paragraph may match a negation without an occurrence."""

    occurrences: int
    paragraphs: int


def spans_in(text: Text, node: Node, matching: Match) -> list[Span]:
    """Every span of the statement's text that makes a paragraph match, in order."""
    if isinstance(node, Run | Literal):
        return _places(text, node.text, matching)
    return sorted(span for spans in _paragraphs(text, node, matching) for span in spans)


def count(text: Text, node: Node, matching: Match) -> Count:
    """The number of occurrences and of matching paragraphs in a statement."""
    if isinstance(node, Run | Literal):
        found = _places(text, node.text, matching)
        return Count(len(found), _lines(text.text, found))
    paragraphs = _paragraphs(text, node, matching)
    return Count(sum(map(len, paragraphs)), len(paragraphs))


def _lines(text: str, spans: Iterable[Span]) -> int:
    """The number of lines with any of the spans, which are in order."""
    lines, end = 0, -1
    for start, _ in spans:
        if start > end:
            lines += 1
            end = text.find("\n", start)
            if end < 0:
                break
    return lines


def _places(text: Text, phrase: str, matching: Match) -> list[Span]:
    """Every occurrence of a phrase. None crosses a line break, so all paragraphs are searched at once."""
    found = _found(phrase, text.text)
    return [span for span in found if matching is Match.EXACT or all(map(text.is_word_boundary, span))]


def _found(phrase: str, text: str) -> list[Span]:
    """`spans.occurrences`, without the check of both ends where no run of Latin letters or digits can be split."""
    if not phrase or ends_in_a_run(phrase):
        return occurrences(phrase, text) if phrase else []
    found = []
    at = text.find(phrase)
    while at >= 0:
        found.append((at, at + len(phrase)))
        at = text.find(phrase, at + 1)
    return found


def _may_match(node: Node, text: str) -> bool:  # noqa: PLR0911  a return for every kind of node
    """Whether the text has the literals that the node requires: a cheap test before matching."""
    match node:
        case Everything() | Not():
            return True
        case Run(phrase) | Literal(phrase):
            return phrase in text
        case Wildcard(parts):
            return all(part in text for part in parts)
        case Exclude(child, _):
            return _may_match(child, text)
        case Near(left, right, _):
            return _may_match(left, text) and _may_match(right, text)
        case And(children):
            return all(_may_match(child, text) for child in children)
        case Or(children):
            return any(_may_match(child, text) for child in children)
        case _:
            assert_never(node)


def _paragraphs(text: Text, node: Node, matching: Match) -> list[list[Span]]:
    """The spans in each of the paragraphs that match."""
    found: list[list[Span]] = []
    if not _may_match(node, text.text):
        return found
    for start, end in text.lines():
        if not _may_match(node, text.text[start:end]):
            continue
        inside = text.inside >> start & ((1 << (end - start + 1)) - 1) if matching is Match.WORD else 0
        spans = match(node, text.text[start:end], inside)
        if spans is not None:
            found.append([(start + one, start + other) for one, other in spans])
    return found
