"""The serialization of statements for the staging store."""

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

_SEGMENT_SEPARATOR, _PARAGRAPH_SEPARATOR = "\x1f", "\x1e"
"""The separators of segments and of paragraphs: control characters, which no comparable text contains."""

statement_json = TypeAdapter(Statement)


class StagedStatement(NamedTuple):
    """A serialized statement: its content, the segments of its text, and its identity."""

    line: int | None
    record_id: str | None
    exported_id: str | None
    content: bytes
    segments: str
    paragraphs: int
    identity: Identity


def stage(parsed: ParsedStatement, analyzer: Analyzer) -> StagedStatement:
    """The serialized statement. Raises `ValueError` if a text in it has a lone surrogate."""
    statement = with_id(parsed.statement, "")
    analyzed = (analyzer.analyze(paragraph.text) for paragraph in statement.paragraphs)
    return StagedStatement(
        parsed.line,
        parsed.record_id,
        parsed.exported_id,
        statement_json.dump_json(statement),
        _PARAGRAPH_SEPARATOR.join(_SEGMENT_SEPARATOR.join(each.pieces) for each in analyzed),
        len(statement.paragraphs),
        identity_of(statement),
    )


def unstage(content: bytes, segments: str, id_: str) -> tuple[Statement, tuple[Analyzed, ...]]:
    """The statement with its id, and its analyzed paragraphs."""
    statement = statement_json.validate_json(_with_id(content, id_))
    texts = segments.split(_PARAGRAPH_SEPARATOR) if statement.paragraphs else ()
    return statement, tuple(Analyzed(tuple(text.split(_SEGMENT_SEPARATOR))) for text in texts)


def _with_id(content: bytes, id_: str) -> bytes:
    """The JSON of a statement with its id filled in, also in its paragraphs. No string contains an unescaped quote."""
    written = json.dumps(id_).encode()
    named = content.replace(b'{"id":""', b'{"id":' + written, 1)
    return named.replace(b'"statement":""', b'"statement":' + written)
