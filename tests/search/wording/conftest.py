"""What the tests on wording may ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.search.wording.made import prepared

if TYPE_CHECKING:
    from search.analysis import Analyzer
    from search.model import Statement
    from search.wording.precomputed import Reader


@pytest.fixture(scope="session")
def prepared_seeds(seeds: tuple[Statement, ...], analyzer: Analyzer) -> Reader:
    """What is prepared of seeds/: three joint statements and a news item."""
    return prepared(seeds, analyzer)
