"""Bytes to text, or a clear refusal.

UTF-8; UTF-16 with a byte order mark; else what the page declares, or GB18030, if the outcome reads as Chinese.
"""

from __future__ import annotations

import codecs
import re
import stat
from typing import TYPE_CHECKING

from indexer.errors import UnreadableSourceError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 32 * 1024 * 1024
"""Bytes. The longest communiqué has less than a megabyte; more than this is no document."""

COMMON_SHARE = 0.75
"""The share of Han characters that must be common ones for bytes to be taken for GB18030 without a declaration."""

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,30})", re.IGNORECASE)
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_HAN = re.compile("[\u3400-\u9fff]")


def read_bytes_of(path: Path, *, name: str, limit: int = LARGEST) -> bytes:
    """The bytes of a regular file of at most `limit` bytes. Raises `UnreadableSourceError`."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableSourceError(name, "the whole file", "is no regular file")
        if status.st_size > limit:
            reason = f"has {status.st_size} bytes; a document has at most {limit}"
            raise UnreadableSourceError(name, "the whole file", reason)
        return path.read_bytes()
    except OSError as error:
        raise UnreadableSourceError(name, "the whole file", error.strerror or type(error).__name__) from error


def decode(data: bytes, *, name: str) -> str:
    """The text of a file; a byte order mark is its first character. Raises `UnreadableSourceError`."""
    text = _decoded(data, name)
    binary = _BINARY.search(text)
    if binary is not None:
        at = len(text[: binary.start()].encode("utf-8", "replace"))
        raise UnreadableSourceError(name, f"byte {at}", f"is binary: control character {ord(binary.group()):#04x}")
    if not text.strip("\ufeff \t\r\n\v\f\u3000\xa0"):
        raise UnreadableSourceError(name, "the whole file", "is empty")
    return text


def _decoded(data: bytes, name: str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16-le" if data.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
        return _strictly(data, encoding, name)
    if b"\0" in data:
        raise UnreadableSourceError(name, f"byte {data.index(0)}", "is binary: a NUL byte")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _other(data, name, error.start)


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableSourceError(name, f"byte {error.start}", f"is not {encoding}: {error.reason}") from error


def _other(data: bytes, name: str, utf8_until: int) -> str:
    """The text of bytes that are not UTF-8: what the page declares, else GB18030, if the outcome reads as Chinese."""
    declared = _DECLARED.search(data[:4096])
    encoding = _known(declared[1].decode("ascii")) if declared else "gb18030"
    reason = f"is UTF-8 up to here, and not {encoding} that reads as Chinese"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableSourceError(name, f"byte {utf8_until}", reason) from error
    if not reads_as_chinese(text):
        raise UnreadableSourceError(name, f"byte {utf8_until}", reason)
    return text


def _known(label: str) -> str:
    """The name of an encoding; GB2312 and GBK are parts of GB18030, which pages use under their names."""
    try:
        encoding = codecs.lookup(label).name
    except LookupError:
        return "gb18030"
    return "gb18030" if encoding in {"gb2312", "gbk", "hz", "utf-8"} else encoding


def reads_as_chinese(text: str) -> bool:
    """Whether most of the Han characters are common ones: those of GB 2312's first level (bytes B0 to D7)."""
    han = _HAN.findall(text)
    common = sum(
        1 for character in han if character.encode("gb18030")[0] in range(0xB0, 0xD8) and _in_gb2312(character)
    )
    return bool(han) and common >= COMMON_SHARE * len(han)


def _in_gb2312(character: str) -> bool:
    encoded = character.encode("gb18030")
    return len(encoded) == 2 and encoded[1] >= 0xA1
