"""uvicorn's HTTP/1.1, which also reads addresses typed in Chinese, and answers what is no HTTP with a problem."""

import re

from starlette.requests import Request
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.api.problems import Code, ProblemError, problem_response
from app.middleware.observability import REQUEST_ID_HEADER, log_malformed, request_id

_METHOD = re.compile(rb"(?:GET|HEAD)(?: |\Z)|(?:GE?|HE?A?)\Z")
"""Where a request may begin, perhaps cut short: GET /, GE at the end. Not: GET/, get"""

_REQUEST_LINE = re.compile(rb"(?:GET|HEAD) [^\r\n]*")  # GET /v1/search?q=中 HTTP/1.1; the bytes of 中 as they are

_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")

_LONGEST_HELD = 65_536
"""Bytes of a request line whose end has not come; uvicorn's parser refuses longer ones."""

_MALFORMED = ProblemError(
    Code.MALFORMED_REQUEST,
    "The request is not HTTP/1.1.",
    hint="Percent-encode spaces and control characters in the address (a space is %20), and keep it under 64 kB.",
)


def percent_encoded(address: bytes) -> bytes:
    """The address with every byte beyond ASCII percent-encoded.

    >>> percent_encoded("/v1/search?q=中".encode())
    b'/v1/search?q=%E4%B8%AD'
    """
    return _BEYOND_ASCII.sub(lambda byte: b"%%%02X" % ord(byte[0]), address)


def _is_cut_short(data: bytes, at: int) -> bool:
    """Whether the data end within the line of a request that begins at `at`: the rest of the line is on its way."""
    if len(data) - at > _LONGEST_HELD or data.find(b"\n", at) >= 0:
        return False
    return bool(_METHOD.match(data, at))


class Utf8Protocol(HttpToolsProtocol):
    """uvicorn's HTTP/1.1, which also answers `curl 'http://…?q=中国'`.

    curl sends the characters of a query as they are, in UTF-8, where a browser writes %E4%B8%AD%E5%9B%BD; uvicorn's
    parser calls that no HTTP. Only the first line of a new request is mended, also of one that was sent before the
    request before it was answered: to change anything else would change
    lengths that were announced, and let one request end inside another.
    """

    _between_requests = True
    _held = b""

    def on_message_begin(self) -> None:
        """A request has begun."""
        self._between_requests = False
        super().on_message_begin()

    def on_message_complete(self) -> None:
        """A request has been read to its end."""
        self._between_requests = True
        super().on_message_complete()

    def data_received(self, data: bytes) -> None:
        """Read what came: perhaps several requests, each with a line to be mended, the last perhaps cut short."""
        data, self._held = self._held + data, b""
        at = 0
        while at < len(data) and not self.transport.is_closing():
            read, line = at, b""
            if self._between_requests:
                if _is_cut_short(data, at):
                    self._held = data[at:]
                    return
                if found := _REQUEST_LINE.match(data, at):
                    read, line = found.end(), percent_encoded(found[0])
            # Where this request ends only the parser knows: it is given no more than up to where one may begin.
            following = _METHOD.search(data, max(read, at + 1))
            at = following.start() if following else len(data)
            super().data_received(line + data[read:at])

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
