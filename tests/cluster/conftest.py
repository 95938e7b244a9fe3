"""Three nodes for all tests here, and the engine under test on them."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from search.engines.linear_scan import LinearScanEngine
from search.engines.opensearch.client import Cluster
from search.engines.opensearch.engine import OpenSearchEngine
from search.engines.opensearch.writer import OpenSearchWriter
from search.store.address import parse_address
from search.store.location import store_at
from tests.cluster.nodes import Nodes, built, free_ports
from tests.corpora import small_corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from search.analysis import Analyzer
    from search.engines.protocol import Engine
    from search.model import Statement
    from search.store.address import Address
    from search.store.protocol import Store

NODES = 3


@pytest.fixture(scope="session")
def nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    """A running cluster."""
    built()
    with Nodes(free_ports(NODES), tmp_path_factory.mktemp("nodes")) as running:
        yield running


@pytest.fixture(scope="session")
def cluster(nodes: Nodes) -> Iterator[Cluster]:
    """A client of all its nodes."""
    client = Cluster([f"http://{host}" for host in nodes.hosts.split(",")], {})
    yield client
    client.close()


@pytest.fixture
def address(nodes: Nodes, cluster: Cluster) -> Iterator[Address]:
    """Where no index is yet; what a test writes is removed, so that the next recovery is short."""
    prefix = f"test-{uuid4().hex}"
    yield parse_address(f"opensearch+http://{nodes.hosts}/{prefix}")
    for index in cluster.get(f"/{prefix}-*/_alias"):
        cluster.call("DELETE", f"/{index}")


@pytest.fixture
def new_store(address: Address) -> Callable[[], Store]:
    """Opens one and the same store, as different processes do."""
    return lambda: store_at(address)


@pytest.fixture(scope="session")
def make_engine(cluster: Cluster, analyzer: Analyzer) -> Callable[[Sequence[Statement]], Engine]:
    """Puts statements into indices of three shards, and opens them."""
    numbers = count()

    def make(statements: Sequence[Statement]) -> Engine:
        name = f"conformance-{next(numbers)}"
        writer = OpenSearchWriter(cluster, f"{name}-paragraphs", f"{name}-statements", shards=3, replicas=1)
        for statement in statements:
            writer.add(statement, [analyzer.analyze(paragraph.text) for paragraph in statement.paragraphs])
        writer.commit()
        return OpenSearchEngine(cluster, f"{name}-paragraphs", f"{name}-statements", writer.counts, analyzer)

    return make


@pytest.fixture(scope="session")
def engine(make_engine: Callable[[Sequence[Statement]], Engine]) -> Iterator[Engine]:
    """The engine under test, on the small corpus."""
    opened = make_engine(small_corpus())
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def reference(analyzer: Analyzer) -> LinearScanEngine:
    """The specification, on the small corpus."""
    return LinearScanEngine(small_corpus(), analyzer)


@pytest.fixture(scope="session")
def seeds_reference(seeds: tuple[Statement, ...], analyzer: Analyzer) -> LinearScanEngine:
    """The specification, on the seeds."""
    return LinearScanEngine(seeds, analyzer)
