"""What the index is on disk: tantivy's own files, and what is kept of paragraphs and statements beside them."""

from __future__ import annotations

import tantivy
from pydantic import TypeAdapter

from search.model import Paragraph, Speaker, Statement

INVERTED = "inverted"
"""The folder of tantivy's own files."""

PARAGRAPHS = "paragraphs"
TEXTS = "texts"
STATEMENTS = "statements"
"""Records: a paragraph as JSON; its comparable text, after the bits of `Analyzed.inside`; a statement as JSON."""

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
"""What tantivy keeps of the terms of a field: where they occur, how often too, and at which places too."""

paragraph_json = TypeAdapter(Paragraph)
statement_json = TypeAdapter(Statement)


def schema() -> tantivy.Schema:
    """What tantivy keeps of a paragraph. Terms arrive cut; `row` is the paragraph's number in the order of writing."""
    builder = tantivy.SchemaBuilder()
    for field, option in _INDEXED.items():
        builder.add_text_field(field, tokenizer_name="whitespace", index_option=option)
    builder.add_unsigned_field(ROW, fast=True)
    return builder.build()
