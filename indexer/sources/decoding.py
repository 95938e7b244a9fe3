"""Bytes to text, or a clear refusal.

Tried in this order: a byte order mark (UTF-8, UTF-16, UTF-32), UTF-8, what the file declares, and last the encodings of
Chinese text (GB18030, Big5, UTF-16 without a mark, HZ), of which the one that reads as Chinese is taken.
"""

from __future__ import annotations

import codecs
import re
import stat
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from indexer.errors import UnreadableSourceError
from search.analysis.folding import folding_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LARGEST = 32 * 1024 * 1024
"""Bytes. The longest communiqué has less than a megabyte; more than this is no document."""

LEVEL_ONE_SHARE = 0.75
"""The share of letters that are common Han characters, from which on bytes are taken for Chinese text undeclared.

Measured on news paragraphs of 20 characters: never below 0.85, in one of a hundred below 0.94. UTF-8 with a broken
byte read as GB18030 stays below 0.32.
"""

FREQUENT_SHARE = 0.08
"""The share of Han characters that are frequent ones, from which on bytes are taken for Chinese text undeclared.

The hundred characters make up 0.41 of prose, and 0.03 of Korean or Russian bytes, which GB 2312's first level
takes in.
"""

SAMPLE = 20_000
"""Letters that are enough to tell whether a text reads as Chinese."""

FREQUENT = frozenset(
    "国的中新发和人在大全会一年展日作地业进动同方央平民为化出行建要主家以部加成合等联实了高共工力强重近月生持天上关总产对政"
    "区开多视推个消体有时网长习今设播党是来表务代息经现面闻增不能军机美提系通员到前保议"
)
"""The characters met most often in eight thousand items of broadcast news."""

_LEVEL_ONE_ROWS = range(0xB0, 0xD8)
"""The first bytes of GB 2312's first level: 3,755 common characters, ordered by sound."""

_DECLARED = re.compile(
    rb"(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,30})", re.IGNORECASE
)
"""<meta charset="gbk">, <?xml version="1.0" encoding="Big5"?>. Not: charset=gbk in a sentence"""

_DECLARATION_WITHIN = 4096
_BINARY = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_LETTER = re.compile(r"[^\W\d_a-zA-Z]")
_HAN = re.compile("[\u3400-\u9fff]")
_INVISIBLE = "\ufeff\u200b\u2060"

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks, which stay in the text as its first character."""

_OF_CHINESE = ("gb18030", "big5hkscs", "cp950", "utf-16-le", "utf-16-be")
"""The encodings in which Chinese text is kept without saying so; where two read alike, the first is taken."""

_HZ = re.compile(rb"~\{(?:[!-w][!-~]){2,}~\}")
"""~{<:Ky2;F=~}: GB 2312 in seven bits, which is ASCII and no words. Not: ~{x}~"""

_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs", "shift_jis": "cp932", "iso8859-1": "cp1252"}
"""What pages mean by a name: the set that contains it (WHATWG's Encoding Standard does the same)."""

_HONOURED = frozenset(
    {"gb18030", "big5hkscs", "cp950", "cp932", "euc_jp", "euc_kr", "cp949", "koi8-r", "koi8-u", "mac-roman"}
    | {f"cp{number}" for number in range(1250, 1259)}
    | {f"iso8859-{number}" for number in range(2, 17)}
)
"""The encodings that a page may declare; Python knows others by name that are no encodings of text."""


def read_bytes_of(path: Path, *, name: str, limit: int = LARGEST) -> bytes:
    """The bytes of a regular file of at most `limit` bytes. Raises `UnreadableSourceError`."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableSourceError(name, "the whole file", "The path is not a regular file.")
        if status.st_size > limit:
            raise _too_large(name, status.st_size, limit)
        with path.open("rb") as file:
            data = file.read(limit + 1)  # it may have grown
    except OSError as error:
        raise UnreadableSourceError(name, "the whole file", _why(error)) from error
    except ValueError as error:  # a NUL in the path
        raise UnreadableSourceError(name, "the whole file", f"The path is invalid ({error}).") from error
    if len(data) > limit:
        raise _too_large(name, len(data), limit)
    return data


def _too_large(name: str, size: int, limit: int) -> UnreadableSourceError:
    return UnreadableSourceError(
        name, "the whole file", f"The file has {size} bytes; the limit for a document is {limit}."
    )


def _why(error: OSError) -> str:
    return f"The file cannot be read ({error.strerror or type(error).__name__})."


def decode(data: bytes, *, name: str, declared: str | None = None) -> str:
    """The text of a file; a byte order mark is its first character. `declared` is what its wrapping says of it.

    Raises `UnreadableSourceError`.
    """
    decoded = _decoded(data, name, declared)
    text = decoded.text
    binary = _BINARY.search(text)
    if binary is not None:
        at = len(text[: binary.start()].encode(decoded.encoding))
        raise UnreadableSourceError(
            name, f"byte {at}", f"The file is binary: it contains the control character {ord(binary.group()):#04x}."
        )
    if not text.translate(dict.fromkeys(map(ord, _INVISIBLE))).strip():
        raise UnreadableSourceError(name, "the whole file", "The file is empty.")
    return text


@dataclass(frozen=True, slots=True)
class _Decoded:
    text: str
    encoding: str


def _decoded(data: bytes, name: str, declared: str | None) -> _Decoded:
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    if marked is not None:
        try:
            return _Decoded(data.decode(marked), marked)
        except UnicodeDecodeError as error:
            raise UnreadableSourceError(
                name, f"byte {error.start}", f"The file is not valid {marked} ({error.reason})."
            ) from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        decoded = _declared(data, declared) or _chinese(data)
        if decoded is None:
            reason = (
                "The file is UTF-8 up to here, and from here on neither UTF-8 nor GB18030, Big5 or UTF-16 that reads "
                "as Chinese; save it as UTF-8."
            )
            raise UnreadableSourceError(name, f"byte {error.start}", reason) from error
        return decoded
    return _seven_bit(data) if _HZ.search(data) else _wide(data, text, name)


def _seven_bit(data: bytes) -> _Decoded:
    """The text of HZ, if it is that and no ASCII with odd brackets."""
    text = _tried(data, "hz")
    return _Decoded(text, "hz") if text and reads_as_chinese(text) else _Decoded(data.decode("utf-8"), "utf-8")


def _wide(data: bytes, text: str, name: str) -> _Decoded:
    """The text, of UTF-16 without a mark where NUL bytes stand in what could be UTF-8."""
    if "\0" not in text:
        return _Decoded(text, "utf-8")
    decoded = _chinese(data) or _latin_in_two_bytes(data)
    if decoded is None:
        raise UnreadableSourceError(name, f"byte {data.index(0)}", "The file is binary: it contains a NUL byte.")
    return decoded


def _latin_in_two_bytes(data: bytes) -> _Decoded | None:
    """ASCII text in UTF-16 without a mark: every other byte is NUL."""
    for zeros, encoding in ((data[1::2], "utf-16-le"), (data[::2], "utf-16-be")):
        if len(data) % 2 == 0 and zeros.count(0) == len(zeros) > 1 and data.count(0) == len(zeros):
            return _Decoded(data.decode(encoding), encoding)
    return None


def _declared(data: bytes, wrapping: str | None) -> _Decoded | None:
    """The text in the encoding that the page, or its wrapping, declares, None if none is declared or wrongly.

    GB18030 is declared by many a page that is something else, so it is taken at its word only if it reads as Chinese.
    """
    declaration = _DECLARED.search(data[:_DECLARATION_WITHIN])
    declared = wrapping or (declaration[1].decode("ascii") if declaration else None)
    if declared is None:
        return None
    try:
        encoding = codecs.lookup(declared).name
    except (LookupError, ValueError):  # ValueError: a NUL, or no ASCII
        return None
    encoding = _WIDER.get(encoding, encoding)
    if encoding not in _HONOURED or encoding == "gb18030" or (text := _tried(data, encoding)) is None:
        return None
    return _Decoded(text, encoding)


def _tried(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _chinese(data: bytes) -> _Decoded | None:
    """The text in the encoding in which it reads as Chinese most, None if it does in none."""
    texts = {encoding: text for encoding in _OF_CHINESE if (text := _tried(data, encoding)) is not None}
    shares = {encoding: _Shares.of(text) for encoding, text in texts.items()}
    able = {encoding: share for encoding, share in shares.items() if share.are_chinese}
    best = max(able, key=lambda encoding: able[encoding].frequent, default=None)
    return _Decoded(texts[best], best) if best is not None else None


def reads_as_chinese(text: str) -> bool:
    """Whether most letters beyond ASCII are common Han characters, and frequent ones are among them."""
    return _Shares.of(text).are_chinese


@dataclass(frozen=True, slots=True)
class _Shares:
    """How much of a text's letters beyond ASCII are common Han characters, and of its Han characters frequent ones."""

    common: float
    frequent: float

    @staticmethod
    def of(text: str) -> _Shares:
        """The shares of a text, its Traditional characters counted as the Simplified ones."""
        letters = [match.group() for match in islice(_LETTER.finditer(text), SAMPLE)]
        han = [letter for letter in "".join(letters).translate(_simplified()) if _HAN.match(letter)]
        if not han:
            return _Shares(0.0, 0.0)
        common = sum(map(_is_level_one, han))
        return _Shares(common / len(letters), sum(character in FREQUENT for character in han) / len(han))

    @property
    def are_chinese(self) -> bool:
        """Whether they are those of Chinese prose."""
        return self.common >= LEVEL_ONE_SHARE and self.frequent >= FREQUENT_SHARE


@cache
def _simplified() -> Mapping[int, str]:
    """The folding of Traditional characters, read once and only for files that do not say what they are."""
    return folding_table()


def _is_level_one(character: str) -> bool:
    """Whether it is of GB 2312's first level."""
    encoded = character.encode("gb18030")
    return len(encoded) == 2 and encoded[0] in _LEVEL_ONE_ROWS and encoded[1] >= 0xA1
