"""The application over two corpora: one written for tests, and the seeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.corpora import small_corpus
from tests.indexes import write_index
from tests.servers import client_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.testclient import TestClient

    from search.analysis import Analyzer


@pytest.fixture(scope="session")
def small_index(tmp_path_factory: pytest.TempPathFactory, analyzer: Analyzer) -> Path:
    """An index of the small corpus."""
    directory = tmp_path_factory.mktemp("small")
    write_index(small_corpus(), directory, analyzer)
    return directory


@pytest.fixture(scope="session")
def small(small_index: Path) -> Iterator[TestClient]:
    """A client of the small corpus."""
    with client_of(small_index) as client:
        yield client


@pytest.fixture(scope="session")
def seeds_client(seeds_index: Path) -> Iterator[TestClient]:
    """A client of the seeds."""
    with client_of(seeds_index) as client:
        yield client
