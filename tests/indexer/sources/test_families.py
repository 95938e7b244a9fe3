"""The table of families in docs/reading.md: every document in it is read as it says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from indexer.errors import UnreadableSourceError
from indexer.sources import read_bytes
from indexer.sources.lines import Lost
from indexer.sources.tables import read_table
from tests.indexer.sources.built import BUILDERS
from tests.indexer.sources.laws import assert_lawful

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indexer.sources.blocks import Block, ParsedSource

DOCUMENT = Path("docs/reading.md")
_PAIR = re.compile(
    r"^## (?P<family>[^\n]+)\n|^```(?P<info>[^\n]+)\n(?P<document>.*?)\n```\n+```read\n(?P<read>.*?)\n```$",
    re.MULTILINE | re.DOTALL,
)
_TABLES = frozenset({"csv", "tsv"})


def rows() -> Iterator[object]:
    family = ""
    for number, match in enumerate(_PAIR.finditer(DOCUMENT.read_text(encoding="utf-8"))):
        if match["family"]:
            family = match["family"]
        else:
            yield pytest.param(match["info"], match["document"], match["read"], id=f"{family}-{number}")


def made(info: str, document: str) -> bytes:
    """The bytes of a document; the words after a format are an encoding, or `mark` for a byte order mark."""
    form, _, encoding = info.partition(" ")
    if form in BUILDERS:
        return BUILDERS[form](document)
    if encoding == "mark":
        return document.encode("utf-8-sig")
    return document.encode(encoding or "utf-8")


def told(reading: ParsedSource) -> Iterator[str]:
    """What is read, a line each: metadata, then headings, paragraphs and furniture as they stand in the file."""
    if reading.nothing is not None:
        yield f"! {reading.nothing}"
    for number, item in enumerate(reading.items, 1):
        yield f"@item {number} {item.metadata.published} {item.metadata.url or ''} {item.blocks[0].text}"
    metadata = reading.metadata
    for name in ("title", "published", "url", "publisher", "editor"):
        if (value := getattr(metadata, name)) is not None:
            yield f"@{name} {value}"
    blocks = [(block.start, shown(block)) for block in reading.blocks]
    furniture = [(each.block.start, f"({each.kind}) {' '.join(each.block.text.split())}") for each in reading.furniture]
    yield from (line for _, line in sorted([*blocks, *furniture]))


def shown(block: Block) -> str:
    if block.style.level is None and block.style.strong:
        return f"**{block.text}**"
    return f"{'#' * (block.style.level or 0)} {block.text}".strip()


def told_of_table(text: str) -> Iterator[str]:
    for record in read_table(text, {}, name="x"):
        if isinstance(record, Lost):
            yield f"! line {record.number}: {record.reason}"
            continue
        title = record.title.text if record.title else ""
        yield f"@line {record.line} {record.date or ''} {title}".rstrip()
        for block in record.paragraphs:
            yield block.text
            for run in block.runs:
                assert run.text == text[run.start : run.end].replace('""', '"')


@pytest.mark.parametrize(("info", "document", "expected"), list(rows()))
def test_a_document_is_read_as_the_table_of_families_says(info: str, document: str, expected: str) -> None:
    lines: list[str] = []
    try:
        if info in _TABLES:
            lines = list(told_of_table(document))
        else:
            reading = read_bytes(made(info, document), name="x")
            assert_lawful(reading)
            lines = list(told(reading))
    except UnreadableSourceError as error:
        lines = [f"refused: {error.reason}"]
    assert "\n".join(lines) == expected


def test_every_family_has_a_document() -> None:
    matches = _PAIR.finditer(DOCUMENT.read_text(encoding="utf-8"))
    families = {match["family"] for match in matches if match["family"]}
    shown = {str(row.id).rpartition("-")[0] for row in rows()}  # type: ignore[attr-defined]
    assert shown == families
