"""A new index beside the old one, checked, then switched; what was there before stays."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from indexer.errors import BuildError
from indexer.generations import is_current
from search.engines.protocol import Filters
from search.errors import IndexUnavailableError
from search.store.local import MANIFEST, LocalStore, current_path, open_current, open_generation
from tests.corpora import small_corpus
from tests.indexes import write_index

if TYPE_CHECKING:
    from pathlib import Path

    from search.analysis import Analyzer
    from search.store.generation import Manifest


def write(directory: Path, analyzer: Analyzer, *, dropped: int = 0, inputs: str = "inputs") -> Manifest:
    statements = small_corpus()[dropped:]
    return write_index(statements, directory, analyzer, inputs=inputs)


def generations(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir() if path.name.startswith(("generation-", "building-")))


def test_a_generation_serves_what_was_written(tmp_path: Path, analyzer: Analyzer) -> None:
    manifest = write(tmp_path / "new" / "index", analyzer)
    generation = open_current(tmp_path / "new" / "index", analyzer)
    assert generation.manifest == manifest
    assert (manifest.statements, manifest.paragraphs) == (5, 16)
    assert (manifest.first, manifest.last) == ("2015-04-20", "2021-12-08")
    for statement in small_corpus():
        assert generation.engine.statement(statement.id) == statement
    generation.close()


def test_the_same_statements_have_the_same_corpus_version(tmp_path: Path, analyzer: Analyzer) -> None:
    first = write(tmp_path, analyzer)
    assert write(tmp_path, analyzer).corpus_version == first.corpus_version
    assert write(tmp_path, analyzer, dropped=1).corpus_version != first.corpus_version
    again = write_index(small_corpus()[::-1], tmp_path, analyzer)
    assert again.corpus_version == first.corpus_version


def test_the_generation_before_the_current_one_is_kept_and_no_other(tmp_path: Path, analyzer: Analyzer) -> None:
    names = []
    for dropped in range(4):
        write(tmp_path, analyzer, dropped=dropped)
        names.append((tmp_path / "current").readlink().name)
    assert generations(tmp_path) == sorted(names[-2:])


def test_a_reader_goes_on_while_two_new_generations_come(tmp_path: Path, analyzer: Analyzer) -> None:
    write(tmp_path, analyzer)
    old = open_current(tmp_path, analyzer)
    write(tmp_path, analyzer, dropped=1)
    write(tmp_path, analyzer, dropped=2)
    assert old.engine.scope(Filters()).statements == 5
    assert [old.engine.statement(statement.id) for statement in small_corpus()] == small_corpus()
    old.close()


def test_what_a_killed_build_left_is_removed_by_the_next(tmp_path: Path, analyzer: Analyzer) -> None:
    left = tmp_path / "building-1763700000000000000" / "whoosh"
    left.mkdir(parents=True)
    (left / "half").write_bytes(b"half")
    (tmp_path / "current.new").symlink_to("building-1763700000000000000")
    write(tmp_path, analyzer)
    assert len(generations(tmp_path)) == 1
    assert not (tmp_path / "current.new").is_symlink()


def test_two_builds_at_once_are_one_too_many(tmp_path: Path, analyzer: Analyzer) -> None:
    before = write(tmp_path, analyzer)
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(BuildError, match="Another build is running"):
            write(tmp_path, analyzer, dropped=1)
    assert open_current(tmp_path, analyzer).manifest == before


def test_nothing_to_index_leaves_what_was_there(tmp_path: Path, analyzer: Analyzer) -> None:
    before = write(tmp_path, analyzer)
    with pytest.raises(BuildError, match="nothing to index"):
        write(tmp_path, analyzer, dropped=5)
    assert open_current(tmp_path, analyzer).manifest == before


def test_a_generation_that_fails_its_checks_is_not_switched_to(tmp_path: Path, analyzer: Analyzer) -> None:
    before = write(tmp_path, analyzer)
    statement = small_corpus()[0]
    wrong = [replace(statement, paragraph_count=statement.paragraph_count + 1)]
    with pytest.raises(BuildError, match="The new index"):
        write_index(wrong, tmp_path, analyzer)
    assert open_current(tmp_path, analyzer).manifest == before
    assert len(generations(tmp_path)) == 1


def test_an_index_is_current_for_its_inputs_its_engine_and_its_analyzer(tmp_path: Path, analyzer: Analyzer) -> None:
    assert not is_current(LocalStore(tmp_path), inputs="inputs", engine="whoosh", analyzer=analyzer)
    write(tmp_path, analyzer)
    assert is_current(LocalStore(tmp_path), inputs="inputs", engine="whoosh", analyzer=analyzer)
    assert not is_current(LocalStore(tmp_path), inputs="others", engine="whoosh", analyzer=analyzer)
    assert not is_current(LocalStore(tmp_path), inputs="inputs", engine="another", analyzer=analyzer)


FOREIGN = [
    ({"schema_version": 999}, "format 999"),
    ({"analyzer": "another"}, "analyzer another"),
    ({"engine": "lucene"}, "engine lucene"),
]


@pytest.mark.parametrize(("changed", "message"), FOREIGN)
def test_a_foreign_generation_is_refused_with_the_command_to_run(
    changed: dict[str, object], message: str, tmp_path: Path, analyzer: Analyzer
) -> None:
    write(tmp_path, analyzer)
    manifest = tmp_path / "current" / MANIFEST
    manifest.write_text(json.dumps(json.loads(manifest.read_text(encoding="utf-8")) | changed), encoding="utf-8")
    with pytest.raises(IndexUnavailableError, match=message) as caught:
        open_current(tmp_path, analyzer)
    assert "python -m indexer" in caught.value.hint


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema_version": 1}'])
def test_a_damaged_manifest_is_refused(text: str, tmp_path: Path, analyzer: Analyzer) -> None:
    write(tmp_path, analyzer)
    (tmp_path / "current" / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(IndexUnavailableError, match="manifest"):
        open_current(tmp_path, analyzer)


def test_no_index_at_all_is_said_with_the_command_to_run(tmp_path: Path, analyzer: Analyzer) -> None:
    with pytest.raises(IndexUnavailableError, match="There is no index") as caught:
        open_current(tmp_path / "nowhere", analyzer)
    assert "python -m indexer" in caught.value.hint


def test_an_index_with_any_of_its_files_gone_or_cut_short_is_refused(tmp_path: Path, analyzer: Analyzer) -> None:
    write(tmp_path, analyzer)
    generation = (tmp_path / "current").resolve()
    for path in [path for path in generation.rglob("*") if path.is_file() and path.name != MANIFEST]:
        content = path.read_bytes()
        for damaged in (None, b"", content[: len(content) // 2]):
            path.unlink()
            if damaged is not None:
                path.write_bytes(damaged)
            if damaged != content:
                with pytest.raises(IndexUnavailableError):
                    open_generation(generation, analyzer)
            path.write_bytes(content)
    open_generation(generation, analyzer).close()


def test_a_lock_that_an_engine_makes_later_is_no_damage(tmp_path: Path, analyzer: Analyzer) -> None:
    write_index(small_corpus(), tmp_path, analyzer)
    (current_path(tmp_path) / "whoosh" / ".meta.lock").touch()
    open_current(tmp_path, analyzer).close()


def test_a_build_killed_at_any_moment_leaves_the_old_one_serving(tmp_path: Path, analyzer: Analyzer) -> None:
    before = write(tmp_path, analyzer)
    document = tmp_path / "statement.txt"
    document.write_text("中华人民共和国和巴基斯坦伊斯兰共和国联合声明\n\n双方同意加强合作。\n", encoding="utf-8")
    command = [sys.executable, "-m", "indexer", str(document), "--index", str(tmp_path)]
    for moment in (0.0, 0.3, 0.6, 0.9, 1.1, 1.2, 1.3):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(moment)
            os.kill(process.pid, signal.SIGKILL)
        generation = open_current(tmp_path, analyzer)
        assert generation.engine.scope(Filters()).paragraphs == generation.manifest.paragraphs
        generation.close()
    assert write(tmp_path, analyzer).corpus_version == before.corpus_version
    assert not [name for name in generations(tmp_path) if name.startswith("building-")]


def test_a_folder_that_is_not_ours_is_never_touched(tmp_path: Path, analyzer: Analyzer) -> None:
    others = ["generation-notes", "building-plans", "building-homework", "generation-aaaaaaaaaaaa"]
    for name in others:
        (tmp_path / name).mkdir()
        (tmp_path / name / "precious").write_text("x", encoding="utf-8")
    for dropped in range(3):
        write(tmp_path, analyzer, dropped=dropped)
    assert all((tmp_path / name / "precious").is_file() for name in others)
