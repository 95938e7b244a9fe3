"""What a citation says, whatever its form."""

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
"""NUL, a zero-width space, a sign of direction: stands for nothing. Not: a line break, a joiner of letters."""

_ON_WEB = re.compile(r"https?://", re.IGNORECASE)
"""http://a.example/b. Not: javascript:alert(1), //a.example, n.sinaimg.cn"""

_IN_ADDRESSES = "!#$%&'()*+,-./:;=?@[]_~"
"""What may stand in an address as it is (RFC 3986); anything else is written %XX."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A statement, or one of its paragraphs. All texts are on one line.

    `authors` are the parties, else who published it; `place` says which paragraph (第七段), and no other of the
    statement has it; `url` is where the text was taken from, else our own permanent address.
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
    """What a citation of the statement, or of the paragraph of it, says. `address` is our own, with its host."""
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
    """Which paragraph it is, by its ordinal and by what is printed before it.

    第七段 if the two agree; else 第9段（七）, as labels may start again in the next section; 第4段 if there is none.
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
