"""What somebody who types may be about to ask, with what it would find."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.deadline import Deadline
from search.engines.protocol import Request
from search.query.nodes import Literal

if TYPE_CHECKING:
    from search.index import Index
    from search.understanding import Limits


@dataclass(frozen=True, slots=True)
class Completion:
    """A phrase of the corpus, the query that finds it, and how many paragraphs that finds."""

    text: str
    q: str
    paragraphs: int


def completions(typed: str, index: Index, limits: Limits, *, limit: int) -> tuple[Completion, ...]:
    """The phrases of the corpus that begin with what was typed, or else have it, the commonest first.

    Raises `QueryTimeoutError`.
    """
    deadline = Deadline.after(limits.seconds)
    found = []
    for phrase in index.phrases.complete(index.analyzer.comparable(typed).text, limit):
        node = Literal(phrase)
        page = index.engine.search(Request(node, limit=0, occurrences_bound=0, deadline=deadline))
        found.append(Completion(phrase, str(node), page.totals.paragraphs))
    return tuple(found)
