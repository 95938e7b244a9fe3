"""The contract of stores in a cluster: the indexer writes, a reader follows, a killed build leaves what was there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indexer.generations import build_lock, is_current, write_generation
from search.errors import StoreError
from search.store import cluster_lock
from tests.corpora import small_corpus
from tests.indexes import contents_of
from tests.search.store.test_stores import *  # noqa: F403  `new_store` of this folder puts a cluster under test
from tests.search.store.test_stores import draft, served

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.analysis import Analyzer
    from search.store.protocol import Store


def test_the_lock_of_a_killed_build_expires(
    new_store: Callable[[], Store], analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = new_store()
    monkeypatch.setattr(cluster_lock, "LOCK_SECONDS", -1.0)
    held = killed.lock()
    held.__enter__()
    name = draft(killed, small_corpus(), analyzer)
    monkeypatch.undo()
    with new_store().lock(), pytest.raises(StoreError):
        killed.commit(name)


def test_an_index_is_written_and_known_to_be_current(new_store: Callable[[], Store], analyzer: Analyzer) -> None:
    store = new_store()
    with build_lock(store):
        manifest = write_generation(
            contents_of(small_corpus(), analyzer), store, engine=store.engines[0], analyzer=analyzer
        )
    assert manifest.files["paragraphs"] == 16
    assert is_current(new_store(), inputs="inputs", engine="opensearch", analyzer=analyzer)
    assert served(new_store(), analyzer) == 5
