"""Files to blocks: what kind of file this is, what is in it, and where each character stands.

`read` finds the kind of a file from its content and gives a `ParsedSource`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from indexer.errors import UnreadableSourceError
from indexer.sources.blocks import Metadata, ParsedSource
from indexer.sources.decoding import LARGEST, decode, read_bytes_of
from indexer.sources.frontmatter import read_front_matter
from indexer.sources.furniture import in_order, sort_out
from indexer.sources.metadata import merged, said_by
from indexer.sources.text import text_blocks

if TYPE_CHECKING:
    from pathlib import Path

    from indexer.sources.blocks import Block, Furniture

__all__ = ["LARGEST", "read", "read_bytes"]

_TAGS = (
    "html|head|body|center|pre|blockquote|header|footer|nav|aside|hr|div|p|h[1-6]|br|span|table|tbody|thead|tr|td|th|ul|ol"
    "|li|dl|dt|dd|strong|b|i|u|em|small|font|img|a|meta|title|article|section|main|form|figure"
)
_OPENS_WITH_TAG = re.compile(rf"[\ufeff\s]*<(?:!doctype\b|!--|\?xml\b|(?:{_TAGS}|script|style)[\s>/])", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_MARKDOWN = re.compile(r"^#{1,6} +\S|\]\(https?://[^\s)]+\)|(?<!\*)\*\*(?=\S)[^*\n]+(?<=\S)\*\*(?!\*)", re.MULTILINE)
"""A heading (# 标题), a link ([原文](https://…)), bold (**一、政治**). Not: * * *, #1"""

_JSON_HINT = (
    "The file is JSON; name it .json or .jsonl if it holds documents, or save its content as text, Markdown or HTML."
)

_MANY_TAGS = 4
"""Tags that make a text a page even if it does not open with one; 《…修订<自由贸易协定>的议定书》 has none."""


def read(path: Path, *, name: str, limit: int = LARGEST) -> ParsedSource:
    """The file at `path`, which reports call `name`. Raises `UnreadableSourceError`."""
    return read_bytes(read_bytes_of(path, name=name, limit=limit), name=name)


def read_bytes(data: bytes, *, name: str) -> ParsedSource:
    """A file's bytes. Raises `UnreadableSourceError`."""
    text = decode(data, name=name)
    if _is_json(text):
        raise UnreadableSourceError(name, "the whole file", _JSON_HINT)
    front_matter = read_front_matter(text, name=name)
    start = front_matter.body if front_matter else 0
    page = _body(text, start, marked_down=front_matter is not None)
    furniture = (front_matter.furniture, *page.furniture) if front_matter else page.furniture
    metadata = merged(page.metadata, said_by(page.furniture))
    if front_matter:
        # What the text says of its source comes before the site that passes it on.
        publisher = metadata.publisher or front_matter.metadata.publisher
        metadata = replace(merged(front_matter.metadata, metadata), publisher=publisher)
    return ParsedSource(name, sha256(data).hexdigest(), text, page.form, metadata, page.blocks, in_order(furniture))


def _is_json(text: str) -> bool:
    """Whether the file is a JSON object or array, whose strings would read as prose with debris."""
    if not text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return False
    try:
        json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Body:
    """What a reader made of the file without its front matter."""

    form: str
    metadata: Metadata
    blocks: tuple[Block, ...]
    furniture: tuple[Furniture, ...]


def _body(text: str, start: int, *, marked_down: bool) -> _Body:
    body = text[start:]
    if _is_html(body, marked_down=marked_down):
        from indexer.sources.html import read_html  # noqa: PLC0415  its parsers are slow to import

        page = read_html(body, start)
        return _Body("html", page.metadata, page.blocks, page.furniture)
    if marked_down or _MARKDOWN.search(body):
        from indexer.sources.markdown import read_markdown  # noqa: PLC0415  likewise

        blocks, furniture = read_markdown(text, start)
        return _Body("markdown", Metadata(), blocks, furniture)
    sorted_out = sort_out(text_blocks(text))
    return _Body("text", Metadata(), sorted_out.blocks, sorted_out.furniture)


def _is_html(text: str, *, marked_down: bool) -> bool:
    return bool(_OPENS_WITH_TAG.match(text)) or (
        not marked_down and not _MARKDOWN.search(text) and sum(1 for _ in _TAG.finditer(text)) >= _MANY_TAGS
    )
