"""Text for people: what was asked and searched, then the paragraphs, or the matches under one another."""

from collections.abc import Iterable, Iterator
from datetime import date

from wcwidth import wcswidth

from app.api.answers.concordance import ConcordanceAnswer, Row
from app.api.answers.search import Hit, SearchAnswer
from app.api.answers.statements import ExportedParagraph

_ON_ONE_LINE = {ord(mark): " " for mark in "\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"}
"""Everything that would end a line of a concordance."""


def search_text(answer: SearchAnswer) -> Iterator[str]:
    """The answer to a search, piece by piece."""
    yield from _head(answer)
    yield from paragraph_text(answer.hits)


def concordance_text(answer: ConcordanceAnswer) -> Iterator[str]:
    """The matches, one under the other, as wide as a terminal shows them."""
    yield from _head(answer)
    rows = [(_one_line(row.left), _one_line(row.match), _one_line(row.right), row) for row in answer.rows]
    before = max((_columns(left) for left, _, _, _ in rows), default=0)
    after = max((_columns(match + right) for _, match, right, _ in rows), default=0)
    for left, match, right, row in rows:
        padding, filling = " " * (before - _columns(left)), " " * (after - _columns(match + right))
        yield f"{padding}{left} [{match}] {right}{filling}  {_place(row)}\n"


def paragraph_text(paragraphs: Iterable[Hit | ExportedParagraph]) -> Iterator[str]:
    """Paragraphs, each under a line that says where it stands."""
    for paragraph in paragraphs:
        title = _one_line(paragraph.statement.title)
        yield f"{_place(paragraph)}  {_day(paragraph.statement.date)}  {title}\n{paragraph.text}\n\n"


def _head(answer: SearchAnswer | ConcordanceAnswer) -> Iterator[str]:
    """How the query was understood, and what came of it."""
    total, searched = answer.total, answer.searched
    occurrences = (
        "more occurrences than are counted" if total.occurrences is None else f"{total.occurrences} occurrences"
    )
    yield f"query: {_one_line(answer.query.q)}\n"
    yield f"read as: {_one_line(answer.query.parsed)}\n"
    for notice in answer.query.notices:
        yield f"notice: {_one_line(notice.message)}\n"
    yield f"found: {total.paragraphs} paragraphs, {total.statements} statements, {occurrences}\n"
    yield f"searched: {searched.statements} statements, {searched.paragraphs} paragraphs"
    yield f", {_day(searched.first)} to {_day(searched.last)}" if searched.first else ""
    yield f" (corpus {answer.corpus_version})\n"
    for suggestion in answer.suggestions:
        yield f"try: {_one_line(suggestion.q)} ({suggestion.count} paragraphs): {_one_line(suggestion.message)}\n"
    yield "\n"


def _place(item: Hit | ExportedParagraph | Row) -> str:
    """The paragraph's id, and the number printed before it."""
    return f"{item.id} {item.label}" if item.label else item.id


def _day(day: date | None) -> str:
    return day.isoformat() if day else "undated"


def _one_line(text: str) -> str:
    return text.translate(_ON_ONE_LINE)


def _columns(text: str) -> int:
    """How wide a terminal shows the text: a Han character takes two columns (UAX #11)."""
    width = wcswidth(text)
    return width if width >= 0 else len(text)
