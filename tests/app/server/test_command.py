"""`python -m app` as a shell sees it."""

from __future__ import annotations

import gc
import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from app.server.command import main
from tests.servers import client_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

USAGE: list[tuple[list[str], dict[str, str], str]] = [
    (["--port", "http"], {}, "--port http"),
    (["--port", "65536"], {}, "--port 65536"),
    (["--port", "-1"], {}, "--port"),
    (["--host", ""], {}, "--host"),
    (["--prot", "80"], {}, "--prot"),
    (["seeds"], {}, "seeds"),
    (["--index"], {}, "--index"),
    ([], {"GONGBAO_PORT": "http"}, "GONGBAO_PORT=http"),
    ([], {"GONGBAO_LOG_LEVEL": "loud"}, "GONGBAO_LOG_LEVEL=loud"),
    ([], {"GONGBAO_QUERY_LEAVES": "0"}, "GONGBAO_QUERY_LEAVES=0"),
    ([], {"GONGBAO_QUERY_CHARACTERS": "many"}, "GONGBAO_QUERY_CHARACTERS=many"),
    ([], {"GONGBAO_OCCURRENCES_BOUND": "-1"}, "GONGBAO_OCCURRENCES_BOUND=-1"),
    (["--port", "8000"], {"GONGBAO_QUERY_LEVELS": "x"}, "GONGBAO_QUERY_LEVELS=x"),
]


@pytest.mark.parametrize(("arguments", "environment", "named"), USAGE)
def test_a_wrong_call_ends_with_2_and_one_line_that_names_what_is_wrong(
    arguments: list[str],
    environment: dict[str, str],
    named: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("python -m app: ")
    assert named in line


def test_the_command_line_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGBAO_PORT", "http")
    with pytest.raises(SystemExit) as caught:
        main(["--port", "8000", "--help"])
    assert caught.value.code == 0


@contextmanager
def started(index: Path) -> Iterator[subprocess.Popen[str]]:
    """The command, started on a free port, with what it logs as its `stderr`."""
    command = [sys.executable, "-m", "app", "--port", "0", "--index", str(index)]
    environment = {**os.environ, "GONGBAO_LOG_LEVEL": "info"}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)  # our own
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("when", ["Started server process", "Uvicorn running on"])
def test_being_asked_to_stop_is_no_failure(tmp_path: Path, stop: signal.Signals, when: str) -> None:
    with started(tmp_path / "none") as process:
        assert process.stderr is not None
        assert any(when in line for line in iter(process.stderr.readline, ""))
        process.send_signal(stop)
        _, rest = process.communicate(timeout=20)
        assert process.returncode == 0
        assert "Traceback" not in rest


def test_a_port_that_is_taken_is_said_and_ends_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("GONGBAO_PORT", str(taken.getsockname()[1]))
        command = [sys.executable, "-m", "app", "--index", str(tmp_path / "none")]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)  # our own
    assert ended.returncode not in (0, 2)
    assert "address already in use" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_garbage_that_a_start_leaves_alone_is_collected_once_the_index_is_open(small_index: Path) -> None:
    gc.disable()
    try:
        with client_of(small_index):
            assert gc.isenabled()
    finally:
        gc.enable()
