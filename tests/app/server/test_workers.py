"""Several processes behind one port."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from app.server.launch import TURN_SECONDS
from tests.corpora import small_corpus, texts_as_statement
from tests.indexes import write_index

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.analysis import Analyzer

REQUESTS = 40


@pytest.fixture
def index(tmp_path: Path, analyzer: Analyzer) -> Path:
    """An index of one's own."""
    write_index(small_corpus(), tmp_path / "index", analyzer)
    return tmp_path / "index"


@contextmanager
def served(index: Path, log: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Two processes that answer, and their address."""
    command = [sys.executable, "-m", "app", "--port", "0", "--index", str(index), "--workers", "2"]
    with log.open("wb") as logged:
        process = subprocess.Popen(command, stderr=logged, env={**os.environ, "GONGBAO_LOG_LEVEL": "info"})
    try:
        while log.read_text(encoding="utf-8").count("startup complete") < 2:
            assert process.poll() is None
            time.sleep(0.05)
        port = re.search(r"http://127\.0\.0\.1:(\d+)", log.read_text(encoding="utf-8"))
        assert port is not None
        yield process, f"http://127.0.0.1:{port[1]}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310  # our own address
        text: str = answer.read().decode()
        return text


def versions(address: str) -> set[str]:
    """The corpus versions that the processes answer with."""
    found = (re.search(r'"corpus_version":"(\w+)"', read(f"{address}/v1/search?limit=1")) for _ in range(REQUESTS))
    return {each[1] for each in found if each}


def test_processes_add_up_what_they_count_and_each_follows_a_new_index(
    index: Path, tmp_path: Path, analyzer: Analyzer
) -> None:
    with served(index, tmp_path / "log") as (process, address):
        (before,) = versions(address)
        counted = re.search(r'gongbao_requests_total\{.*route="/v1/search".*\} (\d+)', read(f"{address}/metrics"))
        assert counted is not None
        assert int(counted[1]) == REQUESTS
        write_index([texts_as_statement("合作")], index, analyzer)
        until = time.monotonic() + 10
        while before in versions(address):
            assert time.monotonic() < until, "a process does not follow"
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0


def test_connections_are_divided_among_the_processes(index: Path, tmp_path: Path) -> None:
    with served(index, tmp_path / "log") as (process, address), ExitStack() as stack:
        for _ in range(REQUESTS):
            connection = stack.enter_context(closing(http.client.HTTPConnection(address.removeprefix("http://"))))
            connection.request("GET", "/healthz")
            assert connection.getresponse().read()
        held = [
            sum(each.status == psutil.CONN_ESTABLISHED for each in worker.net_connections("tcp"))
            for worker in psutil.Process(process.pid).children(recursive=True)
        ]
    assert sum(held) == REQUESTS
    assert sum(connections > REQUESTS // 10 for connections in held) == 2


def test_processes_do_not_share_a_port_with_another_server(index: Path, tmp_path: Path) -> None:
    with served(index, tmp_path / "log") as (_, address):
        for workers in ("1", "2"):
            port = address.rpartition(":")[2]
            command = [sys.executable, "-m", "app", "--port", port, "--index", str(index), "--workers", workers]
            other = subprocess.run(command, capture_output=True, check=False, timeout=60)
            assert other.returncode == 3
            assert b"already in use" in other.stderr


def test_a_process_that_died_is_replaced_and_its_requests_are_no_longer_in_progress(
    index: Path, tmp_path: Path
) -> None:
    with served(index, tmp_path / "log") as (process, address):
        read(f"{address}/v1/search?q=%E4%B8%AD")
        worker = psutil.Process(process.pid).children()[-1]
        counted = Path(worker.environ()["PROMETHEUS_MULTIPROC_DIR"])
        assert list(counted.glob(f"gauge_live*_{worker.pid}.db"))
        worker.kill()
        until = time.monotonic() + 20
        while list(counted.glob(f"gauge_live*_{worker.pid}.db")):
            assert time.monotonic() < until, "it goes on counting"
            time.sleep(0.05)
        while (tmp_path / "log").read_text(encoding="utf-8").count("startup complete") < 3:
            assert time.monotonic() < until, "it is not replaced"
            time.sleep(0.05)


def test_of_two_servers_that_start_at_once_one_gets_the_port(index: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = str(found.getsockname()[1])
    command = [sys.executable, "-m", "app", "--port", port, "--index", str(index), "--workers", "2"]
    logs = [tmp_path / "one", tmp_path / "other"]
    with ExitStack() as stack:
        started = []
        for log in logs:
            logged = stack.enter_context(log.open("wb"))
            started.append(subprocess.Popen(command, stderr=logged))
            stack.callback(started[-1].wait, timeout=20)
            stack.callback(started[-1].terminate)
        until = time.monotonic() + 30
        while all(each.poll() is None for each in started):
            assert time.monotonic() < until, "both serve"
            time.sleep(0.05)
        assert [each.returncode for each in started if each.returncode is not None] == [3]


def test_threads_of_a_serving_process_take_turns_often() -> None:
    asked = "import sys; from app.server.launch import application; application(); print(sys.getswitchinterval())"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, timeout=60)
    assert float(done.stdout) == pytest.approx(TURN_SECONDS)
