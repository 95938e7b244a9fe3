"""The index appears, changes and breaks while the server runs; no request is dropped."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx2
import psutil
import pytest

from app.api.problems import Problem
from app.live_index import LiveIndex, refresh_periodically
from app.main import create_app
from app.settings import Settings
from search.errors import IndexUnavailableError
from search.store.local import CURRENT, MANIFEST, LocalStore
from tests.corpora import small_corpus
from tests.indexes import write_index
from tests.servers import client_of, running_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from search.analysis import Analyzer

DATA = [
    "/v1/search?q=国",
    "/v1/statements",
    "/v1/statements/2015-04-20-joint-statement",
    "/v1/statements/2015-04-20-joint-statement/paragraphs/1",
    "/v1/paragraphs/2015-04-20-joint-statement.1",
    "/v1/meta",
    "/readyz",
]


def write(directory: Path, analyzer: Analyzer, *, statements: int) -> str:
    """The corpus version of a new generation with the first of the small corpus' statements."""
    return write_index(small_corpus()[:statements], directory, analyzer).corpus_version


def eventually(fact: Callable[[], bool]) -> None:
    """Wait until it is so, at most 10 seconds."""
    until = time.monotonic() + 10
    while not fact():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.02)


@pytest.mark.parametrize("address", DATA)
def test_without_an_index_the_server_says_which_command_builds_one(tmp_path: Path, address: str) -> None:
    with client_of(tmp_path / "none") as client:
        answer = client.get(address)
        assert answer.status_code == 503
        problem = Problem.model_validate_json(answer.content)
        assert problem.code == "index-unavailable"
        assert "python -m indexer" in (problem.hint or "")
        assert int(answer.headers["retry-after"]) > 0
        assert str(tmp_path) not in answer.text
        assert client.get("/healthz").status_code == 200
        assert client.get("/docs").status_code == 200


def test_an_index_that_appears_serves(tmp_path: Path, analyzer: Analyzer) -> None:
    with client_of(tmp_path / "index") as client:
        assert client.get("/readyz").status_code == 503
        version = write(tmp_path / "index", analyzer, statements=2)
        eventually(lambda: client.get("/readyz").status_code == 200)
        assert client.get("/v1/meta").json()["corpus_version"] == version


def _empty_file(index: Path) -> None:
    (index / CURRENT).write_text("")


def _dangling_link(index: Path) -> None:
    (index / CURRENT).symlink_to("generation-gone")


def _no_manifest(index: Path) -> None:
    (index / "generation-x").mkdir()
    (index / CURRENT).symlink_to("generation-x")


def _manifest_of_a_later_program(index: Path) -> None:
    _no_manifest(index)
    (index / CURRENT / MANIFEST).write_text('{"schema_version": 99}')


def _cut_short(index: Path) -> None:
    for file in (index / CURRENT / "whoosh").iterdir():
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _no_engine_files(index: Path) -> None:
    for file in (index / CURRENT / "whoosh").iterdir():
        file.unlink()


def _another_analyzer(index: Path) -> None:
    manifest = json.loads((index / CURRENT / MANIFEST).read_text())
    (index / CURRENT / MANIFEST).write_text(json.dumps(manifest | {"analyzer": "another"}))


@pytest.mark.parametrize("damage", [_cut_short, _no_engine_files, _another_analyzer])
def test_a_damaged_index_is_no_reason_not_to_start(
    tmp_path: Path, analyzer: Analyzer, damage: Callable[[Path], None]
) -> None:
    write(tmp_path, analyzer, statements=5)
    damage(tmp_path)
    with client_of(tmp_path) as client:
        assert client.get("/readyz").json()["code"] == "index-unavailable"
        version = write(tmp_path, analyzer, statements=5)
        eventually(lambda: client.get("/readyz").status_code == 200)
        assert client.get("/readyz").json()["corpus_version"] == version


@pytest.mark.parametrize("break_it", [_empty_file, _dangling_link, _no_manifest, _manifest_of_a_later_program])
def test_an_index_that_cannot_be_read_is_no_reason_not_to_start(
    tmp_path: Path, break_it: Callable[[Path], None]
) -> None:
    break_it(tmp_path)
    with client_of(tmp_path) as client:
        assert client.get("/readyz").json()["code"] == "index-unavailable"


def test_a_broken_generation_leaves_the_one_before_serving(
    tmp_path: Path, analyzer: Analyzer, caplog: pytest.LogCaptureFixture
) -> None:
    version = write(tmp_path, analyzer, statements=2)
    corpus = LiveIndex(LocalStore(tmp_path), analyzer)
    corpus.refresh()
    (tmp_path / "generation-broken").mkdir()
    (tmp_path / f"{CURRENT}.new").symlink_to("generation-broken")
    (tmp_path / f"{CURRENT}.new").replace(tmp_path / CURRENT)
    for _ in range(3):
        corpus.refresh()
        with corpus.acquire() as generation:
            assert generation.manifest.corpus_version == version
    (told,) = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert "generation-broken" in told
    assert "is still served" in told
    newer = write(tmp_path, analyzer, statements=3)
    corpus.refresh()
    with corpus.acquire() as generation:
        assert generation.manifest.corpus_version == newer
    corpus.close()


def test_a_generation_stays_open_while_it_is_read_and_no_longer(tmp_path: Path, analyzer: Analyzer) -> None:
    write(tmp_path, analyzer, statements=2)
    corpus = LiveIndex(LocalStore(tmp_path), analyzer)
    corpus.refresh()
    with corpus.acquire() as before:
        newer = write(tmp_path, analyzer, statements=3)
        corpus.refresh()
        with corpus.acquire() as after:
            assert after.manifest.corpus_version == newer
        assert before.engine.statement(small_corpus()[0].id) == small_corpus()[0]
        assert open_files(tmp_path / before.name)
    corpus.refresh()
    assert not open_files(tmp_path / before.name)
    assert open_files(tmp_path / after.name)
    corpus.close()
    assert not open_files(tmp_path / after.name)
    with pytest.raises(IndexUnavailableError), corpus.acquire():
        pass


def open_files(folder: Path) -> list[str]:
    """The files of a folder that this process holds open or mapped."""
    process = psutil.Process()
    held = [file.path for file in process.open_files()] + [mapped.path for mapped in process.memory_maps()]
    return [path for path in held if path.startswith(str(folder.resolve()))]


def test_an_index_that_is_followed_is_closed_at_the_end(tmp_path: Path, analyzer: Analyzer) -> None:
    write(tmp_path, analyzer, statements=2)
    corpus = LiveIndex(LocalStore(tmp_path), analyzer)

    async def follow() -> None:
        async with refresh_periodically(corpus):
            with corpus.acquire() as generation:
                assert open_files(tmp_path / generation.name)

    asyncio.run(follow())
    assert not open_files(tmp_path)


@contextmanager
def serving(index: Path) -> Iterator[str]:
    """The base URL of a real server."""
    with running_server(create_app(Settings(index=index))) as port:
        yield f"http://127.0.0.1:{port}"


def test_no_request_fails_while_generations_change(tmp_path: Path, analyzer: Analyzer) -> None:
    versions = [write(tmp_path, analyzer, statements=5)]
    stop = threading.Event()

    def ask(base: str, address: str) -> list[tuple[int, str]]:
        answers = []
        with httpx2.Client(base_url=base, trust_env=False) as client:
            while not stop.is_set():
                answer = client.get(address)
                answers.append((answer.status_code, answer.json()["corpus_version"]))
        return answers

    with serving(tmp_path) as base, ThreadPoolExecutor() as pool:
        asked = [pool.submit(ask, base, address) for address in [*DATA, "/v1/search?q=国&facets=year,speaker"]]
        with httpx2.Client(base_url=base, trust_env=False) as client:
            for statements in (4, 3, 5):
                versions.append(write(tmp_path, analyzer, statements=statements))
                eventually(lambda: client.get("/readyz").json()["corpus_version"] == versions[-1])
        stop.set()
        answers = [answer for each in asked for answer in each.result()]
    assert {status for status, _ in answers} == {200}
    assert {version for _, version in answers} == set(versions)
    assert not open_files(tmp_path)


def test_a_cursor_expires_with_its_corpus(tmp_path: Path, analyzer: Analyzer) -> None:
    write(tmp_path, analyzer, statements=4)
    with client_of(tmp_path) as client:
        first = client.get("/v1/search?q=国&limit=1")
        cursor = first.json()["next"]
        etag = first.headers["etag"]
        version = write(tmp_path, analyzer, statements=5)
        eventually(lambda: client.get("/v1/meta").json()["corpus_version"] == version)
        answer = client.get(f"/v1/search?q=国&limit=1&cursor={cursor}")
        assert answer.status_code == 410
        assert Problem.model_validate_json(answer.content).code == "cursor-expired"
        assert client.get("/v1/search?q=国&limit=1", headers={"If-None-Match": etag}).status_code == 200
