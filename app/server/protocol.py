"""What lies below requests and answers: addresses typed in Chinese, bytes that are no HTTP, what is sent at once."""

import asyncio
import re
from typing import Any

from starlette.requests import Request
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.api.problems import Code, ProblemError, problem_response
from app.middleware.observability import REQUEST_ID_HEADER, log_malformed, request_id

_REQUEST_LINE = re.compile(rb"(?:GET|HEAD) [^\r\n]*")  # GET /v1/search?q=中 HTTP/1.1; the bytes of 中 as they are

_HEAD = re.compile(rb"HTTP/1\.[01] [2-5]")
"""How the head of an answer begins: HTTP/1.1 200 OK. Not: HTTP/1.1 100 Continue, which is sent by itself"""

_LONGEST_HELD = 65_536
"""Bytes of a request line whose end has not come; uvicorn's parser refuses longer ones."""

_MALFORMED = ProblemError(
    Code.MALFORMED_REQUEST,
    "what was sent is not HTTP/1.1",
    hint="percent-encode blanks and control characters in the address (a blank is %20), and keep it under 64 kB",
)


def percent_encoded(address: bytes) -> bytes:
    """The address with every byte beyond ASCII percent-encoded.

    >>> percent_encoded("/v1/search?q=中".encode())
    b'/v1/search?q=%E4%B8%AD'
    """
    return b"".join(b"%%%02X" % byte if byte > 0x7F else bytes((byte,)) for byte in address)


class CoalescingTransport:
    """A connection on which the head of an answer is sent together with the beginning of its body.

    uvicorn writes them one after the other, and both then take a system call here and wake the client.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._head = b""

    def write(self, data: bytes) -> None:
        """Send what was held back, and this; hold it back if it is a head."""
        if not self._head and _HEAD.match(data) and data.endswith(b"\r\n\r\n"):
            self._head = data
            return
        head, self._head = self._head, b""  # first: a connection that is gone must not be written to again
        self._transport.write(head + data)

    def flush(self) -> None:
        """Send what was held back: there is no body."""
        if self._head:
            self.write(b"")

    def close(self) -> None:
        """Send what was held back, then close the connection."""
        self.flush()
        self._transport.close()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever else a transport has
        return getattr(self._transport, name)


class Utf8Protocol(HttpToolsProtocol):
    """uvicorn's HTTP/1.1, which also answers `curl 'http://…?q=中国'`.

    curl sends the characters of a query as they are, in UTF-8, where a browser writes %E4%B8%AD%E5%9B%BD; uvicorn's
    parser calls that no HTTP. Only the first line of a new request is mended: to change anything else would change
    lengths that were announced, and let one request end inside another.
    """

    _between_requests = True
    _held = b""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # asyncio has it thus
        """A client is there."""
        self._joining = CoalescingTransport(transport)
        super().connection_made(self._joining)  # type: ignore[arg-type]  # it has all that a transport has

    def on_response_complete(self) -> None:
        """An answer has been written to its end."""
        self._joining.flush()  # the answer to HEAD has no body
        super().on_response_complete()

    def on_message_begin(self) -> None:
        """A request has begun."""
        self._between_requests = False
        super().on_message_begin()

    def on_message_complete(self) -> None:
        """A request has been read to its end."""
        self._between_requests = True
        super().on_message_complete()

    def data_received(self, data: bytes) -> None:
        """Read what came."""
        data, self._held = self._held + data, b""
        if self._between_requests and (line := _REQUEST_LINE.match(data)):
            if line.end() == len(data) <= _LONGEST_HELD:  # the rest of the line is on its way
                self._held = data
                return
            if not data.isascii():
                data = percent_encoded(line[0]) + data[line.end() :]
        super().data_received(data)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002  # it is always "Invalid HTTP request received."
        """Answer what is no HTTP with a problem, and close the connection."""
        scope = {"type": "http", "path": "/", "query_string": b""}
        answer = problem_response(Request(scope), _MALFORMED)
        own_id = request_id(None)
        answer.headers.update({"X-Content-Type-Options": "nosniff", "Connection": "close", REQUEST_ID_HEADER: own_id})
        head = b"".join(b"%s: %s\r\n" % header for header in answer.raw_headers)
        self.transport.write(b"HTTP/1.1 400 Bad Request\r\n" + head + b"\r\n" + bytes(answer.body))
        self.transport.close()
        log_malformed(own_id, status=answer.status_code, length=len(answer.body))
