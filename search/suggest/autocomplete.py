"""What somebody who types may be about to ask, with what it would find."""

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
"""中方 (命运: what is being typed is 命运; 中方 ( stands before it."""


@dataclass(frozen=True, slots=True)
class Completion:
    """A phrase of the corpus, the whole query that it completes, and how many paragraphs that finds."""

    text: str
    q: str
    paragraphs: int


def autocomplete(typed: str, index: Index, limits: Limits, *, limit: int) -> tuple[Completion, ...]:
    """What the last word that was typed may become: phrases that begin with it, or else have it.

    Those that find most stand first. Raises `QueryTimeoutError`.
    """
    match = _LAST.fullmatch(typed)
    if match is None:
        return ()
    deadline = Deadline.after(limits.seconds)
    found = []
    for phrase in index.phrases.complete(index.analyzer.comparable(match["typed"]).text, limit):
        q = match["before"] + str(Literal(phrase))
        if count := _count(q, index, limits, deadline):
            found.append(Completion(phrase, q, count))
    return tuple(sorted(found, key=lambda each: -each.paragraphs))


def _count(q: str, index: Index, limits: Limits, deadline: Deadline) -> int:
    """How many paragraphs a query finds; 0 also if what was typed before is no query yet."""
    try:
        node = folded(flatten(parse(q, limits.query)), index.analyzer)
    except (QuerySyntaxError, QueryTooComplexError, QueryTooLongError):
        return 0
    return index.engine.search(Request(node, limit=0, occurrences_bound=0, deadline=deadline)).totals.paragraphs
