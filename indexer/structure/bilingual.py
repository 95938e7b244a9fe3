"""Files that print a document in two languages: each language is a document, and the two name each other."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from indexer.structure.splitting import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indexer.sources.blocks import Metadata
    from indexer.structure.folded import FoldedBlock
    from search.model import Statement

_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}")

_FEWEST = 3
"""Blocks that a language must have to be one of two."""

_WORDS_TO_HAN = (0.25, 1.6)
"""How many words an English text has for each character of its Chinese twin: about 0.65."""

_BLOCKS = 2.5
"""How many times as many blocks as its twin a text may have."""


def by_language(document: Document) -> tuple[Document, ...]:
    """The document, or the two that it is in two languages, the one that begins first before the other."""
    languages = _languages(document.blocks)
    chinese = [block for block, language in zip(document.blocks, languages, strict=True) if language == "zh"]
    latin = [block for block, language in zip(document.blocks, languages, strict=True) if language == "en"]
    if not _are_twins(chinese, latin):
        return (document,)
    first, second = (chinese, latin) if languages[0] == "zh" else (latin, chinese)
    return (
        Document(_metadata(document, first), tuple(first), document.aside),
        Document(_metadata(document, second), tuple(second)),
    )


def _languages(blocks: Sequence[FoldedBlock]) -> list[str]:
    """The language of every block; one without words has that of the block before it, the first that of the next."""
    found = [_language(block.text) for block in blocks]
    last = next(filter(None, found), "zh")
    languages = []
    for each in found:
        last = each or last
        languages.append(last)
    return languages


def _language(text: str) -> str | None:
    han, words = len(_HAN.findall(text)), len(_WORD.findall(text))
    if not han and not words:
        return None
    return "zh" if han >= words else "en"


def _are_twins(chinese: Sequence[FoldedBlock], latin: Sequence[FoldedBlock]) -> bool:
    """Whether both languages have about as much text."""
    if min(len(chinese), len(latin)) < _FEWEST or max(len(chinese), len(latin)) > _BLOCKS * min(
        len(chinese), len(latin)
    ):
        return False
    han = sum(len(_HAN.findall(block.text)) for block in chinese)
    words = sum(len(_WORD.findall(block.text)) for block in latin)
    least, most = _WORDS_TO_HAN
    return least * han <= words <= most * han


def _metadata(document: Document, blocks: Sequence[FoldedBlock]) -> Metadata:
    """What the page says; its title belongs to the document in its own language."""
    title = document.metadata.title
    own = title is None or _language(title) == _language(blocks[0].text)
    return document.metadata if own else replace(document.metadata, title=None)


def linked(statements: Sequence[Statement]) -> list[Statement]:
    """The statements of a file; two neighbours that are one document in two languages name each other.

    They have no ids yet: `+1` is the next statement of the file, `-1` the one before.
    """
    found = list(statements)
    for at, (one, other) in enumerate(pairwise(statements)):
        if not found[at].translations and _are_one(one, other):
            found[at] = replace(one, translations=(NEXT,))
            found[at + 1] = replace(other, translations=(PREVIOUS,))
    return found


NEXT, PREVIOUS = "+1", "-1"
"""How a statement without an id names its neighbour in the file."""


def _are_one(one: Statement, other: Statement) -> bool:
    """Whether two statements are one document in two languages: of one kind, with the same countries and day."""
    if {one.language, other.language} != {"zh", "en"} or (one.kind is not other.kind and one.title and other.title):
        return False
    codes = [sorted(party.code or "" for party in each.coded_parties) for each in (one, other)]
    counts = sorted((one.paragraph_count, other.paragraph_count))
    return (
        (not all(codes) or codes[0] == codes[1])
        and (one.date is None or other.date is None or one.date == other.date)
        and counts[1] <= _BLOCKS * counts[0]
    )
