"""Blocks to statements: what is a title, a day, a heading, a paragraph, and who speaks in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indexer.structure.bilingual import by_language, linked
from indexer.structure.preparing import prepared
from indexer.structure.splitting import split
from indexer.structure.statements import build
from indexer.structure.text_coverage import Part, Structure

if TYPE_CHECKING:
    from indexer.sources.blocks import ParsedSource
    from search.model import Statement

__all__ = ["Part", "Structure", "structure"]


def structure(reading: ParsedSource) -> Structure:
    """The statements of a file as read, and what became of its characters."""
    page = prepared(reading)
    divided = split(page)
    aside = [*divided.aside, *page.aside]
    parts = [part for each in aside for part in each.parts(None)]
    statements: list[Statement] = []
    warnings: list[str] = []
    for document in (each for found in divided.documents for each in by_language(found)):
        built = build(document, page)
        number = len(statements) if built.statement is not None else None
        if built.statement is not None:
            statements.append(built.statement)
        parts += [part for each in built.assigned for part in each.parts(number)]
        warnings += built.warnings
    if not statements and not warnings:
        warnings.append(f"{reading.file}: The file contains no statement.")
    return Structure(tuple(linked(statements)), tuple(sorted(parts, key=lambda part: part.start)), tuple(warnings))
