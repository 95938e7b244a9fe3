"""What the index is on disk: Whoosh's own files, and a file of statements beside them."""

from __future__ import annotations

from pydantic import TypeAdapter
from whoosh import columns, fields
from whoosh.formats import Existence

from search.model import Paragraph, Speaker, Statement

STATEMENTS = "statements.jsonl"
SPEAKERS = tuple(Speaker)
"""A paragraph's speakers are stored as bits, in this order."""

paragraph_json = TypeAdapter(Paragraph)
statement_json = TypeAdapter(Statement)


def schema() -> fields.Schema:
    """What Whoosh keeps of a paragraph. Grams and words arrive cut; Whoosh's own analysis sees neither."""
    grams_field = fields.KEYWORD()
    grams_field.format = Existence()
    return fields.Schema(
        grams=grams_field,
        words=fields.TEXT(phrase=False),
        comparable=fields.COLUMN(columns.VarBytesColumn()),
        inside=fields.COLUMN(columns.VarBytesColumn()),
        paragraph=fields.COLUMN(columns.VarBytesColumn()),
        statement=fields.COLUMN(columns.NumericColumn("I")),
        number=fields.COLUMN(columns.NumericColumn("I")),
        length=fields.COLUMN(columns.NumericColumn("I")),
        speakers=fields.COLUMN(columns.NumericColumn("B")),
    )
