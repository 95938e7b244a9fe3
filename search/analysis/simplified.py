"""Traditional text in Simplified characters, one for one: what rules for Simplified text read both scripts with."""

from __future__ import annotations

from search.analysis.characters import han_classes, is_simplified
from search.analysis.identity import simplified_characters


def simplified_table() -> dict[int, str]:
    """The Simplified form of every Traditional character, for `str.translate`; Simplified text stays as it is.

    OpenCC's characters (t2s), and the classes of variants for what the standard of Simplified text does not have: 衞,
    敍. So 著 and 画, which Simplified text tells from 着 and 划, stay, unlike in a search.
    """
    variants = {other: first for other, first in han_classes().items() if not is_simplified(other)}
    return {ord(each): simplified for each, simplified in (variants | simplified_characters()).items()}
