"""Sentences and clauses of a comparable text, with their places.

A clause is what stands between ，；。：and the like, a sentence between 。！？；. Offsets are code points of the comparable
text (`Analyzer.comparable`, where ， is a comma), half-open, from 0; neither has the mark that ends it. A line break ends
both: it stands between the paragraphs of a statement (`prepared.Text`) and never inside a comparable text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.spans import Span

_SENTENCE_END = re.compile(r"[。！？；!?;\n]")
"""双方同意。中方重申；巴方表示！"""

_CLAUSE_END = re.compile(r"[。！？；!?;\n]|(?<![0-9])[,:，：]|[,:，：](?![0-9])")
"""双方同意，加强合作：一是贸易. Not: 1,000, 10:30, 贸易、投资."""

_AROUND = " 、”’」』"
"""What a clause never begins with; what closes a quotation belongs to the clause before."""


def sentences(text: str) -> list[Span]:
    """The sentences of a comparable text, in order.

    >>> sentences("双方同意,加强合作。中方重申。")
    [(0, 9), (10, 14)]
    """
    return _between(_SENTENCE_END, text, 0, len(text))


def clauses(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The clauses of a comparable text, or of its stretch from `start` to `end`, in order.

    >>> clauses("双方同意,加强合作。贸易额为1,000元")
    [(0, 4), (5, 9), (10, 20)]
    """
    return _between(_CLAUSE_END, text, start, len(text) if end is None else end)


def clause_around(text: str, start: int, end: int) -> Span:
    """The clause that has the stretch, or all the clauses from its first to its last."""
    return _around(_CLAUSE_END, text, start, end)


def sentence_around(text: str, start: int, end: int) -> Span:
    """The sentence that has the stretch, or all the sentences from its first to its last."""
    return _around(_SENTENCE_END, text, start, end)


def line_around(text: str, at: int) -> Span:
    """The line of the text in which `at` is: a paragraph of a statement."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _between(mark: re.Pattern[str], text: str, start: int, end: int) -> list[Span]:
    """What is left between the marks, nothing empty."""
    found = []
    for match in mark.finditer(text, start, end):
        found.append((start, match.start()))
        start = match.end()
    found.append((start, end))
    return [span for span in (_trimmed(text, *span) for span in found) if span[0] < span[1]]


def _around(mark: re.Pattern[str], text: str, start: int, end: int) -> Span:
    """The stretch, widened to the next marks on both sides."""
    first, last = line_around(text, start)[0], line_around(text, end)[1]
    before = [match.end() for match in mark.finditer(text, first, last) if match.end() <= start]
    after = mark.search(text, end, last)
    return _trimmed(text, before[-1] if before else first, after.start() if after else last)


def _trimmed(text: str, start: int, end: int) -> Span:
    """The stretch without blanks and closing marks at its start, and without blanks at its end."""
    while start < end and text[start] in _AROUND:
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return start, end
