"""The position of a text in its statement, and its speakers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.model import Speaker
    from search.wording.precomputed import Text


@dataclass(frozen=True, slots=True)
class Position:
    """A position: in paragraph `paragraph` of `paragraphs`, after `share` of the statement's characters.

    `share` is 0 at the beginning and nearly 1 at the end. `voice` has the speakers.
    """

    paragraph: int
    paragraphs: int
    share: float
    voice: tuple[Speaker, ...]


def position(text: Text, at: int, voice: tuple[Speaker, ...]) -> Position:
    """The position of an offset of the statement's text."""
    share = round(at / len(text.text), 4) if text.text else 0.0
    return Position(text.number(at), text.header.paragraphs, share, voice)
