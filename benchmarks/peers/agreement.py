"""Agreement of servers: exact servers must find the same number of paragraphs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.peers.peer import WANTED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from benchmarks.peers.peer import Answer
    from benchmarks.peers.queries import Query
    from benchmarks.peers.servers import Server

WORDS_ONLY = frozenset({"datasette", "datasette-immutable"})
"""Servers that search words: their totals may differ, and differences are only counted."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The number of compared queries, and the disagreements of the exact servers, a line each.

    `totals` are those of the first exact server; `by_words` has for each other server the numbers of queries for which
    it finds less and more.
    """

    queries: int
    exact: tuple[str, ...]
    totals: tuple[int, ...]
    disagreements: tuple[str, ...]
    by_words: Mapping[str, tuple[int, int]]


def compare(servers: Sequence[Server], queries: Sequence[Query]) -> Compared:
    """The comparison of the answers of every server to every query."""
    answers = {server.peer.name: [_ask(server, query) for query in queries] for server in servers}
    exact = {name: found for name, found in answers.items() if name not in WORDS_ONLY}
    wrong = [
        line
        for number, query in enumerate(queries)
        for line in disagreements(query, {name: found[number] for name, found in exact.items()})
    ]
    totals = tuple(answer.total for answer in next(iter(exact.values()), ()))
    by_words = {name: _less_and_more(answers[name], totals) for name in answers.keys() & WORDS_ONLY if exact}
    return Compared(len(queries), tuple(exact), totals, tuple(wrong), by_words)


def _ask(server: Server, query: Query) -> Answer:
    return server.peer.read(server.get(server.peer.path(query)))


def _less_and_more(found: Sequence[Answer], expected: Sequence[int]) -> tuple[int, int]:
    differences = [answer.total - total for answer, total in zip(found, expected, strict=True)]
    return sum(each < 0 for each in differences), sum(each > 0 for each in differences)


def disagreements(query: Query, answers: Mapping[str, Answer]) -> Iterator[str]:
    """The disagreements of exact servers on a query that was drawn from the paragraphs."""
    if len({answer.total for answer in answers.values()}) > 1:
        yield f"{query}: " + ", ".join(f"{name} {answer.total}" for name, answer in answers.items())
    for name, answer in answers.items():
        if not answer.total:
            yield f"{query}: {name} finds nothing, though it was drawn from the paragraphs"
        if len(answer.texts) != min(answer.total, WANTED):
            yield f"{query}: {name} finds {answer.total} and gives {len(answer.texts)} texts"
