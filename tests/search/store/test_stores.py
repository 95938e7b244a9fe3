"""The contract of stores: drafts are seen by nobody, a commit is atomic, and one build runs at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.engines.protocol import Filters
from search.errors import IndexUnavailableError, StoreError
from search.store.generation import SCHEMA_VERSION, Manifest
from tests.corpora import small_corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from search.analysis import Analyzer
    from search.model import Statement
    from search.store.protocol import Store


def draft(store: Store, statements: Sequence[Statement], analyzer: Analyzer) -> str:
    """The name of a finished draft of the statements."""
    engine = store.engines[0]
    begun = store.begin(engine, analyzer)
    for statement in statements:
        begun.add(statement, [analyzer.analyze(paragraph.text) for paragraph in statement.paragraphs])
    manifest = Manifest(
        schema_version=SCHEMA_VERSION,
        engine=engine,
        analyzer=analyzer.fingerprint,
        inputs="inputs",
        corpus_version="0123456789ab",
        statements=len(statements),
        paragraphs=sum(len(statement.paragraphs) for statement in statements),
        characters=0,
        first=None,
        last=None,
        built="2026-01-01T00:00:00+00:00",
        files={},
    )
    finished = begun.finish({"合作": 3, "双方": 2}, manifest)
    assert finished.files
    return begun.name


def served(store: Store, analyzer: Analyzer) -> int:
    """The number of statements that a reader of the current generation sees."""
    generation = store.open(store.current(), analyzer)
    try:
        return generation.engine.scope(Filters()).statements
    finally:
        generation.close()


def test_an_empty_store_has_no_generation(new_store: Callable[[], Store]) -> None:
    with pytest.raises(IndexUnavailableError) as caught:
        new_store().current()
    assert "python -m indexer" in caught.value.hint


def test_a_draft_is_open_to_its_writer_and_current_only_after_the_commit(
    new_store: Callable[[], Store], analyzer: Analyzer
) -> None:
    store, reader = new_store(), new_store()
    with store.lock():
        name = draft(store, small_corpus(), analyzer)
        generation = store.open(name, analyzer)
        assert [generation.engine.statement(each.id) for each in small_corpus()] == small_corpus()
        assert generation.phrases.complete("合", 1) == ["合作"]
        generation.close()
        with pytest.raises(IndexUnavailableError):
            reader.current()
        store.commit(name)
    assert served(reader, analyzer) == 5


def test_a_dropped_draft_leaves_the_current_generation(new_store: Callable[[], Store], analyzer: Analyzer) -> None:
    store = new_store()
    with store.lock():
        store.commit(draft(store, small_corpus(), analyzer))
        before = store.current()
        name = draft(store, small_corpus()[:2], analyzer)
        store.drop(name)
        with pytest.raises(IndexUnavailableError):
            store.open(name, analyzer)
        store.drop(before)
    assert store.current() == before
    assert served(store, analyzer) == 5


def test_a_commit_keeps_the_generation_before_and_removes_older_ones(
    new_store: Callable[[], Store], analyzer: Analyzer
) -> None:
    store, names = new_store(), []
    with store.lock():
        for count in (1, 2, 3):
            store.commit(draft(store, small_corpus()[:count], analyzer))
            names.append(store.current())
    with pytest.raises(IndexUnavailableError):
        store.open(names[0], analyzer)
    store.open(names[1], analyzer).close()
    assert served(store, analyzer) == 3


def test_one_build_runs_at_a_time(new_store: Callable[[], Store]) -> None:
    one, other = new_store(), new_store()
    with one.lock(), pytest.raises(StoreError, match="Another build is running"), other.lock():
        pass
    with other.lock():
        pass


def test_what_a_build_left_unfinished_is_removed_by_the_next(
    new_store: Callable[[], Store], analyzer: Analyzer
) -> None:
    store = new_store()
    with store.lock():
        name = draft(store, small_corpus(), analyzer)
    with store.lock(), pytest.raises(IndexUnavailableError):
        store.open(name, analyzer)


def test_an_index_of_another_analyzer_is_refused(new_store: Callable[[], Store], analyzer: Analyzer) -> None:
    store = new_store()
    with store.lock():
        store.commit(draft(store, small_corpus()[:1], analyzer))

    class Another:
        fingerprint = "another"

    with pytest.raises(IndexUnavailableError, match="another"):
        store.open(store.current(), Another())  # type: ignore[arg-type]  # read for its fingerprint before anything else
