"""Sentences and clauses of a comparable text, as spans.

A clause is the text between marks such as ，；。：, a sentence the text between 。！？；. Offsets are code points of
the comparable text (`Analyzer.comparable`, where ， is a comma), half-open, from 0; neither includes the mark that ends
it. A line break ends both: it separates the paragraphs of a statement (`precomputed.Text`), and occurs nowhere else.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from search.analysis.folding import NARROW

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.match_spans import Span

_SENTENCE_END = re.compile(r"[。！？；!?;\n]")
"""双方同意。中方重申；巴方表示！"""

_CLAUSE_END = re.compile(r"[。！？；!?;\n,:，：](?:(?<![,:，：])|(?<![0-9].)|(?![0-9]))")
"""双方同意，加强合作：一是贸易. Not: 1,000, 10:30, 贸易、投资."""

_AROUND = " 、"
"""Characters that a clause never begins with."""

QUOTATION_MARK = re.compile(rf'"(?!{NARROW})|(?<!{NARROW})"')
"""“双方同意”, as it is compared. Not: people's."""


def sentences(text: str) -> list[Span]:
    """The sentences of a comparable text, in order.

    >>> sentences("双方同意,加强合作。中方重申。")
    [(0, 9), (10, 14)]
    """
    return between(text, [match.start() for match in _SENTENCE_END.finditer(text)], 0, len(text))


def clause_marks(text: str) -> list[int]:
    """The offsets of the marks that end a clause, each of which is one character.

    >>> clause_marks("双方同意,加强合作。贸易额为1,000元")
    [4, 9]
    """
    return [match.start() for match in _CLAUSE_END.finditer(text)]


def between(text: str, marks: Sequence[int], start: int, end: int) -> list[Span]:
    """The non-empty parts of a span between the marks in it, in order.

    >>> between("双方同意,加强合作。贸易额为1,000元", [4, 9], 0, 20)
    [(0, 4), (5, 9), (10, 20)]
    """
    found = []
    for mark in marks[bisect_left(marks, start) : bisect_left(marks, end)]:
        found.append((start, mark))
        start = mark + 1
    found.append((start, end))
    return [span for span in (_trimmed(text, *span) for span in found) if span[0] < span[1]]


def around(text: str, marks: Sequence[int], start: int, end: int) -> Span:
    """The span extended to the next marks on both sides."""
    before, after = bisect_left(marks, start), bisect_left(marks, end)
    first = marks[before - 1] + 1 if before else 0
    first, last = _trimmed(text, first, marks[after] if after < len(marks) else len(text))
    return min(first, start), max(last, end)


def closes_quotation(text: str, at: int) -> bool:
    """Whether a quotation mark stands at the offset and is the second of a pair on its line.

    All quotation marks are compared as one, so which of two it is can only be counted.

    >>> closes_quotation('"一带一路"', 0), closes_quotation('"一带一路"', 5)
    (False, True)
    """
    if not QUOTATION_MARK.match(text, at):
        return False
    line = text.rfind("\n", 0, at) + 1
    return len(QUOTATION_MARK.findall(text, line, at)) % 2 == 1


def sentence_around(text: str, start: int, end: int) -> Span:
    """The sentence that contains the span, or the sentences from its first to its last."""
    first, last = line_around(text, start)[0], line_around(text, end)[1]
    marks = [first - 1, *(match.start() for match in _SENTENCE_END.finditer(text, first, last)), last]
    return around(text, marks, start, end)


def line_around(text: str, at: int) -> Span:
    """The line that contains the offset: a paragraph of a statement."""
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, len(text) if end < 0 else end


def _trimmed(text: str, start: int, end: int) -> Span:
    """The span without blanks and closing marks at its start, and without blanks at its end."""
    while start < end and (text[start] in _AROUND or closes_quotation(text, start)):
        start += 1
    while end > start and text[end - 1] == " ":
        end -= 1
    return start, end
