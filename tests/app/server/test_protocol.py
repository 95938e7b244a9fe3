"""What arrives before it is a request, and how answers leave."""

from __future__ import annotations

import http.client
import json
import socket
import time
from typing import TYPE_CHECKING

import pytest

from app.api.problems import Problem
from app.main import create_app
from app.server.http_protocol import percent_encoded
from app.settings import Settings
from tests.servers import running_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def port(small_index: Path) -> Iterator[int]:
    """The port of a real server over the small corpus."""
    with running_server(create_app(Settings(index=small_index))) as port:
        yield port


def exchange(port: int, *chunks: bytes) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of the first answer to bytes sent in chunks; the server must close the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        for chunk in chunks:
            connection.sendall(chunk)
            time.sleep(0.05 if len(chunks) > 1 else 0)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    return int(first.split()[1]), dict(line.lower().split(": ", 1) for line in lines), body


def get(address: str) -> bytes:
    return f"GET {address} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()


@pytest.mark.parametrize("q", ["中国", "%E4%B8%AD国", "「中国」", "中国+-𠀀"])
def test_an_address_typed_in_chinese_is_the_same_address(port: int, q: str) -> None:
    status, headers, body = exchange(port, get(f"/v1/search?q={q}"))
    assert status == 200
    typed = json.loads(body)
    encoded = exchange(port, percent_encoded(get(f"/v1/search?q={q}")))
    assert (encoded[1]["etag"], json.loads(encoded[2])) == (headers["etag"], typed)
    assert typed["total"]["paragraphs"] > 0


@pytest.mark.parametrize("cut", [5, 12, 24, 27, 28, 40])
def test_an_address_may_come_in_two_packets(port: int, cut: int) -> None:
    sent = get("/v1/suggest?q=中国&limit=3")
    status, _, body = exchange(port, sent[:cut], sent[cut:])
    assert status == 200
    assert json.loads(body)["q"] == "中国"


def responses(port: int, *chunks: bytes) -> list[tuple[int, bytes]]:
    """Status and body of every answer on one connection, which the last request closes."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        for chunk in chunks:
            connection.sendall(chunk)
            time.sleep(0.005 if len(chunks) > 1 else 0)
        rest = b"".join(iter(lambda: connection.recv(65536), b""))
    found = []
    while rest:
        head, _, rest = rest.partition(b"\r\n\r\n")
        length = next(int(line[16:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length: "))
        found.append((int(head.split()[1]), rest[:length]))
        rest = rest[length:]
    return found


PIPELINED = [f"/v1/suggest?limit=1&q={q}" for q in ("中国", "%E4%B8%AD国", "a", "GET国", "共同体")]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50, 61, 10_000])
def test_requests_sent_at_once_may_all_be_typed_in_chinese(port: int, size: int) -> None:
    body = "GET /v1/suggest?q=中 HTTP/1.1\r\n".encode()
    posted = b"POST /v1/meta HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    kept = [get(address).replace(b"Connection: close\r\n", b"") for address in PIPELINED]
    sent = b"".join([*kept[:2], posted, *kept[2:], b"\r\n", get(PIPELINED[0])])
    answers = responses(port, *(sent[at : at + size] for at in range(0, len(sent), size)))
    assert [status for status, _ in answers] == [200, 200, 405, 200, 200, 200, 200]
    alone = [exchange(port, get(address))[2] for address in PIPELINED]
    assert [body for status, body in answers if status == 200] == [*alone, alone[0]]


def test_nothing_is_read_after_what_is_no_http(port: int) -> None:
    sent = b"GET /v1/x y\r\n\r\n" + get("/v1/search?q=中")
    assert [status for status, _ in responses(port, sent)] == [400]


@pytest.mark.parametrize("hosts", [0, 2])
def test_a_request_has_one_host(port: int, hosts: int) -> None:
    status, _, body = exchange(port, get("/v1/meta").replace(b"Host: x\r\n", b"Host: x\r\n" * hosts))
    problem = Problem.model_validate_json(body)
    assert (status, problem.code) == (400, "malformed-request")
    assert problem.hint
    older = get("/v1/meta").replace(b"HTTP/1.1", b"HTTP/1.0").replace(b"Host: x\r\n", b"Host: x\r\n" * hosts)
    assert exchange(port, older)[0] == 200


def test_a_statement_is_found_at_an_address_typed_in_chinese(port: int) -> None:
    assert exchange(port, get("/v1/statements/声明"))[0] == 404


def test_an_address_in_another_encoding_is_refused(port: int) -> None:
    status, _, body = exchange(port, get("/v1/search?q=X").replace(b"X", "中国".encode("gb18030")))
    assert status == 400
    problem = Problem.model_validate_json(body)
    assert (problem.code, problem.param) == ("invalid-parameter", "q")


@pytest.mark.parametrize("host", ["", "[x", "a b", "x/../..?#", "[::1]:99999999", "x:port", "用户"])
def test_no_host_header_breaks_or_changes_an_answer(port: int, host: str) -> None:
    sent = get("/v1/statements?limit=1").replace(b"Host: x", b"Host: " + host.encode())
    status, headers, _ = exchange(port, sent)
    assert status == 200
    assert headers["link"].startswith("</v1/statements?limit=1&cursor=")


MALFORMED = [
    b"nonsense\r\n\r\n",
    b"GET\r\n\r\n",
    b"GET /v1/search?q=a b HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET / HTTP/9.9\r\nHost: x\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost\r\n\r\n",
    b"\x16\x03\x01\x02\x00",
    b"GET /v1/search?q=" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST /\xe4\xb8\xad HTTP/1.1\r\nHost: x\r\n\r\n",
]


@pytest.mark.parametrize("sent", MALFORMED)
def test_what_is_no_http_is_answered_with_a_problem(port: int, sent: bytes) -> None:
    status, headers, body = exchange(port, sent)
    assert status == 400
    assert headers["content-type"] == "application/problem+json"
    assert headers["x-content-type-options"] == "nosniff"
    assert Problem.model_validate_json(body).code == "malformed-request"


def test_a_body_is_never_mended_whatever_it_looks_like(port: int) -> None:
    body = "GET /v1/search?q=中国 HTTP/1.1\r\n".encode()
    head = b"POST /v1/meta HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(body)
    status, _, answer = exchange(port, head, body, get("/v1/search?q=国"))
    assert status == 405
    assert b"HTTP/1.1 200 OK" in answer  # the next request began where the body was announced to end
    assert b"malformed-request" not in answer


def test_only_what_is_beyond_ascii_is_encoded() -> None:
    ascii_bytes = bytes(range(128))
    assert percent_encoded(ascii_bytes) == ascii_bytes
    assert percent_encoded(b"\x80\xff") == b"%80%FF"


def test_answers_without_a_body_come_at_once_and_the_connection_goes_on(port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("HEAD", "/v1/search?q=%E4%B8%AD")
    head = connection.getresponse()
    assert (head.status, head.read()) == (200, b"")
    connection.request("GET", "/v1/search?q=%E4%B8%AD", headers={"If-None-Match": str(head.headers["ETag"])})
    unchanged = connection.getresponse()
    assert (unchanged.status, unchanged.read()) == (304, b"")
    connection.request("GET", "/v1/search?q=%E4%B8%AD")
    answer = connection.getresponse()
    assert (answer.status, len(answer.read())) == (200, int(str(head.headers["Content-Length"])))
    connection.close()


def test_a_stream_comes_as_it_is_made(port: int) -> None:
    status, headers, body = exchange(port, get("/v1/export?q=%E4%B8%AD"))
    assert (status, headers["transfer-encoding"]) == (200, "chunked")
    assert body.endswith(b"0\r\n\r\n")
