"""What a node may answer, and what becomes of it: a part of an answer is an error, and another node is asked."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from search.deadline import NEVER, Deadline
from search.engines.opensearch.client import BusyError, Cluster, DocumentExistsError, IndexGoneError
from search.errors import EngineError, EngineUnavailableError, QueryTimeoutError

if TYPE_CHECKING:
    from collections.abc import Iterator

WHOLE: dict[str, Any] = {
    "timed_out": False,
    "_shards": {"total": 3, "successful": 3, "failed": 0},
    "hits": {"total": {"value": 7, "relation": "eq"}, "hits": []},
}


class Node(ThreadingHTTPServer):
    """A node that gives every request the same answer, after some seconds, and counts them."""

    daemon_threads = True

    def __init__(self, status: int, body: dict[str, Any], seconds: float) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.status = status
        self.body = json.dumps(body).encode()
        self.seconds = seconds
        self.asked = 0

    def handle_error(self, *_: object) -> None:
        """Say nothing of a client that did not wait."""


class _Answers(BaseHTTPRequestHandler):
    server: Node

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"] or 0))
        self.server.asked += 1
        time.sleep(self.server.seconds)
        self.send_response(self.server.status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@contextmanager
def node(status: int, body: dict[str, Any], seconds: float = 0.0) -> Iterator[Node]:
    """A node that always answers so."""
    with Node(status, body, seconds) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def cluster(*servers: Node) -> Cluster:
    return Cluster([f"http://127.0.0.1:{server.server_port}" for server in servers], {})


def failure(kind: str) -> dict[str, Any]:
    return {"error": {"type": kind, "reason": "reason", "root_cause": []}, "status": 0}


PARTS: list[tuple[dict[str, Any], type[Exception]]] = [
    (WHOLE | {"timed_out": True}, QueryTimeoutError),
    (WHOLE | {"_shards": {"total": 3, "successful": 2, "failed": 1}}, EngineUnavailableError),
    (WHOLE | {"hits": {"total": {"value": 10_000, "relation": "gte"}, "hits": []}}, EngineUnavailableError),
]

REFUSALS = [
    (429, "circuit_breaking_exception", BusyError),
    (409, "version_conflict_engine_exception", DocumentExistsError),
    (400, "resource_already_exists_exception", DocumentExistsError),
    (404, "index_not_found_exception", IndexGoneError),
    (500, "search_phase_execution_exception", EngineUnavailableError),
    (502, "", EngineUnavailableError),
    (503, "cluster_manager_not_discovered_exception", EngineUnavailableError),
    (504, "", EngineUnavailableError),
    (400, "parsing_exception", EngineError),
    (401, "", EngineError),
    (403, "security_exception", EngineError),
]


def test_a_whole_answer_is_given() -> None:
    with node(200, WHOLE) as one:
        assert cluster(one).search("index", {}) == WHOLE


@pytest.mark.parametrize(("answer", "error"), PARTS)
def test_a_part_of_an_answer_is_an_error(answer: dict[str, Any], error: type[Exception]) -> None:
    with node(200, answer) as one, pytest.raises(error):
        cluster(one).search("index", {})


@pytest.mark.parametrize(("answer", "error"), PARTS)
def test_a_part_of_one_of_several_answers_is_an_error(answer: dict[str, Any], error: type[Exception]) -> None:
    with node(200, {"responses": [WHOLE, answer]}) as one, pytest.raises(error):
        cluster(one).searches("index", [{}, {}])


@pytest.mark.parametrize(("status", "kind", "error"), REFUSALS)
def test_a_refusal_is_an_error_of_its_kind(status: int, kind: str, error: type[Exception]) -> None:
    with node(status, failure(kind)) as one, pytest.raises(error) as caught:
        cluster(one).search("index", {})
    assert type(caught.value) is error


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_another_node_is_asked_when_one_cannot_answer(status: int) -> None:
    with node(status, failure("x")) as one, node(200, WHOLE) as other:
        asked = cluster(one, other)
        assert [asked.search("index", {}) for _ in range(4)] == [WHOLE] * 4


@pytest.mark.parametrize(("status", "kind"), [(429, "x"), (404, "x"), (400, "parsing_exception")])
def test_no_other_node_is_asked_what_every_node_would_refuse(status: int, kind: str) -> None:
    with node(status, failure(kind)) as one, node(status, failure(kind)) as other:
        with pytest.raises(EngineError):
            cluster(one, other).search("index", {})
        assert one.asked + other.asked == 1


def test_a_dead_node_is_asked_last() -> None:
    with node(200, WHOLE) as dead:
        pass
    with node(200, WHOLE) as alive:
        asked = cluster(dead, alive)
        for _ in range(4):
            asked.search("index", {})
        assert alive.asked == 4
    with pytest.raises(EngineUnavailableError):
        asked.search("index", {})


def test_a_search_ends_at_its_deadline_whatever_a_node_does() -> None:
    with node(200, WHOLE, seconds=1.5) as slow, node(200, WHOLE, seconds=1.5) as other:
        began = time.monotonic()
        with pytest.raises(QueryTimeoutError):
            cluster(slow, other).search("index", {}, Deadline.after(0.3))
        assert time.monotonic() - began < 1.2


def test_no_search_is_no_request() -> None:
    assert Cluster(["http://127.0.0.1:9"], {}).searches("index", [], NEVER) == []
