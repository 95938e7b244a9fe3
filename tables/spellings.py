"""Writes `search/analysis/spellings.txt`: how words are spelled that are compared in other characters.

    python -m tables.spellings

From jieba's dictionary and `search/analysis/classes.txt`: 覆盖 is compared as 复盖, which the dictionary does not know.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from search.analysis.characters import han_classes
from tables.character_classes import CLASSES, dictionary

if TYPE_CHECKING:
    from pathlib import Path

SPELLINGS = CLASSES.parent / "spellings.txt"

_HAN = re.compile(r"[\u4E00-\u9FD5]{2,}")
"""Words that jieba cuts out. A character alone says nothing of how it is spelled."""


def spellings() -> list[str]:
    """Rows of a word as it is compared, its commonest spelling, and how frequent that is."""
    table = str.maketrans(han_classes())
    words = {word: frequency for word, frequency in dictionary() if _HAN.fullmatch(word)}
    folded = {word: word.translate(table) for word in words}
    commonest: dict[str, str] = {}
    for word in sorted(words, key=lambda word: (-words[word], word)):
        commonest.setdefault(folded[word], word)
    return [
        f"{compared} {spelling} {words[spelling]}"
        for compared, spelling in sorted(commonest.items())
        if compared != spelling
    ]


def write(path: Path = SPELLINGS) -> None:
    """Write the table."""
    path.write_text("".join(f"{row}\n" for row in spellings()), encoding="utf-8")


if __name__ == "__main__":
    write()
