"""The store under test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.store.local import LocalStore

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from search.store.protocol import Store


@pytest.fixture
def new_store(tmp_path: Path) -> Callable[[], Store]:
    """Opens one and the same store, as different processes do."""
    return lambda: LocalStore(tmp_path / "index")
