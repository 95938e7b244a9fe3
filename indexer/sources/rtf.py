"""RTF: the text that striprtf gives, read as plain text; what is bold or centred is not known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from indexer.errors import UnreadableSourceError
from indexer.sources.blocks import Place, SourceContent
from indexer.sources.furniture import in_order, sort_out
from indexer.sources.libraries import library
from indexer.sources.metadata import said_by
from indexer.sources.text import text_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator

_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_BEYOND = re.compile("[\x80-\xff]")
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


def read(data: bytes, *, name: str) -> SourceContent:
    """The text. Raises `UnreadableSourceError`."""
    striprtf = library("striprtf.striprtf", name=name, kind="an RTF file")
    try:
        text: str = striprtf.rtf_to_text(_in_ascii(data), encoding=_encoding(data), errors="replace")
    except (ValueError, LookupError, IndexError) as error:
        reason = f"The file is an RTF file that is damaged ({error}); open it and save it as DOCX."
        raise UnreadableSourceError(name, "the whole file", reason) from error
    if not text.strip():
        raise UnreadableSourceError(name, "the whole file", "The file is an RTF file without text.")
    sorted_out = sort_out(text_blocks(text))
    furniture = in_order(sorted_out.furniture)
    return SourceContent(text, "text", sorted_out.blocks, furniture, said_by(furniture), places=tuple(_places(text)))


def _in_ascii(data: bytes) -> str:
    """The source in ASCII, as RTF asks for; some programs write UTF-8, or bytes of the code page, as they are."""
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return _BEYOND.sub(lambda byte: f"\\'{ord(byte[0]):02x}", data.decode("latin-1"))
    units = memoryview(text.encode("utf-16-le")).cast("H") if not text.isascii() else ()
    return "".join(chr(unit) if unit < 0x80 else f"\\u{unit}?" for unit in units) if units else text


def _encoding(data: bytes) -> str:
    page = _CODE_PAGE.search(data[:1024])
    return f"cp{page[1].decode()}" if page else "cp1252"


def _places(text: str) -> Iterator[Place]:
    for number, paragraph in enumerate(_PARAGRAPH.finditer(text), 1):
        yield Place(paragraph.start(), f"paragraph {number}")
