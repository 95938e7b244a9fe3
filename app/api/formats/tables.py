"""Tables for spreadsheets: CSV (RFC 4180) in UTF-8 with a byte order mark, by which Excel recognizes UTF-8."""

import csv
import io
from collections.abc import Iterable, Iterator

from app.api.schemas.concordance import Row
from app.api.schemas.search import Hit
from app.api.schemas.statements import ExportedParagraph

_BYTE_ORDER_MARK = "\ufeff"

_FORMULA_PREFIXES = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Prefixes that make a spreadsheet evaluate a cell (OWASP, CSV Injection), in half width and full width."""

_TEXT_PREFIX = "'"
"""The prefix that marks a cell as text."""

_LOCATION_COLUMNS = ("id", "statement", "title", "date", "kind", "number", "label")
_PARAGRAPH_COLUMNS = (*_LOCATION_COLUMNS, "section", "speakers", "text", "url")
_MATCH_COLUMNS = (*_LOCATION_COLUMNS, "left", "match", "right", "start", "end", "url")

Cells = tuple[object, ...]


def paragraph_table(paragraphs: Iterable[Hit | ExportedParagraph]) -> Iterator[str]:
    """The paragraphs as a table, one chunk for each; the first chunk is the header."""
    yield from _table(_PARAGRAPH_COLUMNS, map(_paragraph_cells, paragraphs))


def match_table(rows: Iterable[Row]) -> Iterator[str]:
    """The matches as a table, one chunk for each; the first chunk is the header."""
    yield from _table(_MATCH_COLUMNS, map(_match_cells, rows))


def _paragraph_cells(paragraph: Hit | ExportedParagraph) -> Cells:
    return (
        *_location_cells(paragraph),
        paragraph.section.title if paragraph.section else None,
        " ".join(paragraph.speakers),
        paragraph.text,
        paragraph.url,
    )


def _match_cells(row: Row) -> Cells:
    return (*_location_cells(row), row.left, row.match, row.right, row.start, row.end, row.url)


def _location_cells(item: Hit | ExportedParagraph | Row) -> Cells:
    """The leading columns of every table: the paragraph and its statement."""
    statement = item.statement
    return (item.id, statement.id, statement.title, statement.date, statement.kind, item.number, item.label)


def _table(columns: tuple[str, ...], rows: Iterable[Cells]) -> Iterator[str]:
    yield _BYTE_ORDER_MARK + _line(columns)
    for cells in rows:
        yield _line(map(neutralize_formula, cells))


def _line(cells: Iterable[object]) -> str:
    """A line of the table, terminated with CRLF."""
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()


def neutralize_formula(cell: object) -> object:
    """The cell, which a spreadsheet shows and does not evaluate.

    >>> neutralize_formula("=1+1"), neutralize_formula("中巴=友好"), neutralize_formula(7)
    ("'=1+1", '中巴=友好', 7)
    """
    return _TEXT_PREFIX + cell if isinstance(cell, str) and cell.startswith(_FORMULA_PREFIXES) else cell
