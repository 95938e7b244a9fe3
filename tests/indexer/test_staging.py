"""What is kept from one build to the next, and what a run finds out about all of its statements."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.errors import BuildError
from indexer.files import digest_file, find_files
from indexer.ingest.run import ingest
from indexer.parse import ParsedStatement
from indexer.pipeline import build
from indexer.progress import NoProgress
from indexer.report import ReportedSource, Sources, dump_source, load_source
from indexer.staging.staged import stage
from indexer.staging.store import STAGING_FILE, open_staging
from indexer.structure.identity import identify
from tests.corpora import small_corpus
from tests.indexer.structure.test_identity import STATEMENTS
from tests.indexer.test_records import NEWS, TITLE, write_lines

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.report import Report
    from search.analysis import Analyzer
    from search.model import Statement

STATEMENT = (
    "中华人民共和国和巴基斯坦伊斯兰共和国联合声明\n（{year}年4月20日，伊斯兰堡）\n\n一、双方同意加强{year}年的合作。\n"
)


class Told(NoProgress):
    """Remembers what became of each file."""

    def __init__(self) -> None:
        self.outcomes: dict[str, str] = {}

    def source(self, file: str, outcome: str) -> None:
        self.outcomes[file.rpartition("/")[2]] = outcome


def run(folder: Path, analyzer: Analyzer) -> tuple[Report, dict[str, str]]:
    """The report of a build of the folder's documents, and what became of each file."""
    told = Told()
    report = build(find_files([folder / "documents"]), folder / "index", analyzer=analyzer, progress=told)
    return report, told.outcomes


@pytest.fixture
def folder(tmp_path: Path, analyzer: Analyzer) -> Path:
    """Three files of which one holds records, indexed once."""
    documents = tmp_path / "documents"
    documents.mkdir()
    for year in (2015, 2018):
        (documents / f"{year}.txt").write_text(STATEMENT.format(year=year), encoding="utf-8")
    write_lines(documents / "news.jsonl", [{"title": "会见", "date": "2022-02-06", "paragraphs": [NEWS]}, "{"])
    report, outcomes = run(tmp_path, analyzer)
    assert report.unchanged == 0
    assert set(outcomes.values()) == {"read"}
    return tmp_path


def test_files_that_have_not_changed_are_not_read_again(folder: Path, analyzer: Analyzer) -> None:
    report, outcomes = run(folder, analyzer)
    assert report.unchanged == 3
    assert set(outcomes.values()) == {"unchanged"}
    assert "Unchanged: 3 files, not read again." in report.summary()


def test_after_adding_one_file_only_that_is_read(folder: Path, analyzer: Analyzer) -> None:
    (folder / "documents" / "2020.txt").write_text(STATEMENT.format(year=2020), encoding="utf-8")
    report, outcomes = run(folder, analyzer)
    assert (report.unchanged, report.statements) == (3, 4)
    assert [file for file, outcome in outcomes.items() if outcome == "read"] == ["2020.txt"]


def test_a_file_that_has_changed_is_read_again(folder: Path, analyzer: Analyzer) -> None:
    path = folder / "documents" / "2015.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("合作", "往来"), encoding="utf-8")
    report, outcomes = run(folder, analyzer)
    assert (report.unchanged, report.statements) == (2, 3)
    assert outcomes["2015.txt"] == "read"


def test_a_file_under_another_name_is_read_again(folder: Path, analyzer: Analyzer) -> None:
    path = folder / "documents" / "2015.txt"
    path.rename(path.with_name("renamed.txt"))
    report, _ = run(folder, analyzer)
    assert (report.unchanged, report.statements) == (2, 3)
    assert report.sources[2].path == "documents/renamed.txt"


def test_another_program_reads_everything_again(
    folder: Path, analyzer: Analyzer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indexer.ingest.run.program_digest", lambda: "another")
    assert run(folder, analyzer)[0].unchanged == 0


def test_a_file_that_could_not_be_read_is_tried_again(folder: Path, analyzer: Analyzer) -> None:
    (folder / "documents" / "empty.txt").write_bytes(b"")
    for _ in range(2):
        report, outcomes = run(folder, analyzer)
        assert report.unchanged == 3
        assert outcomes["empty.txt"].endswith("is empty.")


def test_what_was_kept_tells_the_same_as_what_was_read(folder: Path, analyzer: Analyzer, tmp_path: Path) -> None:
    kept, _ = run(folder, analyzer)
    fresh = build(find_files([folder / "documents"]), tmp_path / "fresh", analyzer=analyzer)
    assert kept.corpus_version == fresh.corpus_version
    assert list(kept.sources) == list(fresh.sources)
    assert kept.warnings == fresh.warnings
    assert not kept.complete, "a line is lost, whether it was read now or before"


def test_of_files_that_are_gone_nothing_is_kept(folder: Path, analyzer: Analyzer) -> None:
    for name in ("2018.txt", "news.jsonl"):
        (folder / "documents" / name).unlink()
    assert run(folder, analyzer)[0].statements == 1
    rows = sqlite3.connect(folder / "index" / STAGING_FILE)
    assert rows.execute("SELECT (SELECT COUNT(*) FROM sources), (SELECT COUNT(*) FROM statements)").fetchone() == (1, 1)
    rows.close()


class Interrupting(NoProgress):
    """Interrupts the run when a file is done."""

    def source(self, file: str, outcome: str) -> None:
        raise KeyboardInterrupt(file, outcome)


def test_an_interrupted_run_keeps_what_it_had_read(folder: Path, analyzer: Analyzer, tmp_path: Path) -> None:
    found = find_files([folder / "documents"])
    with pytest.raises(KeyboardInterrupt):
        build(found, tmp_path / "other", analyzer=analyzer, progress=Interrupting())
    report = build(found, tmp_path / "other", analyzer=analyzer)
    assert (report.unchanged, report.statements) == (1, 3)


@pytest.mark.parametrize(("before", "length"), [(b"no database at all", 0), (b"", 100), (b"", 0), (b"", 5000)])
def test_a_damaged_staging_store_is_thrown_away(before: bytes, length: int, folder: Path, analyzer: Analyzer) -> None:
    path = folder / "index" / STAGING_FILE
    path.write_bytes(before + path.read_bytes()[:length])
    try:
        report, _ = run(folder, analyzer)
    except BuildError as error:
        assert "thrown away; build again" in str(error)  # noqa: PT017  whether it is seen at once is SQLite's matter
        report, _ = run(folder, analyzer)
    assert (report.unchanged, report.statements) == (0, 3)


@settings(max_examples=40)
@given(statements=st.lists(STATEMENTS, max_size=8))
def test_in_the_staging_store_statements_get_the_ids_that_they_get_in_memory(
    statements: list[Statement], analyzer: Analyzer, tmp_path_factory: pytest.TempPathFactory
) -> None:
    expected = identify(statements)
    with open_staging(tmp_path_factory.mktemp("staging")) as staging:
        for place, statement in enumerate(statements):
            source = staging.begin(place, statement.source.file)
            staging.put(source, [stage(ParsedStatement(statement), analyzer)])
            staging.finish(source, dump_source(ReportedSource(statement.source.file, None)), None)
        assert staging.identify() == expected.warnings
        assert tuple(statement for statement, _ in staging.statements()) == expected.statements
        assert staging.totals() == (len(expected.statements), sum(each.paragraph_count for each in expected.statements))
        told = [each for source in map(load_source, staging.reported()) for each in source.statements]
        assert sorted(each.id for each in told if not each.duplicate_of) == [each.id for each in expected.statements]
        assert sorted(each.id for each in told if each.duplicate_of) == [each.kept_id for each in expected.duplicates]


def test_what_is_read_from_the_staging_store_is_what_was_put_there(tmp_path: Path, analyzer: Analyzer) -> None:
    with open_staging(tmp_path) as staging:
        source = staging.begin(0, "x")
        staging.put(source, [stage(ParsedStatement(statement), analyzer) for statement in small_corpus()])
        staging.identify()
        taken = list(staging.statements())
    assert tuple(statement for statement, _ in taken) == identify(small_corpus()).statements
    for statement, analyzed in taken:
        assert analyzed == tuple(analyzer.analyze(paragraph.text) for paragraph in statement.paragraphs)


def record(number: int, text: str = NEWS, **values: object) -> dict[str, object]:
    return {"id": f"a{number}", "title": TITLE, "date": "2022-02-06", "paragraphs": [text]} | values


def test_two_records_of_one_id_are_told_unless_they_are_the_same(tmp_path: Path, analyzer: Analyzer) -> None:
    records = [record(1), record(2, "双方同意。"), record(1), record(2, "中方重申。"), record(2, "双方同意。")]
    path = write_lines(tmp_path / "x.jsonl", records)
    report = build(find_files([path]), tmp_path / "index", analyzer=analyzer)
    assert (report.statements, report.complete) == (3, True)
    assert any(
        each.startswith(f"{tmp_path.name}/x.jsonl, line 5: The id a2 is also on line 2; all 2 documents are indexed")
        for each in report.warnings
    )
    assert not any("id a1" in each for each in report.warnings)


def test_the_order_of_records_changes_nothing_but_their_places(tmp_path: Path, analyzer: Analyzer) -> None:
    records = [record(number, text, kind="treaty") for number, text in enumerate(("甲甲", "乙乙", "丙丙"))]
    ids = set()
    for number, order in enumerate(permutations(records)):
        path = write_lines(tmp_path / f"{number}" / "x.jsonl", order)
        report = build(find_files([path]), path.parent / "index", analyzer=analyzer)
        ids.add(tuple(sorted(each.id for source in report.sources for each in source.statements)))
    assert len(ids) == 1


def test_what_is_reported_of_any_number_of_files_is_a_sequence() -> None:
    reported = [ReportedSource(f"{number}.txt", None) for number in range(5)]
    sources = Sources(map(dump_source, reported))
    assert list(sources) == reported
    assert sources[-1] == reported[-1]
    assert sources[1:3] == tuple(reported[1:3])
    with pytest.raises(IndexError):
        sources[5]
    assert list(Sources([])) == []


def test_an_id_that_an_export_had_and_that_is_another_now_is_told(tmp_path: Path, analyzer: Analyzer) -> None:
    statement = replace(small_corpus()[1], id="2015-04-20-joint-statement-ffffff")
    with open_staging(tmp_path) as staging:
        source = staging.begin(0, "x.jsonl")
        staging.put(source, [stage(ParsedStatement(statement, 7, exported_id=statement.id), analyzer)])
        (warning,) = staging.identify()
    changed = "2015-04-20-joint-statement-ffffff is 2015-04-20-joint-statement in this index"
    assert warning == f"x.jsonl, line 7: The id {changed}, because it depends on the other documents."


def test_a_text_that_looks_like_the_place_of_an_id_stays_as_it_is(tmp_path: Path, analyzer: Analyzer) -> None:
    text = '双方同意{"id":"","statement":""}。'
    write_lines(tmp_path / "documents.jsonl", [{"title": text, "date": "2022-02-06", "paragraphs": [text, text]}])
    with open_staging(tmp_path) as staging:
        file_digests = [digest_file(file) for file in find_files([tmp_path / "documents.jsonl"]).files]
        ingest(file_digests, staging, analyzer, jobs=1, progress=NoProgress())
        staging.identify()
        ((statement, _),) = staging.statements()
    assert statement.id.startswith("2022-02-06-")
    assert [(paragraph.statement, paragraph.text) for paragraph in statement.paragraphs] == [(statement.id, text)] * 2
    assert statement.title == text
