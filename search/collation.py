"""The order of Chinese text: by pinyin, as dictionaries have it, whatever punctuation stands in it."""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from unicodedata import normalize

_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}  # ā á ǎ à
_NO_TONE = 5
_DIAERESIS = "\u0308"

_FIRST = 0x1000
"""Where the ranks of Han characters begin, beyond all letters and digits that are compared as they are."""

_NO_PINYIN = 0x20000
"""Where other letters are moved to, beyond all ranks."""


class _Ranks(dict[int, str]):
    """Of every character the one that stands for its rank; what is neither letter nor digit has none."""

    def __missing__(self, code: int) -> str:
        """What stands for a character that has no pinyin."""
        character = chr(code)
        if not character.isalnum():
            return ""
        return character if code < _FIRST else chr(code + _NO_PINYIN)


def sort_key(text: str) -> str:
    """A string that compares as a comparable text does in a dictionary: digits and Latin letters, then pinyin.

    Only letters and digits count. Characters of one syllable are ordered by tone, those of one tone by code point. A
    character with several readings has the first of them, which is the commonest.

    >>> sorted(["中国", "“巴方", "2018", "，安全"], key=sort_key)
    ['2018', '，安全', '“巴方', '中国']
    """
    return text.translate(_ranks())


@cache
def _ranks() -> _Ranks:
    """The ranks of all characters that have pinyin."""
    ordered = sorted((_place(readings), int(code)) for code, readings in _pinyin().items())
    return _Ranks({code: chr(_FIRST + rank) for rank, (_, code) in enumerate(ordered)})


def _pinyin() -> dict[str, str]:
    """The readings of every character, by its code point in decimal: `zhōng,zhòng`.

    They are the data of pypinyin, read from its file: to import the package takes 57 MB more for its phrases.
    """
    spec = find_spec("pypinyin")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("No module named 'pypinyin'", name="pypinyin")
    path = Path(spec.submodule_search_locations[0]) / "pinyin_dict.json"
    readings: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return readings


def _place(readings: str) -> tuple[str, bool, int]:
    """Where the first of some readings stands in a dictionary: lu before lü before luan, and each by its tone."""
    letters = normalize("NFD", readings.partition(",")[0])
    tone = next((_TONES[mark] for mark in letters if mark in _TONES), _NO_TONE)
    plain = "".join(letter for letter in letters if letter.isascii())
    return plain, _DIAERESIS in letters, tone
