"""Every engine, on the same corpora."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.engines.linear_scan import LinearScanEngine
from search.engines.registry import create_writer, engine_names, open_engine
from tests.corpora import small_corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from search.analysis import Analyzer
    from search.engines.protocol import Engine
    from search.model import Statement


@pytest.fixture(params=["reference", *engine_names()], scope="session")
def make_engine(
    request: pytest.FixtureRequest, analyzer: Analyzer, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Sequence[Statement]], Engine]:
    """Puts statements into an index of each engine in turn, and opens it."""

    def make(statements: Sequence[Statement]) -> Engine:
        if request.param == "reference":
            return LinearScanEngine(statements, analyzer)
        folder: Path = tmp_path_factory.mktemp(request.param) / "index"  # a writer makes its folder
        writer = create_writer(request.param, folder, analyzer)
        for statement in statements:
            writer.add(statement, [analyzer.analyze(paragraph.text) for paragraph in statement.paragraphs])
        writer.commit()
        return open_engine(request.param, folder, analyzer)

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
