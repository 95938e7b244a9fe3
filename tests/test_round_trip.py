"""What is exported can be indexed again, and is the same corpus."""

from __future__ import annotations

import gzip
import random
import tempfile
from dataclasses import replace
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.api.formats.streaming import json_lines
from app.api.schemas.statements import ExportedParagraph
from app.main import create_app
from app.settings import Settings
from indexer.files import find_files
from indexer.parse import IncompleteStatements, batches, parse_batch, parse_incomplete
from indexer.pipeline import build
from indexer.sources.records import open_records
from indexer.structure.identity import identify
from search.engines.protocol import Filters
from search.model import Heading, Kind, Paragraph, Section, Source, Speaker, Statement
from search.store.local import open_current
from tests.corpora import small_corpus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.report import Report
    from search.analysis import Analyzer

TEXTS = st.text(st.characters(codec="utf-8"), max_size=12)
NAMES = st.none() | TEXTS
DAYS = st.none() | st.dates(min_value=date(1895, 1, 1))


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    """Any statement that a reader could make."""
    count = draw(st.integers(1, 4))
    file = draw(TEXTS)
    paragraphs = tuple(
        Paragraph(
            statement="",
            number=number,
            text=draw(TEXTS),
            label=draw(NAMES),
            section=draw(st.none() | st.builds(Heading, NAMES, TEXTS)),
            speakers=tuple(draw(st.sets(st.sampled_from(Speaker)))),
            file=file,
            start=draw(st.integers(0, 10**9)),
            end=draw(st.integers(0, 10**9)),
        )
        for number in range(1, count + 1)
    )
    return Statement(
        id="",
        title=draw(TEXTS),
        kind=draw(st.sampled_from(Kind)),
        source=Source(file, draw(TEXTS), *(draw(NAMES) for _ in range(3))),
        paragraph_count=count,
        date=draw(DAYS),
        published=draw(DAYS),
        place=draw(NAMES),
        parties=tuple(draw(st.lists(TEXTS, max_size=2))),
        language=draw(TEXTS),
        sections=tuple(draw(st.lists(st.builds(Section, NAMES, TEXTS, st.just(1), st.just(count)), max_size=2))),
        signature=draw(NAMES),
        lead=draw(NAMES),
        paragraphs=paragraphs,
    )


def exported(statements: Sequence[Statement]) -> list[str]:
    """The lines of an export."""
    paragraphs = (
        ExportedParagraph.of(paragraph, replace(statement, paragraphs=()))
        for statement in statements
        for paragraph in statement.paragraphs
    )
    return list(json_lines(paragraphs))


def read_again(lines: Sequence[str]) -> Sequence[Statement]:
    """The statements in the lines, with ids."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.jsonl"
        path.write_text("".join(lines), encoding="utf-8")
        with open_records(path, name="export.jsonl") as records:
            taken = [parse_batch(chunk) for chunk in batches("export.jsonl", records)]
    loose = sorted((each for some in taken for each in some.incomplete), key=lambda each: each.exported.statement.id)
    groups = [tuple(lines) for _, lines in groupby(loose, key=lambda each: each.exported.statement)]
    taken.append(parse_incomplete(IncompleteStatements("export.jsonl", tuple(groups))))
    assert not any(some.counts.lost.count for some in taken)
    return identify(each.statement for some in taken for each in some.statements).statements


@given(made=st.lists(statements(), min_size=1, max_size=5), shuffle=st.none() | st.integers(0, 9))
@settings(max_examples=60)
def test_an_export_read_again_gives_the_same_statements(made: list[Statement], shuffle: int | None) -> None:
    corpus = identify(made).statements
    lines = exported(corpus)
    if shuffle is not None:
        random.Random(shuffle).shuffle(lines)
    assert read_again(lines) == corpus


def rebuilt(path: Path, analyzer: Analyzer) -> tuple[Report, list[Statement]]:
    """The report of indexing a file, and what is indexed then."""
    directory = path.parent / "again"
    report = build(find_files([path]), directory, analyzer=analyzer)
    engine = open_current(directory, analyzer).engine
    listed = engine.statements(Filters(), offset=0, limit=1000).statements
    whole = [each for listed_one in listed if (each := engine.statement(listed_one.id))]
    engine.close()
    return report, whole


@pytest.mark.parametrize("name", ["export.jsonl", "export.jsonl.gz", "export.json"])
def test_the_seeds_exported_over_http_are_the_same_corpus_again(
    name: str, seeds_index: Path, analyzer: Analyzer, tmp_path: Path, seeds: tuple[Statement, ...]
) -> None:
    with TestClient(create_app(Settings(index=seeds_index))) as client:
        content = client.get("/v1/export").content
        version = client.get("/v1/meta").json()["corpus_version"]
    path = tmp_path / name
    path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    report, again = rebuilt(path, analyzer)
    assert report.complete
    assert report.corpus_version == version
    assert sorted(again, key=lambda each: each.id) == sorted(seeds, key=lambda each: each.id)
    assert {each.source.file for each in again} == {each.source.file for each in seeds}


def test_a_corpus_with_a_paragraph_that_has_no_text_comes_back_too(tmp_path: Path, analyzer: Analyzer) -> None:
    corpus = identify(small_corpus()).statements
    path = tmp_path / "export.jsonl"
    path.write_text("".join(exported(corpus)), encoding="utf-8")
    _, again = rebuilt(path, analyzer)
    assert sorted(again, key=lambda each: each.id) == list(corpus)


def test_an_export_with_a_query_is_not_whole_and_says_so(seeds_index: Path, analyzer: Analyzer, tmp_path: Path) -> None:
    path = tmp_path / "export.jsonl"
    with TestClient(create_app(Settings(index=seeds_index))) as client:
        path.write_bytes(client.get("/v1/export?q=走廊").content + client.get("/v1/export?kind=news").content)
    report, again = rebuilt(path, analyzer)
    assert not report.complete
    assert {each.kind for each in again} == {Kind.NEWS}
    (source,) = report.sources
    assert any("2015-04-20-joint-statement: Only" in each for each in source.lost)
