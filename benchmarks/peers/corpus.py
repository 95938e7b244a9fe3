"""The paragraphs that every server gets."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from search.analysis import Analyzer
    from search.model import Statement


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph: as it is shown, as it is compared, and that cut into words and signs with a blank between each."""

    id: str
    shown: str
    compared: str
    cut: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """The statements, and their paragraphs as peers get them."""

    statements: Sequence[Statement]
    texts: Sequence[Text]


def cut_corpus(statements: Sequence[Statement], analyzer: Analyzer) -> Corpus:
    """The statements with every paragraph folded and cut as our indexer does."""
    return Corpus(statements, list(_texts(statements, analyzer)))


def _texts(statements: Sequence[Statement], analyzer: Analyzer) -> Iterator[Text]:
    for statement in statements:
        for paragraph in statement.paragraphs:
            analyzed = analyzer.analyze(paragraph.text)
            yield Text(paragraph.id, paragraph.text, analyzed.text, " ".join(filter(None, analyzed.pieces)))


def write_json_lines(statements: Sequence[Statement], path: Path) -> None:
    """Write `{id, date, title, paragraphs}` lines, as our indexer reads them."""
    with path.open("w", encoding="utf-8") as lines:
        for statement in statements:
            item = {
                "id": statement.id,
                "date": str(statement.date),
                "title": statement.title,
                "paragraphs": [paragraph.text for paragraph in statement.paragraphs],
            }
            lines.write(json.dumps(item, ensure_ascii=False) + "\n")
