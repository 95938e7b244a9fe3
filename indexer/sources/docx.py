"""Word documents (DOCX): the page of HTML that mammoth makes of them, with the numbers that Word prints."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING

from indexer.sources.archive import Archive
from indexer.sources.blocks import Place, SourceContent
from indexer.sources.furniture import in_order
from indexer.sources.html import read_whole
from indexer.sources.libraries import library
from indexer.sources.main_content import FURNITURE
from indexer.sources.markup import pieces_of
from indexer.sources.metadata import said_by
from indexer.sources.word_numbers import with_printed_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='标题'] => h1:fresh
p[style-name='Subtitle'] => p:fresh
"""
"""What mammoth does not know of styles by itself."""

_NOTE_MARK = re.compile(r'<sup>(?=<a href="#(?:foot|end)note-)')
_NOTE = re.compile(r'<li(?= id="(?:foot|end)note-)')
_PARAGRAPH = re.compile(r"<(?:p|h[1-6]|li)\b[^>]*>(?!<(?:p|h[1-6])\b)")
"""<p>, <li>, <h1>. Not: <li> around a <p>, which is one paragraph"""

_IGNORED = re.compile(r"Unrecognised (?:paragraph|run|table) style|w:(?:sectPr|lastRenderedPageBreak|proofErr)")
"""What mammoth tells of looks, which lose no text."""


def read(data: bytes, *, name: str) -> SourceContent:
    """The document. Raises `UnreadableSourceError`."""
    mammoth = library("mammoth", name=name, kind="a Word document (DOCX)")
    archive = Archive(data, name=name, kind="a Word document (DOCX)")
    numbered = with_printed_numbers(archive, data)
    try:
        result = mammoth.convert_to_html(BytesIO(numbered), style_map=_STYLES, convert_image=_no_image)
    except Exception as error:  # a library's own errors are of any kind, and all mean the same
        raise archive.damaged(f"{type(error).__name__}: {error}") from error
    text = _NOTE.sub(f'<li {FURNITURE}="note"', _NOTE_MARK.sub(f'<sup {FURNITURE}="note">', result.value))
    if not text.strip():
        raise archive.refused("without text")
    page = read_whole(pieces_of(text))
    furniture = in_order(page.furniture)
    told = (f"{name}: {each.message.rstrip('.')}." for each in result.messages if not _IGNORED.search(each.message))
    places = tuple(_places(text))
    return SourceContent(
        text, "html", page.blocks, furniture, said_by(furniture), marked_up=True, places=places, warnings=tuple(told)
    )


def _no_image(_image: object) -> list[Mapping[str, str]]:
    return []


def _places(html: str) -> Iterator[Place]:
    for number, paragraph in enumerate(_PARAGRAPH.finditer(html), 1):
        yield Place(paragraph.start(), f"paragraph {number}")
