"""Answers that are kept, so that who asks the same again need not wait for the same work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cachetools import LRUCache
from starlette.responses import Response

if TYPE_CHECKING:
    from app.metrics import Metrics

_OVERHEAD = 1500
"""Bytes, about, that the objects of an answer and its place in the cache take besides what is in them."""


@dataclass(frozen=True, slots=True)
class _Kept:
    body: bytes
    headers: tuple[tuple[bytes, bytes], ...]

    @property
    def size(self) -> int:
        """Bytes, about. `Link` repeats the query string, which may be longer than the body."""
        return len(self.body) + sum(len(name) + len(value) for name, value in self.headers) + _OVERHEAD


class ResponseCache:
    """The answers asked for last, by their ETag, which changes with all that an answer depends on.

    It takes `capacity` bytes at most; with 0 it keeps nothing. Not safe to use from several threads at once.
    """

    def __init__(self, capacity: int, metrics: Metrics) -> None:
        self._kept: LRUCache[str, _Kept] = LRUCache(capacity, getsizeof=lambda kept: kept.size)
        self._metrics = metrics

    def answer(self, etag: str) -> Response | None:
        """The answer that has this ETag, if it is kept."""
        kept = self._kept.get(etag)
        if kept is None:
            return None
        self._metrics.cache_hits.inc()
        response = Response()
        response.body = kept.body
        response.raw_headers = list(kept.headers)
        return response

    def keep(self, etag: str, response: Response) -> None:
        """Keep an answer, and drop those for which there is no room any more; what is larger than all is not kept."""
        self._metrics.cache_misses.inc()
        kept = _Kept(bytes(response.body), tuple(response.raw_headers))
        if kept.size <= self._kept.maxsize:
            self._kept[etag] = kept
