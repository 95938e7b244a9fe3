"""What a citation says, whatever its form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime

    from search.model import Kind, Paragraph, Statement

_UNPRINTED = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")
"""Line breaks, blanks and what nobody sees, which would break the lines of a citation."""

_NUMERAL_LABEL = re.compile(r"[〇零一二三四五六七八九十百]+|[0-9]+")
"""七, 12: is made 第七段. Not: 第七条, （三）."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A statement, or one of its paragraphs. All texts are on one line.

    `authors` are the parties, else who published it; `place` says which paragraph: 第七段; `url` is where the text was
    taken from, else our own permanent address.
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
        url=_line(statement.source.url or address),
        language=statement.language,
        accessed=accessed,
    )


def _place(paragraph: Paragraph) -> str:
    """The paragraph as readers of the document find it: by what is printed before it, else by its ordinal."""
    label = paragraph.label
    if label is None:
        return f"第{paragraph.number}段"
    return f"第{label}段" if _NUMERAL_LABEL.fullmatch(label) else _line(label)


def _line(text: str) -> str:
    return _UNPRINTED.sub(" ", text).strip()
