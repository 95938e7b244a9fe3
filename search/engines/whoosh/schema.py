"""The files of the index on disk: Whoosh's own, and a file of statements beside them."""

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
"""The fields with postings."""

FREQUENT = 8
"""The number of paragraphs from which a gram has its own postings. Nine in ten have fewer, and would take most of the
time to write."""

_SHARED = 8192
"""The number of terms that rare grams are hashed to."""

paragraph_json = TypeAdapter(Paragraph)
statement_json = TypeAdapter(Statement)


def shared_term(gram: str) -> str:
    """The shared term of a gram that is in few paragraphs; other grams may have the same."""
    return f"{crc32(gram.encode('utf-8', 'surrogatepass')) % _SHARED:04x}"


def schema() -> fields.Schema:
    """The Whoosh schema of a paragraph. Grams and words are tokenized already, without Whoosh's analysis."""
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
    """A field with postings of documents and weights only."""
    field = fields.KEYWORD()
    field.format = Existence()
    return field
