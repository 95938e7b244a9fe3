"""Autocompletion of queries, with the number of paragraphs that each completion finds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from search.deadline import Deadline
from search.engines.protocol import Request
from search.errors import QuerySyntaxError, QueryTooComplexError, QueryTooLongError
from search.query.nodes import Literal
from search.query.parser import parse
from search.query.rewrite import flatten, folded

if TYPE_CHECKING:
    from search.interpretation import Limits
    from search.store.index import Index

_LAST = re.compile(r"(?P<before>(?:.*[\s(（|｜-])?)[\"“「『]?(?P<typed>[^\s\"“”「」『』()（）|｜]*)", re.DOTALL)
"""The last word of a query: in 中方 (命运 it is 命运, and 中方 ( comes before it."""


@dataclass(frozen=True, slots=True)
class Completion:
    """A phrase of the corpus, the completed query, and the number of paragraphs that it finds."""

    text: str
    q: str
    paragraphs: int


def autocomplete(typed: str, index: Index, limits: Limits, *, limit: int) -> tuple[Completion, ...]:
    """Completions of the last typed word: phrases that begin with it or contain it.

    Ordered by the number of paragraphs, the largest first. Raises `QueryTimeoutError`.
    """
    match = _LAST.fullmatch(typed)
    if match is None:
        return ()
    deadline = Deadline.after(limits.seconds)
    found = []
    for compared in index.phrases.complete(index.analyzer.comparable(match["typed"]).text, limit):
        phrase = index.analyzer.spelled(compared)
        q = match["before"] + str(Literal(phrase))
        if count := _count(q, index, limits, deadline):
            found.append(Completion(phrase, q, count))
    return tuple(sorted(found, key=lambda each: -each.paragraphs))


def _count(q: str, index: Index, limits: Limits, deadline: Deadline) -> int:
    """The number of paragraphs that a query finds; 0 also for an incomplete query."""
    try:
        node = folded(flatten(parse(q, limits.query)), index.analyzer)
    except (QuerySyntaxError, QueryTooComplexError, QueryTooLongError):
        return 0
    return index.engine.search(Request(node, limit=0, occurrences_bound=0, deadline=deadline)).totals.paragraphs
