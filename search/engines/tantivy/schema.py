"""The files of the index on disk: tantivy's own, and the record files beside them."""

from __future__ import annotations

import tantivy
from pydantic import TypeAdapter

from search.model import Paragraph, Speaker, Statement

INVERTED = "inverted"
"""The folder of tantivy's own files."""

PARAGRAPHS = "paragraphs"
TEXTS = "texts"
STATEMENTS = "statements"
"""Record files: paragraphs as JSON; comparable texts, each after the bits of `Analyzed.inside`; statements as JSON."""

TABLE = "statements.json"
LENGTHS = "lengths.numbers"
SPEAKERS_OF = "speakers.numbers"
RANKS = "ranks.numbers"
BEST = "best"
BEST_NAMES = "best.json"
FREQUENT = "frequent"
FREQUENT_NAMES = "frequent.json"

SPEAKERS = tuple(Speaker)
"""A paragraph's speakers are stored as bits, in this order."""

TOKENS = "tokens"
PAIRS = "pairs"
REPEATED = "repeated"
WORDS = "words"
ROW = "row"

_INDEXED = {TOKENS: "basic", PAIRS: "position", REPEATED: "basic", WORDS: "freq"}
"""The index option of each field: documents; with frequencies; with positions."""

paragraph_json = TypeAdapter(Paragraph)
statement_json = TypeAdapter(Statement)


def schema() -> tantivy.Schema:
    """The tantivy schema of a paragraph with tokenized terms; `row` is its number in the order of writing."""
    builder = tantivy.SchemaBuilder()
    for field, option in _INDEXED.items():
        builder.add_text_field(field, tokenizer_name="whitespace", index_option=option)
    builder.add_unsigned_field(ROW, fast=True)
    return builder.build()
