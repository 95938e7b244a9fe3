"""Plain text for people: the query and the scope, then the paragraphs, or a concordance."""

from collections.abc import Iterable, Iterator
from datetime import date

from app.api.schemas.concordance import ConcordanceAnswer, Row
from app.api.schemas.search import Hit, ReadQuery, SearchAnswer, Totals
from app.api.schemas.statements import ExportedParagraph
from app.escaping import BLANKS, one_line, printable


def search_text(answer: SearchAnswer) -> Iterator[str]:
    """The answer to a search, in chunks."""
    yield from _head(answer)
    yield from paragraph_text(answer.hits)


def concordance_text(answer: ConcordanceAnswer) -> Iterator[str]:
    """The concordance, with the matches aligned in a column for a terminal."""
    yield from _head(answer)
    rows = [(one_line(row.left), one_line(row.match), one_line(row.right), row) for row in answer.rows]
    before = max((_columns(left) for left, _, _, _ in rows), default=0)
    after = max((_columns(match + right) for _, match, right, _ in rows), default=0)
    for left, match, right, row in rows:
        padding, filling = " " * (before - _columns(left)), " " * (after - _columns(match + right))
        yield f"{padding}{left} [{match}] {right}{filling}  {_place(row)}\n"


def export_text(
    query: ReadQuery, total: Totals, corpus_version: str, paragraphs: Iterable[ExportedParagraph]
) -> Iterator[str]:
    """An export, in chunks."""
    yield from _interpretation(query, total)
    yield f"corpus: {corpus_version}\n\n"
    yield from paragraph_text(paragraphs)


def paragraph_text(paragraphs: Iterable[Hit | ExportedParagraph]) -> Iterator[str]:
    """The paragraphs, each under a line with its id, statement and day."""
    for paragraph in paragraphs:
        title = one_line(paragraph.statement.title)
        yield f"{_place(paragraph)}  {_day(paragraph.statement.date)}  {title}\n{printable(paragraph.text, BLANKS)}\n\n"


def _head(answer: SearchAnswer | ConcordanceAnswer) -> Iterator[str]:
    """The interpretation of the query, the totals, the scope and the suggestions."""
    yield from _interpretation(answer.query, answer.total)
    searched = answer.searched
    yield f"searched: {searched.statements} statements, {searched.paragraphs} paragraphs"
    yield f", {_day(searched.first)} to {_day(searched.last)}" if searched.first else ""
    yield f" (corpus {answer.corpus_version})\n"
    for suggestion in answer.suggestions:
        yield f"try: {one_line(suggestion.q)} ({suggestion.count} paragraphs): {one_line(suggestion.message)}\n"
    yield "\n"


def _interpretation(query: ReadQuery, total: Totals) -> Iterator[str]:
    """The interpretation of the query, and the totals."""
    occurrences = (
        "more occurrences than are counted" if total.occurrences is None else f"{total.occurrences} occurrences"
    )
    yield f"query: {one_line(query.q)}\n"
    yield f"read as: {one_line(query.parsed)}\n"
    for notice in query.notices:
        yield f"notice: {one_line(notice.message)}\n"
    yield f"found: {total.paragraphs} paragraphs, {total.statements} statements, {occurrences}\n"


def _place(item: Hit | ExportedParagraph | Row) -> str:
    """The paragraph's id, and the number printed before it."""
    return f"{item.id} {item.label}" if item.label else item.id


def _day(day: date | None) -> str:
    return day.isoformat() if day else "undated"


def _columns(text: str) -> int:
    """The width of the text in terminal columns: a Han character takes two (UAX #11)."""
    from wcwidth import wcswidth  # noqa: PLC0415  takes 0.02 s, and only plain-text concordances need it

    width = wcswidth(text)
    return width if width >= 0 else len(text)
