"""Nodes die, readers go on: an answer is whole or an error, never a part for the whole."""

from __future__ import annotations

import threading
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from app.live_index import LiveIndex
from indexer.generations import build_lock, write_generation
from search.engines.protocol import Facet, Filters, Match, Request
from search.errors import EngineUnavailableError
from search.query.nodes import And, Everything, Literal, Near, Not
from tests.corpora import small_corpus
from tests.indexes import contents_of
from tests.search.store.test_stores import draft, served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from search.analysis import Analyzer
    from search.engines.linear_scan import LinearScanEngine
    from search.engines.protocol import Engine
    from search.store.protocol import Store
    from tests.cluster.nodes import Nodes

NODES = (Everything(), Literal("中"), Literal("发展中国家"), Near(Literal("中"), Literal("国"), 3), Not(Literal("国")))
REQUESTS = [Request(node, facets=tuple(Facet)) for node in NODES]
MOVES = 30


@pytest.fixture
def healthy(nodes: Nodes) -> Iterator[Nodes]:
    """The cluster; what a test kills is started again, and the test ends when all is whole."""
    nodes.wait(3, "green")
    yield nodes
    for number in range(3):
        if number not in nodes.processes:
            nodes.start(number)
    nodes.wait(3, "green")


def manager(nodes: Nodes) -> int:
    """The number of the node that manages the cluster."""
    port = nodes.ports[min(nodes.processes)]
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/_cat/cluster_manager?h=node", timeout=30) as answer:
        return int(answer.read().decode().strip().removeprefix("node"))


def test_the_manager_dies_under_load_and_no_answer_is_wrong_or_missing(
    healthy: Nodes, engine: Engine, reference: LinearScanEngine
) -> None:
    expected = [reference.search(request) for request in REQUESTS]
    stop = threading.Event()

    def ask() -> int:
        rounds = 0
        while not stop.is_set():
            assert [engine.search(request) for request in REQUESTS] == expected
            rounds += 1
        return rounds

    with ThreadPoolExecutor(3) as pool:
        asked = [pool.submit(ask) for _ in range(3)]
        try:
            stop.wait(2)
            healthy.kill(manager(healthy))
            stop.wait(5)
        finally:
            stop.set()
        assert all(each.result() for each in asked)


def test_the_manager_dies_while_an_index_is_written_and_nothing_is_lost(
    healthy: Nodes, new_store: Callable[[], Store], analyzer: Analyzer
) -> None:
    store = new_store()
    contents = contents_of(small_corpus(), analyzer)
    killed = threading.Timer(1.0, lambda: healthy.kill(manager(healthy)))
    with build_lock(store):
        killed.start()
        write_generation(contents, store, engine=store.engines[0], analyzer=analyzer)
        killed.join()
    generation = new_store().open(new_store().current(), analyzer)
    assert [generation.engine.statement(each.id) for each in small_corpus()] == small_corpus()
    assert generation.engine.scope(Filters()).paragraphs == 16


def test_two_of_three_nodes_dead_is_an_error_and_all_is_there_after_they_return(
    healthy: Nodes, engine: Engine, reference: LinearScanEngine
) -> None:
    expected = [reference.search(request) for request in REQUESTS]
    for number in (0, 1):
        healthy.kill(number)
    for request in REQUESTS:
        with pytest.raises(EngineUnavailableError):
            engine.search(request)
    with pytest.raises(EngineUnavailableError):
        engine.occurs(And((Literal("中"), Literal("国"))), Match.EXACT)
    for number in (0, 1):
        healthy.start(number)
    healthy.wait(3, "green")
    assert [engine.search(request) for request in REQUESTS] == expected


@pytest.mark.usefixtures("healthy")
def test_generations_change_under_load_and_every_answer_is_of_one(
    new_store: Callable[[], Store], analyzer: Analyzer
) -> None:
    store = new_store()
    with store.lock():
        names = []
        for count in (3, 5):
            names.append(draft(store, small_corpus()[:count], analyzer))
            store.commit(names[-1])
        live = LiveIndex(new_store(), analyzer)
        live.refresh()
        stop = threading.Event()

        def ask() -> set[tuple[int, int]]:
            seen = set()
            while not stop.is_set():
                with live.acquire() as generation:
                    totals = generation.engine.search(REQUESTS[0]).totals
                    assert totals.paragraphs == generation.manifest.paragraphs
                    seen.add((totals.statements, totals.paragraphs))
            return seen

        with ThreadPoolExecutor(2) as pool:
            asked = [pool.submit(ask) for _ in range(2)]
            try:
                for move in range(MOVES):
                    store.commit(names[move % 2])
                    live.refresh()
            finally:
                stop.set()
            seen = set[tuple[int, int]]().union(*(each.result() for each in asked))
        assert {statements for statements, _ in seen} == {5, 3}
        assert served(new_store(), analyzer) == 5
        live.close()
