"""The signs of the query language, and the characters that stand for them because they look like them.

Autocorrect, input methods and other keyboards write `–` for `-` and `〜` for `~`. Taken as text such a sign asks for
the contrary of what is seen on the screen, so a look-alike means what the sign means, or the query is refused.
"""

from __future__ import annotations

import re

PLAIN_MINUS = frozenset("-－−")
"""Signs of negation that may be repeated: `--x` is x."""

DASHES = frozenset("‐‑‒–—―⁃⁻₋˗﹘﹣➖─━ーｰㅡ")
"""Look-alikes of `-`. A single one before text is the sign; an even number of them in a row (——) is a dash."""

MINUS = PLAIN_MINUS | DASHES
TILDES = frozenset("~～〜∼˜﹏⁓〰∽")
EXCLAMATIONS = frozenset("!！﹗❗❕ǃ¬￢")
"""Signs that negate in other languages. Before text they are refused: text that begins so is rare, and quoted."""

OPENING = frozenset("(（﹙❨")
CLOSING = frozenset(")）﹚❩")
BARS = frozenset("|｜∣│┃︱︲ǀ❘⏐¦￤")
BACKSLASHES = frozenset("\\＼﹨∖⧵")

QUOTES = {
    **{mark: mark for mark in '"＂″ʺ˝ˮ'},
    **dict(zip("“‟„❝〝「『｢﹁﹃", "””“❞〞」』｣﹂﹄", strict=True)),
}
"""Opening marks and the mark that closes each."""

MEANT_INSIDE = re.compile(
    r"(?<=[^\w{dashes}])[{signs}](?=[\w《\[])".format(
        dashes=re.escape("".join(sorted(MINUS))), signs=re.escape("".join(sorted(MINUS | EXCLAMATIONS)))
    )
)
"""中国，-发展: a sign after punctuation, where it may be meant to exclude. Not: 2012-2020, ——发展, 中国！发展"""

_DEFINED = frozenset("-~～|｜()（）")
"""Signs that are read without a notice: the language defines them."""

BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"
"""What Unicode counts as letters or symbols and every font shows as a blank."""

_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]+"
)
"""Controls, format characters and variation selectors. Not: a blank"""

_OTHER_FORM = re.compile(r"[^ -~\u2e80-\uff00]|[〜〰﹏]")
"""Ａ, а, ～: a character that may have another form. Not: A, 中"""

_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # ！–～ to !–~
_DRAWN_ALIKE = str.maketrans({**dict(zip("АΑΝОΟТΤЕΕ⁄∕", "AANOOTTEE//", strict=True)), **dict.fromkeys(TILDES, "~")})
"""Capitals of Cyrillic and Greek drawn like those of the operator words, the slashes of fractions, and tildes."""

LOOK_ALIKE = re.compile(
    f"[{re.escape(''.join(sorted((MINUS | TILDES | BARS | set(map(chr, _DRAWN_ALIKE))) - _DEFINED)))}]"
)
"""–, ∼, the О of NОT: a character without which a query has no look-alike of an operator. Not: -, ～, O"""


def is_blank(character: str) -> bool:
    """Whether the character is seen as a blank."""
    return character.isspace() or character in BLANK_LETTERS


def visible_from(text: str, at: int) -> int:
    """The offset of the first character from `at` on that is seen, the length of the text if there is none."""
    match = _INVISIBLE.match(text, at)
    return match.end() if match else at


def narrow(text: str) -> str:
    """The text with ASCII for what is drawn alike, character by character.

    >>> narrow("ＮＥＡＲ／７"), narrow("NОT")  # the О is Cyrillic
    ('NEAR/7', 'NOT')
    """
    return text.translate(_ASCII).translate(_DRAWN_ALIKE) if _OTHER_FORM.search(text) else text


def visible(text: str) -> str:
    """What is seen of the text."""
    return _INVISIBLE.sub("", text)


def word(text: str) -> str:
    """What is seen of the text, in ASCII where it is drawn alike: what an operator word is compared with."""
    return visible(narrow(text))


def is_defined(sign: str) -> bool:
    """Whether the language defines the sign or word in this form, so that nothing has to be said of its reading."""
    return sign in _DEFINED or sign.translate(_ASCII).isascii()
