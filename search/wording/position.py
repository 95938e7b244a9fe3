"""Where in a statement something stands, and who says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.model import Speaker
    from search.wording.precomputed import Text


@dataclass(frozen=True, slots=True)
class Standing:
    """Where something stands: in paragraph `paragraph` of `paragraphs`, after `share` of the statement's characters.

    `share` is 0 at the beginning and nearly 1 at the end. `voice` is who says it (`search.model.Speaker`).
    """

    paragraph: int
    paragraphs: int
    share: float
    voice: tuple[Speaker, ...]


def standing(text: Text, at: int, voice: tuple[Speaker, ...]) -> Standing:
    """Where what begins at an offset of the statement's text stands."""
    share = round(at / len(text.text), 4) if text.text else 0.0
    return Standing(text.number(at), text.header.paragraphs, share, voice)
