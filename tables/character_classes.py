"""Writes `search/analysis/classes.txt`: the Han characters that are the same character in another standard's form.

    python -m tables.character_classes                    from OpenCC's tables and `tables/unicode.txt`
    python -m tables.character_classes --unicode FOLDER   reads Unicode's files in FOLDER anew before

FOLDER has `Unihan_Variants.txt` and `EquivalentUnifiedIdeograph.txt` of the Unicode Character Database (Debian's
package `unicode-data` has them). A test (`tests/search/analysis`) makes the table once more and compares.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from search.analysis.characters import is_simplified

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Pair = tuple[str, str]

CLASSES = Path(__file__).parent.parent / "search" / "analysis" / "classes.txt"
UNICODE = Path(__file__).parent / "unicode.txt"

CHINESE = (
    "TSCharacters", "TSCharactersExt", "STCharacters", "HKVariants", "HKVariantsRev", "TWVariants", "TWVariantsRev",
    "CJK_Compatibility_Ideographs",
)  # fmt: skip
"""OpenCC's tables between the standards of Chinese: whatever they map onto one another is one class."""

NAMES = ("HKVariantsPhrases", "TWVariantsPhrases")
"""OpenCC's tables of words in which a region prints another variant: 郭柏妍, 郭柏姸. See `classes`."""

JAPANESE = ("JPShinjitaiCharacters", "JPShinjitaiCharactersRev")
"""Japan merged characters that China tells apart: 欠 is 缺 there, 連 is 聯. See `classes`."""

FIRM = ("EquivalentUnifiedIdeograph", "kZVariant", "kSimplifiedVariant", "kTraditionalVariant")
LOOSE = ("kSemanticVariant",)
"""Unicode's properties: the former are one class, the latter as Japanese forms are."""

_VARIANT = re.compile(r"^U\+(?P<of>[0-9A-F]+)\t(?P<property>k\w+Variant)\t(?P<variants>.+)$", re.MULTILINE)
"""U+4E07	kTraditionalVariant	U+842C. Not: # Unihan_Variants.txt"""

_RADICAL = re.compile(r"^(?P<first>[0-9A-F]+)(?:\.\.(?P<last>[0-9A-F]+))? *; (?P<ideograph>[0-9A-F]+)", re.MULTILINE)
"""2ED3 ; 957F. Not: # 2E9A is unassigned"""

_TARGET = re.compile(r"U\+([0-9A-F]+)")


@dataclass(slots=True)
class Classes:
    """Characters in classes. Joining two of them joins their classes."""

    _of: dict[str, set[str]] = field(default_factory=dict)

    def of(self, character: str) -> set[str]:
        """The class of a character, which may be alone in it."""
        return self._of.setdefault(character, {character})

    def join(self, pairs: Iterable[Pair]) -> None:
        """Make one class of the classes of each pair."""
        for one, other in pairs:
            small, large = sorted((self.of(one), self.of(other)), key=len)
            if small is not large:
                large |= small
                self._of.update(dict.fromkeys(small, large))

    def join_where_apart(self, pairs: Iterable[Pair]) -> None:
        """The same, but for pairs whose classes both have a character of Simplified text."""
        for pair in pairs:
            if not all(any(map(is_simplified, self.of(each))) for each in pair):
                self.join([pair])

    def __iter__(self) -> Iterator[set[str]]:
        """Every class of two characters or more."""
        seen = {id(each): each for each in self._of.values() if len(each) > 1}
        return iter(seen.values())


def classes() -> list[str]:
    """Every class as a text: the character that stands for all, then the others in order.

    What the standards of Chinese map onto one another is one class, also in more than one step (畫 is 画 in one word
    and 划 in another). Japanese forms and Unicode's semantic variants join a class only where that does not make one
    of two characters that Simplified text tells apart.
    """
    table = Classes()
    ours = unicode_pairs(UNICODE.read_text(encoding="utf-8"))
    for name in CHINESE:
        table.join(opencc_pairs(name))
    for name in FIRM:
        table.join(ours[name])
    for name in (*NAMES, *JAPANESE):
        table.join_where_apart(opencc_pairs(name))
    for name in LOOSE:
        table.join_where_apart(ours[name])
    frequency = frequencies()
    simplified = {simple for _, simple in opencc_pairs("TSCharacters")}

    def rank(character: str) -> tuple[bool, int, bool, str]:
        return not is_simplified(character), -frequency[character], character not in simplified, character

    rows = (sorted(each, key=rank) for each in table)
    return sorted(row[0] + "".join(sorted(row[1:])) for row in rows)


def frequencies() -> Counter[str]:
    """How often each character stands in text, as jieba's dictionary has it."""
    found: Counter[str] = Counter()
    for word, frequency in dictionary():
        for character in word:
            found[character] += frequency
    return found


def dictionary() -> Iterator[tuple[str, int]]:
    """Every word of jieba's dictionary and its frequency."""
    for line in files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines():
        word, frequency, *_ = line.split(" ")
        yield word, int(frequency)


def opencc_pairs(name: str) -> list[Pair]:
    """What one of OpenCC's tables maps characters to, in order, if each of a word is mapped to one."""
    package = Path(str(files("opencc"))) / "clib"
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "table.txt"
        table = package / "share" / "opencc" / f"{name}.ocd2"
        program = package / "bin" / "opencc_dict"
        subprocess.run([program, "-i", table, "-o", text, "-f", "ocd2", "-t", "text"], check=True)  # noqa: S603  ours
        lines = text.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if "\t" in line)
    words = [(one, other) for one, others in rows for other in others.split(" ") if len(one) == len(other)]
    return _single(pair for one, other in words for pair in zip(one, other, strict=True))


def unicode_pairs(text: str) -> dict[str, list[Pair]]:
    """The pairs of every property in `tables/unicode.txt`."""
    pairs: dict[str, list[Pair]] = {}
    for line in text.splitlines():
        if line.startswith("#") or not line:
            continue
        if line.startswith("["):
            pairs[line[1:-1]] = []
            continue
        pairs[next(reversed(pairs))] += [(line[0], other) for other in line[1:]]
    return pairs


def from_unicode(folder: Path) -> str:
    """What `tables/unicode.txt` is to say, from Unicode's own files."""
    pairs: dict[str, set[Pair]] = defaultdict(set)
    for match in _VARIANT.finditer((folder / "Unihan_Variants.txt").read_text(encoding="utf-8")):
        if match["property"] in (*FIRM, *LOOSE):
            one = chr(int(match["of"], 16))
            pairs[match["property"]] |= {(one, chr(int(code, 16))) for code in _TARGET.findall(match["variants"])}
    for match in _RADICAL.finditer((folder / "EquivalentUnifiedIdeograph.txt").read_text(encoding="utf-8")):
        first, last = int(match["first"], 16), int(match["last"] or match["first"], 16)
        other = chr(int(match["ideograph"], 16))
        pairs["EquivalentUnifiedIdeograph"] |= {(chr(code), other) for code in range(first, last + 1)}
    return _HEADER + "".join(f"[{name}]\n{_rows(pairs[name])}" for name in (*FIRM, *LOOSE))


_HEADER = """\
# Han characters that Unicode relates to one another: under the name of a property a character on every line, then
# those related to it. From Unihan_Variants.txt and EquivalentUnifiedIdeograph.txt (Unicode Character Database 15.0).
# Copyright © 1991-2022 Unicode, Inc. Unicode and the Unicode Logo are registered trademarks of Unicode, Inc. in the
# U.S. and other countries. For terms of use and license see https://www.unicode.org/terms_of_use.html.
# `python -m tables.character_classes --unicode FOLDER` writes this file.
"""


def _rows(pairs: Iterable[Pair]) -> str:
    """A line for every character with all that it is related to, each relation once."""
    once = sorted({(min(pair), max(pair)) for pair in _single(pairs)})
    grouped = groupby(once, key=lambda pair: pair[0])
    return "".join(f"{one}{''.join(other for _, other in others)}\n" for one, others in grouped)


def _single(pairs: Iterable[Pair]) -> list[Pair]:
    """Those of the pairs that are two characters, one each."""
    return [(one, other) for one, other in pairs if len(one) == len(other) == 1 and one != other]


def main() -> None:
    """Write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--unicode", type=Path, metavar="FOLDER", help="where Unicode's files are")
    folder = parser.parse_args().unicode
    if folder is not None:
        UNICODE.write_text(from_unicode(folder), encoding="utf-8")
    CLASSES.write_text("".join(f"{row}\n" for row in classes()), encoding="utf-8")


if __name__ == "__main__":
    main()
