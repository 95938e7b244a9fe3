"""Keyword in context: a match with what stands on either side of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Keyword:
    """One match. `left` + `match` + `right` is a stretch of the text; `start` is the offset of `match` in it."""

    left: str
    match: str
    right: str
    start: int


def keyword(text: str, start: int, end: int, *, context: int) -> Keyword:
    """The match `text[start:end]` with up to `context` characters on either side."""
    return Keyword(text[max(start - context, 0) : start], text[start:end], text[end : end + context], start)
