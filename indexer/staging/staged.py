"""A statement as the staging store keeps it, and back again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from pydantic import TypeAdapter

from indexer.structure.identity import Identity, identity_of, with_id
from search.analysis import Analyzed
from search.model import Statement

if TYPE_CHECKING:
    from indexer.parse import ParsedStatement
    from search.analysis import Analyzer

_PIECE, _PARAGRAPH = "\x1f", "\x1e"
"""What parts the pieces of a text, and the texts of a statement: control characters are in no comparable text."""

statement_json = TypeAdapter(Statement)


class StagedStatement(NamedTuple):
    """A statement as the staging store keeps it: what was read, cut into words, and what tells it from others."""

    line: int | None
    given: str | None
    exported: str | None
    content: bytes
    cut: str
    paragraphs: int
    identity: Identity


def stage(arrived: ParsedStatement, analyzer: Analyzer) -> StagedStatement:
    """The statement ready for the staging store. Raises `ValueError` when a text in it has half a character."""
    statement = with_id(arrived.statement, "")
    folded = [analyzer.folded(paragraph.text) for paragraph in statement.paragraphs]
    analyzed = map(analyzer.analyze_folded, folded)
    return StagedStatement(
        arrived.line,
        arrived.given,
        arrived.exported,
        statement_json.dump_json(statement),
        _PARAGRAPH.join(_PIECE.join(each.pieces) for each in analyzed),
        len(statement.paragraphs),
        identity_of(statement, analyzer.folded, folded),
    )


def unstage(content: bytes, cut: str, id_: str) -> tuple[Statement, tuple[Analyzed, ...]]:
    """The statement under its id, with what its paragraphs are to the analyzer."""
    statement = statement_json.validate_json(_with_id(content, id_))
    texts = cut.split(_PARAGRAPH) if statement.paragraphs else ()
    return statement, tuple(Analyzed(tuple(text.split(_PIECE))) for text in texts)


def _with_id(content: bytes, id_: str) -> bytes:
    """The JSON of a statement under an id, which its paragraphs name too: a bare quotation mark stands in no string."""
    written = json.dumps(id_).encode()
    named = content.replace(b'{"id":""', b'{"id":' + written, 1)
    return named.replace(b'"statement":""', b'"statement":' + written)
