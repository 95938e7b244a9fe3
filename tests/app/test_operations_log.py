"""What the log says of a request, and what it does not."""

from __future__ import annotations

import json
import logging
import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.logs import TextFormatter, json_formatter, log_handler
from app.main import create_app
from app.middleware.observability import logged_path, request_id
from app.settings import LogFormat, Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LOOKED_FOR = "查无此词"
NEW_ID = re.compile("[0-9a-f]{32}")

IDS = [
    ("a", True),
    ("4bf92f35-77b3.1_Z", True),
    ("a" * 64, True),
    ("a" * 65, False),
    ("", False),
    ("a b", False),
    ("a,b", False),
    ("a\n", False),
    ("a\r\nb: c", False),
    ('"', False),
    ("中", False),
    ("٣", False),  # a digit, but none of ours
    (None, False),
]


@pytest.mark.parametrize(("asked", "kept"), IDS)
def test_an_id_is_kept_if_it_is_short_and_plain(asked: str | None, kept: bool) -> None:
    if kept:
        assert request_id(asked) == asked
    else:
        assert NEW_ID.fullmatch(request_id(asked))


@contextmanager
def logged_as(log_format: LogFormat) -> Iterator[StringIO]:
    """What the server logs inside the block; what the tests' client logs does not count."""
    ours, handler, logged = logging.getLogger("app"), log_handler(log_format), StringIO()
    handler.setStream(logged)
    ours.addHandler(handler)
    ours.setLevel(logging.INFO)
    try:
        yield logged
    finally:
        ours.removeHandler(handler)
        ours.setLevel(logging.NOTSET)


@pytest.fixture
def lines() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """What has been logged, a line each."""
    with logged_as(LogFormat.JSON) as logged:
        yield lambda: [json.loads(line) for line in logged.getvalue().splitlines()]


ANSWERS = ["/healthz", "/v1/search?q=国", "/v1/search?q=(", "/nowhere", "/v1/meta?x=1", "/docs", "/metrics"]


@pytest.mark.parametrize("address", ANSWERS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS"])
def test_every_answer_has_the_id_that_was_asked_for(small: TestClient, address: str, method: str) -> None:
    asked = small.request(method, address, headers={"X-Request-ID": "one.2-3_4"})
    assert asked.headers.get_list("x-request-id") == ["one.2-3_4"]
    made = small.request(method, address, headers={"X-Request-ID": "one two"})
    assert NEW_ID.fullmatch(made.headers["x-request-id"])


def test_an_unchanged_answer_has_an_id_too(small: TestClient) -> None:
    headers = {"If-None-Match": small.get("/v1/meta").headers["etag"], "X-Request-ID": "again"}
    answer = small.get("/v1/meta", headers=headers)
    assert (answer.status_code, answer.headers["x-request-id"]) == (304, "again")


def test_a_request_is_one_line(small: TestClient, lines: Callable[[], list[dict[str, Any]]]) -> None:
    answer = small.get("/v1/statements/2015-04-20-joint-statement?", headers={"X-Request-ID": "one"})
    (line,) = lines()
    assert line.pop("time").endswith("+00:00")
    assert 0 < line.pop("duration_ms") < 60_000
    assert line.pop("message").startswith("GET /v1/statements/2015-04-20-joint-statement: 200, ")
    assert line == {
        "level": "INFO",
        "logger": "app.middleware.observability",
        "request_id": "one",
        "method": "GET",
        "path": "/v1/statements/2015-04-20-joint-statement",
        "route": "/v1/statements/{id}",
        "status": 200,
        "bytes": int(answer.headers["content-length"]),
        "complete": True,
    }


ROUTES = [
    ("GET", "/healthz", 200, "/healthz"),
    ("HEAD", "/v1/meta", 200, "/v1/meta"),
    ("POST", "/v1/meta", 405, "/v1/meta"),
    ("GET", "/v1/search?q=(", 400, "/v1/search"),
    ("GET", "/v1/paragraphs/none", 404, "/v1/paragraphs/{paragraph_id}"),
    ("GET", "/nowhere", 404, "unknown"),
    ("HEAD", "/nowhere", 404, "unknown"),
]


@pytest.mark.parametrize(("method", "address", "status", "route"), ROUTES)
def test_the_line_says_what_came_of_it(
    small: TestClient, lines: Callable[[], list[dict[str, Any]]], method: str, address: str, status: int, route: str
) -> None:
    small.request(method, address)
    (line,) = lines()
    assert (line["method"], line["status"], line["route"]) == (method, status, route)
    assert (line["bytes"] == 0) == (method == "HEAD")


def test_a_failure_is_logged_under_the_id_of_its_request(lines: Callable[[], list[dict[str, Any]]]) -> None:
    app = create_app(Settings())
    app.add_api_route("/fails", lambda: app.state.nothing, methods=["GET"])
    answer = TestClient(app).get("/fails", headers={"X-Request-ID": "failed"})
    assert (answer.status_code, answer.headers["x-request-id"]) == (500, "failed")
    traceback, line = lines()
    assert (traceback["request_id"], traceback["level"]) == ("failed", "ERROR")
    assert "AttributeError" in traceback["traceback"]
    assert (line["request_id"], line["status"]) == ("failed", 500)


@pytest.mark.parametrize("log_format", LogFormat)
@pytest.mark.parametrize("log_queries", [False, True])
def test_what_somebody_looks_for_is_logged_only_if_asked(
    small_index: Path, log_format: LogFormat, log_queries: bool
) -> None:
    settings = Settings(index=small_index, log_queries=log_queries)
    with TestClient(create_app(settings)) as client, logged_as(log_format) as stream:
        for parameter in ("q=x", "q=(", "limit="):
            client.get(f"/v1/search?{parameter}{LOOKED_FOR}")
        client.get(f"/nowhere?q={LOOKED_FOR}")
    logged = stream.getvalue()
    assert "/nowhere" in logged
    assert LOOKED_FOR not in logged
    assert logged.count("%E6%9F%A5%E6%97%A0") == (0 if not log_queries else 8 if log_format is LogFormat.JSON else 4)


def record(message: str, exception: BaseException | None = None) -> logging.LogRecord:
    """A record as a handler gets it."""
    info = (type(exception), exception, None) if exception else None
    made = logging.LogRecord("app", logging.INFO, __file__, 1, message, (), info)
    made.request_id = "one"
    return made


@given(st.text() | st.sampled_from(["a\nb", "a\r\nb", "a\u2028b", "a\x85b", "\x1b[2J", "\u202e", "\ud800", "a\vb\fc"]))
def test_no_message_begins_a_line_or_moves_the_cursor(text: str) -> None:
    for made in (record(text), record("failed", ValueError(text))):
        (line,) = json_formatter().format(made).splitlines()
        assert line.isascii()
        assert line.isprintable()
        assert text in json.loads(line)["traceback" if made.exc_info else "message"]
        first, *rest = TextFormatter().format(made).split("\n")
        assert re.match(r"\d{4}-\d\d-\d\dT[\d:.]{12}\+00:00 INFO app one: ", first)
        assert all(continued.startswith("    ") for continued in rest)
        assert all(line.isprintable() for line in (first, *rest))


@given(st.text(max_size=2000))
def test_a_logged_path_is_short_and_plain(path: str) -> None:
    logged = logged_path(path)
    assert re.fullmatch(r"[!-~]{0,503}", logged)


@contextmanager
def serving(index: Path, **environment: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The command and its port, once it listens."""
    command = [sys.executable, "-m", "app", "--port", "0", "--index", str(index)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, **environment})
    try:
        assert process.stderr is not None
        running = next(found for line in process.stderr if (found := re.search(r"http://127\.0\.0\.1:(\d+)", line)))
        yield process, int(running[1])
    finally:
        process.kill()
        process.communicate()


def exchange(port: int, sent: bytes) -> str:
    """The answer to bytes; the server must close the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(sent)
        return b"".join(iter(lambda: connection.recv(65536), b"")).decode()


def get(address: str, *headers: str) -> bytes:
    lines = (f"GET {address} HTTP/1.1", "Host: x", "Connection: close", *headers, "", "")
    return "\r\n".join(lines).encode()


def test_the_command_logs_every_line_as_json_and_no_query(small_index: Path) -> None:
    with serving(small_index, GONGBAO_LOG_LEVEL="debug") as (process, port):
        assert "X-Request-ID: mine".lower() in exchange(port, get(f"/v1/search?q={LOOKED_FOR}", "X-Request-ID: mine"))
        exchange(port, get("/a%0A%7B%22level%22:%22ERROR%22%7D%1B[2J"))
        malformed = exchange(port, b"nonsense\r\n\r\n")
        process.send_signal(signal.SIGTERM)
        _, rest = process.communicate(timeout=20)
    logged = [json.loads(line) for line in rest.splitlines()]
    assert all(line.keys() >= {"time", "level", "logger", "message", "request_id"} for line in logged)
    assert [line["logger"] for line in logged if line["level"] not in ("INFO", "DEBUG")] == ["uvicorn.error"]
    assert LOOKED_FOR not in rest
    assert "%E6" not in rest
    requests = [line for line in logged if line["logger"] == "app.middleware.observability"]
    assert [line["status"] for line in requests] == [200, 404, 400]
    assert requests[0]["request_id"] == "mine"
    assert f"x-request-id: {requests[2]['request_id']}" in malformed.lower()
    assert any("Finished server process" in line["message"] for line in logged)


def test_the_command_logs_as_text_if_asked(small_index: Path) -> None:
    with serving(small_index, GONGBAO_LOG_FORMAT="text", GONGBAO_LOG_QUERIES="yes") as (process, port):
        exchange(port, get("/v1/search?q=%0A", "X-Request-ID: mine"))
        process.send_signal(signal.SIGTERM)
        _, rest = process.communicate(timeout=20)
    (line,) = (line for line in rest.splitlines() if "mine" in line)
    assert " INFO app.middleware.observability mine: GET /v1/search?q=%0A: 200, " in line
    assert "None: " in rest  # what belongs to no request says so
