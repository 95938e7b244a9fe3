"""Paragraphs into Whoosh's index."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from whoosh import index

from search.analysis import grams
from search.engines.whoosh.schema import SPEAKERS, STATEMENTS, paragraph_json, schema, statement_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from search.analysis import Analyzed, Analyzer
    from search.model import Paragraph, Statement


class WhooshWriter:
    """Writes an index into an empty folder."""

    def __init__(self, directory: Path, _analyzer: Analyzer) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self._statements = (directory / STATEMENTS).open("wb")
        self._count = 0
        self._writer: Any = index.create_in(str(directory), schema()).writer(limitmb=256)

    def add(self, statement: Statement, analyzed: Sequence[Analyzed]) -> None:
        """Take a whole statement and what its paragraphs are to the analyzer."""
        self._statements.write(statement_json.dump_json(replace(statement, paragraphs=())) + b"\n")
        for paragraph, each in zip(statement.paragraphs, analyzed, strict=True):
            self._add_paragraph(paragraph, each)
        self._count += 1

    def _add_paragraph(self, paragraph: Paragraph, analyzed: Analyzed) -> None:
        text, inside = analyzed.text, analyzed.inside
        self._writer.add_document(
            grams=sorted(grams(text)),
            words=analyzed.word_texts,
            comparable=text.encode("utf-8", "surrogatepass"),
            inside=inside.to_bytes((inside.bit_length() + 7) // 8, "little"),
            paragraph=paragraph_json.dump_json(paragraph),
            statement=self._count,
            number=paragraph.number,
            length=len(analyzed.word_texts),
            speakers=sum(1 << SPEAKERS.index(speaker) for speaker in paragraph.speakers),
        )

    def commit(self) -> None:
        """Finish the index."""
        self._statements.close()
        self._writer.commit()
