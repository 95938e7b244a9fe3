"""Characters that are compared as one: width, letter case, script and variants, and the shapes of marks.

Every entry takes one character to one character, so an offset into a folded text is an offset into the text.
`classes.txt` has the Han characters, a class on every line, first the one that stands for all; `tables` writes it.
"""

from __future__ import annotations

from importlib.resources import files
from itertools import chain
from typing import TYPE_CHECKING
from unicodedata import category, normalize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

QUOTATION, DOT, DASH, ELLIPSIS, TILDE = '".-…~'

MARKS: Mapping[str, str] = {
    QUOTATION: "'`´“”„‟‘’‚‛«»‹›「」『』〝〞〟❛❜❝❞′″‴‵‶ʹʺʻʼ",
    DOT: "·•‧∙⋅・․⸱⸳ꞏ᛫",
    DASH: "‐‑‒–—―−⸺⸻─━⁃˗⁻₋➖",
    ELLIPSIS: "⋯‥︙",
    TILDE: "〜∼⁓˜",
    "《": "〈⟨⟪≪",
    "》": "〉⟩⟫≫",
    "[": "〔〖【〘〚⟦⟬",
    "]": "〕〗】〙〛⟧⟭",
    "(": "⦅⟮",
    ")": "⦆⟯",
    ",": "،",
    ":": "∶꞉︰",
    ";": "؛",
    "?": "؟",
    "%": "٪",
    "/": "⁄∕",
}
"""What a mark stands for besides itself: other shapes, and the shapes of other keyboards and scripts.

Quotation marks of every kind are one, opening and closing ones too, for `"` is both. A dot between the parts of a
foreign name is a full stop, which is typed for it; 3·15 is 3.15.
"""

# Blocks in which every character gets an entry: `str.translate` is several times slower on a character without one.
_DENSE = (range(0x2000, 0x2070), range(0x3000, 0x3040), range(0x4E00, 0xA000), range(0xFF00, 0xFFF0))
# Compatibility forms of one character that stand for one other: Kangxi radicals, compatibility ideographs, width,
# vertical and small forms of marks, letters of mathematics.
_COMPATIBILITY = (range(0x2E80, 0x2FE0), range(0x3000, 0x3001), range(0xF900, 0xFB00), range(0xFE10, 0xFE70),
                  range(0xFF00, 0xFFF0), range(0x1D400, 0x1D800), range(0x2F800, 0x2FA20))  # fmt: skip
_CANONICAL = (range(0x340, 0x388), range(0x1F71, 0x2330))
"""Letters that are another letter by definition: the Ångström sign is Å. What there is among CJK stands above."""

_LAST_CASED = 0x1E943
"""The last character that has another letter case, in Adlam."""

_CASE_OF_TWO = {"İ": "i"}
"""Its lower case is an i with a dot above, two characters; an i has a dot already. `folding` leaves out the second."""


def folding_table() -> dict[int, str]:
    """The folding of every character that folds to another, for `str.translate`; folding twice changes nothing.

    Width and compatibility forms as in Unicode's NFKC (UAX #15) where that is one character, letter case by
    `str.casefold` (ς is σ) where that is one, then by `str.lower`, Han characters by their class, marks by `MARKS`.
    """
    steps = (_compatible(), _lower(), han_classes(), _marks())
    folding = sorted(set().union(*steps))
    folded = folding
    for _ in range(3):  # a compatibility form of a capital, of a variant, of a mark
        for step in steps:
            folded = list(map(step.get, folded, folded))
    return {ord(each): each for each in _characters(_DENSE)} | dict(zip(map(ord, folding), folded, strict=True))


def han_classes() -> dict[str, str]:
    """The character that stands for its class, of every Han character that does not."""
    return {other: row[0] for row in han_rows() for other in row[1:]}


def han_rows() -> list[str]:
    """The classes of Han characters, first in each the character that stands for all."""
    return files("search.analysis").joinpath("classes.txt").read_text(encoding="utf-8").split()


def is_simplified(text: str) -> bool:
    """Whether GB 2312, the standard of Simplified text, has the character, or every character of a text."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _marks() -> dict[str, str]:
    return {other: mark for mark, others in MARKS.items() for other in others}


def _compatible() -> dict[str, str]:
    forms, letters = _characters(_COMPATIBILITY), _characters(_CANONICAL)
    return _single(letters, (normalize("NFC", letter) for letter in letters)) | _single(
        forms, (normalize("NFKC", form) for form in forms)
    )


def _lower() -> dict[str, str]:
    letters = [each for each in _characters((range(_LAST_CASED + 1),)) if category(each) != "Mn"]
    folded = _single(letters, (letter.casefold().lower() for letter in letters))
    return _single(letters, map(str.lower, letters)) | folded | _CASE_OF_TWO


def _characters(blocks: Iterable[range]) -> list[str]:
    """The characters of the blocks."""
    return list(map(chr, chain.from_iterable(blocks)))


def _single(characters: Iterable[str], forms: Iterable[str]) -> dict[str, str]:
    """The form of every character that is one character, and another."""
    pairs = zip(characters, forms, strict=True)
    return {character: form for character, form in pairs if form != character and len(form) == 1}
