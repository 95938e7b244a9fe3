"""Corpora for benchmarks: the seeds, or the first paragraphs of a JSON Lines file."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from indexer.pipeline import find_files
from indexer.sources import read
from indexer.structure import structure
from indexer.structure.identity import identify
from search.model import Kind, Paragraph, Source, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator


def seed_statements() -> list[Statement]:
    """The statements of seeds/."""
    files = find_files([Path("seeds")]).files
    found = [statement for file in files for statement in structure(read(file.path, name=file.name)).statements]
    return list(identify(found).statements)


def corpus_statements(path: Path, paragraphs: int) -> list[Statement]:
    """The first statements of a file of `{id, date, title, paragraphs}` lines, up to a number of paragraphs."""
    statements = []
    count = 0
    for item in _lines(path):
        texts = item["paragraphs"][: paragraphs - count]
        if not texts:
            break
        statements.append(_statement(item, texts, path.name))
        count += len(texts)
    return statements


def write_head(path: Path, paragraphs: int, into: Path) -> int:
    """Copy the first paragraphs of such a file into the new file `into`. Returns their number."""
    count = 0
    with into.open("w", encoding="utf-8") as file:
        for item in _lines(path):
            texts = item["paragraphs"][: paragraphs - count]
            if not texts:
                break
            file.write(json.dumps({**item, "paragraphs": texts}, ensure_ascii=False) + "\n")
            count += len(texts)
    return count


def _lines(path: Path) -> Iterator[dict[str, list[str]]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _statement(item: dict[str, list[str]], texts: list[str], file: str) -> Statement:
    identifier = str(item["id"])
    return Statement(
        id=identifier,
        title=str(item["title"]),
        kind=Kind.NEWS,
        source=Source(file, ""),
        paragraph_count=len(texts),
        date=date.fromisoformat(str(item["date"])),
        paragraphs=tuple(Paragraph(identifier, number, text) for number, text in enumerate(texts, 1)),
    )
