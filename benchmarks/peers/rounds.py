"""Rounds of measurement: every server in turn, in another order in each round, while the others are idle."""

from __future__ import annotations

import random
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.peers.load import measure

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from benchmarks.peers.load import Load
    from benchmarks.peers.queries import Query
    from benchmarks.peers.servers import Server

WARM_UP_SECONDS = 1


@dataclass(frozen=True, slots=True)
class Row:
    """The medians over the rounds of a server, in requests per second and milliseconds, and its memory afterwards.

    `trouble` lists the rounds with failed requests, which make the figures doubtful.
    """

    name: str
    rate: float
    p50: float
    p99: float
    megabytes: float | None = None
    trouble: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of a measurement: the path of wrk, the number of rounds, and the seconds of each."""

    wrk: str
    rounds: int
    seconds: int


def run_rounds(plan: Plan, servers: Sequence[Server], queries: Sequence[Query], folder: Path) -> list[Row]:
    """The rows of the servers, in their order. Each consumes the queries continuously over all rounds."""
    walks = {server.peer.name: _Walk(plan.wrk, server, _write_paths(server, queries, folder)) for server in servers}
    for walk in walks.values():
        walk.go_on(WARM_UP_SECONDS)
    loads: dict[str, list[Load]] = {name: [] for name in walks}
    order = random.Random(0)  # noqa: S311  the same orders in every run
    for _ in range(plan.rounds):
        for name in order.sample(list(walks), len(walks)):
            loads[name].append(walks[name].go_on(plan.seconds))
    return [medians(server.peer.name, loads[server.peer.name], server.megabytes()) for server in servers]


def _write_paths(server: Server, queries: Iterable[Query], folder: Path) -> Path:
    path = folder / f"{server.peer.name}.paths"
    with path.open("w", encoding="ascii") as lines:
        lines.writelines(f"{server.peer.path(query)}\n" for query in queries)
    return path


@dataclass(slots=True)
class _Walk:
    """The progress of a server through the file of its paths."""

    wrk: str
    server: Server
    paths: Path
    passed: int = 0

    def go_on(self, seconds: int) -> Load:
        load = measure(self.wrk, self.server.address, self.paths, self.passed, seconds)
        self.passed += load.asked
        return load


def medians(name: str, loads: Sequence[Load], megabytes: float | None = None) -> Row:
    """The row of a server from the loads of its rounds."""
    return Row(
        name,
        rate=median(load.rate for load in loads),
        p50=median(load.p50 for load in loads),
        p99=median(load.p99 for load in loads),
        megabytes=megabytes,
        trouble=tuple(f"round {number}: {load.trouble}" for number, load in enumerate(loads, 1) if load.trouble),
    )


def ratios(rows: Iterable[Row], to: str) -> Mapping[str, float]:
    """The rate of every server relative to one of them; empty if that is missing or answered nothing."""
    rates = {row.name: row.rate for row in rows}
    return {name: rate / rates[to] for name, rate in rates.items()} if rates.get(to) else {}
