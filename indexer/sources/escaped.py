"""HTML that stands escaped in XML, as feeds have it: &lt;p&gt;双方同意。&lt;/p&gt;."""

from __future__ import annotations

import re
from bisect import bisect_right
from html import unescape
from typing import TYPE_CHECKING

from indexer.sources.blocks import Run
from indexer.sources.markup import PLACE, line_break, pieces_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from indexer.sources.markup import Piece

ESCAPED_HTML = re.compile(
    r"&lt;(?:p|div|br|span|h[1-6]|ul|ol|li|table|a|b|strong|em|img|font)(?:\s[^&<>]{0,300})?/?&gt;", re.IGNORECASE
)
"""&lt;p&gt;, &lt;br/&gt;. Not: a &lt; b"""

_BREAK = re.compile(rf'<br {PLACE}="(\d+)-(\d+)">')
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")


def unescaped_pieces(source: str, start: int, end: int) -> Iterator[Piece]:
    """The signs and texts of the HTML from `start` to `end`, every text with its place in the source."""
    text, places = _unescaped(source, start, end)
    starts = [at for at, _, _ in places]

    def place_of(offset: int) -> int:
        return _at(offset, places[bisect_right(starts, offset) - 1])

    for piece in pieces_of(text):
        if isinstance(piece, str):
            yield _BREAK.sub(lambda at: line_break(place_of(int(at[1])), place_of(int(at[2]))), piece)
        else:
            yield [placed for run in piece for placed in _placed(run, text, starts, places)]


def _unescaped(source: str, start: int, end: int) -> tuple[str, list[tuple[int, int, int]]]:
    """The text, and where its stretches begin in it and stand in the source."""
    text = ""
    parts: list[str] = []
    places: list[tuple[int, int, int]] = []
    length = 0
    for reference in (*_REFERENCE.finditer(source, start, end), None):
        behind = reference.start() if reference else end
        for written, here, there in (
            (source[start:behind], start, behind),
            *([(unescape(reference[0]), *reference.span())] if reference else []),
        ):
            if written:
                parts.append(written)
                places.append((length, here, there))
                length += len(written)
        start = reference.end() if reference else end
    return text.join(parts), places


def _placed(run: Run, text: str, starts: Sequence[int], places: Sequence[tuple[int, int, int]]) -> Iterator[Run]:
    """A run of the text, in pieces that stand each in one stretch of the source."""
    number = bisect_right(starts, run.start) - 1
    if run.end - run.start != len(run.text):  # a reference within the HTML: it stands for all of its stretches
        last = bisect_right(starts, run.end - 1) - 1
        yield Run(run.text, _at(run.start, places[number]), _at(run.end, places[last]))
        return
    at = run.start
    while at < run.end:
        begins, start, end = places[number]
        stop = min(run.end, starts[number + 1] if number + 1 < len(starts) else len(text))
        is_whole = end - start != (starts[number + 1] if number + 1 < len(starts) else len(text)) - begins
        yield Run(text[at:stop], start if is_whole else start + at - begins, end if is_whole else start + stop - begins)
        at, number = stop, number + 1


def _at(offset: int, place: tuple[int, int, int]) -> int:
    """The place in the source of an offset in the text."""
    begins, start, end = place
    return min(start + offset - begins, end)
