"""Files to blocks: what kind of file this is, what is in it, and where each character stands.

`read` finds the kind of a file from its content and gives a `Reading`.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

from indexer.sources.blocks import Block, Furniture, Metadata, Reading, Run
from indexer.sources.decoding import LARGEST, decode, read_bytes_of
from indexer.sources.frontmatter import read_front_matter
from indexer.sources.furniture import editor_in, publisher_in, sort_out
from indexer.sources.html import read_html
from indexer.sources.markdown import read_markdown
from indexer.sources.text import text_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["LARGEST", "read", "read_bytes"]

_TAGS = (
    "html|head|body|div|p|h[1-6]|br|span|table|tr|td|ul|ol|li|strong|b|em|font|img|a|meta|title|article|section|main"
)
_OPENS_WITH_TAG = re.compile(rf"[\ufeff\s]*<(?:!doctype\b|!--|\?xml\b|(?:{_TAGS}|script|style)[\s>/])", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ATX_HEADING = re.compile(r"^#{1,6} +\S", re.MULTILINE)
_MANY_TAGS = 4
"""Tags that make a text a page even if it does not open with one; 《…修订<自由贸易协定>的议定书》 has none."""


def read(path: Path, *, name: str, limit: int = LARGEST) -> Reading:
    """The file at `path`, which reports call `name`. Raises `UnreadableSourceError`."""
    return read_bytes(read_bytes_of(path, name=name, limit=limit), name=name)


def read_bytes(data: bytes, *, name: str) -> Reading:
    """A file's bytes. Raises `UnreadableSourceError`."""
    text = decode(data, name=name)
    front_matter = read_front_matter(text, name=name)
    start = front_matter.body if front_matter else 0
    metadata = front_matter.metadata if front_matter else Metadata()
    furniture: tuple[Furniture, ...] = ()
    if start:
        furniture = _front_matter_furniture(text, start)
    if _is_html(text[start:]):
        page = read_html(text[start:], start)
        form, blocks, found = "html", page.blocks, page.furniture
        metadata = _merged(metadata, page.metadata)
    elif front_matter or _ATX_HEADING.search(text):
        form = "markdown"
        blocks, found = read_markdown(text, start)
    else:
        form = "text"
        sorted_out = sort_out(text_blocks(text))
        blocks, found = sorted_out.blocks, sorted_out.furniture
    metadata = _merged(metadata, _said_by(found))
    return Reading(name, sha256(data).hexdigest(), text, form, metadata, blocks, (*furniture, *found))


def _is_html(text: str) -> bool:
    return bool(_OPENS_WITH_TAG.match(text)) or (
        not _ATX_HEADING.search(text) and sum(1 for _ in _TAG.finditer(text)) >= _MANY_TAGS
    )


def _front_matter_furniture(text: str, end: int) -> tuple[Furniture, ...]:
    raw = text[:end]
    start = len(raw) - len(raw.lstrip("\ufeff \t\r\n"))
    return (Furniture("front-matter", Block((Run(text[start:end], start, end),))),)


def _said_by(furniture: Sequence[Furniture]) -> Metadata:
    """What the lines set aside say of the text."""
    texts = [each.block.text for each in furniture if each.kind not in {"script", "style"}]
    return Metadata(publisher=publisher_in(texts), editor=editor_in(texts))


def _merged(first: Metadata, second: Metadata) -> Metadata:
    """What the first says, else the second; but what a page says of its source comes before its author."""
    return Metadata(
        title=first.title or second.title,
        published=first.published or second.published,
        url=first.url or second.url,
        publisher=second.publisher or first.publisher,
        editor=first.editor or second.editor,
    )
