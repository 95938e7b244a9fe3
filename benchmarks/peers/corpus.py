"""The paragraphs for all servers: those that Gongbao's indexer reads, without printed numbers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.corpus import corpus_statements
from indexer.parse import batches, parse_batch
from indexer.sources.records import open_records

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from search.analysis import Analyzer
    from search.model import Statement


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph: as printed, in comparable form, and segmented into words and signs separated by blanks."""

    id: str
    printed: str
    comparable: str
    segmented: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """The source file for Gongbao, and its paragraphs for the peers."""

    file: Path
    texts: Sequence[Text]


def first_paragraphs(path: Path, size: int, file: Path, analyzer: Analyzer) -> Corpus:
    """The first `size` paragraphs of a file of `{id, date, title, paragraphs}` lines, written to another such file."""
    write_json_lines(corpus_statements(path, size), file)
    return Corpus(file, list(_texts(file, analyzer)))


def write_json_lines(statements: Sequence[Statement], file: Path) -> None:
    """Write statements as JSON Lines for Gongbao's indexer."""
    with file.open("w", encoding="utf-8") as lines:
        for statement in statements:
            item = {
                "id": statement.id,
                "date": str(statement.date),
                "title": statement.title,
                "paragraphs": [paragraph.text for paragraph in statement.paragraphs],
            }
            lines.write(json.dumps(item, ensure_ascii=False) + "\n")


def _texts(file: Path, analyzer: Analyzer) -> Iterator[Text]:
    for statement in _read(file):
        for paragraph in statement.paragraphs:
            analyzed = analyzer.analyze(paragraph.text)
            yield Text(paragraph.id, paragraph.text, analyzed.text, " ".join(filter(None, analyzed.pieces)))


def _read(file: Path) -> Iterator[Statement]:
    """The statements that Gongbao's indexer finds in a file."""
    with open_records(file, name=file.name) as records:
        for chunk in batches(file.name, records):
            yield from (each.statement for each in parse_batch(chunk).statements)
