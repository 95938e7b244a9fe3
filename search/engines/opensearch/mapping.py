"""The indices of a generation: settings, fields and documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from search.analysis.spelling import kept_spelling
from search.engines.filter_sort_facet import days_of
from search.engines.opensearch.terms import BEGIN, END, HOLE, placed_pairs, placed_tokens, term
from search.model import Paragraph, Statement

if TYPE_CHECKING:
    from search.analysis import Analyzed

TOKENS = "tokens"
PAIRS = "pairs"
WORDS = "words"
ORDINAL = "ordinal"
LENGTH = "length"
STATEMENT = "statement"
NUMBER = "number"
FIRST_DAY = "first_day"
LAST_DAY = "last_day"
SPELLING = "spelling"
SPEAKERS = "speakers"
STORED = "stored"

PLACED = "placed"
"""The analyzer of placed terms, for fields and for phrases of queries."""

MAX_WINDOW = 10_000
"""The most hits that one search returns."""

_MARKED = "marked"
_FREQUENCY = "frequency"

paragraph_json = TypeAdapter(Paragraph)
statement_json = TypeAdapter(Statement)

_KEYWORD = {"type": "keyword"}
_INTEGER = {"type": "integer"}
_OF_STATEMENT = {
    STATEMENT: _KEYWORD,
    ORDINAL: {"type": "integer", "index": False},
    "kind": _KEYWORD,
    "place": _KEYWORD,
    "year": _KEYWORD,
    FIRST_DAY: _INTEGER,
    LAST_DAY: _INTEGER,
    STORED: {"type": "object", "enabled": False},
}

_ANALYSIS = {
    "filter": {
        "holes": {"type": "stop", "stopwords": [HOLE]},
        # A token with marks becomes up to three terms at its position: without marks, with the first, with the last.
        "marks": {
            "type": "pattern_capture",
            "preserve_original": False,
            "patterns": [
                f"^{BEGIN}?([^{BEGIN}{END}]+){END}?$",
                f"^({BEGIN}[^{END}]+)",
                f"([^{BEGIN}]+{END})$",
            ],
        },
    },
    "analyzer": {
        PLACED: {"type": "custom", "tokenizer": "whitespace", "filter": ["holes"]},
        _MARKED: {"type": "custom", "tokenizer": "whitespace", "filter": ["holes", "marks"]},
    },
}


def paragraphs_index(shards: int, replicas: int) -> dict[str, Any]:
    """The body that creates the index of paragraphs."""
    text = {"type": "text", "norms": False, "similarity": _FREQUENCY}
    return {
        "settings": {
            "index": {
                "number_of_shards": shards,
                "number_of_replicas": replicas,
                "refresh_interval": "-1",
                "max_result_window": MAX_WINDOW,
                "similarity": {_FREQUENCY: {"type": "scripted", "script": {"source": "return doc.freq;"}}},
            },
            "analysis": _ANALYSIS,
        },
        "mappings": {
            "dynamic": "strict",
            "_routing": {"required": True},
            "_source": {"excludes": [TOKENS, PAIRS, WORDS]},
            "properties": _OF_STATEMENT
            | {
                TOKENS: text | {"analyzer": _MARKED, "search_analyzer": PLACED},
                PAIRS: text | {"analyzer": PLACED},
                WORDS: text | {"analyzer": "whitespace", "index_options": "freqs"},
                LENGTH: {"type": "integer", "index": False},
                NUMBER: _INTEGER,
                SPEAKERS: _KEYWORD,
                SPELLING: _KEYWORD,
            },
        },
    }


def statements_index(shards: int, replicas: int) -> dict[str, Any]:
    """The body that creates the index of statements."""
    return {
        "settings": {"index": {"number_of_shards": shards, "number_of_replicas": replicas, "refresh_interval": "-1"}},
        "mappings": {"dynamic": "strict", "properties": _OF_STATEMENT},
    }


def statement_document(statement: Statement, ordinal: int) -> dict[str, Any]:
    """The document of a statement, without its paragraphs."""
    return _fields_of_statement(statement, ordinal) | {
        STORED: {"statement": statement_json.dump_python(statement, mode="json", exclude={"paragraphs"})}
    }


def paragraph_document(statement: Statement, ordinal: int, paragraph: Paragraph, analyzed: Analyzed) -> dict[str, Any]:
    """The document of a paragraph."""
    words = analyzed.word_texts
    return _fields_of_statement(statement, ordinal) | {
        TOKENS: placed_tokens(analyzed.text, analyzed.inside),
        PAIRS: placed_pairs(analyzed.text),
        WORDS: " ".join(map(term, words)),
        LENGTH: len(words),
        NUMBER: paragraph.number,
        SPEAKERS: list(paragraph.speakers),
        SPELLING: list(kept_spelling(paragraph.text)),
        STORED: {
            "paragraph": paragraph_json.dump_python(paragraph, mode="json"),
            "comparable": analyzed.text,
            "inside": f"{analyzed.inside:x}",
        },
    }


def _fields_of_statement(statement: Statement, ordinal: int) -> dict[str, Any]:
    days = days_of(statement)
    return {
        STATEMENT: statement.id,
        ORDINAL: ordinal,
        "kind": statement.kind,
        "place": statement.place,
        "year": f"{days[0].year:04}" if days else None,
        FIRST_DAY: days[0].toordinal() if days else None,
        LAST_DAY: days[1].toordinal() if days else None,
    }
