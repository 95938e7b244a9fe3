"""Indexes of statements that tests make themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.generations import Contents, build_lock, write_generation
from search.store.local import LocalStore

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from search.analysis import Analyzer
    from search.model import Statement
    from search.store.generation import Manifest


def contents_of(statements: Iterable[Statement], analyzer: Analyzer, *, inputs: str = "inputs") -> Contents:
    """What a generation of the statements is made of."""
    ordered = sorted(statements, key=lambda statement: statement.id)
    analyzed = [(each, [analyzer.analyze(paragraph.text) for paragraph in each.paragraphs]) for each in ordered]
    return Contents(analyzed, inputs, sum(len(each.paragraphs) for each in ordered))


def write_index(
    statements: Iterable[Statement], directory: Path, analyzer: Analyzer, *, inputs: str = "inputs"
) -> Manifest:
    """Write a generation of the statements, and make it the current one."""
    contents = contents_of(statements, analyzer, inputs=inputs)
    store = LocalStore(directory)
    with build_lock(store):
        return write_generation(contents, store, engine="whoosh", analyzer=analyzer)
