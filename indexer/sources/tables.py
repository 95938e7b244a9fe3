"""Tables of documents (CSV, TSV): a row a document, its columns found by their names."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indexer.errors import UnreadableSourceError
from indexer.sources.blocks import Block, Run
from indexer.sources.body import read_text
from indexer.sources.jsonlines import Record
from indexer.sources.lines import Lost
from indexer.sources.metadata import first_day_in
from search.model import Kind

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping, Sequence

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "contents", "fulltext", "full_text", "full text", "article", "paragraphs",
             "transcript", "正文", "內容", "内容", "全文", "文本"),
    "title": ("title", "headline", "heading", "subject", "标题", "標題", "题名", "題名", "题目"),
    "date": ("date", "day", "signed", "日期", "签署日期", "簽署日期"),
    "published": ("published", "pubdate", "pub_date", "publish_date", "published_at", "published_date",
                  "time", "发布时间", "发布日期", "發布時間", "時間", "时间"),
    "id": ("id", "编号", "編號"),
    "kind": ("kind", "类型", "類型"),
    "place": ("place", "地点", "地點"),
    "url": ("url", "link", "address", "网址", "链接", "網址"),
    "publisher": ("publisher", "source", "来源", "來源"),
    "editor": ("editor", "编辑", "編輯"),
    "language": ("language", "lang", "语言", "語言"),
}  # fmt: skip
"""What a document's line may say, and the names under which tables say it, the likeliest first."""

_DELIMITERS = ("\t", ",", ";", "|")
_QUOTED = re.compile(r'"(?P<text>(?:[^"]++|"")*+)(?P<end>"|\Z)')
_LINE_END = re.compile(r"\r\n|\r|\n")
_PLAIN = {each: re.compile(rf"[^\r\n{re.escape(each)}]*") for each in _DELIMITERS}
_EDGES = "\ufeff \t\r\n"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as a block, without its quotation marks; an empty one has no runs. `is_open`: its last mark is missing."""

    block: Block
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row, and the line that it begins on, counted from 1."""

    line: int
    cells: tuple[Cell, ...]

    @property
    def texts(self) -> list[str]:
        """The cells' texts without the blanks around them."""
        return [cell.block.text.strip(_EDGES) for cell in self.cells]


def rows_of(text: str, delimiter: str) -> Iterator[Row]:
    """The rows that are not blank, with every cell's place (RFC 4180, and what spreadsheets make of it)."""
    at, line = 0, 1
    while at < len(text):
        cells: list[Cell] = []
        begin = at
        while True:
            cell, at = _cell(text, at, delimiter)
            cells.append(cell)
            if text[at : at + 1] != delimiter:
                break
            at += 1
        end = _LINE_END.match(text, at)
        at = end.end() if end else at + 1
        if len(cells) > 1 or cells[0].block.runs:
            yield Row(line, tuple(cells))
        line += sum(1 for _ in _LINE_END.finditer(text, begin, at))


def _cell(text: str, at: int, delimiter: str) -> tuple[Cell, int]:
    """The cell that begins at a place, and where it ends."""
    quoted = _QUOTED.match(text, at + (text[at : at + 1] == "\ufeff"))
    rest = _PLAIN[delimiter].match(text, quoted.end() if quoted else at)
    end = rest.end() if rest else at
    if quoted is None:
        return Cell(Block((Run(text[at:end], at, end),) if at < end else ())), end
    runs = list(_unquoted(text, *quoted.span("text")))
    if quoted.end() < end:
        runs.append(Run(text[quoted.end() : end], quoted.end(), end))
    return Cell(Block(tuple(runs)), is_open=not quoted["end"]), end


def _unquoted(text: str, start: int, end: int) -> Iterator[Run]:
    """What stands between the quotation marks of a cell, where two marks are one."""
    while start < end:
        mark = text.find('""', start, end)
        if mark < 0:
            yield Run(text[start:end], start, end)
            return
        if start < mark:
            yield Run(text[start:mark], start, mark)
        yield Run('"', mark, mark + 2)
        start = mark + 2


@dataclass(frozen=True, slots=True)
class Columns:
    """Which cell of a row holds what, by number, and the names of those that are not used."""

    delimiter: str
    names: tuple[str, ...]
    numbers: Mapping[str, int]

    @property
    def unused(self) -> list[str]:
        """The columns that say nothing which a document has a place for."""
        used = set(self.numbers.values())
        return [name for number, name in enumerate(self.names) if number not in used]


def columns_of(head: str, asked: Mapping[str, str]) -> Columns:
    """The columns that the first row names, with the delimiter by which it names most; `asked` says it where given."""
    able = []
    for delimiter in _DELIMITERS:
        first = next(rows_of(head, delimiter), None)
        names = tuple(first.texts) if first else ()
        able.append(Columns(delimiter, names, _numbers(names, asked)))
    return max(able, key=lambda columns: (len(columns.numbers), len(columns.names)))


def _numbers(names: Sequence[str], asked: Mapping[str, str]) -> dict[str, int]:
    folded = [name.casefold() for name in names]
    found: dict[str, int] = {}
    for what, known in COLUMNS.items():
        wanted = (asked[what].casefold(),) if what in asked else known
        number = next((folded.index(name) for name in wanted if name in folded), None)
        if number is not None and number not in found.values():
            found[what] = number
    return found


def looks_like_table(head: str) -> bool:
    """Whether the first line of a file names a column of texts and one of titles or days."""
    columns = columns_of(head, {})
    return "text" in columns.numbers and bool({"title", "date", "published"} & columns.numbers.keys())


def read_table(text: str, asked: Mapping[str, str], *, name: str) -> Iterator[Record | Lost]:
    """The documents of a table, and the rows without one. Raises `UnreadableSourceError` where no column is known."""
    columns = columns_of(text[: text.find("\n") + 1 or len(text)], asked)
    missing = [wanted for what, wanted in asked.items() if what not in columns.numbers]
    if missing or "text" not in columns.numbers:
        raise UnreadableSourceError(name, "line 1", _unclear(columns, missing))
    rows = rows_of(text, columns.delimiter)
    head = next(rows)
    for row in rows:
        yield _document(row, columns, told=row.line == head.line + 1)


def _unclear(columns: Columns, missing: Sequence[str]) -> str:
    names = ", ".join(repr(name[:40]) for name in columns.names[:20])
    what = f"no column named {', '.join(map(repr, missing))}" if missing else "no column known to hold the texts"
    way_out = "say which is which: --columns text=NAME,title=NAME,date=NAME"
    return f"The file is a table (CSV) with {what}; its columns are {names}; {way_out}."


def _document(row: Row, columns: Columns, *, told: bool) -> Record | Lost:
    """The document of a row."""
    characters = sum(len(cell.block.text) for cell in row.cells)
    if any(cell.is_open for cell in row.cells):
        reason = "The row opens a quotation mark that is never closed, and nothing after it is read; close it."
        return Lost(row.line, reason, characters)
    if len(row.cells) != len(columns.names):
        counts = f"The row has {len(row.cells)} cells, and the first row has {len(columns.names)}"
        reason = f"{counts}; put a text with commas in quotation marks."
        return Lost(row.line, reason, characters)
    return _Document(row, columns).record(told=told)


class _Document:
    """A row asked for what it holds; what is strange about it gathers in `warnings`."""

    def __init__(self, row: Row, columns: Columns) -> None:
        self._row = row
        self._columns = columns
        self.warnings: list[str] = []

    def record(self, *, told: bool) -> Record | Lost:
        """The document, or why there is none. `told`: what holds for every row is said here."""
        paragraphs, aside = self._paragraphs()
        if not paragraphs:
            return Lost(self._row.line, "The row has no text; remove it, or give it text.", sum(aside.values()))
        if told and self._columns.unused:
            self._warn(f"The columns {', '.join(self._columns.unused)} are not used.")
        return Record(
            line=self._row.line,
            title=self._block("title"),
            paragraphs=paragraphs,
            id=self._text("id"),
            date=self._day("date"),
            published=self._day("published"),
            kind=self._kind(),
            place=self._text("place"),
            url=self._text("url"),
            publisher=self._text("publisher"),
            editor=self._text("editor"),
            language=self._text("language"),
            characters=dict(aside),
            warnings=tuple(self.warnings),
        )

    def _warn(self, message: str) -> None:
        self.warnings.append(f"line {self._row.line}: {message}")

    def _block(self, what: str) -> Block | None:
        number = self._columns.numbers.get(what)
        block = self._row.cells[number].block.strip() if number is not None else None
        return block if block and block.runs else None

    def _text(self, what: str) -> str | None:
        block = self._block(what)
        return block.text if block else None

    def _day(self, what: str) -> datetime.date | None:
        text = self._text(what)
        day = first_day_in(text, compact=True) if text else None
        if text and day is None:
            self._warn(f"The value of {what} is not a clear day ({text[:40]!r}); it is not used.")
        return day

    def _kind(self) -> Kind | None:
        name = self._text("kind")
        if name is None or name in set(Kind):
            return Kind(name) if name else None
        self._warn(f"The kind is {name[:40]!r}, which is none of {', '.join(Kind)}; it is not used.")
        return None

    def _paragraphs(self) -> tuple[tuple[Block, ...], Counter[str]]:
        """The paragraphs of the text, read as a file of it would be, and how many characters are of another kind."""
        used = {self._columns.numbers.get(what) for what in ("title", "text")}
        aside: Counter[str] = Counter()
        for number, cell in enumerate(self._row.cells):
            if number not in used:
                aside["furniture:field"] += len(cell.block.text)
        whole = self._block("text")
        if whole is None:
            return (), aside
        parsed = read_text(whole.text, name=f"line {self._row.line}")
        for each in parsed.furniture:
            aside[f"furniture:{each.kind}"] += len(each.block.text)
        return tuple(_placed(block, whole) for block in parsed.blocks), aside


def _placed(block: Block, whole: Block) -> Block:
    """A block read from the text of a cell, at its place in the file."""
    runs: list[Run] = []
    for run in block.runs:
        behind = whole.cut(run.start, run.end)
        if behind.text == run.text:
            runs += behind.runs
        else:
            runs.append(Run(run.text, behind.start, behind.end))
    return Block(tuple(runs), block.style)
