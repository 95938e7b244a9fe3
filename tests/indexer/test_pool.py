"""Several processes read what one would have read."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from indexer.errors import BuildError
from indexer.files import find_files
from indexer.ingest.pool import process_pool
from indexer.ingest.run import BYTES_PER_PROCESS
from indexer.ingest.tasks import run_task
from indexer.pipeline import build
from indexer.progress import NoProgress
from search.store.local import open_current
from tests.indexer.test_records import NEWS, write_lines

if TYPE_CHECKING:
    from search.analysis import Analyzer

SEEDS = find_files([Path("seeds")]).files


@pytest.fixture(autouse=True)
def _every_byte_is_worth_a_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.ingest.run.BYTES_PER_PROCESS", 1)
    monkeypatch.setattr("indexer.parse.BATCH_CHARACTERS", 200)


def records(count: int) -> list[dict[str, object]]:
    return [{"title": "会见", "date": "2022-02-06", "paragraphs": [f"{NEWS}{number}"]} for number in range(count)]


@pytest.mark.parametrize(("processes", "copied"), [(1, False), (2, False), (2, True)])
def test_tasks_are_done_in_order(
    monkeypatch: pytest.MonkeyPatch, processes: int, copied: bool, analyzer: Analyzer
) -> None:
    monkeypatch.setattr("indexer.ingest.pool._may_fork", lambda: copied)
    tasks = SEEDS * 6
    with process_pool(processes, analyzer) as able:
        done = list(able.results(tasks))
    assert [task for task, _ in done] == list(tasks)
    assert [each for _, each in done] == [run_task(task, analyzer) for task in tasks]


def test_a_process_that_has_a_thread_is_not_copied() -> None:
    program = (
        "import threading; from indexer.ingest.pool import _may_fork; ended = threading.Event(); alone = _may_fork();"
        "thread = threading.Thread(target=ended.wait); thread.start(); print(alone, _may_fork()); ended.set()"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == f"{sys.platform == 'linux'} False\n"


def test_two_processes_make_the_same_corpus_as_one(tmp_path: Path, analyzer: Analyzer) -> None:
    lines: list[object] = [*records(30), "{"]
    found = find_files([Path("seeds"), write_lines(tmp_path / "news.jsonl", lines)])
    one, two = (build(found, tmp_path / f"{jobs}", analyzer=analyzer, jobs=jobs) for jobs in (1, 2))
    assert one.corpus_version == two.corpus_version
    assert list(one.sources) == list(two.sources)
    assert one.warnings == two.warnings


class Killing(NoProgress):
    """Kills the processes at work once something has been read."""

    def read(self, count: int) -> None:  # noqa: ARG002  how much it was is no matter
        for child in multiprocessing.active_children():
            os.kill(child.pid or 0, signal.SIGKILL)


def test_when_a_process_is_killed_the_build_ends_and_what_was_there_stays(tmp_path: Path, analyzer: Analyzer) -> None:
    before = build(find_files([Path("seeds")]), tmp_path / "index", analyzer=analyzer)
    found = find_files([write_lines(tmp_path / "news.jsonl", records(100))])
    with pytest.raises(BuildError, match=r"was killed.*--jobs 1"):
        build(found, tmp_path / "index", analyzer=analyzer, jobs=2, progress=Killing())
    generation = open_current(tmp_path / "index", analyzer)
    generation.close()
    assert generation.manifest.corpus_version == before.corpus_version
    assert not [path for path in (tmp_path / "index").iterdir() if path.name.startswith("building-")]
    assert build(found, tmp_path / "index", analyzer=analyzer).statements == 100


def test_processes_do_not_outlive_a_build_that_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in records(40_000)), encoding="utf-8")
    assert path.stat().st_size > 2 * BYTES_PER_PROCESS
    command = [sys.executable, "-m", "indexer", str(path), "--index", str(tmp_path / "index"), "--jobs", "2"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        parent = psutil.Process(process.pid)
        while process.poll() is None and len(children := parent.children()) < 2:
            time.sleep(0.01)
        process.kill()
    gone, alive = psutil.wait_procs(children, timeout=60)
    assert len(gone) == 2
    assert alive == []


def test_a_process_does_not_import_what_reads_pages_before_there_is_a_page() -> None:
    asked = "import sys, indexer.ingest.pool; print(sorted({'bs4', 'lxml', 'markdown_it'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
