"""Web archives and messages (MHTML, EML): the page or the text in them, read as it would be by itself."""

from __future__ import annotations

import re
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING

from indexer.errors import UnreadableSourceError
from indexer.sources.blocks import Block, Furniture, Place, Run, SourceContent
from indexer.sources.body import read_text
from indexer.sources.decoding import decode
from indexer.sources.furniture import in_order
from indexer.sources.moved import moved

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

_TEXTS = ("text/html", "application/xhtml+xml", "text/plain")
"""The parts that are read, the best first."""

_ADDRESS = re.compile(r"https?://\S+")
_TOLD = frozenset({"text/html", "application/xhtml+xml", "text/plain", "message/rfc822"})
"""Parts that may hold text of a document, and so are named where they are not read."""


def read(data: bytes, *, name: str) -> SourceContent:
    """The text of the archive. Raises `UnreadableSourceError`."""
    message = message_from_bytes(data, policy=default)
    parts = list(_parts(message))
    part = _root(message, parts)
    if part is None:
        reason = "The file is a web archive or message (MHTML) without a page or text in it; save the page as HTML."
        raise UnreadableSourceError(name, "the whole file", reason)
    head = _head(message)
    body = read_text(_decoded(part, name), name=name)
    parsed = moved(body, head)
    url = parsed.metadata.url or next(filter(_ADDRESS.fullmatch, _addresses(message, part)), None)
    title = parsed.metadata.title or (message.get("Subject", "").strip() if body.form == "text" else "")
    return replace(
        parsed,
        metadata=replace(parsed.metadata, url=url, title=title or None),
        furniture=in_order((*_headers(head), *parsed.furniture)),
        places=(Place(0, "header"), Place(len(head), f"part {parts.index(part) + 1} ({part.get_content_type()})")),
        warnings=tuple(_left(part, parts, name)),
    )


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that are no containers of parts."""
    return (part for part in message.walk() if not part.is_multipart())


def _root(message: EmailMessage, parts: list[EmailMessage]) -> EmailMessage | None:
    """The part that is the page: the one that the archive starts with, else the first page, else the first text."""
    start = message.get_param("start")
    named = [part for part in parts if start and part.get("Content-ID", "").strip() == start]
    for content_type in _TEXTS:
        for part in (*named, *parts):
            if part.get_content_type() == content_type and not part.is_attachment():
                return part
    return None


def _decoded(part: EmailMessage, name: str) -> str:
    data = part.get_payload(decode=True)
    charset = part.get_content_charset()
    return decode(data if isinstance(data, bytes) else b"", name=name, declared=charset)


def _head(message: EmailMessage) -> str:
    """The head of the message, as it is read: a line for a field."""
    return "".join(f"{field}: {str(value).strip()}\n" for field, value in message.items())


def _headers(head: str) -> Iterator[Furniture]:
    text = head.rstrip()
    if text:
        yield Furniture("message-header", Block((Run(text, 0, len(text)),)))


def _addresses(message: EmailMessage, part: EmailMessage) -> Iterator[str]:
    for each, field in ((message, "Snapshot-Content-Location"), (part, "Content-Location")):
        yield str(each.get(field, "")).strip()


def _left(read_part: EmailMessage, parts: list[EmailMessage], name: str) -> Iterator[str]:
    """What to tell of parts that may hold text and are not read: frames, attachments."""
    for number, part in enumerate(parts, 1):
        called = part.get_filename() or part.get("Content-Location", "")
        content_type = part.get_content_type()
        if part is not read_part and (part.is_attachment() or content_type in _TOLD):
            what = f"{content_type} {called}".strip()
            yield f"{name}, part {number} ({what}): The part is not read; save it by itself if it holds a document."
