"""What every test may ask for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from app.main import create_app
from app.settings import Settings
from indexer.pipeline import build, find_files
from indexer.sources import read
from indexer.structure import structure
from indexer.structure.identity import identify
from search.analysis import Analyzer
from tests.servers import running_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.model import Statement

# One engine or index serves all examples of a law; how long an example takes is no fact about the code.
settings.register_profile("gongbao", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
settings.load_profile("gongbao")


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    """The analyzer; reading its dictionaries takes a second."""
    return Analyzer()


@pytest.fixture(scope="session")
def seeds() -> tuple[Statement, ...]:
    """The statements of seeds/, read and structured."""
    files = find_files([Path("seeds")]).files
    found = [each for file in files for each in structure(read(file.path, name=file.name)).statements]
    return tuple(identify(found).statements)


@pytest.fixture(scope="session")
def seeds_index(analyzer: Analyzer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index of seeds/, made by the indexer."""
    directory = tmp_path_factory.mktemp("seeds-index")
    build(find_files([Path("seeds")]), directory, analyzer=analyzer)
    return directory


@pytest.fixture(scope="session")
def address(seeds_index: Path) -> Iterator[str]:
    """A server of the seeds on a port of its own."""
    with running_server(create_app(Settings(index=seeds_index))) as port:
        yield f"http://127.0.0.1:{port}"
