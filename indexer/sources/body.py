"""A decoded file to blocks: front matter, and behind it HTML, XML, Markdown or plain text, told apart by content."""

from __future__ import annotations

import json
import re
from dataclasses import replace

from indexer.errors import UnreadableSourceError
from indexer.sources.blocks import SourceContent
from indexer.sources.frontmatter import read_front_matter
from indexer.sources.furniture import in_order, sort_out
from indexer.sources.metadata import merged, said_by
from indexer.sources.text import text_blocks

_TAGS = (
    "html|head|body|center|pre|blockquote|header|footer|nav|aside|hr|div|p|h[1-6]|br|span|table|tbody|thead|tr|td|th|ul|ol"
    "|li|dl|dt|dd|strong|b|i|u|em|small|font|img|a|meta|title|article|section|main|form|figure"
)
_OPENS_WITH_TAG = re.compile(rf"[\ufeff\s]*<(?:!doctype\b|!--|\?xml\b|(?:{_TAGS}|script|style)[\s>/])", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_MARKDOWN = re.compile(
    r"^#{1,6} +\S|\]\((?:https?://[^\s)]+|[\w./#-]{1,200}\.(?:s?html?|md|aspx?|php|jsp|pdf)(?:[?#][^\s)]{0,200})?)\)"
    r"|(?<!\*)\*\*(?=\S)[^*\n]+(?<=\S)\*\*(?!\*)",
    re.MULTILINE,
)
"""A heading (# 标题), a link ([原文](https://…)), bold (**一、政治**). Not: * * *, #1"""

_CODE = re.compile(r"<(style|script)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE)
"""A style sheet or program in a page, in which /* **a** */ is no Markdown."""

_PAGE = re.compile(
    r"^[\ufeff \t]*(?:<!doctype\s+html\b|<html\b(?=[^<>]{0,300}>\s*<(?:head|body|meta|title)\b))",
    re.IGNORECASE | re.MULTILINE,
)
"""A page that begins on a line of its own: 原文：https://…, <!DOCTYPE html>. Not: <html> in a sentence"""

_PAGE_WITHIN = 2000
"""Characters at the head of a file within which a page begins."""

_JSON_HINT = (
    "The file is JSON; name it .json or .jsonl if it holds documents, or save its content as text, Markdown or HTML."
)

_MANY_TAGS = 4
"""Tags that make a text a page even if it does not open with one; 《…修订<自由贸易协定>的议定书》 has none."""


def read_text(text: str, *, name: str) -> SourceContent:
    """What is in a decoded file. Raises `UnreadableSourceError`."""
    if _is_json(text):
        raise UnreadableSourceError(name, "the whole file", _JSON_HINT)
    if text.lstrip("\ufeff \t\r\n").startswith("<"):
        from indexer.sources.xml import looks_like_xml, read_xml  # noqa: PLC0415  its parsers are slow to import

        if looks_like_xml(text):
            return read_xml(text, name=name)
    front_matter = read_front_matter(text, name=name)
    if front_matter is None:
        return _body(text, 0, marked_down=False)
    body = _body(text, front_matter.body, marked_down=True)
    # What the text says of its source comes before the site that passes it on.
    publisher = body.metadata.publisher or front_matter.metadata.publisher
    return replace(
        body,
        metadata=replace(merged(front_matter.metadata, body.metadata), publisher=publisher),
        furniture=in_order((front_matter.furniture, *body.furniture)),
    )


def _is_json(text: str) -> bool:
    """Whether the file is a JSON object or array, whose strings would read as prose with debris."""
    if not text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return False
    try:
        json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return False
    return True


def _body(text: str, start: int, *, marked_down: bool) -> SourceContent:
    """The file from `start` on, without its front matter."""
    body = text[start:]
    marked_down = marked_down or _MARKDOWN.search(_CODE.sub("", body)) is not None
    if _is_html(body, marked_down=marked_down):
        from indexer.sources.html import read_html  # noqa: PLC0415  its parsers are slow to import

        page = read_html(body, start)
        metadata = merged(page.metadata, said_by(page.furniture))
        return SourceContent(text, "html", page.blocks, in_order(page.furniture), metadata, marked_up=True)
    if marked_down:
        from indexer.sources.markdown import read_markdown  # noqa: PLC0415  likewise

        blocks, furniture = read_markdown(text, start)
        return SourceContent(text, "markdown", blocks, in_order(furniture), said_by(furniture))
    sorted_out = sort_out(text_blocks(text))
    return SourceContent(text, "text", sorted_out.blocks, in_order(sorted_out.furniture), said_by(sorted_out.furniture))


def _is_html(text: str, *, marked_down: bool) -> bool:
    """Whether a text is HTML: it opens with a tag or is a page behind some words, or has many tags and no Markdown."""
    if _OPENS_WITH_TAG.match(text) or _PAGE.search(text[:_PAGE_WITHIN]):
        return True
    return not marked_down and sum(1 for _ in _TAG.finditer(text)) >= _MANY_TAGS
