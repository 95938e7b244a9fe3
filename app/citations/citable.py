"""The content of a citation, independent of its format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from search.analysis.numerals import value_of

if TYPE_CHECKING:
    import datetime

    from search.model import Kind, Paragraph, Statement

_INVISIBLE = re.compile(r"(?!\s)[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Invisible characters: NUL, a zero-width space, a bidi mark. Not: a line break, a zero-width joiner."""

_ON_WEB = re.compile(r"https?://", re.IGNORECASE)
"""http://a.example/b. Not: javascript:alert(1), //a.example, n.sinaimg.cn"""

_IN_ADDRESSES = "!#$%&'()*+,-./:;=?@[]_~"
"""The punctuation that a URL keeps (RFC 3986); other characters are percent-encoded."""


@dataclass(frozen=True, slots=True)
class Cited:
    """The bibliographic data of a statement, or of one of its paragraphs. Every text is a single line.

    `authors` are the parties, else the publisher; `place` identifies the paragraph within the statement (第七段); `url`
    is the address of the source, else the permanent address on this server.
    """

    id: str
    kind: Kind
    title: str
    authors: tuple[str, ...]
    publisher: str | None
    date: datetime.date | None
    signed_in: str | None
    place: str | None
    url: str
    language: str
    accessed: datetime.date | None = None


def cited(
    statement: Statement, paragraph: Paragraph | None, *, address: str, accessed: datetime.date | None = None
) -> Cited:
    """The bibliographic data of the statement or its paragraph. `address` is the permanent address, with its host."""
    publisher = _line(statement.source.publisher) if statement.source.publisher else None
    parties = tuple(map(_line, statement.parties))
    return Cited(
        id=paragraph.id if paragraph else statement.id,
        kind=statement.kind,
        title=_line(statement.title),
        authors=parties or ((publisher,) if publisher else ()),
        publisher=publisher,
        date=statement.date or statement.published,
        signed_in=_line(statement.place) if statement.place else None,
        place=_place(paragraph) if paragraph else None,
        url=_address(statement.source.url, address),
        language=statement.language,
        accessed=accessed,
    )


def _place(paragraph: Paragraph) -> str:
    """The locator of a paragraph: its ordinal and its printed label.

    第七段 if the two agree; else 第9段（七）, as labels may restart in each section; 第4段 without a label.
    """
    if paragraph.label is None:
        return f"第{paragraph.number}段"
    label = _line(paragraph.label)
    if value_of(label) == paragraph.number:
        return f"第{label}段"
    return f"第{paragraph.number}段（{label.strip('（()）')}）"


def _address(source: str | None, ours: str) -> str:
    chosen = source.strip() if source else ""
    return quote(chosen if _ON_WEB.match(chosen) else ours, safe=_IN_ADDRESSES)


def _line(text: str) -> str:
    return " ".join(_INVISIBLE.sub("", text).split())
