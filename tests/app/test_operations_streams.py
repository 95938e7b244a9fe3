"""Requests side by side, answers in parts, and clients that go away."""

from __future__ import annotations

import asyncio
import logging
import socket
import time
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from prometheus_client import generate_latest
from starlette.responses import Response, StreamingResponse

from app.logs import current_request_id
from app.main import create_app
from app.settings import Settings
from tests.servers import running_server

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator

    from fastapi import FastAPI
    from starlette.types import Message

PART = b"x" * 2000


@dataclass
class Exchange:
    """One request and what was sent back, without a server between. `gone` says that the client has gone away."""

    path: str
    headers: dict[str, str] = field(default_factory=dict)
    method: str = "GET"
    sent: list[Message] = field(default_factory=list)
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    on_part: Callable[[bytes], object] = len
    _asked: bool = False

    async def run(self, app: FastAPI) -> None:
        """Ask; returns when the application has nothing more to say."""
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": self.method,
            "scheme": "http",
            "path": self.path,
            "query_string": b"",
            "headers": [
                (b"host", b"test"),
                *((name.lower().encode(), value.encode()) for name, value in self.headers.items()),
            ],
            "server": ("test", 80),
            "state": {},
        }
        before = {**scope, "headers": list(scope["headers"])}
        await app(scope, self._receive, self._send)
        assert {name: scope[name] for name in before} == before  # the server's own scope is left as it was

    async def _receive(self) -> Message:
        if not self._asked:
            self._asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        self.sent.append(message)
        if message["type"] == "http.response.body":
            self.on_part(message["body"])
            if self.method == "HEAD" and not message["more_body"]:
                self.gone.set()  # as servers do once an answer is complete

    @property
    def header(self) -> dict[str, str]:
        return {name.decode(): value.decode() for name, value in self.sent[0]["headers"]}

    @property
    def body(self) -> bytes:
        return b"".join(message["body"] for message in self.sent[1:])


def streaming(parts: Callable[[], AsyncIterator[bytes] | Iterator[bytes]]) -> FastAPI:
    """An application with a route that sends parts."""
    app = create_app(Settings())

    async def stream() -> Response:
        return StreamingResponse(parts(), media_type="text/plain")

    app.add_api_route("/stream", stream, methods=["GET"], response_class=Response)
    return app


def series(app: FastAPI, beginning: str) -> list[str]:
    lines = generate_latest(app.state.metrics.registry).decode().splitlines()
    return [line for line in lines if line.startswith(beginning)]


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """What is logged, requests included."""
    caplog.set_level(logging.INFO)
    return caplog


def one_line(logged: pytest.LogCaptureFixture) -> dict[str, Any]:
    (found,) = (vars(each) for each in logged.records if each.name == "app.middleware.observability")
    return found


@pytest.mark.parametrize("accepted", ["gzip", "identity"])
def test_a_part_is_sent_before_the_next_is_made(accepted: str) -> None:
    events: list[str] = []

    def parts() -> Iterator[bytes]:
        for number in range(5):
            events.append(f"made {number}")
            yield PART

    ask = Exchange("/stream", {"Accept-Encoding": accepted}, on_part=lambda _: events.append("sent"))
    asyncio.run(ask.run(streaming(parts)))
    made_and_sent = [event for number in range(5) for event in (f"made {number}", "sent")]
    assert events == [*made_and_sent, "sent"]  # the last one says that it is the last
    assert "content-length" not in ask.header


def test_each_part_of_a_stream_in_gzip_can_be_read_at_once() -> None:
    reader = zlib.decompressobj(16 + zlib.MAX_WBITS)
    read: list[bytes] = []

    def parts() -> Iterator[bytes]:
        yield from (b"one", b"two", b"three")

    ask = Exchange("/stream", {"Accept-Encoding": "gzip"}, on_part=lambda part: read.append(reader.decompress(part)))
    asyncio.run(ask.run(streaming(parts)))
    assert ask.header["content-encoding"] == "gzip"
    assert read == [b"one", b"two", b"three", b""]


def test_a_stream_is_timed_and_counted_to_its_last_byte(logged: pytest.LogCaptureFixture) -> None:
    async def parts() -> AsyncIterator[bytes]:
        for _ in range(3):
            await asyncio.sleep(0.05)
            yield PART

    app = streaming(parts)
    asyncio.run(Exchange("/stream").run(app))
    line = one_line(logged)
    assert (line["bytes"], line["complete"], line["status"]) == (3 * len(PART), True, 200)
    assert line["duration_ms"] >= 150
    assert series(app, 'gongbao_request_seconds_bucket{le="0.1",route="/stream"}') == [
        'gongbao_request_seconds_bucket{le="0.1",route="/stream"} 0.0'
    ]


def test_a_stream_that_fails_is_broken_off_and_logged(logged: pytest.LogCaptureFixture) -> None:
    def parts() -> Iterator[bytes]:
        yield PART
        raise ZeroDivisionError("in the middle")

    app, ask = streaming(parts), Exchange("/stream", {"X-Request-ID": "half"})
    with pytest.raises(ZeroDivisionError):  # so that the server closes the connection, and nobody takes it for whole
        asyncio.run(ask.run(app))
    assert ask.header["x-request-id"] == "half"
    assert all(message.get("more_body", True) for message in ask.sent)
    line = one_line(logged)
    assert (line["bytes"], line["complete"], line["status"]) == (len(PART), False, 200)
    assert any(each.name == "app.middleware.error_boundary" and each.exc_info for each in logged.records)
    assert series(app, "gongbao_requests_in_progress ") == ["gongbao_requests_in_progress 0.0"]


@pytest.mark.parametrize("accepted", ["gzip", "identity"])
def test_a_client_that_goes_away_ends_the_stream(logged: pytest.LogCaptureFixture, accepted: str) -> None:
    ended = []

    async def parts() -> AsyncIterator[bytes]:
        try:
            while True:
                await asyncio.sleep(0)
                yield PART
        finally:
            ended.append(True)

    async def leave() -> None:
        ask = Exchange("/stream", {"Accept-Encoding": accepted})
        ask.on_part = lambda _: ask.gone.set() if len(ask.sent) > 5 else None
        await asyncio.wait_for(ask.run(app), 10)

    app = streaming(parts)
    asyncio.run(leave())
    assert ended == [True]
    assert one_line(logged)["complete"] is False
    assert series(app, "gongbao_requests_in_progress ") == ["gongbao_requests_in_progress 0.0"]


def test_a_request_that_is_cancelled_is_counted_without_a_status(logged: pytest.LogCaptureFixture) -> None:
    async def parts() -> AsyncIterator[bytes]:
        yield PART

    async def wait_for_ever() -> None:
        await asyncio.Event().wait()

    async def cancel() -> None:
        task = asyncio.create_task(Exchange("/never").run(app))
        await asyncio.sleep(0.1)
        task.cancel()
        await asyncio.wait([task])

    app = streaming(parts)
    app.add_api_route("/never", wait_for_ever, methods=["GET"])
    asyncio.run(cancel())
    line = one_line(logged)
    assert (line["status"], line["bytes"], line["complete"]) == (None, 0, False)
    assert series(app, 'gongbao_requests_total{method="GET",route="/never",status="none"}')
    assert series(app, "gongbao_requests_in_progress ") == ["gongbao_requests_in_progress 0.0"]


def test_head_takes_no_more_of_a_stream_than_its_beginning() -> None:
    made = []

    async def parts() -> AsyncIterator[bytes]:
        while True:
            made.append(1)
            await asyncio.sleep(0)
            yield PART

    ask = Exchange("/stream", {"Accept-Encoding": "gzip"}, method="HEAD")
    asyncio.run(asyncio.wait_for(ask.run(streaming(parts)), 10))
    assert (ask.sent[0]["status"], ask.body, len(ask.sent)) == (200, b"", 2)
    assert ask.header["content-encoding"] == "gzip"
    assert len(made) < 10


def test_requests_side_by_side_keep_their_own_ids() -> None:
    seen: list[tuple[str, str | None]] = []

    async def in_loop(name: str) -> dict[str, str | None]:
        for _ in range(5):
            await asyncio.sleep(0.001)
            seen.append((name, current_request_id.get()))
        return {}

    def in_thread(name: str) -> dict[str, str | None]:
        for _ in range(5):
            time.sleep(0.001)
            seen.append((name, current_request_id.get()))
        return {}

    async def ask_all() -> list[Exchange]:
        asked = [Exchange(f"/{kind}/{kind}.{n}", {"X-Request-ID": f"{kind}.{n}"}) for kind in kinds for n in range(30)]
        await asyncio.gather(*(ask.run(app) for ask in asked))
        return asked

    kinds, app = ("loop", "thread"), create_app(Settings())
    app.add_api_route("/loop/{name}", in_loop, methods=["GET"])
    app.add_api_route("/thread/{name}", in_thread, methods=["GET"])
    asked = asyncio.run(ask_all())
    assert len(seen) == 300
    assert all(name == own_id for name, own_id in seen)
    assert all(ask.path.endswith(f"/{ask.header['x-request-id']}") for ask in asked)
    assert series(app, "gongbao_requests_in_progress ") == ["gongbao_requests_in_progress 0.0"]


@pytest.fixture
def endless() -> Iterator[tuple[FastAPI, int, list[str]]]:
    """A real server with a stream that has no end: the application, its port, and what became of each stream."""
    ended: list[str] = []

    async def parts() -> AsyncIterator[bytes]:
        try:
            while True:
                await asyncio.sleep(0.001)
                yield PART
        finally:
            ended.append("ended")

    app = streaming(parts)
    with running_server(app, access_log=False, lifespan="off") as port:
        yield app, port, ended


@pytest.mark.parametrize("method", ["HEAD", "GET"])
def test_a_real_server_lets_go_of_a_stream(endless: tuple[FastAPI, int, list[str]], method: str) -> None:
    app, port, ended = endless
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(f"{method} /stream HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n".encode())
        assert connection.recv(4096).startswith(b"HTTP/1.1 200")
        if method == "HEAD":  # the connection is still good
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            assert b'{"status":"ok"}' in b"".join(iter(lambda: connection.recv(4096), b""))
    until = time.monotonic() + 10
    while not ended and time.monotonic() < until:
        time.sleep(0.02)
    assert ended == ["ended"]
    while series(app, "gongbao_requests_in_progress ") != ["gongbao_requests_in_progress 0.0"]:
        assert time.monotonic() < until
        time.sleep(0.02)
