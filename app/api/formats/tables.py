"""Tables for spreadsheets: CSV (RFC 4180) in UTF-8 with a byte order mark, which is how Excel knows it."""

import csv
import io
from collections.abc import Iterable, Iterator

from app.api.schemas.concordance import Row
from app.api.schemas.search import Hit
from app.api.schemas.statements import ExportedParagraph

_BYTE_ORDER_MARK = "\ufeff"

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings of a cell that make a spreadsheet run it (OWASP, CSV Injection), the wide ones like the others."""

_HARMLESS = "'"
"""What tells a spreadsheet that text follows."""

_PARAGRAPH_COLUMNS = (
    "id",
    "statement",
    "title",
    "date",
    "kind",
    "number",
    "label",
    "section",
    "speakers",
    "text",
    "url",
)
_MATCH_COLUMNS = (
    "id",
    "statement",
    "title",
    "date",
    "kind",
    "number",
    "label",
    "left",
    "match",
    "right",
    "start",
    "end",
    "url",
)

Cells = tuple[object, ...]


def paragraph_table(paragraphs: Iterable[Hit | ExportedParagraph]) -> Iterator[str]:
    """Paragraphs as a table, a piece of it for each; the first piece is the head."""
    yield from _table(_PARAGRAPH_COLUMNS, map(_paragraph_cells, paragraphs))


def match_table(rows: Iterable[Row]) -> Iterator[str]:
    """Matches as a table, a piece of it for each; the first piece is the head."""
    yield from _table(_MATCH_COLUMNS, map(_match_cells, rows))


def _paragraph_cells(paragraph: Hit | ExportedParagraph) -> Cells:
    return (
        *_place_cells(paragraph),
        paragraph.section.title if paragraph.section else None,
        " ".join(paragraph.speakers),
        paragraph.text,
        paragraph.url,
    )


def _match_cells(row: Row) -> Cells:
    return (*_place_cells(row), row.left, row.match, row.right, row.start, row.end, row.url)


def _place_cells(item: Hit | ExportedParagraph | Row) -> Cells:
    """Which paragraph of which statement: what every table begins with."""
    statement = item.statement
    return (item.id, statement.id, statement.title, statement.date, statement.kind, item.number, item.label)


def _table(columns: tuple[str, ...], rows: Iterable[Cells]) -> Iterator[str]:
    yield _BYTE_ORDER_MARK + _line(columns)
    for cells in rows:
        yield _line(map(neutralize_formula, cells))


def _line(cells: Iterable[object]) -> str:
    """A line of the table, ended with CRLF."""
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()


def neutralize_formula(cell: object) -> object:
    """The cell as a spreadsheet shows it and does not run it.

    >>> harmless("=1+1"), harmless("中巴=友好"), harmless(7)
    ("'=1+1", '中巴=友好', 7)
    """
    return _HARMLESS + cell if isinstance(cell, str) and cell.startswith(_DANGEROUS) else cell
