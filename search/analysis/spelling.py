"""Characters that Simplified text tells apart though they are compared as one: 着 and 著, 干 and 乾, 像 and 象.

A search finds them together and lists first what is spelled as the query is. What a paragraph prints is kept for the
few that print the rarer of such characters.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from search.analysis.characters import han_rows, is_simplified

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def _rivals() -> Mapping[str, frozenset[str]]:
    """The other characters of Simplified text in the class of every such character."""
    rows = (frozenset(filter(is_simplified, row)) for row in han_rows())
    return {each: row - {each} for row in rows if len(row) > 1 for each in row}


@cache
def _usual() -> frozenset[str]:
    """Those of them that stand for their class."""
    return frozenset(row[0] for row in han_rows()) & _rivals().keys()


@cache
def _rare() -> re.Pattern[str]:
    """The others, one of them."""
    return re.compile(f"[{''.join(sorted(_rivals().keys() - _usual()))}]")


def spelling_of(text: str) -> str:
    """Every character of a text, sorted, that Simplified text tells apart from another of its class."""
    return "".join(sorted(_rivals().keys() & set(text)))


def kept_spelling(text: str) -> str:
    """The same of a paragraph; empty if it has only characters that stand for their class, as nearly all have."""
    return spelling_of(text) if _rare().search(text) else ""


def rivals_of_usual(character: str) -> frozenset[str] | None:
    """The other characters of the class that a character stands for; None if it stands for none."""
    return _rivals()[character] if character in _usual() else None


def is_spelled_so(characters: str, kept: str) -> bool:
    """Whether a paragraph that a query finds is spelled as the query is.

    `characters` is the spelling of the query (`spelling_of`), `kept` that of the paragraph (`kept_spelling`). A
    character that stands for its class may also be printed in Traditional form: 畫 for 划.

    >>> is_spelled_so("着", kept_spelling("随着")), is_spelled_so("着", kept_spelling("隨著")), is_spelled_so("著", "")
    (True, False, False)
    """
    return all(each in kept or (each in _usual() and _rivals()[each].isdisjoint(kept)) for each in characters)
