"""The index that most tests of search ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.corpora import index_of, small_corpus

if TYPE_CHECKING:
    from search.analysis import Analyzer
    from search.store.index import Index


@pytest.fixture(scope="session")
def index(analyzer: Analyzer) -> Index:
    """The small corpus behind the reference engine."""
    return index_of(small_corpus(), analyzer)
