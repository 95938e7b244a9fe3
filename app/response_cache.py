"""A cache of whole responses by ETag."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cachetools import LRUCache
from starlette.responses import Response

if TYPE_CHECKING:
    from app.metrics import Metrics

_OVERHEAD = 1500
"""The approximate bytes that a cached response takes besides its body and headers."""


@dataclass(frozen=True, slots=True)
class _CachedResponse:
    body: bytes
    headers: tuple[tuple[bytes, bytes], ...]

    @property
    def size(self) -> int:
        """The approximate size in bytes. `Link` repeats the query string, which may be longer than the body."""
        return len(self.body) + sum(len(name) + len(value) for name, value in self.headers) + _OVERHEAD


class ResponseCache:
    """The most recently used responses by ETag, which depends on everything that a response depends on.

    Takes `capacity` bytes at most; with 0 it stores nothing. Not thread-safe.
    """

    def __init__(self, capacity: int, metrics: Metrics) -> None:
        self._cached: LRUCache[str, _CachedResponse] = LRUCache(capacity, getsizeof=lambda cached: cached.size)
        self._metrics = metrics

    def answer(self, etag: str) -> Response | None:
        """The response with this ETag; None if it is not cached."""
        cached = self._cached.get(etag)
        if cached is None:
            return None
        self._metrics.cache_hits.inc()
        response = Response()
        response.body = cached.body
        response.raw_headers = list(cached.headers)
        return response

    def keep(self, etag: str, response: Response) -> None:
        """Store a response, and evict the least recently used; one larger than the capacity is not stored."""
        self._metrics.cache_misses.inc()
        cached = _CachedResponse(bytes(response.body), tuple(response.raw_headers))
        if cached.size <= self._cached.maxsize:
            self._cached[etag] = cached
