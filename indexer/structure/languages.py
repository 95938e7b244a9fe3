"""The language that a text is written in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:['’][A-Za-z]+)?")
_ENGLISH_WORDS = frozenset(
    {"the", "of", "and", "to", "in", "for", "on", "with", "that", "is", "by", "a", "its", "their"}
)
_SAMPLE = 4000
"""Characters that a language is told by."""

_ENGLISH_SHARE = 0.08
"""The share of English words of the most frequent ones in any English text; other languages have next to none."""


def language_of(texts: Sequence[str]) -> str:
    """`zh`, `en`, or `und` for a text in Latin letters that is no English."""
    text = ""
    for each in texts:
        text += each
        if len(text) >= _SAMPLE:
            break
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    if not words or len(_HAN.findall(text[:_SAMPLE])) >= len(words):
        return "zh"
    known = sum(word in _ENGLISH_WORDS for word in words)
    return "en" if known >= _ENGLISH_SHARE * len(words) else "und"
