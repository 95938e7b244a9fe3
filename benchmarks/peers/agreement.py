"""Whether servers find the same: of exact queries they must agree on how many paragraphs match."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.peers.peer import WANTED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from benchmarks.peers.peer import Answer
    from benchmarks.peers.queries import Query
    from benchmarks.peers.servers import Server

WORDS_ONLY = frozenset({"datasette"})
"""Servers that look up words: their totals may differ, and are only counted."""


@dataclass(frozen=True, slots=True)
class Compared:
    """How many queries were asked of every server, and what was wrong, a line each.

    `differing` says of each server that knows only words how often its total is not that of the first.
    """

    queries: int
    servers: tuple[str, ...]
    disagreements: tuple[str, ...]
    differing: Mapping[str, int]


def compare(servers: Sequence[Server], queries: Sequence[Query]) -> Compared:
    """Ask every server for every query."""
    wrong: list[str] = []
    differing = {server.peer.name: 0 for server in servers if server.peer.name in WORDS_ONLY}
    for query in queries:
        answers = {server.peer.name: _ask(server, query) for server in servers}
        exact = {name: answer for name, answer in answers.items() if name not in WORDS_ONLY}
        wrong += disagreements(query, exact)
        expected = {answer.total for answer in exact.values()}
        for name in differing:
            differing[name] += answers[name].total not in expected
    exact_names = tuple(server.peer.name for server in servers if server.peer.name not in WORDS_ONLY)
    return Compared(len(queries), exact_names, tuple(wrong), differing)


def _ask(server: Server, query: Query) -> Answer:
    return server.peer.read(server.get(server.peer.path_with_total(query)))


def disagreements(query: Query, answers: Mapping[str, Answer]) -> Iterator[str]:
    """What is wrong with the answers of exact servers to a query that was drawn from the paragraphs."""
    if len({answer.total for answer in answers.values()}) > 1:
        yield f"{query}: " + ", ".join(f"{name} {answer.total}" for name, answer in answers.items())
    for name, answer in answers.items():
        if not answer.total:
            yield f"{query}: {name} finds nothing, though it was drawn from the paragraphs"
        if len(answer.texts) != min(answer.total, WANTED):
            yield f"{query}: {name} finds {answer.total} and gives {len(answer.texts)} texts"
