"""Where a question matches in a statement: the meaning is that of `search.spans`, paragraph by paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.query.nodes import Literal, Run
from search.spans import match, occurrences
from search.wording.printing import places_of_lines

if TYPE_CHECKING:
    from search.engines.protocol import Match
    from search.query.nodes import Node
    from search.spans import Span
    from search.wording.prepared import Text


def spans_in(text: Text, node: Node, matching: Match) -> list[Span] | None:
    """Every match in the statement's text, in order, None if no paragraph matches (one may match without a span)."""
    whole_words = matching == "word"
    if isinstance(node, Run | Literal):
        # No phrase goes over the end of a line, so all paragraphs are looked through at once.
        found = occurrences(node.text, text.text) if node.text else []
        return [span for span in found if not whole_words or all(map(text.parts_words, span))] or None
    spans = lines_with(text, node, matching)
    return sorted(span for each in spans.values() for span in each) if spans else None


def lines_with(text: Text, node: Node, matching: Match) -> dict[Span, list[Span]]:
    """The paragraphs that match, by their places in the statement's text, each with its matches."""
    found = {}
    for start, end in places_of_lines(text):
        inside = text.inside >> start & ((1 << (end - start + 1)) - 1) if matching == "word" else 0
        spans = match(node, text.text[start:end], inside)
        if spans is not None:
            found[start, end] = sorted((start + one, start + other) for one, other in spans)
    return found
