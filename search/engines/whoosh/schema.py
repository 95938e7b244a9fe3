"""What the index is on disk: Whoosh's own files, and a file of statements beside them."""

from __future__ import annotations

from zlib import crc32

from pydantic import TypeAdapter
from whoosh import columns, fields
from whoosh.formats import Existence

from search.model import Paragraph, Speaker, Statement

STATEMENTS = "statements.jsonl"
SPEAKERS = tuple(Speaker)
"""A paragraph's speakers are stored as bits, in this order."""

GRAMS, RARE, WORDS = "grams", "rare", "words"
"""The fields that have postings."""

FREQUENT = 8
"""Paragraphs from which on a gram has postings of its own. Nine of ten have fewer, and would take most of the time."""

_SHARED = 8192
"""Postings that rare grams share."""

paragraph_json = TypeAdapter(Paragraph)
statement_json = TypeAdapter(Statement)


def shared_term(gram: str) -> str:
    """The term under which a gram stands that is in few paragraphs; others may stand there too."""
    return f"{crc32(gram.encode('utf-8', 'surrogatepass')) % _SHARED:04x}"


def schema() -> fields.Schema:
    """What Whoosh keeps of a paragraph. Grams and words arrive cut; Whoosh's own analysis sees neither."""
    return fields.Schema(
        **{name: _postings() for name in (GRAMS, RARE, WORDS)},
        comparable=fields.COLUMN(columns.VarBytesColumn()),
        inside=fields.COLUMN(columns.VarBytesColumn()),
        paragraph=fields.COLUMN(columns.VarBytesColumn()),
        statement=fields.COLUMN(columns.NumericColumn("I")),
        number=fields.COLUMN(columns.NumericColumn("I")),
        length=fields.COLUMN(columns.NumericColumn("I")),
        speakers=fields.COLUMN(columns.NumericColumn("B")),
    )


def _postings() -> fields.FieldType:
    """A field whose terms have documents, each with a weight, and nothing else."""
    field = fields.KEYWORD()
    field.format = Existence()
    return field
