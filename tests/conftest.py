"""What every test may ask for."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from search.analysis import Analyzer

# One engine or index serves all examples of a law; how long an example takes is no fact about the code.
settings.register_profile("gongbao", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
settings.load_profile("gongbao")


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    """The analyzer; reading its dictionaries takes a second."""
    return Analyzer()
